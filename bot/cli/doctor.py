"""`principles doctor`: whether everything the app needs is there, one row a check."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.checks import channels_rows, encoder_row, zones_row
from bot.cli.options import knowledge_option, settings_with
from bot.errors import BotError, StoreError, see
from bot.health import Row
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.slack.examination.introduction import Introduced

WIDEST_CHECK = 15


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a check.")
@knowledge_option
def command(as_json: bool, knowledge: tuple[Path, ...]) -> None:
    """Check settings, tokens, scopes, message tab, database, channels, packs, encoder, clock and zones.

    Exit 1 if anything is broken.
    """
    broken = False
    for row in rows(knowledge):
        broken |= row.state == "broken"
        print(json.dumps(row.as_json(), ensure_ascii=False) if as_json else _line(row))
    sys.exit(1 if broken else 0)


def rows(knowledge: tuple[Path, ...]) -> Iterator[Row]:
    """Every check in turn; the others are off where the settings cannot be read."""
    try:
        settings = settings_with(knowledge)
    except BotError as error:
        yield Row("settings", "broken", str(error), "mend this value; then the other checks are made")
        return
    yield _settings(settings)
    introduced = _introduced(settings)
    yield from _slack(settings, introduced)
    checks: tuple[tuple[str, Callable[[Settings], Row]], ...] = (
        ("database", _database),
        ("packs", _packs),
        ("encoder", encoder_row),
        ("zones", zones_row),
    )
    for name, check in checks:
        try:
            yield check(settings)
        except BotError as error:
            yield Row(name, "broken", str(error), "the text says how")
        if name == "database":
            yield from _channels(settings, introduced)


def _settings(settings: Settings) -> Row:
    from bot.cli.serve import choose_mode

    if not (settings.slack_bot_token or settings.many_workspaces):
        return Row("settings", "off", "no SLACK_BOT_TOKEN: only the command line answers", see("Set up Slack"))
    try:
        mode = choose_mode(settings, socket=False, http=False)
    except BotError as error:
        return Row("settings", "broken", str(error), "set what is missing")
    return Row("settings", "ok", "Socket Mode" if mode == "socket" else f"HTTP on {settings.host}:{settings.port}")


def _introduced(settings: Settings) -> Introduced | None:
    """What Slack says of the bot's token, asked once; None where there is none, or one for each workspace."""
    if settings.slack_bot_token is None or settings.many_workspaces:
        return None
    from bot.slack.app import build_client
    from bot.slack.examination.introduction import introduce

    return introduce(build_client(settings))


def _slack(settings: Settings, introduced: Introduced | None) -> Iterator[Row]:
    """The token, its scopes and the clock, as Slack sees them; without a token nothing is asked.

    Of many workspaces that is told once the database says which they are.
    """
    if introduced is None:
        checks = () if settings.many_workspaces else ("token", "scopes", "clock")
        yield from (Row(name, "off", "no SLACK_BOT_TOKEN, so Slack is not asked") for name in checks)
        return
    from bot.slack.examination.app import examine

    yield from examine(settings, introduced)


def _database(settings: Settings) -> Row:
    from bot.store.database import Database, absent_file

    if file := absent_file(settings.database_url):
        begun = settings.slack_bot_token is not None or settings.database_url is not None
        start = "start `principles serve`, which makes it"
        remedy = f"set DATABASE_URL as the service has it, or {start}" if begun else start
        return Row("database", "broken" if begun else "off", f"{file} is not there yet", remedy)
    database = Database.open(settings.database_url)
    try:
        if database.is_current():
            return Row("database", "ok", f"{database.name}, its tables up to date")
        return Row("database", "broken", f"{database.name}, of another version", "start `principles serve` of this one")
    finally:
        database.close()


def _channels(settings: Settings, introduced: Introduced | None) -> Iterator[Row]:
    """The app's message tab and channels; a database that cannot be read has a row of its own."""
    from bot.slack.examination.channels import CHECKS
    from bot.store.database import Database, require_file

    if not (settings.slack_bot_token or settings.many_workspaces):
        yield from (Row(name, "off", "no SLACK_BOT_TOKEN, so Slack is not asked") for name in CHECKS)
        return
    try:
        require_file(settings.database_url)
        with closing(Database.open(settings.database_url)) as database:
            yield from channels_rows(settings, database, introduced)
    except StoreError:
        yield from (Row(name, "off", "not known without the database") for name in CHECKS)


def _packs(settings: Settings) -> Row:
    from bot.bootstrap.answering import read_knowledge

    entries = read_knowledge(settings).entries
    if not entries:
        return Row("packs", "broken", "no entries", f"write a pack. {see('Your own packs')}")
    return Row("packs", "ok", f"{len(entries):,} entries of {len({entry.pack for entry in entries})} packs")


def _line(row: Row) -> str:
    remedy = f" → {row.remedy}" if row.remedy and row.state != "ok" else ""
    return f"{row.check:<{WIDEST_CHECK}}{row.state:<8}{' '.join(row.found.split())}{remedy}"

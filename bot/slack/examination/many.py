"""What Slack says of an app that many workspaces installed: each looked at as a single one is, all told in one row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.counting import count
from bot.errors import SettingsError
from bot.health import Row, State
from bot.posting.subscription import Standing, Subscription
from bot.settings import ENCRYPTION_KEYS, Settings
from bot.slack.app import build_client
from bot.slack.clients import once_only
from bot.slack.examination.app import INSTALL, clock_row, scopes_row
from bot.slack.examination.channels import CHOOSE, DAILY, EXPERTS, SHARED, channel_rows
from bot.slack.examination.introduction import introduce
from bot.slack.examination.watched import READ_ALONG
from bot.slack.reasons import word_of
from bot.store.database import Database
from bot.store.experts import ExpertsChannels
from bot.store.installations import Installations, read_keys
from bot.store.subscriptions import Subscriptions
from bot.store.watched import Watched

TOKENS, WORKSPACES, CLOCK = "tokens", "workspaces", "clock"

# So many workspaces are looked at, some at once, and for so long in all; those beyond are counted.
MOST_WORKSPACES, AT_ONCE, LONGEST_SECONDS, PATIENCE_SECONDS = 200, 8, 60.0, 5

# So many of those with something amiss are named, and so many ways to mend it.
MOST_NAMED, MOST_REMEDIES = 20, 3

# What is off beside what nobody wanted: a scope that lacks, and what somebody should know.
TOLD = (INSTALL, SHARED, READ_ALONG)


@dataclass(frozen=True, slots=True)
class _Installed:
    """A workspace to be looked at, with what the database knows of it."""

    client: WebClient
    posts: Sequence[Subscription]
    experts: str
    watched: Sequence[str]


def examine_many(settings: Settings, database: Database) -> Iterator[Row]:
    """Rows for the tokens, for the app in each workspace, for the clock, and for the channels. Raises StoreError."""
    posts, experts = Subscriptions(database).all(), ExpertsChannels(database)
    installations, tokens = _installations(settings, database)
    yield tokens
    if installations is None:
        yield Row(WORKSPACES, "off", f"not known without {ENCRYPTION_KEYS.name}")
    else:
        watched = Watched(database).channels()
        yield from _looked_at(settings, installations, posts, experts, watched)
    yield _counted(posts)
    yield _chosen(settings, experts.chosen())


def _installations(settings: Settings, database: Database) -> tuple[Installations | None, Row]:
    """Where the app is installed, and whether the keys open all tokens: one that they do not gets no answers."""
    if not (settings.slack_client_id and settings.encryption_keys):
        return None, Row(TOKENS, "off", f"not known without {ENCRYPTION_KEYS.name}")
    try:
        keys = read_keys(settings.encryption_keys)
    except SettingsError as error:
        return None, Row(TOKENS, "broken", str(error), "take one that `principles keys new` prints")
    found = Installations(settings.slack_client_id, database, keys)
    installed, opened = found.opened()
    if opened == installed:
        return found, Row(TOKENS, "ok" if installed else "off", f"{count(installed, 'installation')}, all tokens open")
    lost = f"{installed - opened} of {count(installed, 'token')} cannot be opened with {ENCRYPTION_KEYS.name}"
    return found, Row(TOKENS, "broken", lost, "add the key that they were encrypted with at its end")


def _looked_at(
    settings: Settings,
    installations: Installations,
    posts: Sequence[Subscription],
    experts: ExpertsChannels,
    watched: frozenset[tuple[str, str]],
) -> Iterator[Row]:
    """The row of all workspaces, and that of the clock."""
    teams, client = sorted(installations.teams()), build_client(settings)
    bots = {team: bot for team in teams[:MOST_WORKSPACES] if (bot := installations.of_team(team)) is not None}
    if not bots:
        yield Row(WORKSPACES, "off", "no workspace can be looked at", "open /slack/install at the app's address")
        return
    rows = _all(
        {
            team: _Installed(
                once_only(client, timeout_seconds=PATIENCE_SECONDS, token=bot.bot_token),
                [one for one in posts if one.team == team],
                experts.of(team),
                sorted(channel for where, channel in watched if where == team),
            )
            for team, bot in bots.items()
        }
    )
    yield _summary(rows, unseen=len(teams) - len(rows))
    clocks = (row for found in rows.values() for row in found if row.check == CLOCK)
    yield next(clocks, Row(CLOCK, "off", "not known without an answer of Slack's"))


def _all(workspaces: Mapping[str, _Installed]) -> dict[str, list[Row]]:
    """The rows of each, as far as Slack gave them in time."""
    pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="examination")
    looks = {team: pool.submit(_rows_of, one) for team, one in workspaces.items()}
    done, _ = wait(looks.values(), timeout=LONGEST_SECONDS)
    pool.shutdown(wait=False, cancel_futures=True)
    return {team: look.result() for team, look in looks.items() if look in done}


def _rows_of(one: _Installed) -> list[Row]:
    """What a single workspace would be told of its app."""
    introduced = introduce(one.client)
    if introduced.answer is not None:
        rows = channel_rows(introduced, one.posts, one.experts, one.watched)
        return [scopes_row(introduced.scopes), clock_row(introduced.answer), *rows]
    if isinstance(introduced.error, SlackApiError):
        refused = f"Slack does not accept it ({word_of(introduced.error)})"
        return [Row("token", "broken", refused, "install the app there again")]
    return [Row("token", "broken", "Slack did not answer", "look at the network")]


def _summary(rows: Mapping[str, Sequence[Row]], *, unseen: int) -> Row:
    """How many workspaces are fine, and what is amiss in which."""
    amiss = {team: told for team, found in rows.items() if (told := [row for row in found if _is_told(row)])}
    fine = f"{count(len(rows) + unseen, 'workspace')}: {len(rows) - len(amiss)} fine"
    named = [
        f"{team}: {', '.join(f'{row.check}: {row.found}' for row in told)}"
        for team, told in list(amiss.items())[:MOST_NAMED]
    ]
    more = [f"{len(amiss) - MOST_NAMED} more are not named"] if len(amiss) > MOST_NAMED else []
    more += [f"{unseen} were not looked at"] if unseen else []
    every = [row for told in amiss.values() for row in told]
    remedies = list(dict.fromkeys(row.remedy for row in every if row.remedy))[:MOST_REMEDIES]
    state: State = "broken" if any(row.state == "broken" for row in every) else "off" if every else "ok"
    return Row(WORKSPACES, state, "; ".join([fine, *named, *more]), "; ".join(remedies), told=fine)


def _is_told(row: Row) -> bool:
    """Whether somebody should hear of it; the clock has a row of its own, and the daily posts name each channel."""
    if row.check in (CLOCK, DAILY):
        return False
    return row.state == "broken" or (row.state == "off" and row.remedy in TOLD)


def _counted(wanted: Sequence[Subscription]) -> Row:
    """How many of all workspaces' channels have a daily post, and how many rest; their creators were told."""
    halted = sum(one.standing is Standing.HALTED for one in wanted)
    found = f"{count(len(wanted), 'channel')} with a daily post, {halted} halted"
    return Row(DAILY, "ok" if wanted else "off", found, "principles daily status names them" if halted else "")


def _chosen(settings: Settings, chosen: int) -> Row:
    passed_over = " (EXPERTS_CHANNEL belongs to one workspace, and is passed over)" if settings.experts_channel else ""
    return Row(EXPERTS, "ok" if chosen else "off", f"chosen in {count(chosen, 'workspace')}{passed_over}", CHOOSE)

"""What Slack says of the app itself: its token, its scopes, and the time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http.client import HTTPException

from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from bot.health import Row, State
from bot.settings import APP_TOKEN, BOT_TOKEN, Settings
from bot.slack.app import build_client
from bot.slack.examination.introduction import Introduced
from bot.slack.manifest import FEATURES, SCOPES
from bot.slack.reasons import refusal, unreachable, word_of

INSTALL = "print the manifest again (principles manifest), and install the app again"

# Slack refuses nothing of ours by the clock, but we refuse requests that look five minutes old.
MOST_SKEW = timedelta(minutes=2)


def examine(settings: Settings, introduced: Introduced, *, linked: bool = False) -> Iterator[Row]:
    """Rows for the token, its scopes, what each feature lacks, the way of events, and the clock.

    `linked`: the app runs, so that it knows by itself whether events come.
    """
    answer = introduced.answer
    if answer is None:
        yield _refused(settings, introduced.error)
        yield Row("scopes", "off", "not known without a token that works")
        yield Row("clock", "off", "not known without an answer of Slack's")
        return
    whose = answer.get("team") or answer.get("team_id")
    yield Row("token", "ok", f"a bot's token for {whose}", told="Slack accepts it")
    yield scopes_row(introduced.scopes)
    yield from _features(introduced.scopes)
    if not linked:
        yield from _events(settings)
    yield clock_row(answer)


def _refused(settings: Settings, error: Exception | None) -> Row:
    """Why nothing is known of the token."""
    if isinstance(error, SlackApiError):
        return Row("token", "broken", str(refusal(BOT_TOKEN, word_of(error))), "copy the token again")
    found = str(unreachable(settings.slack_api_url, error or OSError()))
    return Row("token", "broken", found, "look at the network")


def _features(held: frozenset[str] | None) -> Iterator[Row]:
    """One row a feature: whether it has all that it needs. Nothing where Slack did not say."""
    known = {scope.name: scope for scope in SCOPES}
    for feature, names in FEATURES.items() if held is not None else ():
        lacking = [name for name in names if name not in (held or ())]
        if not lacking:
            yield Row(feature, "ok", "has every scope it needs")
            continue
        state: State = "off" if all(known[name].optional for name in lacking) else "broken"
        yield Row(feature, state, f"lacks {', '.join(lacking)}", INSTALL)


def _events(settings: Settings) -> Iterator[Row]:
    """Whether Slack would open a link for Socket Mode; over HTTP it is Slack that calls."""
    if settings.slack_app_token is None:
        yield Row("events", "off", "Slack calls the manifest's address: press Verify beside it in its settings")
        return
    try:
        build_client(settings).apps_connections_open(app_token=settings.slack_app_token)
    except SlackApiError as error:
        found = str(refusal(APP_TOKEN, word_of(error), "connections:write"))
        yield Row("events", "broken", found, "make an app-level token with connections:write")
    except (SlackClientError, HTTPException, OSError) as error:
        yield Row("events", "broken", str(unreachable(settings.slack_api_url, error)), "look at the network")
    else:
        yield Row("events", "ok", "Slack opens a link for Socket Mode")


def scopes_row(held: frozenset[str] | None) -> Row:
    """What is lacking, each with what does not work without it."""
    if held is None:
        return Row("scopes", "off", "Slack did not say which there are")
    lacking = [scope for scope in SCOPES if scope.name not in held]
    if not lacking:
        return Row("scopes", "ok", f"all {len(SCOPES)} granted")
    said = "; ".join(
        f"without {scope.name}{' (optional)' if scope.optional else ''} it cannot {scope.purpose}" for scope in lacking
    )
    return Row("scopes", "off" if all(scope.optional for scope in lacking) else "broken", said, INSTALL)


def clock_row(answer: SlackResponse) -> Row:
    """How far this computer's clock is from Slack's."""
    dated = next((str(value) for name, value in answer.headers.items() if name.lower() == "date"), None)
    if dated is None:
        return Row("clock", "off", "Slack did not say the time")
    skew = abs(datetime.now(UTC) - parsedate_to_datetime(dated))
    if skew > MOST_SKEW:
        return Row("clock", "broken", f"{skew.total_seconds():.0f} s from Slack's", "set this computer's clock (NTP)")
    return Row("clock", "ok", f"within {max(1, round(skew.total_seconds()))} s of Slack's")

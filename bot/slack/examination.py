"""What Slack says of the app when it is asked: its token, its scopes, and the time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from bot.counting import count
from bot.health import Row, State
from bot.settings import APP_TOKEN, BOT_TOKEN, Settings
from bot.slack.app import build_client
from bot.slack.clients import granted
from bot.slack.manifest import FEATURES, SCOPES
from bot.slack.outbox.outcome import Done, Refused, attempt
from bot.slack.reasons import refusal, unreachable, word_of
from bot.store.experts import ExpertsChannels

INSTALL = "print the manifest again (principles manifest), and install the app again"

EXPERTS = "experts"
CHOOSE = "a teacher chooses a channel in the App Home; or set EXPERTS_CHANNEL"

# Slack refuses nothing of ours by the clock, but we refuse requests that look five minutes old.
MOST_SKEW = timedelta(minutes=2)


def examine(settings: Settings) -> Iterator[Row]:
    """Rows for the token, its scopes, what each feature lacks, the way of events, and the clock."""
    try:
        answer = build_client(settings).auth_test()
    except SlackApiError as error:
        yield Row("token", "broken", str(refusal(BOT_TOKEN, word_of(error))), "copy the token again")
    except (SlackClientError, HTTPException, OSError) as error:
        yield Row("token", "broken", str(unreachable(settings.slack_api_url, error)), "look at the network")
    else:
        yield Row("token", "ok", f"a bot's token for {answer.get('team') or answer.get('team_id')}")
        yield _scopes(granted(answer))
        yield from _features(granted(answer))
        yield from _events(settings)
        yield _clock(answer)
        return
    yield Row("scopes", "off", "not known without a token that works")
    yield Row("clock", "off", "not known without an answer of Slack's")


def examine_experts(settings: Settings, channels: ExpertsChannels) -> Row:
    """Whether the experts' channel is there, with the app in it; for many workspaces only how many have one.

    Raises StoreError.
    """
    if settings.many_workspaces:
        passed_over = (
            " (EXPERTS_CHANNEL belongs to one workspace, and is passed over)" if settings.experts_channel else ""
        )
        chosen = channels.chosen()
        return Row(EXPERTS, "ok" if chosen else "off", f"chosen in {count(chosen, 'workspace')}{passed_over}", CHOOSE)
    client = build_client(settings)
    match attempt(client.auth_test):
        case Done(answer):
            channel = channels.of(str(answer.get("team_id") or ""))
        case _:
            return Row(EXPERTS, "off", "not known without a token that works")
    return _channel(channel, client) if channel else Row(EXPERTS, "off", "nobody is asked", CHOOSE)


def _channel(channel: str, client: WebClient) -> Row:
    """What Slack says of the experts' channel."""
    match attempt(lambda: client.conversations_info(channel=channel)):
        case Done(answer):
            info: Mapping[str, Any] = answer.get("channel") or {}
        case Refused("missing_scope"):
            return Row(EXPERTS, "off", f"{channel} cannot be looked at without channels:read and groups:read", INSTALL)
        case Refused(error):
            again = "invite the app there if it is a private channel; else choose another one in the App Home"
            return Row(EXPERTS, "broken", f"Slack does not show {channel} ({error})", again)
        case _:
            return Row(EXPERTS, "off", f"Slack did not say what {channel} is")
    name = f"#{info.get('name') or channel}"
    if info.get("is_archived"):
        return Row(EXPERTS, "broken", f"{name} is archived", "unarchive it, or choose another one in the App Home")
    if not info.get("is_member"):
        return Row(EXPERTS, "broken", f"the app is not in {name}, so it hears no answers", "/invite it there")
    return Row(EXPERTS, "ok", f"the app is in {name}")


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


def _scopes(held: frozenset[str] | None) -> Row:
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


def _clock(answer: SlackResponse) -> Row:
    """How far this computer's clock is from Slack's."""
    dated = next((str(value) for name, value in answer.headers.items() if name.lower() == "date"), None)
    if dated is None:
        return Row("clock", "off", "Slack did not say the time")
    skew = abs(datetime.now(UTC) - parsedate_to_datetime(dated))
    if skew > MOST_SKEW:
        return Row("clock", "broken", f"{skew.total_seconds():.0f} s from Slack's", "set this computer's clock (NTP)")
    return Row("clock", "ok", f"within {max(1, round(skew.total_seconds()))} s of Slack's")

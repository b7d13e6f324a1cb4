"""Small courtesies: a word to the person when something did not come about.

They are tried once, briefly, and never stand in the way of an answer.
"""

from __future__ import annotations

import logging

from slack_sdk import WebClient

from bot.render.message import Message
from bot.slack.clients import once_only
from bot.slack.outbox.outcome import Done, InDoubt, Outcome, Refused, TryAgain, attempt
from bot.slack.outbox.place import Place

logger = logging.getLogger(__name__)

# A courtesy that takes longer than this would delay the answer.
COURTESY_SECONDS = 3

# What a person reads when Slack refuses a message; {} is the channel.
REFUSALS = {
    "not_in_channel": "I am not in {}: invite me there with /invite, and ask again.",
    "channel_not_found": "I cannot see {}: invite me there with /invite, and ask again.",
    "is_archived": "{} is archived, so I cannot post there.",
    "restricted_action": "This workspace's rules do not let me post in {}: an admin can change that.",
}
OTHER_REFUSAL = (
    "Slack did not take my message in {}. Please try again; whoever looks after me finds the reason in my log."
)
IN_DOUBT = "Slack did not confirm my answer in {}. If you do not see it there, please ask again."


def courtesy(client: WebClient) -> WebClient:
    """The same client with little patience."""
    return once_only(client, timeout_seconds=COURTESY_SECONDS)


def whisper(channel: str, person: str, text: str, client: WebClient, *, thread_ts: str | None = None) -> bool:
    """Tell one person something in a channel, for their eyes only; whether Slack took it. `text` is mrkdwn of ours."""
    brief, blocks = courtesy(client), _section(text)
    outcome = attempt(
        lambda: brief.chat_postEphemeral(channel=channel, user=person, thread_ts=thread_ts, text=text, blocks=blocks)
    )
    return isinstance(outcome, Done)


def whisper_message(
    channel: str, person: str, message: Message, client: WebClient, *, thread_ts: str | None = None
) -> bool:
    """Show one person a message in a channel, for their eyes only; whether Slack took it."""
    brief, text, blocks = courtesy(client), message.text, message.blocks
    outcome = attempt(
        lambda: brief.chat_postEphemeral(channel=channel, user=person, thread_ts=thread_ts, text=text, blocks=blocks)
    )
    return isinstance(outcome, Done)


def direct(person: str, text: str, client: WebClient) -> bool:
    """Tell one person something in a direct message; whether Slack took it."""
    brief, blocks = courtesy(client), _section(text)
    return isinstance(attempt(lambda: brief.chat_postMessage(channel=person, text=text, blocks=blocks)), Done)


def tell_failure(outcome: Outcome, place: Place, client: WebClient) -> None:
    """Tell the asker that no reply is there, or that nobody knows; in a direct message if the channel is closed."""
    logger.warning("a reply was not posted", extra={"outcome": repr(outcome), "channel": place.channel})
    text = refusal_text(outcome, f"<#{place.channel}>")
    here = not isinstance(outcome, Refused)
    if here and whisper(place.channel, place.asker, text, client, thread_ts=place.thread_ts):
        return
    if not direct(place.asker, text, client):
        logger.warning("nor could the asker be told", extra={"channel": place.channel})


def refusal_text(outcome: Outcome, place: str) -> str:
    """Why a message is not (or perhaps not) there, and what a person can do; `place` names the channel."""
    match outcome:
        case Refused(error) if error in REFUSALS:
            return REFUSALS[error].format(place)
        case Refused() | TryAgain():
            return OTHER_REFUSAL.format(place)
        case InDoubt():
            return IN_DOUBT.format(place)
        case Done():
            return f"Posted in {place}."


def _section(text: str) -> list[dict[str, object]]:
    return [{"type": "section", "text": {"type": "mrkdwn", "text": text}}]

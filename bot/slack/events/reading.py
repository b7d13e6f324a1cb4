"""What an event means to us: a question, a changed or a withdrawn one, or nothing. Pure functions on Slack's events."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.render.escape import person_text

Event = Mapping[str, Any]

# A message with one of these subtypes was written by a person for us to read; every other one
# (joins, topics, bots, unfurls, Slack's own notices) is not.
SUBTYPES = frozenset({None, "file_share", "thread_broadcast"})

# An edit this long after the question no longer changes the reply: others may have built on it.
EDITABLE = timedelta(minutes=15)

# Longer than any question; bounds the matcher's work on a pasted document.
MAX_QUESTION = 3_000

ID = re.compile(r"[A-Z0-9]{2,32}")
TS = re.compile(r"\d{1,12}\.\d{1,9}")


@dataclass(frozen=True, slots=True)
class Question:
    """A message that asks us. `thread_ts` is where the reply belongs; an empty `text` is a bare mention."""

    team: str
    channel: str
    ts: str
    thread_ts: str
    asker: str
    text: str
    direct: bool


@dataclass(frozen=True, slots=True)
class Edit:
    """A question as its asker has changed it."""

    question: Question


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A question that its asker deleted."""

    team: str
    channel: str
    ts: str


Said = Question | Edit | Withdrawal


def said_in(event: Event, *, team: str, bot_user: str) -> Said | None:
    """What a message event says to us; None for what is none of our business."""
    if event.get("type") not in ("app_mention", "message"):
        return None
    return (
        withdrawal_in(event, team=team)
        or edit_in(event, team=team, bot_user=bot_user)
        or question_in(event, team=team, bot_user=bot_user)
    )


def question_in(event: Event, *, team: str, bot_user: str) -> Question | None:
    """The question a new message asks us: in a direct message, or by mention; None when it is not for us."""
    if not _by_a_person(event, bot_user):
        return None
    direct = event.get("channel_type") == "im"
    if event.get("type") != "app_mention" and not direct:
        return None
    return _question(event, event["channel"], team=team, bot_user=bot_user, direct=direct)


def edit_in(event: Event, *, team: str, bot_user: str) -> Edit | None:
    """The question as edited: the text really changed, and soon enough; None for unfurls and late edits."""
    if event.get("subtype") != "message_changed":
        return None
    after, before = event.get("message") or {}, event.get("previous_message") or {}
    if not _by_a_person({**after, "channel": event.get("channel")}, bot_user):
        return None
    edited_at = str((after.get("edited") or {}).get("ts") or event.get("event_ts") or "")
    if after.get("text") == before.get("text") or not TS.fullmatch(edited_at):
        return None
    if float(edited_at) - float(after["ts"]) > EDITABLE.total_seconds():
        return None
    direct = event.get("channel_type") == "im"
    return Edit(_question(after, str(event["channel"]), team=team, bot_user=bot_user, direct=direct))


def withdrawal_in(event: Event, *, team: str) -> Withdrawal | None:
    """The deletion of a message, which may have been a question."""
    if event.get("subtype") != "message_deleted":
        return None
    ts, channel = str(event.get("deleted_ts", "")), str(event.get("channel", ""))
    return Withdrawal(team, channel, ts) if TS.fullmatch(ts) and ID.fullmatch(channel) else None


def text_of(message: Event) -> str:
    """The words of any message, also of one that has them in attachments only."""
    parts = [message.get("text"), *(_attachment_text(part) for part in message.get("attachments") or [])]
    return read_text(next((str(part) for part in parts if part), ""))


def read_text(raw: str) -> str:
    """Slack's text as its writer typed it: entities undone, mentions and links as words, at most `MAX_QUESTION`."""
    return person_text(html.unescape(raw))[:MAX_QUESTION]


def without_mention(raw: str, bot_user: str) -> str:
    """The text without our own name, wherever in the sentence it stands."""
    without = re.sub(rf"[ \t]*<@{re.escape(bot_user)}(\|[^>]*)?>[ \t]*", " ", raw)
    return without.strip(" \t\r\n,:;")


def _question(message: Event, channel: str, *, team: str, bot_user: str, direct: bool) -> Question:
    text = read_text(without_mention(str(message.get("text") or ""), bot_user))
    ts = str(message["ts"])
    return Question(team, channel, ts, str(message.get("thread_ts") or ts), str(message["user"]), text, direct)


def _by_a_person(message: Event, bot_user: str) -> bool:
    """Whether a person wrote this message, and it names all that a reply needs."""
    if message.get("subtype") not in SUBTYPES or message.get("bot_id") or message.get("bot_profile"):
        return False
    user, channel, ts = (str(message.get(name) or "") for name in ("user", "channel", "ts"))
    if user == bot_user:
        return False
    return bool(ID.fullmatch(user) and ID.fullmatch(channel) and TS.fullmatch(ts))


def _attachment_text(attachment: Event) -> str:
    return str(attachment.get("text") or attachment.get("fallback") or "")

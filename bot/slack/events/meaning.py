"""What an event means to us: a question, a changed or a withdrawn one, or nothing. Pure functions on Slack's events."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import timedelta

from bot.slack.events.fields import Payload, id_at, mapping_at, text_at, texts_at, ts_at
from bot.slack.events.files import documents_in
from bot.slack.events.words import Words, is_recording, words_of

# The events that tell of messages.
MESSAGES = ("app_mention", "message")

# A message with one of these subtypes was written by a person for us to read; every other one
# (joins, topics, bots, unfurls, Slack's own notices) is not.
SUBTYPES = frozenset({None, "file_share", "me_message", "message_share", "thread_broadcast"})

# An edit this long after the question no longer changes the reply: others may have built on it.
EDITABLE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Question:
    """A message that asks us. `thread_ts` is where the reply belongs.

    `text` are its words; `whole` is false where it said more than was read. `bare`: nothing at all stood beside our
    name. `edited` is Slack's time of its last change, if any: it may have been answered already, with other words.
    `documents` are the ids of files that came with a direct message. `recording`: it is spoken, and its words are not
    there yet.
    """

    team: str
    channel: str
    ts: str
    thread_ts: str
    asker: str
    text: str
    direct: bool
    whole: bool = True
    bare: bool = False
    edited: str = ""
    documents: tuple[str, ...] = ()
    recording: bool = False


# What of it is written down: everything.
KEPT = tuple(field.name for field in fields(Question))


@dataclass(frozen=True, slots=True)
class Edit:
    """A question as its asker has changed it, at Slack's time `at`."""

    question: Question
    at: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A question that its asker deleted, at Slack's time `at`.

    `discussed` is the ts of the last reply to it, where others replied too.
    """

    team: str
    channel: str
    ts: str
    at: str
    discussed: str = ""


Said = Question | Edit | Withdrawal


def said_in(event: Payload, *, team: str, bot_user: str) -> Said | None:
    """What a message event says to us; None for what is none of our business."""
    if not team or text_at(event, "type") not in MESSAGES:
        return None
    return (
        withdrawal_in(event, team=team, bot_user=bot_user)
        or edit_in(event, team=team, bot_user=bot_user)
        or question_in(event, team=team, bot_user=bot_user)
    )


def question_in(event: Payload, *, team: str, bot_user: str) -> Question | None:
    """The question a new message asks us: in a direct message, or by mention; None when it is not for us."""
    if not by_a_person(event, bot_user) or not id_at(event, "channel"):
        return None
    direct = text_at(event, "channel_type") == "im"
    if text_at(event, "type") != "app_mention" and not direct:
        return None
    words = words_of(event, bot_user=bot_user)
    return _question(event, id_at(event, "channel"), words, team=team, direct=direct)


def edit_in(event: Payload, *, team: str, bot_user: str) -> Edit | None:
    """The question as edited: its words really changed, and soon enough; None for unfurls and late edits.

    A recording counts as edited when its words are there.
    """
    after, before = mapping_at(event, "message"), mapping_at(event, "previous_message")
    if (
        text_at(event, "subtype") != "message_changed"
        or not by_a_person(after, bot_user)
        or not id_at(event, "channel")
    ):
        return None
    edited_at = ts_at(after, "edited", "ts") or ts_at(event, "event_ts")
    if not edited_at or float(edited_at) - float(ts_at(after, "ts")) > EDITABLE.total_seconds():
        return None
    words = words_of(after, bot_user=bot_user)
    if words == words_of(before, bot_user=bot_user):
        return None
    direct = text_at(event, "channel_type") == "im"
    return Edit(_question(after, id_at(event, "channel"), words, team=team, direct=direct), edited_at)


def withdrawal_in(event: Payload, *, team: str, bot_user: str) -> Withdrawal | None:
    """The deletion of a message, which may have been a question; None for one of ours.

    One that has replies leaves a tombstone, and is told as a change.
    """
    channel, left = id_at(event, "channel"), mapping_at(event, "message")
    match text_at(event, "subtype"):
        case "message_deleted" if id_at(event, "previous_message", "user") == bot_user:
            return None
        case "message_deleted":
            ts, discussed = ts_at(event, "deleted_ts"), ""
        case "message_changed" if text_at(left, "subtype") == "tombstone":
            ts = ts_at(left, "ts")
            others = set(texts_at(left, "reply_users")) - {bot_user}
            discussed = ts_at(left, "latest_reply") if others else ""
        case _:
            return None
    return Withdrawal(team, channel, ts, ts_at(event, "event_ts") or ts, discussed) if ts and channel else None


def kept_of(question: Question) -> dict[str, object]:
    """What is kept of a question; its fields as they are (`asdict` would copy each deeply)."""
    return {name: getattr(question, name) for name in KEPT}


def kept_question(body: Payload) -> Question:
    """The question in what was kept of it; an older version of this app may have kept less."""
    return Question(**{name: body[name] for name in KEPT if name in body})


def _question(message: Payload, channel: str, words: Words, *, team: str, direct: bool) -> Question:
    ts = ts_at(message, "ts")
    return Question(
        team,
        channel,
        ts,
        ts_at(message, "thread_ts") or ts,
        id_at(message, "user"),
        # An emoji alone is a nod, not nothing.
        words.text or " ".join(f":{name}:" for name in words.emoji),
        direct,
        whole=words.whole,
        bare=not (words.text or words.emoji or message.get("attachments") or message.get("files")),
        edited=ts_at(message, "edited", "ts"),
        documents=documents_in(message) if direct else (),
        recording=not words.text and is_recording(message),
    )


def by_a_person(message: Payload, bot_user: str) -> bool:
    """Whether a person wrote this message, and it names all that a reply needs."""
    subtype = message.get("subtype")
    if not (subtype is None or (isinstance(subtype, str) and subtype in SUBTYPES)):
        return False
    if message.get("bot_id") or message.get("bot_profile") or id_at(message, "user") in ("", bot_user):
        return False
    return bool(ts_at(message, "ts"))

"""What people say to each other in a channel: read for those of our features that listen there. Most is not for us."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.slack.events.fields import Payload, id_at, mapping_at, text_at, ts_at
from bot.slack.events.meaning import by_a_person

# What happened to a message; a deleted one has no words, and nobody is named who deleted it.
Happened = Literal["said", "changed", "deleted"]


@dataclass(frozen=True, slots=True)
class Talk:
    """A message in a channel that was said, changed or deleted, at Slack's time `at`; its `message` as Slack sent it.

    `thread_ts` is the thread's first message, empty for what stands in no thread. `bot_user` is who we are.
    """

    team: str
    channel: str
    ts: str
    thread_ts: str
    person: str
    happened: Happened
    at: str
    message: Payload
    bot_user: str = ""

    @property
    def mentions_us(self) -> bool:
        """Whether it calls us by name: then it is a question to us, and comes as one."""
        return bool(self.bot_user) and f"<@{self.bot_user}" in text_at(self.message, "text")

    @property
    def calls_somebody(self) -> bool:
        """Whether it begins with the name of a person or of a group: then it is meant for them."""
        return text_at(self.message, "text").lstrip().startswith(("<@", "<!subteam"))


def talk_in(event: Payload, *, team: str, bot_user: str) -> Talk | None:
    """What a message event tells of a channel; None for direct messages, for what apps say, and for notices."""
    channel = id_at(event, "channel")
    if not (team and channel) or text_at(event, "type") != "message":
        return None
    if text_at(event, "channel_type") not in ("channel", "group"):
        return None
    match text_at(event, "subtype"):
        case "message_changed":
            return _changed(event, team, channel, bot_user)
        case "message_deleted":
            gone = mapping_at(event, "previous_message")
            return _deleted(event, ts_at(event, "deleted_ts"), gone, team, channel)
        case _ if by_a_person(event, bot_user):
            ts, person = ts_at(event, "ts"), id_at(event, "user")
            return Talk(team, channel, ts, _thread(event), person, "said", ts, event, bot_user)
    return None


def _changed(event: Payload, team: str, channel: str, bot_user: str) -> Talk | None:
    """A change of its words; a message that has replies is deleted by a change, too."""
    message = mapping_at(event, "message")
    if text_at(message, "subtype") == "tombstone":
        return _deleted(event, ts_at(message, "ts"), message, team, channel)
    at = ts_at(message, "edited", "ts") or ts_at(event, "event_ts")
    if not at or not by_a_person(message, bot_user):
        return None
    ts, person = ts_at(message, "ts"), id_at(message, "user")
    return Talk(team, channel, ts, _thread(message), person, "changed", at, message, bot_user)


def _deleted(event: Payload, ts: str, gone: Payload, team: str, channel: str) -> Talk | None:
    at = ts_at(event, "event_ts") or ts
    return Talk(team, channel, ts, _thread(gone), "", "deleted", at, {}) if ts else None


def _thread(message: Payload) -> str:
    """The thread that a message replies in."""
    thread = ts_at(message, "thread_ts")
    return "" if thread == ts_at(message, "ts") else thread

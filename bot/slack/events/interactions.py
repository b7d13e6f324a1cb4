"""What people type, call, submit and open, each read once from its payload."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from typing import Any

from bot.slack.events.caller import Caller
from bot.slack.events.fields import Payload, id_at, list_at, mapping_at, text_at, ts_at
from bot.slack.events.markdown import markdown_of
from bot.slack.events.modal_state import ModalState
from bot.slack.events.words import Words, words_of


def just_typed(*words: str) -> Callable[[Payload], bool]:
    """Whether a slash command is one of these words and nothing else; a question that begins with one goes on."""
    return lambda body: text_at(body, "text").casefold().strip(" .!?\"'") in words


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command, and where it was typed. `text` is as Slack sent it."""

    team: str
    person: str
    channel: str
    text: str
    trigger_id: str
    response_url: str

    @classmethod
    def read(cls, body: Payload, caller: Caller) -> Command:
        """The command in its payload."""
        return cls(
            team=caller.team,
            person=caller.person,
            channel=id_at(body, "channel_id"),
            text=text_at(body, "text"),
            trigger_id=text_at(body, "trigger_id"),
            response_url=text_at(body, "response_url"),
        )

    def kept(self) -> dict[str, Any]:
        """As it is kept until it is answered."""
        return asdict(self)

    @classmethod
    def read_kept(cls, body: Payload) -> Command:
        """The command that `kept` gave."""
        return cls(**{field.name: text_at(body, field.name) for field in fields(cls)})


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A shortcut; `words` are those of the message from whose menu it was picked, `thread_ts` is that one's thread.

    `ts` is the message's own time, `author` the person who wrote it (empty for an app), `markdown` what it says with
    its markup. `bot_user` is who we are there.
    """

    team: str
    person: str
    channel: str
    words: Words
    thread_ts: str
    trigger_id: str
    ts: str = ""
    author: str = ""
    markdown: str = ""
    bot_user: str = ""

    @classmethod
    def read(cls, body: Payload, caller: Caller) -> Shortcut:
        """The shortcut in its payload."""
        message = mapping_at(body, "message")
        return cls(
            team=caller.team,
            person=caller.person,
            channel=id_at(body, "channel", "id"),
            words=words_of(message, bot_user=caller.bot_user),
            thread_ts=ts_at(message, "thread_ts") or ts_at(message, "ts"),
            trigger_id=text_at(body, "trigger_id"),
            ts=ts_at(message, "ts"),
            author="" if message.get("bot_id") or message.get("bot_profile") else id_at(message, "user"),
            markdown=markdown_of(message, bot_user=caller.bot_user),
            bot_user=caller.bot_user,
        )


@dataclass(frozen=True, slots=True)
class Submission:
    """A submitted modal: its inputs by block, what it remembered, and Slack's address for the chosen conversation.

    `metadata` is what it remembered as it was written, for views that remember something of their own.
    """

    team: str
    person: str
    view_id: str
    state: ModalState
    form: Payload
    response_url: str
    metadata: str = ""

    @classmethod
    def read(cls, body: Payload, caller: Caller) -> Submission:
        """The submission in its payload."""
        return cls(
            team=caller.team,
            person=caller.person,
            view_id=text_at(body, "view", "id"),
            state=ModalState.read(text_at(body, "view", "private_metadata")),
            form=mapping_at(body, "view", "state", "values"),
            response_url=next((text_at(url, "response_url") for url in list_at(body, "response_urls")), ""),
            metadata=text_at(body, "view", "private_metadata"),
        )


@dataclass(frozen=True, slots=True)
class Typing:
    """What was typed so far into a select that asks us for its options; `chosen` is the value that stands in it."""

    team: str
    person: str
    text: str
    chosen: str = ""

    @classmethod
    def read(cls, body: Payload, caller: Caller) -> Typing:
        """The typing in its payload."""
        return cls(caller.team, caller.person, text_at(body, "value"), _chosen(body))


def _chosen(body: Payload) -> str:
    """The value in the select: what was picked in this window, or what stood there when it opened."""
    block, action = text_at(body, "block_id"), text_at(body, "action_id")
    picked = text_at(body, "view", "state", "values", block, action, "selected_option", "value")
    elements = (mapping_at(one, "element") for one in list_at(mapping_at(body, "view"), "blocks"))
    first = (text_at(one, "initial_option", "value") for one in elements if text_at(one, "action_id") == action)
    return picked or next(first, "")


@dataclass(frozen=True, slots=True)
class Opened:
    """One of the app's own pages was opened: its `tab` is "home" or "messages"."""

    team: str
    person: str
    channel: str
    tab: str

    @classmethod
    def read(cls, body: Payload, caller: Caller) -> Opened:
        """The opening in its event."""
        return cls(caller.team, caller.person, id_at(body, "event", "channel"), text_at(body, "event", "tab"))

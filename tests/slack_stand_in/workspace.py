"""The workspace behind the stand-in: channels, people, messages and views."""

from dataclasses import dataclass, field
from itertools import count
from time import time
from typing import Any
from urllib.parse import quote

TEAM, BOT_USER, BOT_ID, APP_ID, ENTERPRISE = "T0TEAM", "U0BOT", "B0BOT", "A0APP", "E0GROUP"
ASKER, OTHER = "U0ASKER", "U0OTHER"
BOT_TOKEN, APP_TOKEN, SIGNING_SECRET = "xoxb-stand-in-1", "xapp-stand-in-1", "stand-in-signing-secret"

# Slack: a trigger_id opens one view, within three seconds.
TRIGGER_SECONDS = 3.0

ALL_SCOPES = (
    *("app_mentions:read", "assistant:write", "chat:write", "chat:write.public", "commands", "reactions:write"),
    *(
        "channels:history",
        "channels:join",
        "channels:read",
        "files:read",
        "files:write",
        "groups:history",
        "groups:read",
        "im:history",
        "im:write",
    ),
    "users:read",
)


@dataclass
class Channel:
    """A conversation; `member` says whether the bot is in it. A `group` is a direct message among several.

    `shared`: another company is in it too, or ("pending") is invited.
    """

    id: str
    name: str = "general"
    member: bool = True
    archived: bool = False
    direct: bool = False
    private: bool = False
    group: bool = False
    shared: bool | str = False
    people: set[str] = field(default_factory=lambda: {ASKER, OTHER})


@dataclass
class Message:
    """A message as Slack keeps it."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: list[dict[str, Any]] = field(default_factory=list)
    thread_ts: str | None = None
    metadata: dict[str, Any] | None = None
    edited: bool = False
    bot_id: str | None = None

    def as_json(self, *, with_metadata: bool = False) -> dict[str, Any]:
        """The message as history and payloads show it."""
        shown: dict[str, Any] = {"type": "message", "ts": self.ts, "user": self.user, "text": self.text}
        if self.user == BOT_USER:
            shown |= {"bot_id": BOT_ID, "app_id": APP_ID}
        elif self.bot_id:
            shown |= {"bot_id": self.bot_id, "app_id": "A0OTHER"}
        if self.blocks:
            shown["blocks"] = self.blocks
        if self.thread_ts:
            shown["thread_ts"] = self.thread_ts
        if self.metadata and with_metadata:
            shown["metadata"] = self.metadata
        return shown


@dataclass
class File:
    """A file as Slack keeps it; `elsewhere` is where it lies if not in Slack."""

    id: str
    name: str
    content: bytes
    user: str
    mimetype: str = "text/plain"
    elsewhere: str = ""

    def as_json(self, address: str, team: str) -> dict[str, Any]:
        """The file as payloads and files.info show it."""
        place, spelled = f"{address}/files-pri/{team}-{self.id}", quote(self.name)
        ending = self.name.rpartition(".")[2].lower()
        return {
            "id": self.id,
            "created": 1_790_000_000,
            "timestamp": 1_790_000_000,
            "name": self.name,
            "title": self.name,
            "mimetype": self.mimetype,
            "filetype": ending,
            "pretty_type": ending.upper(),
            "user": self.user,
            "user_team": team,
            "editable": False,
            "size": len(self.content),
            "mode": "external" if self.elsewhere else "hosted",
            "is_external": bool(self.elsewhere),
            "external_type": "gdrive" if self.elsewhere else "",
            "is_public": False,
            "public_url_shared": False,
            "display_as_bot": False,
            "username": "",
            "url_private": self.elsewhere or f"{place}/{spelled}",
            "url_private_download": self.elsewhere or f"{place}/download/{spelled}",
            "permalink": f"https://stand-in.slack.com/files/{self.user}/{self.id}/{self.name}",
            "has_rich_preview": False,
            "file_access": "visible",
        }


@dataclass
class View:
    """A modal or App Home as one person sees it."""

    id: str
    user: str
    content: dict[str, Any]
    hash: str
    team: str = TEAM

    def as_json(self) -> dict[str, Any]:
        """The view as payloads show it."""
        return {
            "id": self.id,
            "hash": self.hash,
            "team_id": self.team,
            "bot_id": BOT_ID,
            "state": {"values": {}},
            **self.content,
        }


class Workspace:
    """Everything the stand-in remembers. Guarded by the stand-in's lock."""

    def __init__(self, team: str = TEAM, token: str = BOT_TOKEN) -> None:
        self.address = ""  # where its files lie
        self.team, self.token, self.refresh = team, token, f"xoxe-1-{team}"
        self.channels = {"C1": Channel("C1"), "D1": Channel("D1", "dm", direct=True)}
        self.users = {ASKER: "Europe/Berlin", OTHER: "America/New_York", BOT_USER: "Etc/UTC"}
        self.names = {ASKER: "Ada Asker", OTHER: "Otto Other"}
        self.admins: set[str] = set()
        self.guests: set[str] = set()
        # The workspaces of people who are here over Slack Connect, where they are not of this one.
        self.homes_of: dict[str, str] = {}
        self.left: set[str] = set()  # people whose account was closed
        self.scopes = set(ALL_SCOPES)
        self.messages: dict[tuple[str, str], Message] = {}
        self.ephemerals: list[dict[str, Any]] = []
        self.files: dict[str, File] = {}
        self.views: dict[str, View] = {}
        self.homes: dict[str, View] = {}
        self.triggers: dict[str, tuple[str, float]] = {}
        self._numbers = count(1)
        self._last_ts = 0.0

    def number(self) -> int:
        """A number never used before."""
        return next(self._numbers)

    def new_ts(self) -> str:
        """A message's time, later than every one before."""
        self._last_ts = max(time(), self._last_ts + 0.000_002)
        return f"{self._last_ts:.6f}"

    def add(self, message: Message) -> Message:
        """Keep a message."""
        self.messages[message.channel, message.ts] = message
        return message

    def new_trigger(self, user: str) -> str:
        """A trigger_id, as every interaction of `user` carries one."""
        trigger = f"{self.number()}.{self.team}.{user}"
        self.triggers[trigger] = (user, time())
        return trigger

    def in_channel(self, channel: str) -> list[Message]:
        """Every message of a channel, oldest first."""
        return sorted((m for m in self.messages.values() if m.channel == channel), key=lambda m: float(m.ts))

    def from_bot(self, channel: str | None = None) -> list[Message]:
        """The bot's messages, oldest first."""
        ours = [m for m in self.messages.values() if m.user == BOT_USER and channel in (None, m.channel)]
        return sorted(ours, key=lambda m: float(m.ts))

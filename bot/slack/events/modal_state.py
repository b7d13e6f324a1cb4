"""What a modal remembers in its private_metadata. It comes back through people's hands, so it is checked."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import Literal, Self

from bot.slack.events.fields import ID, TS

# What a modal with an answer is for: to read it, to reply with it in a thread, or to share it.
Mode = Literal["read", "thread", "share"]


@dataclass(frozen=True, slots=True)
class ModalState:
    """What the modal is for; the message it was opened from (mode "thread"); the entry it shows."""

    mode: Mode = "share"
    channel: str = ""
    thread_ts: str = ""
    entry_id: str = ""

    @classmethod
    def read(cls, raw: str | None) -> Self:
        """The state in `raw`; whatever is not well-formed is dropped."""
        try:
            read = json.loads(raw or "{}")
        except (ValueError, RecursionError):
            read = {}
        found = {name: str(value) for name, value in read.items()} if isinstance(read, dict) else {}
        entry_id, mode = found.get("entry_id", "")[:255], found.get("mode", "share")
        channel, thread_ts = found.get("channel", ""), found.get("thread_ts", "")
        if mode == "thread" and ID.fullmatch(channel) and TS.fullmatch(thread_ts):
            return cls("thread", channel, thread_ts, entry_id)
        return cls("share" if mode == "share" else "read", entry_id=entry_id)

    def write(self) -> str:
        """As private_metadata."""
        return json.dumps(asdict(self), separators=(",", ":"))

    def showing(self, entry_id: str | None) -> Self:
        """The same, showing that entry."""
        return replace(self, entry_id=entry_id or "")

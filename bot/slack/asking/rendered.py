"""Replies that were drawn lately: people ask the same again, and drawing takes longer than finding."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from bot.answering.service import Reply
from bot.render.feedback import for_asker
from bot.render.message import Message
from bot.render.messages import common_message

# One has some 10 kB of blocks.
MOST_KEPT = 500


class Rendered:
    """Draws replies, each object once as long as it is remembered; safe to share between threads.

    The same question comes to the same reply object while the packs stay as they are (`Answering.ask`); with other
    packs, and so other words, it is another one.
    """

    def __init__(self) -> None:
        # The reply stands beside its message: while it does, no other object has its id.
        self._kept: OrderedDict[int, tuple[Reply, Message]] = OrderedDict()
        self._lock = Lock()

    def message(self, reply: Reply, *, asker: str | None = None) -> Message:
        """The reply as `bot.render.messages.reply_message` draws it."""
        with self._lock:
            kept = self._kept.get(id(reply))
            if kept is not None:
                self._kept.move_to_end(id(reply))
        message = kept[1] if kept is not None else self._drawn(reply)
        return Message(message.text, for_asker(message.blocks, asker))

    def _drawn(self, reply: Reply) -> Message:
        message = common_message(reply)
        with self._lock:
            self._kept[id(reply)] = reply, message
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return message

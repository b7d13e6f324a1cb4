"""A message as a value: what Slack shows, and what a notification or a screen reader says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Block = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Message:
    """`text` (mrkdwn, at most 3,900 characters) stands in for `blocks` (at most 50) where these cannot be seen."""

    text: str
    blocks: list[Block]

    def payload(self) -> dict[str, Any]:
        """The arguments for chat.postMessage and chat.update: sources are named, never unfurled."""
        return {"text": self.text, "blocks": self.blocks, "unfurl_links": False, "unfurl_media": False}

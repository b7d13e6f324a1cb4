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

    @property
    def has_pictures(self) -> bool:
        """Whether Slack has to fetch anything for it."""
        return any(block["type"] == "image" for block in self.blocks)

    def without_pictures(self) -> Message:
        """The message with links to its pictures: Slack refuses a whole message for one that it cannot fetch."""
        return Message(self.text, [_as_link(block) if block["type"] == "image" else block for block in self.blocks])


def _as_link(image: Block) -> Block:
    """What stands for a picture: a link to it, or the words for one that lies in Slack."""
    if "image_url" not in image:
        words = {"type": "plain_text", "text": image["alt_text"], "emoji": False}
        return {"type": "context", "elements": [words]}
    link = {"type": "link", "url": image["image_url"], "text": image["alt_text"]}
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [link]}]}

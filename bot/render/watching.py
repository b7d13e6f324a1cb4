"""What the bot says of the channels that it watches."""

from __future__ import annotations

from collections.abc import Sequence

from bot.counting import count
from bot.render import ids
from bot.render.daily import channel_mention
from bot.render.elements import button, context, header
from bot.render.message import Block, Message

BEGUN = "I watch this channel now. Its members see a line from me that says so."
BEGUN_SHARED = (
    "I watch this channel now. Its members see a line from me that says so. It is shared with another company: its "
    "people may ask here, and read what I answer. {command} unwatch ends it."
)
WATCHED = "I watch this channel already. {command} unwatch ends it."
ENDED = "I watch this channel no more."
NOT_WATCHED = "I do not watch this channel. {command} watch begins it."

# So many are shown, each with its button.
SHOWN = 8


def announcement(person: str, wait: int, command: str) -> Message:
    """What the channel is told when somebody has it watched; `wait` is in seconds."""
    patience = f", and that nobody has answered after {count(wait, 'second')}," if wait else ""
    said = (
        f"<@{person}> asked me to watch this channel. A question here that I am sure of{patience} I answer in its "
        f"thread; everything else I pass over. A thumb down takes my answer away again, and `{command} unwatch` "
        "ends it."
    )
    return Message(said, [{"type": "section", "text": {"type": "mrkdwn", "text": said, "verbatim": True}}])


def home_blocks(channels: Sequence[str]) -> list[Block]:
    """The watched channels of one person in their App Home; nothing where there is none."""
    if not channels:
        return []
    rows = [_row(channel) for channel in channels[:SHOWN]]
    more = len(channels) - SHOWN
    return [header("Watched channels"), *rows, *([context(f"and {more} more")] if more > 0 else [])]


def _row(channel: str) -> Block:
    text = {"type": "mrkdwn", "text": f"{channel_mention(channel)} · questions are answered unasked", "verbatim": True}
    return {"type": "section", "text": text, "accessory": button("Stop watching", f"{ids.UNWATCH}:{channel}", channel)}

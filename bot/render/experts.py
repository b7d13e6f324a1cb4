"""What the bot says of the channel in which a workspace asks its experts."""

from __future__ import annotations

from bot.render import ids
from bot.render.asks import ASK_LABEL
from bot.render.daily import CHANNEL_ID, channel_mention
from bot.render.elements import button, header
from bot.render.escape import mention
from bot.render.message import Block, Message
from bot.render.trouble import MENDING

ABOUT = (
    "Under a question that I cannot answer stands “Ask the team”. Whoever presses it has the question posted in this "
    "channel, and whoever replies to it there answers them, with their name."
)
CHOSEN = "Done: questions without an answer can be put to the team in that channel. Its members see a line from me."
NOBODY = "Done: nobody is asked any more. What was asked already can still be answered where it stands."
ASKED_IN = "Questions without an answer can be put to the team in {}."
READ_OUTSIDE = " It is shared with another company, whose people read them."
ASKED_NOWHERE = "Questions without an answer can be put to people. For now nobody is asked."


def announcement(person: str) -> Message:
    """What the channel is told when somebody chose it."""
    said = (
        f"{mention(person)} chose this channel for questions that I cannot answer. Each comes as a message of mine; "
        "a reply in its thread goes to whoever asked."
    )
    return Message(said, [{"type": "section", "text": {"type": "mrkdwn", "text": said, "verbatim": True}}])


def lost(channel: str, trouble: str) -> str:
    """To whoever chose the channel, in mrkdwn: Slack does not let us ask there; `trouble` is one of `LASTING`."""
    cause = MENDING[trouble].format(channel=channel_mention(channel))
    return f"A question could not be put to the team: {cause} save the channel in my Home again, or choose another one."


def home_blocks(channel: str, *, shared: bool = False) -> list[Block]:
    """A teacher's part of the App Home: where the team is asked (empty: nowhere), and the way to change it.

    `shared`: another company reads that channel.
    """
    known = CHANNEL_ID.fullmatch(channel)
    line = ASKED_IN.format(channel_mention(channel)) if known else ASKED_NOWHERE
    line += READ_OUTSIDE if known and shared else ""
    change = button("Change" if known else "Choose a channel", ids.EXPERTS)
    text = {"type": "mrkdwn", "text": line, "verbatim": True}
    return [header(ASK_LABEL), {"type": "section", "text": text, "accessory": change}]

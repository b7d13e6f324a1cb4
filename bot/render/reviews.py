"""What is to be looked through again: in the App Home of whoever keeps it true, and of teachers."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.counting import count
from bot.knowledge.model import Entry
from bot.knowledge.reviews import owner_id
from bot.render import ids
from bot.render.attribution import day_in_words
from bot.render.budget import cut
from bot.render.elements import button, context, context_mrkdwn, header, plain
from bot.render.escape import mention, one_line, worded
from bot.render.message import Block

# So many are listed; the rest is counted.
LISTED = 5
QUOTED = 150

TITLE = "To be looked through again"
LEFT = "{} is not in this workspace any more, and keeps {}: name somebody else as `owner` in the pack."


def home_blocks(due: Sequence[Entry], left: Sequence[tuple[str, int]]) -> list[Block]:
    """Entries whose day of review is over, and owners who left with how many entries they keep; nothing for neither."""
    if not due and not left:
        return []
    rows = [block for number, entry in enumerate(due[:LISTED]) for block in _row(entry, number)]
    more = [context(f"and {count(len(due) - LISTED, 'more entry', 'more entries')}")] if len(due) > LISTED else []
    gone = [
        context_mrkdwn("⚠️ " + LEFT.format(mention(person), count(entries, "entry", "entries")))
        for person, entries in left[:LISTED]
    ]
    return [header(TITLE), *rows, *more, *gone]


def _row(entry: Entry, number: int) -> list[Block]:
    read = button("Read", f"{ids.READ}:review{number}", entry.id)
    read["accessibility_label"] = plain(f"Read: {entry.question}", 75)["text"]
    asked = plain(cut(one_line(entry.question), QUOTED), QUOTED)
    return [{"type": "section", "text": asked, "accessory": read}, context_mrkdwn(_since(entry))]


def _since(entry: Entry) -> str:
    person = owner_id(entry)
    keeper = mention(person) if person else worded(one_line(entry.owner)) if entry.owner else ""
    since = f"since {day_in_words(entry.review_by)}" if entry.review_by else ""
    return " · ".join(filter(None, [since, keeper and f"kept by {keeper}", f"in {worded(entry.pack)}"]))


def owners_of(entries: Collection[Entry]) -> dict[str, int]:
    """The people who keep entries, with how many each, most first."""
    kept: dict[str, int] = {}
    for entry in entries:
        if person := owner_id(entry):
            kept[person] = kept.get(person, 0) + 1
    return dict(sorted(kept.items(), key=lambda item: (-item[1], item[0])))

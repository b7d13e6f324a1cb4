"""One entry as an answer: heading, quotation, notes, source, and what to read next."""

from __future__ import annotations

from collections.abc import Sequence

from bot.knowledge.model import Entry, Item
from bot.render import ids
from bot.render.attribution import source_line
from bot.render.body import Body, Room, body, message_room
from bot.render.budget import BUTTON, CONTEXT, FALLBACK_TEXT, MESSAGE_TEXT, cut, split
from bot.render.elements import Element, actions_row, button, context, header, numbered, text_in
from bot.render.escape import clean, mrkdwn, one_line
from bot.render.message import Block
from bot.render.source import question_labels, source_block, source_labels

# Questions run to a hundred characters in the bundled packs; a heading longer than this is none.
QUESTION = 600

# Room for the notes of one entry; the bundled packs' longest has 200 characters.
NOTES = 4_000

# Another source is offered as a button each; more than five are a list nobody asked for.
MAX_SOURCES = 5

SHORTENED = "Shortened here: the answer goes on."


def answer_blocks(
    entry: Entry,
    *,
    also: Sequence[Entry] = (),
    related: Sequence[Entry] = (),
    opening: Sequence[Block] = (),
    footer: Sequence[Block] = (),
) -> list[Block]:
    """The answer as a message's blocks; where it is too long, a button opens it whole."""
    before = [*opening, _question(entry)]
    after = [*notes(entry), source_block(entry), *sources_row(entry, also), *related_row(related), *footer]
    more = [context(SHORTENED), *actions_row([button("Read it whole", ids.READ, entry.id)])]
    shown = body(entry, message_room(MESSAGE_TEXT - text_in([*before, *after, *more])))
    return [*before, *shown.blocks, *([] if shown.whole else more), *after]


def view_answer(entry: Entry, room: Room, *, also: Sequence[Entry] = (), related: Sequence[Entry] = ()) -> list[Block]:
    """The answer as a view's blocks, which have room for nearly any answer."""
    shown: Body = body(entry, room)
    more = [] if shown.whole else [context(SHORTENED)]
    tail = [source_block(entry), *sources_row(entry, also), *related_row(related)]
    return [_question(entry), *shown.blocks, *more, *notes(entry), *tail]


def answer_text(entry: Entry) -> str:
    """The answer as mrkdwn text for notifications and screen readers, question first, source last."""
    source = f"Source: {source_line(entry)}"
    lines = [one_line(entry.question), *_spoken(entry), *map(clean, entry.notes)]
    closing = cut(source, 500, dress=mrkdwn)
    return cut("\n".join(line for line in lines if line), FALLBACK_TEXT - 501, dress=mrkdwn) + "\n" + closing


def notes(entry: Entry) -> list[Block]:
    """What we say beside the quotation; an entry without an answer says it in the answer's place."""
    if entry.answer.kind == "none":
        return []
    said = cut("\n".join(f"ℹ️ {clean(note)}" for note in entry.notes if clean(note)), NOTES)
    return [context(part) for part in split(said, CONTEXT)]


def sources_row(entry: Entry, also: Sequence[Entry]) -> list[Block]:
    """A button for each other source, which swaps the answer in place."""
    others = also[:MAX_SOURCES]
    heading = (
        "Another source"
        if all(other.source.title != entry.source.title for other in others)
        else "Other answers to this"
    )
    labels = source_labels(entry, others)
    buttons = numbered(ids.ANOTHER_SOURCE, [(label, e.id) for label, e in zip(labels, others, strict=True)])
    return [context(heading), *actions_row(buttons)] if buttons else []


def related_row(related: Sequence[Entry]) -> list[Block]:
    """A button for each entry worth reading next."""
    buttons = entry_buttons(ids.RELATED, related)
    return [context("Related"), *actions_row(buttons)] if buttons else []


def entry_buttons(action: str, entries: Sequence[Entry]) -> list[Element]:
    """A button for each entry, labelled with its question."""
    labels = question_labels(entries, BUTTON)
    return numbered(action, [(label, entry.id) for label, entry in zip(labels, entries, strict=True)])


def _question(entry: Entry) -> Block:
    return header(cut(one_line(entry.question), QUESTION))


def _spoken(entry: Entry) -> list[str]:
    """The quotation line by line, as one would read it out."""
    answer = entry.answer
    points = [_point(number, item, answer.kind) for number, item in enumerate(answer.items, start=1)]
    parts = [answer.intro or "", answer.text or "", *points, answer.outro or ""]
    return [clean(part) for part in parts if part]


def _point(number: int, item: Item, kind: str) -> str:
    sign = f"{number}." if kind == "steps" else "•"
    return f"{sign} {one_line(item.text)}" + (f": {one_line(item.detail)}" if item.detail else "")

"""One entry as an answer: heading, quotation, notes, source, and what to read next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.knowledge.model import Entry
from bot.knowledge.passages import blocks_of, note_blocks
from bot.markup import Paragraph, Run, passages
from bot.render import ids
from bot.render.attribution import source_line
from bot.render.body import Body, Room, body, message_room
from bot.render.budget import BUTTON, CONTEXT, FALLBACK_TEXT, MESSAGE_TEXT, cut, size, split
from bot.render.elements import Element, actions_row, button, context, context_mrkdwn, header, numbered, text_in
from bot.render.escape import one_line, worded
from bot.render.message import Block
from bot.render.passage import is_plain
from bot.render.source import question_labels, source_block, source_labels
from bot.render.spoken import Line, fitted, lines_of

# Questions run to a hundred characters in the bundled packs; a heading longer than this is none.
QUESTION = 600

# Room for the notes of one entry; the bundled packs' longest has 200 characters.
NOTES = 4_000
NOTE = "ℹ️ "

# Room for the source's line in a message's text.
SOURCE = 500

# One row under an answer: the same question elsewhere, and what is worth reading next.
MAX_SOURCES = 2
MAX_NEAR = 2

SHORTENED = "Shortened here: the answer goes on."


def answer_blocks(
    entry: Entry,
    *,
    units: int = MESSAGE_TEXT,
    tables: bool = True,
    also: Sequence[Entry] = (),
    related: Sequence[Entry] = (),
    opening: Sequence[Block] = (),
    footer: Sequence[Block] = (),
) -> list[Block]:
    """The answer as a message's blocks of at most `units` of text; where it is too long, a button opens it whole."""
    before = [*opening, _question(entry)]
    after = [*notes(entry), source_block(entry), *reading_on(entry, also, related), *footer]
    more = [context(SHORTENED), *actions_row([button("Read it whole", ids.READ, entry.id)])]
    shown = body(entry, message_room(units - text_in([*before, *after, *more]), tables=tables))
    return [*before, *shown.blocks, *([] if shown.whole else more), *after]


def view_answer(entry: Entry, room: Room, *, also: Sequence[Entry] = (), related: Sequence[Entry] = ()) -> list[Block]:
    """The answer as a view's blocks, which have room for nearly any answer."""
    shown: Body = body(entry, room)
    more = [] if shown.whole else [context(SHORTENED)]
    tail = [source_block(entry, detailed=True), *reading_on(entry, also, related)]
    return [_question(entry), *shown.blocks, *more, *notes(entry), *tail]


def answer_text(entry: Entry, limit: int = FALLBACK_TEXT) -> str:
    """The answer as mrkdwn text of at most `limit` (SOURCE and more) units, question first, source last.

    Notifications and screen readers take it.
    """
    heading = Line((Run(one_line(entry.question)),))
    lines = [heading, *lines_of((*blocks_of(entry.answer), *note_blocks(entry)))]
    closing = cut(f"Source: {source_line(entry, detailed=False)}", SOURCE, dress=worded)
    return "\n".join([*fitted(lines, limit - SOURCE - 1), closing])


def notes(entry: Entry) -> list[Block]:
    """What we say beside the quotation; an entry without an answer says it in the answer's place."""
    if entry.answer.kind == "none":
        return []
    blocks = note_blocks(entry)
    if all(isinstance(block, Paragraph) and is_plain(block.inlines) for block in blocks):
        said = cut("\n".join(f"{NOTE}{words}" for words in passages(blocks)), NOTES)
        return [context(part) for part in split(said, CONTEXT)]
    return [context_mrkdwn(part) for part in _filled(lines_of(blocks, NOTE))]


def _filled(lines: Iterable[Line]) -> Iterator[str]:
    """The lines in parts that each fit a line of small print, as many as there is room for notes."""
    part, parts = "", 0
    for line in lines:
        text = line.text()
        text = text if size(text) <= CONTEXT else line.cut(CONTEXT)
        if part and size(part) + size(text) + 1 > CONTEXT:
            yield part
            part, parts = "", parts + 1
            if parts * CONTEXT >= NOTES:
                return
        part = f"{part}\n{text}" if part else text
    if part:
        yield part


def reading_on(entry: Entry, also: Sequence[Entry], related: Sequence[Entry]) -> list[Block]:
    """One row: the same question in other sources, each by its source's name, then what is near."""
    others, near = also[:MAX_SOURCES], related[:MAX_NEAR]
    names = [cut(f"Also: {label}", BUTTON) for label in source_labels(entry, others)]
    buttons = [
        *numbered(ids.ANOTHER_SOURCE, [(name, other.id) for name, other in zip(names, others, strict=True)]),
        *entry_buttons(ids.RELATED, near),
    ]
    return [context("See also"), *actions_row(buttons)] if buttons else []


def entry_buttons(action: str, entries: Sequence[Entry]) -> list[Element]:
    """A button for each entry, labelled with its question."""
    labels = question_labels(entries, BUTTON)
    return numbered(action, [(label, entry.id) for label, entry in zip(labels, entries, strict=True)])


def _question(entry: Entry) -> Block:
    return header(cut(one_line(entry.question), QUESTION))

"""What a teacher reads of a document that they uploaded: what was found in it, and whether it is in force."""

from __future__ import annotations

from collections.abc import Sequence

from bot.knowledge.model import Entry
from bot.learning.documents import Document
from bot.render import ids
from bot.render.body import Room, body
from bot.render.budget import FALLBACK_TEXT, cut
from bot.render.catalogue import page_of, page_row
from bot.render.elements import (
    Element,
    actions_row,
    button,
    context,
    context_mrkdwn,
    divider,
    header,
    paragraph,
    plain,
    rich_text,
)
from bot.render.escape import mention, mrkdwn, one_line
from bot.render.message import Block, Message
from bot.render.messages import notice_message

# The first questions with their answers, as much of each as shows whether it was understood.
FIRST = 3
TASTE = Room(800, 12)
QUOTED = 150
NAMED = 80

# Of the doubtful ones so many on a page, each with as much of its answer as tells which it is.
DOUBTED = 8
GLANCE = Room(300, 5)

# Of what was left out so much is told; the draft of `principles import` tells all.
MOST_REMARKS, REMARK = 4, 500

# Each takes two of a view's hundred blocks, beside a page of lessons.
MOST_DOCUMENTS, MOST_REMOVED = 8, 3

ABOUT_DOUBTS = "These answers from {} look doubtful. Mend the document and send it again, or use it as it is."
UNREADABLE = "I cannot use {}: {}."
NOT_THERE = "That document is not there any more."
ACCEPTED = "{} is in force here now, with {}. You find it in my Home under “Taught here”."
DISCARDED = "I have thrown {} away."
SAME_NAME = "It takes the place of what you gave me before under that name."


def offered_message(
    document: Document, first: Sequence[Entry], known: int, *, replaces: bool, remarks: Sequence[str] = ()
) -> Message:
    """What was found in a document, its first questions answered, and the choice.

    `remarks` tell what was left out of it. `known` counts its questions that are asked already; `replaces`: whether a
    document of that name is in force.
    """
    lines = [
        f"I found {_questions(document.entries)} in {_name(document)}. It is not in force yet.",
        *([_doubtful(document.doubtful)] if document.doubtful else []),
        *([f"{_questions(known)} of it I know already: then both answers are there."] if known else []),
        *([SAME_NAME] if replaces else []),
        *(f"{cut(one_line(remark[:1].upper() + remark[1:]), REMARK)}." for remark in remarks[:MOST_REMARKS]),
    ]
    shown = [block for entry in first[:FIRST] for block in _preview(entry)]
    use = button("Use it", ids.DOCUMENT_ACCEPT, str(document.number), style="primary")
    away = button("Throw it away", ids.DOCUMENT_DISCARD, str(document.number))
    opening = f"Its first {'question' if len(first[:FIRST]) == 1 else 'questions'}, as I would answer:"
    why = [button("See what is doubtful", ids.DOCUMENT_DOUBTS, f"{document.number}:0")] if document.doubtful else []
    acts = actions_row([use, *why, away])
    blocks = [rich_text(*map(paragraph, lines)), context(opening), *shown, divider(), *acts]
    return Message(cut("\n".join(lines), FALLBACK_TEXT, dress=mrkdwn), blocks)


def doubtful_blocks(document: Document, doubted: Sequence[tuple[Entry, Sequence[str]]], page: int) -> list[Block]:
    """A page (from 0) of the entries that look doubtful, each with why, as they would be answered."""
    shown = page_of(doubted, page, DOUBTED)
    rows = [
        block
        for entry, why in shown.items
        for block in (*_preview(entry, GLANCE), *(context(f"Why: {one}.") for one in why))
    ]
    turns = page_row(shown, ids.DOCUMENT_DOUBTS, value=lambda to: f"{document.number}:{to}")
    return [rich_text(paragraph(ABOUT_DOUBTS.format(_name(document)))), *rows, *([divider(), *turns] if turns else [])]


def unreadable_message(name: str, why: str) -> Message:
    """Why a document cannot be used; for a pack the lines to mend."""
    return notice_message(UNREADABLE.format(_quoted(name) if name else "that file", why.strip().rstrip(".")))


def accepted_message(document: Document) -> Message:
    """It is in force, and how to take it back."""
    said = notice_message(ACCEPTED.format(_name(document), _questions(document.entries)))
    remove = button("Remove it", ids.DOCUMENT_DISCARD, str(document.number))
    return Message(said.text, [*said.blocks, *actions_row([remove])])


def discarded_message(document: Document) -> Message:
    """It is not in force."""
    return notice_message(DISCARDED.format(_name(document)))


def document_rows(documents: Sequence[Document], removed: Sequence[Document]) -> list[Block]:
    """The documents of a workspace in the list of what was taught, and those that were removed lately."""
    if not documents and not removed:
        return []
    rows = [_row(one, _told(one), "Remove", ids.DOCUMENT_REMOVE) for one in documents]
    rows += [_row(one, "Removed", "Bring back", ids.DOCUMENT_RESTORE) for one in removed]
    return [header("Documents"), *(block for row in rows for block in row), divider()]


def _row(document: Document, told: str, label: str, action: str) -> list[Block]:
    """One document and what can be done with it."""
    act: Element = button(label, f"{action}:{document.number}", str(document.number))
    act["accessibility_label"] = plain(f"{label}: {document.file}", 75)["text"]
    title = f"{one_line(document.file)} ({_questions(document.entries)})"
    return [{"type": "section", "text": plain(title, QUOTED), "accessory": act}, context_mrkdwn(told)]


def _told(document: Document) -> str:
    """Who gave it, and when, in mrkdwn."""
    who = mention(document.person) if document.person else "Somebody"
    when = f" on {document.uploaded_at.day} {document.uploaded_at:%B %Y}" if document.uploaded_at else ""
    return f"{who} gave it{when}"


def _preview(entry: Entry, room: Room = TASTE) -> list[Block]:
    shown = body(entry, room)
    more = [] if shown.whole else [context("…")]
    return [divider(), header(cut(one_line(entry.question), QUOTED)), *shown.blocks, *more]


def _doubtful(count: int) -> str:
    what = "One of them looks" if count == 1 else f"{count} of them look"
    return f"{what} doubtful: something may be cut or mixed up. See which and why, and mend the document first."


def _questions(count: int) -> str:
    return f"{count:,} question{'' if count == 1 else 's'}"


def _name(document: Document) -> str:
    return _quoted(document.file)


def _quoted(name: str) -> str:
    return f"“{cut(one_line(name), NAMED)}”"

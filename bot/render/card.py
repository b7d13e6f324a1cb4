"""A card as the message that a channel gets."""

from __future__ import annotations

from bot.knowledge.model import Entry
from bot.posting.cards import Card
from bot.posting.naming import spelled
from bot.render import ids
from bot.render.answer import SHORTENED, answer_text, notes
from bot.render.body import body, message_room
from bot.render.budget import MESSAGE_TEXT, cut
from bot.render.elements import actions_row, button, context, header, text_in
from bot.render.escape import one_line, worded
from bot.render.message import Message
from bot.render.source import source_block

# A title is an item of a list or a question; the bundled packs' longest has 103 characters.
TITLE = 600

# The question of the list above a card: two lines on a phone.
LIST_NAME = 100


def card_message(card: Card, called: str) -> Message:
    """The card with its place, its source, and the ways to read on; `called` is what the bot calls one ("tip")."""
    opening = opening_of(called, card)
    entry = as_entry(card)
    before = [context(opening), header(cut(one_line(card.title), TITLE))]
    after = [*notes(entry), source_block(entry), *actions_row([*_see_all(card), button("Ask me", ids.SEARCH)])]
    shown = body(entry, message_room(MESSAGE_TEXT - text_in([*before, *after]) - len(SHORTENED)))
    more = [] if shown.whole else [context(SHORTENED)]
    return Message(f"{worded(opening)}: {answer_text(entry)}", [*before, *shown.blocks, *more, *after])


def opening_of(called: str, card: Card | None = None) -> str:
    """The line above a card: "Principle of the day · 3 of the 7 pillars · What are the pillars of service?"."""
    return " · ".join([f"{called.capitalize()} of the day", *(place_of(card) if card else [])])


def place_of(card: Card) -> list[str]:
    """Its place in its list, and what the list answers: without it "at 8 weeks" says nothing."""
    if card.place is None:
        return []
    return [str(card.place), *([cut(one_line(card.of), LIST_NAME)] if card.of else [])]


def _see_all(card: Card) -> list[dict[str, object]]:
    """The button that opens the whole list for the one who presses it; a card that is the list has none."""
    if card.place is None:
        return []
    return [button(f"See all {spelled(card.place.total)}", ids.SEE_ALL, card.list_id)]


def as_entry(card: Card) -> Entry:
    """The card in the form that answers are rendered from."""
    return Entry(
        pack=card.pack,
        name=card.id,
        question=card.title,
        answer=card.answer,
        source=card.source,
        lines=card.lines,
        notes=card.notes,
    )

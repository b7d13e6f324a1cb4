"""Entries -> cards: one principle as it is posted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.knowledge.model import Answer, Entry, Format, Item, Knowledge, Source
from bot.knowledge.passages import in_markdown, passage, plain_answer, plain_words
from bot.knowledge.wordings import fold_wording
from bot.markup import Block, Paragraph, Run, first_line
from bot.posting.naming import list_noun

# A bare word or pair ("Price", "Time and Effort") names a point without saying it; three words are
# where the bundled lists begin to speak ("People Before Paperwork", "Make it Personal"). A phrase among
# mere names ("Emic/Etic process" among the 7 Es) is a name too, so most of its list has to speak.
SPEAKING_WORDS = 3
SMALL_WORDS = frozenset({"a", "an", "and", "of", "or", "the"})

# One step of a procedure helps nobody without the others, unless its pack says `daily: true`.
PROCEDURES = frozenset({"steps", "stages", "phases"})

# The readable tail of a card's id; longer ones are cut and told apart by a digest.
SLUG_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Position:
    """Where a card stands in its list: `number` of `total`, both from 1."""

    number: int
    total: int
    noun: str
    complete: bool

    def __str__(self) -> str:
        listed = "" if self.complete else " listed"
        return f"{self.number} of the {self.total} {self.noun}{listed}"


@dataclass(frozen=True, slots=True)
class Card:
    """One principle as posted.

    `id` is made from content (pack, entry, the item's own words), so that it survives reordering and
    edits elsewhere. `list_id` is the entry to open for the whole list, `of` its question; `place` is None
    when the card is the whole list or a text. `answer` is what is said below the title, and may be empty.
    Every string of it, and an item's title, is quoted from `source`.
    """

    id: str
    list_id: str
    pack: str
    topics: tuple[str, ...]
    title: str
    answer: Answer
    notes: tuple[str, ...]
    place: Position | None
    source: Source
    lines: str | None
    of: str = ""


def cards_of(knowledge: Knowledge) -> tuple[Card, ...]:
    """Every card of the packs, in pack order; ids are unique."""
    return tuple(card for entry in knowledge.entries for card in _cards_of_entry(knowledge, entry))


def _cards_of_entry(knowledge: Knowledge, entry: Entry) -> Iterator[Card]:
    """A list yields its speaking items, and itself once if any item says nothing alone; a procedure goes whole."""
    if entry.daily is False or entry.answer.kind == "none":
        return
    if not entry.answer.items:
        if entry.daily:
            yield _whole(entry)
        return
    if entry.part_of and not entry.daily:
        return  # shown on its parent's card
    if not entry.daily and entry.answer.kind == "steps" and list_noun(entry) in PROCEDURES:
        yield _whole(entry)
        return
    parts = _parts_by_item(knowledge, entry)
    items = plain_answer(entry.answer).items
    tails = _slugs(items)
    explained = {n for n, item in enumerate(items) if item.detail or item.items or n in parts}
    phrases = {n for n, item in enumerate(items) if _is_phrase(item)}
    mostly_speaks = len(explained | phrases) * 2 > len(items)
    alone = explained | phrases if mostly_speaks else explained
    for position in sorted(alone):
        part = parts.get(position)
        if part is None or part.daily is not False:
            yield _single(entry, position, part, tails[position])
    if len(alone) < len(items):
        yield _whole(entry)


def _is_phrase(item: Item) -> bool:
    """Whether an unexplained item may say something without its list: a phrase that begins like one."""
    words = [word for word in fold_wording(item.text).split() if word not in SMALL_WORDS]
    return len(words) >= SPEAKING_WORDS and not item.text[:1].islower()


def _parts_by_item(knowledge: Knowledge, entry: Entry) -> dict[int, Entry]:
    """The entry that elaborates each item, by the item's position."""
    found: dict[int, Entry] = {}
    items = plain_answer(entry.answer).items
    for part in knowledge.parts_of(entry):
        position = next((n for n, item in enumerate(items) if _elaborates(part, item)), None)
        if position is not None:
            found.setdefault(position, part)
    return found


def _elaborates(part: Entry, item: Item) -> bool:
    """Whether a part is about this item: it has the item's wording, or a name made of its words."""
    heading = fold_wording(item.text)
    if heading in map(fold_wording, part.wordings):
        return True
    return set(part.name.split("-")) <= set(heading.split())


def _single(entry: Entry, position: int, part: Entry | None, tail: str) -> Card:
    """The card of one item, told by its detail, the items under it and its own entry."""
    own, answer = _in_one_format(entry.answer, part.answer if part else Answer("text", format=entry.answer.format))
    item, written, total = own.items[position], own.format, len(own.items)
    shown = passage(item.text, written)
    # A title is plain: what else the item says (a link, a passage of code) stands below it.
    whole = [] if _is_plain_line(shown) else [item.text]
    told = [text for text in (item.detail, answer.intro, answer.text) if text]
    listed = answer if answer.items else Answer(item.kind, items=item.items)
    return Card(
        id=f"{entry.id}#{tail}",
        list_id=entry.id,
        pack=entry.pack,
        topics=tuple(dict.fromkeys((*entry.topics, *(part.topics if part else ())))),
        title=first_line(shown),
        answer=Answer(
            kind=listed.kind if listed.items else answer.kind,
            intro="\n\n".join((*whole, *_without_echoes(item, told, written))) or None,
            items=listed.items,
            outro=answer.outro,
            format=written,
        ),
        notes=part.notes if part else (),
        place=Position(position + 1, total, list_noun(entry), entry.claims in (None, total)),
        source=part.source if part else entry.source,
        lines=part.lines if part else entry.lines,
        of=entry.question,
    )


def _in_one_format(one: Answer, other: Answer) -> tuple[Answer, Answer]:
    """Both answers in a format that they share."""
    return (one, other) if one.format == other.format else (in_markdown(one), in_markdown(other))


def _is_plain_line(blocks: tuple[Block, ...]) -> bool:
    """Whether a title says all of it: one paragraph of words that lead nowhere and hold."""
    return (
        len(blocks) == 1
        and isinstance(blocks[0], Paragraph)
        and all(isinstance(one, Run) and not (one.url or one.strike) for one in blocks[0].inlines)
    )


def _without_echoes(item: Item, paragraphs: Sequence[str], written: Format) -> tuple[str, ...]:
    """The paragraphs, less those that only repeat the title or stand inside another one."""

    def fold(text: str) -> str:
        """A passage as it is compared: its words alone."""
        return fold_wording(plain_words(text, written))

    headings = {fold(item.text), f"{fold(item.text)} {fold(item.detail or '')}".strip()}
    told = [(fold(text), text) for text in dict.fromkeys(paragraphs)]
    told = [(folded, text) for folded, text in told if folded not in headings]
    return tuple(text for folded, text in told if not any(folded in other for other, _ in told if other != folded))


def _whole(entry: Entry) -> Card:
    """One card for a whole entry: a list whose items need each other, or a text that a pack opted in."""
    return Card(
        id=entry.id,
        list_id=entry.id,
        pack=entry.pack,
        topics=entry.topics,
        title=entry.question,
        answer=entry.answer,
        notes=entry.notes,
        place=None,
        source=entry.source,
        lines=entry.lines,
    )


def _slugs(items: Sequence[Item]) -> list[str]:
    """A readable, unique name for each item of a list, made from its words alone."""
    seen: dict[str, int] = {}
    slugs = []
    for item in items:
        fold = fold_wording(item.text) or "item"
        slug = fold.replace(" ", "-")
        if len(slug) > SLUG_LENGTH:
            digest = hashlib.sha256(fold.encode()).hexdigest()[:8]
            slug = f"{slug[: SLUG_LENGTH - 9]}-{digest}"
        seen[slug] = seen.get(slug, 0) + 1
        slugs.append(slug if seen[slug] == 1 else f"{slug}-{seen[slug]}")
    return slugs

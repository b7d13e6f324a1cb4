"""The tree as plain text: for the matcher, for titles, for whoever wants the words alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.markup.tree import Block, Code, Heading, Inline, List, ListItem, Paragraph, Quote, Rule, Run, Table

BULLET = "•"


def words_of(inlines: Iterable[Inline]) -> str:
    """The text of one passage; a picture is its description."""
    return "".join(one.text if isinstance(one, Run) else one.alt for one in inlines)


def in_words(one: Inline) -> str:
    """The text of a run where no style can be shown: what is struck out says so, for it means the opposite."""
    return f"~~{one.text}~~" if isinstance(one, Run) and one.strike else words_of([one])


def plain_text(blocks: Iterable[Block]) -> str:
    """The words with their line breaks: an empty line between paragraphs, a number or bullet before each point."""
    return "\n\n".join(part for block in blocks if (part := _plain(block)))


def first_line(blocks: Iterable[Block]) -> str:
    """The first paragraph on one line: a title, or a point by itself."""
    return next((" ".join(text.split()) for block in blocks for text in _passages(block) if text.strip()), "")


def passages(blocks: Iterable[Block]) -> Iterator[str]:
    """The text of each passage in reading order, without the numbers and bullets of lists."""
    return (text for block in blocks for text in _passages(block))


def _plain(block: Block) -> str:
    match block:
        case List():
            number = block.start if block.ordered else None
            return "\n".join(
                _point(item, n if number is None else number + n, number) for n, item in enumerate(block.items)
            )
        case Quote(blocks):
            return plain_text(blocks)
        case Paragraph(inlines) | Heading(inlines):
            return "".join(map(in_words, inlines))
        case Table(rows):
            return "\n".join(" | ".join(" ".join(words_of(cell).split()) for cell in row) for row in rows)
    return "\n".join(_passages(block))


def _point(item: ListItem, place: int, number: int | None) -> str:
    sign = BULLET if number is None else f"{place}."
    indent = " " * (len(sign) + 1)
    inside = "\n".join(part for block in item.blocks if (part := _plain(block)))
    return f"{sign} {inside}".replace("\n", f"\n{indent}").rstrip()


def _passages(block: Block) -> Iterator[str]:
    """The text of each passage in a block."""
    match block:
        case Paragraph(inlines) | Heading(inlines):
            yield words_of(inlines)
        case Code(text):
            yield text
        case Quote(blocks):
            yield from (text for inner in blocks for text in _passages(inner))
        case List(items):
            yield from (text for item in items for inner in item.blocks for text in _passages(inner))
        case Table(rows):
            yield from (words_of(cell) for row in rows for cell in row)
        case Rule():
            return

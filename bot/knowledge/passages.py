"""The texts of an answer as the tree that surfaces draw, as plain words, and as a list where they are one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from bot.knowledge.model import Answer, Entry, Format, Item, Kind
from bot.markup import Block, List, ListItem, passages, read, read_plain
from bot.markup.characters import visible
from bot.markup.outline import Outline, outline

# What Markdown takes for a sign (any of ASCII's punctuation may be escaped), or for the start of code.
SIGN = re.compile(r"[!-/:-@\[-`{-~]")
INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


def blocks_of(answer: Answer) -> tuple[Block, ...]:
    """The whole answer in reading order."""
    listed = (_list(answer.items, answer.kind == "steps", answer.format),) if answer.items else ()
    return (
        *passage(answer.intro, answer.format),
        *passage(answer.text, answer.format),
        *listed,
        *passage(answer.outro, answer.format),
    )


def note_blocks(entry: Entry) -> tuple[Block, ...]:
    """The notes said beside the answer, in order."""
    return tuple(block for note in entry.notes for block in passage(note, entry.answer.format))


def passage(text: str | None, written: Format) -> tuple[Block, ...]:
    """The tree of one text that is written in that format."""
    if not text:
        return ()
    return read_plain(text) if written == "plain" else read(text)


def _list(items: Iterable[Item], ordered: bool, written: Format) -> List:
    return List(tuple(_item(item, written) for item in items), ordered)


def _item(item: Item, written: Format) -> ListItem:
    under = (_list(item.items, item.kind == "steps", written),) if item.items else ()
    return ListItem((*passage(item.text, written), *passage(item.detail, written), *under), heads=bool(item.detail))


def plain_words(text: str | None, written: Format) -> str:
    """A text's words without its markup."""
    return "\n".join(passages(passage(text, written)))


def plain_answer(answer: Answer) -> Answer:
    """The answer with the words of each text alone, for whoever reads but does not show it."""
    if answer.format == "plain":
        return answer
    return _rewritten(answer, lambda text: plain_words(text, answer.format), "plain")


def in_markdown(answer: Answer) -> Answer:
    """The answer as Markdown, so that it can stand beside another one; plain words keep every sign."""
    if answer.format == "markdown":
        return answer
    return _rewritten(answer, lambda text: SIGN.sub(r"\\\g<0>", INDENT.sub("", visible(text))), "markdown")


def _rewritten(answer: Answer, write: Callable[[str], str], written: Format) -> Answer:
    """The answer with every text written anew."""

    def maybe(text: str | None) -> str | None:
        """A text written anew; None for none, and for one of which nothing is left."""
        return write(text) or None if text else None

    def item(one: Item) -> Item:
        """A point written anew, with the points under it."""
        return Item(write(one.text), maybe(one.detail), tuple(map(item, one.items)), one.kind)

    items = tuple(map(item, answer.items))
    return Answer(answer.kind, maybe(answer.intro), items, maybe(answer.text), maybe(answer.outro), written)


def as_list(answer: Answer) -> Answer:
    """A text that is one Markdown list, with or without words around it, as the list that it is.

    Only where nothing changes for whoever reads it: the tree of both is the same.
    """
    if answer.kind != "text" or answer.format != "markdown" or not answer.text or answer.intro or answer.outro:
        return answer
    if not any(isinstance(block, List) for block in read(answer.text)):
        return answer
    found = outline(answer.text)
    if found is None:
        return answer
    kind, items = _kind_and_items(found)
    listed = Answer(kind, found.intro or None, items, None, found.outro or None, "markdown")
    return listed if blocks_of(listed) == read(answer.text) else answer


def _kind_and_items(found: Outline) -> tuple[Kind, tuple[Item, ...]]:
    items = []
    for point in found.points:
        kind, inner = _kind_and_items(point)
        items.append(Item(point.intro, items=inner, kind=kind))
    return "steps" if found.ordered else "bullets", tuple(items)

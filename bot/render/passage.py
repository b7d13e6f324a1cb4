"""Inlines of the tree as rich_text elements, measured, cut and split to Slack's limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.markup import Inline, Picture, Run
from bot.render.budget import cut, size, split
from bot.render.elements import Element

STYLES = ("bold", "italic", "strike", "code")

# Each run after a passage's first brings its own braces; about their size, in units of text.
RUN = 16

EMPTY = "…"


def elements(inlines: Iterable[Inline]) -> list[Element]:
    """The rich_text elements of one passage; Slack takes no empty one, so nothing to see is an ellipsis."""
    made = [_element(one) for one in joined(inlines)]
    return made or [{"type": "text", "text": EMPTY}]


def _element(one: Inline) -> Element:
    """A text or a link; a picture inside a line is a link to it."""
    if isinstance(one, Picture):
        return {"type": "link", "url": one.url, "text": one.alt}
    style = {name: True for name in STYLES if getattr(one, name)}
    shown: Element = {"type": "link", "url": one.url} if one.url else {"type": "text"}
    return {**shown, "text": one.text, **({"style": style} if style else {})}


def joined(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    """The inlines with neighbours of one style as one run, and without empty ones."""
    made: list[Inline] = []
    for one in inlines:
        before = made[-1] if made else None
        if isinstance(one, Run) and isinstance(before, Run) and _look(before) == _look(one):
            made[-1] = replace(one, text=before.text + one.text)
        elif text_of(one):
            made.append(one)
    return tuple(made)


def _look(one: Run) -> tuple[object, ...]:
    return one.bold, one.italic, one.strike, one.code, one.url


def text_of(one: Inline) -> str:
    """What is seen of it."""
    return one.text if isinstance(one, Run) else one.alt


def is_plain(inlines: Iterable[Inline]) -> bool:
    """Whether a passage is words alone: no style, no link, no picture."""
    return all(isinstance(one, Run) and one == Run(one.text) for one in inlines)


def styled(inlines: Iterable[Inline], *, bold: bool = False, italic: bool = False) -> tuple[Inline, ...]:
    """The inlines, all of them bold or italic as well."""

    def more(one: Run) -> Run:
        """A run that is bold or italic as well."""
        return replace(one, bold=one.bold or bold, italic=one.italic or italic)

    return tuple(more(one) if isinstance(one, Run) else one for one in inlines)


def units_of(inlines: Iterable[Inline]) -> int:
    """What a passage takes of a budget: its text and its addresses, and something for every further run."""
    costs = [size(text_of(one)) + size(one.url or "") + RUN for one in inlines]
    return max(1, sum(costs) - RUN)


def cut_inlines(inlines: Iterable[Inline], units: int) -> tuple[Inline, ...]:
    """The beginning of a passage that takes at most `units` in all, marked with an ellipsis; empty for no room."""
    kept: list[Inline] = []
    left = units
    for one in inlines:
        cost = units_of([one]) + (RUN if kept else 0)
        if cost > left:
            room = left - (cost - size(text_of(one)))
            if isinstance(one, Run) and room > 1:
                return (*kept, replace(one, text=_shortened(one.text, room)))
            return (*kept, Run(EMPTY)) if left > RUN and kept else tuple(kept)
        kept.append(one)
        left -= cost
    return tuple(kept)


def _shortened(text: str, room: int) -> str:
    return cut(text, room, dress=str)


def split_inlines(inlines: Iterable[Inline], units: int) -> Iterator[tuple[Inline, ...]]:
    """A passage in parts of at most `units` (or of one address with its text), broken after words."""
    part: list[Inline] = []
    left = units
    for one in inlines:
        cost = units_of([one])
        if part and cost + RUN > left:
            yield tuple(part)
            part, left = [], units
        if isinstance(one, Run) and cost > units:
            *whole, last = split(one.text, max(units - size(one.url or ""), units // 2)) or [one.text]
            yield from ((replace(one, text=text),) for text in whole)
            one = replace(one, text=last)
        left -= units_of([one]) + (RUN if part else 0)
        part.append(one)
    if part:
        yield tuple(part)


def split_lines(text: str, units: int) -> Iterator[str]:
    """Lines that are shown exactly as they are, in parts of at most `units`; a longer line is broken where it must."""
    part = ""
    for line in text.split("\n"):
        while size(line) > units:
            if part:
                yield part
                part = ""
            yield line[: units // 2]
            line = line[units // 2 :]
        if part and size(part) + size(line) + 1 > units:
            yield part
            part = line
        else:
            part = f"{part}\n{line}" if part else line
    if part:
        yield part

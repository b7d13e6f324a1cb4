"""A Markdown text that is one list, taken apart: what stands before it, its points with theirs, what follows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.markup.characters import visible

if TYPE_CHECKING:
    from markdown_it.token import Token

TAB = 4
LISTS = ("bullet_list_open", "ordered_list_open")
MARKER = re.compile(r" *(?:[-+*]|\d{1,9}[.)])(?: {1,4}(?! )| |$)")


@dataclass(frozen=True, slots=True)
class Outline:
    """The parts of the text, each as Markdown; a point without points under it has only an `intro`."""

    intro: str
    points: tuple[Outline, ...] = ()
    ordered: bool = False
    outro: str = ""


def outline(source: str) -> Outline | None:
    """The text's one list with its surroundings, or None for a text that is not one list, numbered from 1."""
    from bot.markup.commonmark import parser

    text = visible(source).expandtabs(TAB).strip("\n")
    tokens = parser().parse(text)
    lists = [token for token in tokens if token.type in LISTS and token.level == 0]
    if len(lists) != 1 or lists[0].attrs.get("start", 1) != 1:
        return None
    lines = text.split("\n")
    first, last = _lines(lists[0])
    points = tuple(_point(source) for source in _sources(tokens, lines))
    if not all(point.intro for point in points):
        return None
    before, after = ("\n".join(part).strip("\n") for part in (lines[:first], lines[last:]))
    return Outline(before, points, lists[0].type == "ordered_list_open", after)


def _sources(tokens: list[Token], lines: list[str]) -> Iterator[str]:
    """The text of each point of the outer list, without its marker and indentation."""
    for token in tokens:
        if token.type == "list_item_open" and token.level == 1:
            first, last = _lines(token)
            marker = MARKER.match(lines[first])
            width = len(marker[0]) if marker else 0
            rest = (re.sub(f"^ {{0,{width}}}", "", line) for line in lines[first + 1 : last])
            yield "\n".join([lines[first][width:], *rest]).strip("\n")


def _point(source: str) -> Outline:
    """A point with the list that ends it; whatever else it holds stays Markdown."""
    inner = outline(source)
    return inner if inner and inner.intro and not inner.outro else Outline(source)


def _lines(token: Token) -> tuple[int, int]:
    first, last = token.map or (0, 0)
    return first, last

"""Questions in the object literals of components (MDX): `{ question: "...", answer: "..." }` -> found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bot.importing.blocks import Block, Found
from bot.importing.wording import asks, cleaned

_TEXT = r"\"(?:[^\"\\\n]|\\.){1,4000}\"|'(?:[^'\\\n]|\\.){1,4000}'|`(?:[^`\\]|\\.){1,8000}`"
_PAIR = re.compile(
    rf"[\"']?\b(?:question|q|title|heading|summary)[\"']?\s*:\s*(?P<asked>{_TEXT})\s*,\s*"
    rf"[\"']?\b(?:answer|a|content|text|body|description)[\"']?\s*:\s*"
    rf"(?P<answer>{_TEXT}|\(?\s*<(?P<tag>\w*)>.{{1,8000}}?</(?P=tag)>)",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(.)")


def found(text: str, cell: Callable[[str], list[Block]]) -> Iterator[Found]:
    """Every pair of a question and an answer that stand side by side in an object."""
    line, place = 1, 0
    for pair in _PAIR.finditer(text):
        words = cleaned(_unquoted(pair["asked"]))
        line, place = line + text.count("\n", place, pair.start()), pair.start()
        if words:
            yield Found(words, tuple(cell(_unquoted(pair["answer"]))), line=line, asks=asks(words))


def _unquoted(literal: str) -> str:
    """What a literal says; an element without a name is what it holds."""
    literal = literal.lstrip("( \n\t")
    if literal[0] == "<":
        return literal.removeprefix("<>").removesuffix("</>").strip()
    return _ESCAPE.sub(lambda escaped: {"n": "\n", "t": " "}.get(escaped[1], escaped[1]), literal[1:-1]).strip()

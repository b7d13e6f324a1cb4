"""`lexicon.yaml` files: the bundled one, and those that stand beside a user's packs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from bot.knowledge.beside import read_beside, read_each
from bot.knowledge.yaml_reader import Document
from bot.matching.lexicon import Lexicon

BUNDLED = Path(__file__).with_name("lexicon.yaml")

GROUPS = ("trade", "english", "near")
LISTS = ("others", "stop", "chatter", "set_phrases")
PAIRS = "opposites"
SECTIONS = (*GROUPS, *LISTS, PAIRS, "phrases")


@cache
def bundled_lexicon() -> Lexicon:
    """The lexicon that comes with the bot."""
    return Lexicon(load_lexicon(BUNDLED))


def lexicon_with(paths: Iterable[Path]) -> Lexicon:
    """The bundled lexicon extended by files of the same form; what they say goes first.

    Raises KnowledgeError with every problem of every file.
    """
    added = read_each(paths, _faults)
    if not added:
        return bundled_lexicon()
    # The first group that has a word gives its meaning, and `trade` is read first.
    ours = [{**data, "trade": [*data.get("trade", []), *data.get("english", [])], "english": []} for data in added]
    merged: dict[str, Any] = {name: [] for name in (*GROUPS, *LISTS, PAIRS)} | {"phrases": {}}
    for data in (*ours, load_lexicon(BUNDLED)):
        for name in (*GROUPS, *LISTS, PAIRS):
            merged[name] += data.get(name) or []
        merged["phrases"] = (data.get("phrases") or {}) | merged["phrases"]
    return Lexicon(merged)


def load_lexicon(path: Path) -> dict[str, Any]:
    """The sections of one file; raises KnowledgeError with every problem."""
    return read_beside(path, _faults)


def _faults(document: Document) -> Iterator[tuple[int, str]]:
    """(line, message) for everything a lexicon may not hold."""
    data = document.data
    if not isinstance(data, dict):
        yield 1, f"a lexicon is a mapping with some of the keys {', '.join(SECTIONS)}"
        return
    for name, section in data.items():
        line = document.line_of((name,))
        if name not in SECTIONS:
            yield line, f'unknown key "{name}": use {", ".join(SECTIONS)}'
        elif name == "phrases":
            if not isinstance(section, dict) or not all(isinstance(meant, str) for meant in section.values()):
                yield line, '"phrases" must say what each expression means: write "get rid of: delete"'
        elif not isinstance(section, list):
            yield line, f'"{name}" must be a list: begin each line with "- "'
        else:
            for place, member in enumerate(section):
                yield from _member_faults(name, member, document.line_of((name, place)))


def _member_faults(name: str, member: object, line: int) -> Iterator[tuple[int, str]]:
    if name in LISTS:
        if not isinstance(member, str):
            yield line, f'"{name}" must list words: write one word a line'
    elif name == PAIRS:
        if not isinstance(member, list) or len(member) != 2 or not all(map(_is_side, member)):
            yield line, f'each line of "{name}" must have two sides: write "- [indoor, outdoor]"'
    elif not isinstance(member, list) or len(member) < 2 or not all(isinstance(word, str) for word in member):
        yield line, f'each line of "{name}" must be a group of two or more words: write "- [sofa, couch, settee]"'


def _is_side(side: object) -> bool:
    """Whether this is one side of two opposites: a word or expression, or a list of some."""
    words = side if isinstance(side, list) else [side]
    return bool(words) and all(isinstance(word, str) and word.strip() for word in words)

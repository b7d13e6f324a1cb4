"""The line that a pack's author may write instead of one that the schema refuses."""

from __future__ import annotations

import re
from typing import Any

from bot.knowledge.slug import slug
from bot.knowledge.yaml_reader import Document, KeyPath
from bot.knowledge.yaml_writing import quoted, quoted_in_braces, quoted_line, requoted, taken_apart

ENTRY = "- id: hours\n  question: When are you open?\n  answer: From nine to five."

# What a key that is missing, or that holds something else, may look like.
EXAMPLES = {
    "source": "source: {title: Shop handbook}",
    "entries": "entries:\n  " + ENTRY.replace("\n", "\n  "),
    "title": "title: Shop handbook",
    "question": "question: When are you open?",
    "answer": "answer: From nine to five.",
    "text": "text: From nine to five.",
    "aliases": "aliases: [opening times, when do you close]",
    "topics": "topics: [opening]",
    "twins": "twins: [other-pack/hours]",
    "note": "note: On holidays from ten.",
    "items": "items: [From nine to five, On Sundays never]",
    "claims": "claims: 7",
    "lines": "lines: 108-110",
    "daily": "daily: false",
    "review_by": "review_by: 2026-12-31",
    "url": "url: https://example.com/handbook",
    "link": "link: https://example.com/handbook#hours",
    "part_of": "part_of: hours",
}


def added(document: Document, path: KeyPath, pack: str) -> str:
    """The line for a key that is missing; empty where it belongs between braces."""
    first, name = _first(document, path[:-1]), str(path[-1])
    line = document.line_text(document.line_of(first))
    if "{" in line[: key_column(line, str(first[-1])) if first else 0]:
        return ""
    return _under(_key_column(document, path[:-1]), example(name, value_at(document, path[:-1]), pack))


def example(name: str, around: Any, pack: str) -> str:
    """How a key may be written, with what stands around it."""
    raw = around if isinstance(around, dict) else {}
    if name == "pack":
        return f"pack: {pack or 'shop'}"
    if name == "id":
        return f"id: {slug(str(raw.get('question') or '')) or 'hours'}"
    if name == "kind":
        return f"kind: {'bullets' if raw.get('items') else 'text' if raw.get('text') else 'none'}"
    return EXAMPLES.get(name, "")


def replaced(document: Document, path: KeyPath, value: str) -> str:
    """The line with another value behind its key; empty where the key does not stand alone on its line."""
    line = document.line_text(document.line_of(path))
    found = re.match(rf"(\s*(?:-\s+)*{re.escape(str(path[-1]))}\s*:\s+)[^{{\[]", line)
    return found[1] + value if found and value else ""


def instead(document: Document, path: KeyPath, pack: str) -> str:
    """An example of the key at `path`, in its place."""
    line = document.line_text(document.line_of(path))
    if (twice := re.match(r"(\s*-\s+)(?:-\s+)+(?=\S)", line)) and isinstance(path[-1], int):
        return twice[1] + line[twice.end() :]
    if path[:-1] == ("entries",):
        return _under(len(line) - len(line.lstrip()), ENTRY) if line.lstrip().startswith("-") else ""
    found = re.match(rf"(\s*(?:-\s+)*){re.escape(str(path[-1]))}\s*:", line)
    return _under(len(found[1]), example(str(path[-1]), {}, pack), found[1]) if found else ""


def key_column(line: str, key: str) -> int:
    """The column of a key on its line, from 1; 0 where it is not found."""
    found = re.search(rf"(?<![\w-]){re.escape(key)}['\"]?\s*:", line)
    return found.start() + 1 if found else 0


def renamed(document: Document, path: KeyPath, name: str) -> str:
    """The line with another key."""
    line = document.line_text(document.line_of(path))
    return re.sub(rf"(?<![\w-]){re.escape(str(path[-1]))}(\s*:)", rf"{name}\1", line, count=1)


def in_quotes(document: Document, path: KeyPath) -> str:
    """The line with its text in quotes, where it is one line."""
    line = document.line_text(document.line_of(path))
    value = taken_apart(line)[1]
    if value.startswith("[") and path and isinstance(path[-1], int):
        return ""  # one of several on this line: only its author knows where it ends
    if value.startswith("{") and (mended := quoted_in_braces(line)):
        return mended
    if value:
        return quoted_line(line)
    below = document.line_text(document.line_of(_first(document, path)))
    return below[: len(below) - len(below.lstrip())] + requoted(below.strip())


def with_points(document: Document, path: KeyPath, text: str) -> str:
    """An item that has items of its own, in two lines."""
    line = document.line_text(document.line_of(path))
    if path[-1] == "answer":
        written = f"answer:\n  kind: bullets\n  intro: {quoted(text + ':')}\n  items:"
        return _under(len(line) - len(line.lstrip()), written)
    dashes = re.match(r"\s*(?:-\s+)+", line)
    return f"{dashes[0]}text: {text}\n{' ' * len(dashes[0])}items:" if dashes else ""


def _under(column: int, lines: str, first: str | None = None) -> str:
    """Lines that begin in a column (from 0); the first one behind `first`."""
    indent = " " * column
    return (indent if first is None else first) + lines.replace("\n", f"\n{indent}")


def _key_column(document: Document, path: KeyPath) -> int:
    """The column (from 0) in which the keys of the mapping at `path` begin."""
    line = document.line_text(document.line_of(_first(document, path)))
    found = re.match(r"\s*(?:-\s+)*", line)
    return len(found[0]) if found else 0


def _first(document: Document, path: KeyPath) -> KeyPath:
    """The path of the first value in the mapping at `path`."""
    value = value_at(document, path)
    return (*path, next(iter(value))) if isinstance(value, dict) and value else path


def value_at(document: Document, path: KeyPath) -> Any:
    """What stands at a path of the document."""
    value = document.data
    for part in path:
        value = value[part]
    return value

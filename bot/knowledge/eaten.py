"""Words that YAML takes away or runs together in silence, found in the text of a pack."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.fault import Fault
from bot.knowledge.line_to_write import value_at
from bot.knowledge.yaml_reader import Document, KeyPath
from bot.knowledge.yaml_writing import requoted, taken_apart

# Values that have a form of their own cannot go on behind a "#": what stands there is a comment.
FORMAL = frozenset({"pack", "id", "kind", "format", "claims", "lines", "daily", "part_of", "review_by", "twins"})

# About the document rather than of it: a comment set apart by two spaces may stand there.
ASIDE = frozenset({"publisher", "file", "url", "dated", "cites", "owner", "link"})

LIST_MARK = re.compile(r"\s*(?:[-*•]|\d+[.)])\s+\S")


def eaten_words(document: Document) -> Iterator[Fault]:
    """Texts that lose their words from "#" on."""
    for path, (line, column) in document.ends.items():
        text = document.line_text(line + 1)
        behind = re.match(r"(\s*)#(\s?)", text[column:])
        if behind is None or _is_comment(document, path, behind):
            continue
        sign = column + len(behind[1])
        begin = sign if value_at(document, path) is None else document.column_of(path) - 1
        mend = "" if path in document.blocks else text[:begin] + requoted(text[begin:].rstrip())
        message = 'to YAML the words from "#" on are a comment, and nobody would see them: put the text into quotes'
        yield Fault(line + 1, message, sign + 1, mend)


def _is_comment(document: Document, path: KeyPath, behind: re.Match[str]) -> bool:
    """Whether what stands behind a value is meant as a comment."""
    if value_at(document, path) is None:
        return behind[2] != ""
    key = next((part for part in reversed(path) if isinstance(part, str)), "")
    return key in FORMAL or (key in ASIDE and len(behind[1]) > 1 and behind[2] != "")


def joined_lines(document: Document) -> Iterator[Fault]:
    """Texts whose lines look like a list, and which YAML runs together into one line."""
    for path, last in document.blocks.items():
        first = document.line_of(path)
        marked = [n for n in range(first + 1, last + 1) if LIST_MARK.match(document.line_text(n))]
        kept = sum(LIST_MARK.match(line) is not None for line in str(value_at(document, path)).split("\n")[1:])
        if len(marked) > max(1, kept):
            message = 'YAML joins these lines into one: to keep each on a line of its own, write "|" above them'
            yield Fault(marked[0], message, 0, _barred(document.line_text(first)))


def _barred(line: str) -> str:
    """The line of a key with the sign that keeps the lines below it, and its own text among them."""
    before, value = taken_apart(line)
    if value[:1] in ("'", '"'):
        return ""  # between quotation marks stand signs that "|" would not undo
    kept = "" if value[:1] in (">", "") else f"\n{' ' * (len(line) - len(line.lstrip()) + 2)}{value}"
    return f"{before.rstrip()} |{kept}" if before.rstrip().endswith(":") else ""

"""YAML text -> plain data, with the line of every value.

The document is built from the parser's events in a loop, not by PyYAML's recursive
composer: libyaml's composer overflows the C stack (a crash, not an exception) on deeply nested
input. Scalars stay text, so that `answer: yes` and `dated: 2024-07-01` mean what they say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# Five for a plain list (entries, entry, answer, items, item) and two for each list under an item, which
# Slack shows nine deep: more is a slip or an attack.
MAX_DEPTH = 22

# What YAML forbids in a file, and what an escape ("\0") could still bring into a value.
CONTROL = re.compile(f"{yaml.reader.Reader.NON_PRINTABLE.pattern}|\ufeff")

# Nobody mends more at a time; a file of nothing but faults would print millions of lines.
MAX_FAULTS = 100

NULLS = frozenset({"", "~", "null", "Null", "NULL"})

Path = tuple[str | int, ...]


@dataclass
class Document:
    """The data of one YAML file.

    `lines` maps the path of every value (keys and list positions) to its line, from 1.
    `faults` lists (line, message) of everything YAML itself allows but packs do not.
    """

    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    faults: list[tuple[int, str]] = field(default_factory=list)

    def line_of(self, path: Path) -> int:
        """The line of the value at `path`, or of the nearest value around it."""
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path, 1)


@dataclass
class _Open:
    """A list or mapping whose end has not been read yet."""

    value: Any
    path: Path
    key: str | None = None
    first_line: dict[str, int] = field(default_factory=dict)


class _UnusableError(Exception):
    """The document cannot be read on; the fault has been recorded."""


def read(text: str) -> Document:
    """Read one YAML document; never raises, faults are in the result."""
    document = Document()
    if control := CONTROL.search(text):
        document.faults.append((text.count("\n", 0, control.start()) + 1, _named(control[0])))
        return document
    try:
        _build(text, document)
    except _UnusableError:
        document.data = None
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        what = " ".join((getattr(error, "problem", None) or str(error)).split())
        document.data = None
        fault = f"this is not YAML ({what}): mend the indentation, quotes or colons here"
        document.faults.append((mark.line + 1 if mark else 1, fault))
    return document


def _named(control: str) -> str:
    return f"an invisible control character (U+{ord(control):04X}) stands here: remove it"


def _build(text: str, document: Document) -> None:
    """Fill `document` from the parser's events."""
    stack: list[_Open] = []
    documents = 0
    for event in yaml.parse(text, Loader=Loader):
        _stop_at_too_many(document, event)
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                document.faults.append(
                    (line, 'a second document starts here: keep one pack a file and remove the "---"')
                )
                return
        elif isinstance(event, yaml.AliasEvent):
            message = f"YAML aliases (*{event.anchor}) are not allowed in packs: write the text out"
            document.faults.append((line, message))
            _place(stack, document, f"*{event.anchor}", line)
        elif isinstance(event, yaml.ScalarEvent):
            plain_null = not event.style and event.value in NULLS  # libyaml says "" for plain, PyYAML None
            if control := CONTROL.search(event.value):
                document.faults.append((line, _named(control[0])))
            is_key = bool(stack) and isinstance(stack[-1].value, dict) and stack[-1].key is None
            _place(stack, document, None if plain_null and not is_key else event.value, line)
        elif isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)):
            value: Any = [] if isinstance(event, yaml.SequenceStartEvent) else {}
            if len(stack) >= MAX_DEPTH:
                document.faults.append(
                    (line, f"nested more than {MAX_DEPTH} deep: lists in an answer nest nine deep at most")
                )
                raise _UnusableError
            path = _place(stack, document, value, line)
            stack.append(_Open(value, path))
        elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            stack.pop()


def _stop_at_too_many(document: Document, event: yaml.Event) -> None:
    """Give up on a file that is nothing but faults."""
    if len(document.faults) >= MAX_FAULTS:
        line = event.start_mark.line + 1 if event.start_mark else 1
        document.faults.append((line, "the rest of the file was not read: mend what stands above first"))
        raise _UnusableError


def _place(stack: list[_Open], document: Document, value: Any, line: int) -> Path:
    """Put one value where it belongs and return its path."""
    if not stack:
        document.data = value
        document.lines[()] = line
        return ()
    parent = stack[-1]
    if isinstance(parent.value, list):
        path = (*parent.path, len(parent.value))
        parent.value.append(value)
    elif parent.key is None:
        if not isinstance(value, str):
            document.faults.append((line, "a key must be plain text: quote it or remove the brackets"))
            raise _UnusableError
        if value in parent.first_line:
            first = parent.first_line[value]
            document.faults.append((line, f'"{value}" is given twice (first on line {first}): keep one of them'))
        parent.first_line.setdefault(value, line)
        parent.key = value
        return parent.path
    else:
        path = (*parent.path, parent.key)
        if parent.key not in parent.value:
            line = parent.first_line[parent.key]
        parent.value[parent.key] = value
        parent.key = None
    document.lines[path] = line
    return path

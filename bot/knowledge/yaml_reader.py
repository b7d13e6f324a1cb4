"""YAML text -> plain data, with the line of every value.

The document is built from the parser's events in a loop, not by PyYAML's recursive
composer: libyaml's composer overflows the C stack (a crash, not an exception) on deeply nested
input. Scalars stay text, so that `answer: yes` and `dated: 2024-07-01` mean what they say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import yaml

from bot.errors import Problem
from bot.knowledge.fault import Fault
from bot.knowledge.yaml_mending import syntax_faults
from bot.knowledge.yaml_writing import requoted

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# Five for a plain list (entries, entry, answer, items, item) and two for each list under an item, which
# Slack shows nine deep: more is a slip or an attack.
MAX_DEPTH = 22

# What YAML forbids in a file, and what an escape ("\0") could still bring into a value.
CONTROL = re.compile(f"{yaml.reader.Reader.NON_PRINTABLE.pattern}|\ufeff")

# Nobody mends more at a time; a file of nothing but faults would print millions of lines.
MAX_FAULTS = 100

NULLS = frozenset({"", "~", "null", "Null", "NULL"})

KeyPath = tuple[str | int, ...]


@dataclass
class Document:
    """The data of one YAML file.

    `text` holds its lines. `lines` maps the path of every value (keys and list positions) to its line, from 1;
    `columns` to the column where it begins there, from 1. `ends` maps each text without quotation marks to the line
    and column (from 0) behind its last character. `blocks` maps texts over several lines to their last line.
    `anchors` are the names that YAML knows parts by.
    `faults` lists what is no YAML, and what YAML itself allows but packs do not.
    """

    text: list[str] = field(default_factory=list)
    data: Any = None
    lines: dict[KeyPath, int] = field(default_factory=dict)
    columns: dict[KeyPath, int] = field(default_factory=dict)
    ends: dict[KeyPath, tuple[int, int]] = field(default_factory=dict)
    blocks: dict[KeyPath, int] = field(default_factory=dict)
    anchors: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)

    def line_of(self, path: KeyPath) -> int:
        """The line of the value at `path`, or of the nearest value around it."""
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path, 1)

    def column_of(self, path: KeyPath) -> int:
        """The column of the value at `path`, or of the nearest value around it."""
        while path not in self.columns and path:
            path = path[:-1]
        return self.columns.get(path, 0)

    def line_text(self, line: int) -> str:
        """The line of that number as it stands; empty beyond the end."""
        return self.text[line - 1] if 0 < line <= len(self.text) else ""


def problems_in(file: Path, document: Document, faults: Iterable[Fault]) -> list[Problem]:
    """The faults of a file as problems, each with the line as it stands."""
    return [Problem(str(file), *fault, document.line_text(fault.line)) for fault in faults]


class Mark(Protocol):
    """A place in the text, as both parsers tell it: line and column from 0."""

    line: int
    column: int


@dataclass
class _Open:
    """A list or mapping whose end has not been read yet."""

    value: Any
    path: KeyPath
    key: str | None = None
    first_place: dict[str, tuple[int, int]] = field(default_factory=dict)


class _UnusableError(Exception):
    """The document cannot be read on; the fault has been recorded."""


def read(text: str) -> Document:
    """Read one YAML document; never raises, faults are in the result."""
    document = Document(text.splitlines())
    if control := CONTROL.search(text):
        line = text.count("\n", 0, control.start()) + 1
        column = control.start() - (text.rfind("\n", 0, control.start()) + 1) + 1
        document.faults.append(Fault(line, _named(control[0]), column))
        return document
    try:
        _build(text, document)
    except _UnusableError:
        document.data = None
    except (yaml.YAMLError, ValueError) as error:
        return _with_syntax_faults(text, document, error)
    return document


def _with_syntax_faults(text: str, document: Document, error: Exception) -> Document:
    """No data, but every fault: those of the text, and those of what stands in it once it is mended."""
    mended, faults = syntax_faults(text, Loader)
    found = Document(document.text)
    if mended is not None:
        with suppress(_UnusableError, yaml.YAMLError, ValueError):
            _build(mended, found)
    elif not faults:
        what = " ".join(str(error).split())
        faults = [Fault(1, f"this is not YAML ({what}): save it as plain YAML text")]
    kept = {fault.line for fault in faults}
    return Document(document.text, faults=faults + [fault for fault in found.faults if fault.line not in kept])


def _named(control: str) -> str:
    return f"an invisible control character (U+{ord(control):04X}) stands here: remove it"


def _build(text: str, document: Document) -> None:
    """Fill `document` from the parser's events."""
    stack: list[_Open] = []
    documents = 0
    for event in yaml.parse(text, Loader=Loader):
        _stop_at_too_many(document, event)
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                message = 'a second document starts here: keep one pack a file and remove the "---"'
                document.faults.append(Fault(_start(event).line + 1, message))
                return
        elif isinstance(event, yaml.AliasEvent):
            document.faults.append(_alias(document, event))
            _place(stack, document, f"*{event.anchor}", event)
        elif isinstance(event, yaml.ScalarEvent):
            _scalar(stack, document, event)
        elif isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)):
            _check_signs(document, event)
            value: Any = [] if isinstance(event, yaml.SequenceStartEvent) else {}
            if len(stack) >= MAX_DEPTH:
                message = f"nested more than {MAX_DEPTH} deep: lists in an answer nest nine deep at most"
                document.faults.append(Fault(_start(event).line + 1, message, _start(event).column + 1))
                raise _UnusableError
            path = _place(stack, document, value, event)
            stack.append(_Open(value, path))
        elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            stack.pop()


def _scalar(stack: list[_Open], document: Document, event: yaml.ScalarEvent) -> None:
    """Place one text, with everything about it that may not stand in a pack."""
    plain = not event.style  # libyaml says "" for a text without quotation marks, PyYAML None
    if control := CONTROL.search(event.value):
        document.faults.append(Fault(_start(event).line + 1, _named(control[0]), _start(event).column + 1))
    _check_signs(document, event)
    is_key = bool(stack) and isinstance(stack[-1].value, dict) and stack[-1].key is None
    value = None if plain and event.value in NULLS and not is_key else event.value
    path = _place(stack, document, value, event)
    end = _end(event)
    if is_key:
        return
    if plain:
        document.ends[path] = (end.line, end.column)
    if end.line > _start(event).line and event.style != "|":
        document.blocks[path] = end.line if event.style == ">" else end.line + 1


def _alias(document: Document, event: yaml.AliasEvent) -> Fault:
    """A text that begins with "*", or a copy of what was named above, as programmers write it."""
    if event.anchor in document.anchors:
        start = _start(event)
        message = f"YAML aliases (*{event.anchor}) are not allowed in packs: write the text out"
        return Fault(start.line + 1, message, start.column + 1)
    return _sign(document, event, f"*{event.anchor}")


def _start(event: yaml.Event) -> Mark:
    """Where an event begins; PyYAML's types allow none, its parsers always tell."""
    assert event.start_mark is not None  # noqa: S101  # set by both parsers
    return event.start_mark


def _end(event: yaml.Event) -> Mark:
    """Where an event ends."""
    assert event.end_mark is not None  # noqa: S101  # set by both parsers
    return event.end_mark


def _check_signs(document: Document, event: yaml.NodeEvent) -> None:
    """A tag or an anchor takes a word of the text away."""
    tag = getattr(event, "tag", None)
    if tag:
        at = _start(event)
        typed = document.line_text(at.line + 1)[at.column :].split()
        document.faults.append(_sign(document, event, typed[0] if typed and typed[0][0] == "!" else "!"))
    elif event.anchor:
        document.anchors.add(event.anchor)
        document.faults.append(_sign(document, event, f"&{event.anchor}"))


def _sign(document: Document, event: yaml.NodeEvent, sign: str) -> Fault:
    """The fault of a word that YAML takes for a sign, with the line in which it is text."""
    start, end = _start(event), _end(event)
    line = document.line_text(start.line + 1)
    one_line = start.line == end.line and isinstance(event, (yaml.ScalarEvent, yaml.AliasEvent))
    mend = line[: start.column] + requoted(line[start.column : end.column]) + line[end.column :] if one_line else ""
    message = f'"{sign}" means something to YAML, and is left out of the text: put the text into quotes'
    return Fault(start.line + 1, message, start.column + 1, mend)


def _stop_at_too_many(document: Document, event: yaml.Event) -> None:
    """Give up on a file that is nothing but faults."""
    if len(document.faults) >= MAX_FAULTS:
        line = _start(event).line + 1 if _start(event) else 1
        document.faults.append(Fault(line, "the rest of the file was not read: mend what stands above first"))
        raise _UnusableError


def _place(stack: list[_Open], document: Document, value: Any, event: yaml.NodeEvent) -> KeyPath:
    """Put one value where it belongs and return its path."""
    line, column = _start(event).line + 1, _start(event).column + 1
    if not stack:
        document.data = value
        document.lines[()], document.columns[()] = line, column
        return ()
    parent = stack[-1]
    if isinstance(parent.value, list):
        path = (*parent.path, len(parent.value))
        parent.value.append(value)
    elif parent.key is None:
        _open_key(parent, document, value, (line, column))
        return parent.path
    else:
        path = (*parent.path, parent.key)
        if parent.key not in parent.value:
            key_line, key_column = parent.first_place[parent.key]
            line, column = key_line, column if key_line == line else key_column
        parent.value[parent.key] = value
        parent.key = None
    document.lines[path], document.columns[path] = line, column
    return path


def _open_key(parent: _Open, document: Document, value: Any, place: tuple[int, int]) -> None:
    """A key whose value comes next."""
    if not isinstance(value, str):
        message = "a key must be plain text: quote it or remove the brackets"
        document.faults.append(Fault(place[0], message, place[1]))
        raise _UnusableError
    if value in parent.first_place:
        first = parent.first_place[value][0]
        message = f'"{value}" is given twice (first on line {first}): keep one of them'
        document.faults.append(Fault(place[0], message, place[1]))
    parent.first_place.setdefault(value, place)
    parent.key = value

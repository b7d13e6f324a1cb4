"""Text that is not YAML -> each fault in plain words with the line to write, as far as they can be found.

A mend is only shown when YAML reads on with it; the next fault is then looked for behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

import yaml

from bot.knowledge.fault import Fault
from bot.knowledge.yaml_writing import (
    KEYS,
    SIGNS,
    indents_above,
    quoted,
    quoted_in_braces,
    quoted_in_brackets,
    quoted_line,
    requoted,
    taken_apart,
)

# Nobody mends more at a time.
MAX_SYNTAX_FAULTS = 30

# Characters parsed in the search for faults: about three seconds with libyaml, in a large file that is hopeless.
BUDGET = 6_000_000

# Faults that YAML notices far behind the place where they are made: it says where it began to look.
LONG_CONTEXTS = ("quoted scalar", "flow sequence", "flow mapping", "simple key")

SIGN = "a text that begins with"
TAB = "a tab stands here, and YAML takes only spaces: write spaces"
GENERIC = "YAML cannot read this line: look at its indentation, its quotation marks and its colons"


@dataclass(frozen=True, slots=True)
class _Mend:
    """`count` lines from number `first` (from 0) on, to be replaced by `line`; an empty one only leads on."""

    first: int
    count: int
    line: str
    message: str

    def applied(self, lines: list[str]) -> list[str]:
        """The lines with the mend; their numbers stay."""
        blank = [""] * (self.count - 1)
        return [*lines[: self.first], self.line, *blank, *lines[self.first + self.count :]]


class _Search:
    """One file under repair."""

    def __init__(self, text: str, loader: Any) -> None:
        self.lines = text.splitlines() or [""]
        self.loader = loader
        self.spent = 0

    def error(self, lines: list[str], until: int | None = None) -> yaml.MarkedYAMLError | None:
        """The first error, or None: there is none (up to the line number `until`)."""
        text = "\n".join(lines) + "\n"
        try:
            for event in yaml.parse(text, Loader=self.loader):
                if until is not None and event.start_mark and event.start_mark.line > until:
                    self.spent += event.start_mark.index
                    return None
        except yaml.MarkedYAMLError as error:
            self.spent += error.problem_mark.index if error.problem_mark else len(text)
            return error
        self.spent += len(text)
        return None

    def place(self, error: yaml.MarkedYAMLError) -> int:
        """The line (from 0) where the fault was most likely made."""
        long = error.context_mark and any(name in str(error.context) for name in LONG_CONTEXTS)
        mark = error.context_mark if long else error.problem_mark or error.context_mark
        return min(mark.line if mark else 0, len(self.lines) - 1)

    def mend(self, error: yaml.MarkedYAMLError) -> _Mend | None:
        """The first mend with which YAML reads on."""
        at = self.place(error)
        seen = min(error.problem_mark.line if error.problem_mark else at, len(self.lines) - 1)
        for line in dict.fromkeys((at, seen)):
            for mend in _mends(self.lines, line, error):
                if self.spent > BUDGET:
                    return None
                if self._leads_on(mend, at):
                    return mend
        return None

    def _leads_on(self, mend: _Mend, at: int) -> bool:
        lines = mend.applied(self.lines)
        again = self.error(lines, until=at)
        return again is None or self.place(again) > at


def syntax_faults(text: str, loader: Any) -> tuple[str | None, list[Fault]]:
    """Every syntax error that can be found, and the text with all of them mended (None where that failed)."""
    search = _Search(text, loader)
    faults: list[Fault] = []
    while (error := search.error(search.lines)) is not None:
        if len(faults) >= MAX_SYNTAX_FAULTS or search.spent > BUDGET:
            message = "there is more to mend from here on: mend what stands above first, and check again"
            return None, [*faults, Fault(search.place(error) + 1, message)]
        mend, at = search.mend(error), search.place(error)
        mark = error.problem_mark
        if mend is None:
            faults.append(Fault(at + 1, GENERIC, mark.column + 1 if mark and mark.line == at else 0))
            return None, faults
        told = mark is not None and mark.line == mend.first and not mend.message.startswith(SIGN)
        seen = mark.column if mark and told else _first_change(search.lines[mend.first], mend.line)
        faults.append(Fault(mend.first + 1, mend.message, seen + 1, mend.line))
        search.lines = mend.applied(search.lines)
    return "\n".join(search.lines) + "\n", faults


def _first_change(before: str, after: str) -> int:
    """The column (from 0) where two lines begin to differ."""
    pairs = zip(before, after, strict=False)
    return next((at for at, (old, new) in enumerate(pairs) if old != new), min(len(before), len(after)))


def _mends(lines: list[str], at: int, error: yaml.MarkedYAMLError) -> Iterator[_Mend]:
    """What may have been meant by line `at`, likeliest first; at last, to go on without it."""
    line = lines[at]
    if "\t" in line[: len(line) - len(line.lstrip())]:
        yield _Mend(at, 1, _untabbed(lines, at), TAB)
    if (comment := _outdented_comment(lines, at)) is not None:
        message = 'a line that begins with "#" further left ends the text above it: begin it where the text begins'
        yield _Mend(at - 1, 1, comment, message)
    for changed, message in _rewritten(line, error):
        if changed != line:
            yield _Mend(at, 1, changed, message)
    yield from _indented(lines, at)
    yield from _joined(lines, at)
    yield _Mend(at, 1, "", GENERIC)


def _untabbed(lines: list[str], at: int) -> str:
    """The line with spaces before it: as many as the line above, or two more below a key without a value."""
    above = next((line for line in reversed(lines[:at]) if line.strip()), "")
    indent = len(above) - len(above.lstrip())
    if above.rstrip().endswith(":"):
        dashes = re.match(r"\s*(?:-\s+)*", above)
        indent = 2 + (len(dashes[0]) if dashes else indent)
    return " " * indent + lines[at].strip().replace("\t", "  ")


def _outdented_comment(lines: list[str], at: int) -> str | None:
    """The line above as a part of the text around it, if it is a comment further left than the text."""
    above = lines[at - 1] if at else ""
    indent = len(lines[at]) - len(lines[at].lstrip())
    if not above.lstrip().startswith("#") or len(above) - len(above.lstrip()) >= indent:
        return None
    return " " * indent + above.strip()


def _rewritten(line: str, error: yaml.MarkedYAMLError) -> Iterator[tuple[str, str]]:
    """The line written otherwise, with what is wrong about it."""
    value = taken_apart(line)[1]
    if "\t" in line:
        yield line.replace("\t", "  "), TAB
    if "unexpected end of stream" in str(error.problem) and value[:1] in ("'", '"'):
        yield f"{line.rstrip()}{value[0]}", "this quotation mark is never closed: close it"
    spaced = re.match(r"(\s*(?:-\s+)*)([a-z_]+):(?=\S)", line)
    if spaced and spaced[2] in KEYS:
        yield f"{spaced[0]} {line[spaced.end() :]}", f'after "{spaced[2]}:" a space is missing: write one'
    if value.startswith("{") and (braced := quoted_in_braces(line)):
        yield braced, "a comma, a colon or a bracket means something to YAML here: put the text into quotes"
    if value.startswith("[") and value.endswith("]"):
        before = line[: line.index("[")]
        yield f"{before}{quoted_in_brackets(value)}", "a text in this list holds a sign of YAML's: put it into quotes"
    for bracket, closing in (("[", "]"), ("{", "}")):
        if value.startswith(bracket) and not value.endswith(closing):
            yield line.rstrip() + closing, f'the bracket "{bracket}" is never closed: close it'
    if value:
        yield quoted_line(line), _reason(value)
        bare = re.match(r"(\s*(?:-\s+)*)(.+)", line)
        if bare:
            yield bare[1] + requoted(bare[2].rstrip()), _reason(bare[2])


def _reason(value: str) -> str:
    """Why a value needs quotation marks."""
    if value[0] in ("'", '"'):
        return "quotation marks stand inside this text or end before it: put all of it into other quotes"
    if value[0] in SIGNS:
        return f'{SIGN} "{value[0]}" means something to YAML: put the text into quotes'
    if re.search(r":(\s|$)", value):
        return "a colon with a space behind it means something to YAML: put the text into quotes"
    return "YAML cannot read this text as it stands: put it into quotes"


def _indented(lines: list[str], at: int) -> Iterator[_Mend]:
    """The line under its neighbours' beginning, where it is one that has a key or a dash."""
    bare = lines[at].lstrip()
    key = re.match(r"(?:-\s+)?([a-z_]+)\s*:", bare)
    if not bare.startswith("-") and not (key and key[1] in KEYS):
        return
    for indent in indents_above(lines, at, dashed=bare.startswith("-")):
        moved = " " * indent + bare.rstrip()
        if moved != lines[at]:
            other = f"this line begins in another column than its neighbours: begin it in column {indent + 1}"
            yield _Mend(at, 1, moved, TAB if lines[at][: -len(bare)].count("\t") else other)


def _joined(lines: list[str], at: int) -> Iterator[_Mend]:
    """A text over several lines as one line in quotes: from its key on, up to the next key or dash."""
    first = at
    while first > 0 and not _begins(lines[first]):
        first -= 1
    more = list(takewhile(lambda line: line.strip() and not _begins(line), lines[first + 1 :]))
    before, value = taken_apart(lines[first])
    if not more or not value or not _begins(lines[first]) or value[0] in "|>":
        return
    bare = value[1:].removesuffix(value[0]) if value[0] in ("'", '"') else value
    text = " ".join([bare, *(line.strip() for line in more)])
    message = "this text goes on over several lines: put all of it into quotes"
    yield _Mend(first, len(more) + 1, before + quoted(text), message)


def _begins(line: str) -> bool:
    """Whether a line has a key of the format, or is an item of a list."""
    key = re.match(r"\s*(-\s|([a-z_]+)\s*:)", line)
    return bool(key and (key[2] is None or key[2] in KEYS))

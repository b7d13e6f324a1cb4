"""CSV and TSV, comma or semicolon, with quotes and line breaks in cells -> found."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.counting import count
from bot.importing.blocks import Block, Document, Found
from bot.importing.leftovers import glance
from bot.importing.readers.data import ALIASES, ANSWERS, SECTIONS, SURE_QUESTIONS
from bot.importing.readers.exports import key
from bot.importing.readers.markdown import cell
from bot.importing.wording import asks, cleaned, prose_columns

# Two letters or a word at the end (or beginning) of a column's name say its language.
_LANGUAGES = (
    "english en eng french fr fra german de deu spanish es spa italian it dutch nl pt pl sv da fi no cs ja zh ko"
)
_LANGUAGE = re.compile(rf"(?:^|[\W_])({'|'.join(_LANGUAGES.split())})[\W_]*$", re.IGNORECASE)
_ENGLISH = frozenset(("en", "eng", "english"))

# Columns are named in other languages too, and in help desks after what is wrong.
_ASKED = (*SURE_QUESTIONS, *"frage fragen pregunta domanda vraag problem issue".split())
_ANSWERED = (*ANSWERS, *"antwort antworten réponse respuesta risposta antwoord solution resolution".split())

# Exports of one line a row write a line's end as a backslash and "n"; in a path ("C:\new") it means itself.
_LINE_ENDS = re.compile(r"(?<![\w\\:`])\\n|\\n(?=\\n|\s|[-*•]\s|\d{1,2}[.)]\s|[A-Z]|$)|(?<=\\n)\\n")

_Row = tuple[int, int, list[str]]
"""First line, last line and cells of a row."""

# Of rows that are left out so many are told by their lines.
NAMED = 10

csv.field_size_limit(1_000_000)


@dataclass(frozen=True, slots=True)
class _Columns:
    question: int
    answer: int
    section: int | None = None
    aliases: tuple[int, ...] = ()
    others: tuple[str, ...] = ()
    headed: bool = True


def read(text: str, separator: str | None = None) -> Document:
    """A table of questions and answers."""
    document = Document()
    rows = _rows(text, separator or _separator(text))
    columns = _columns(rows)
    if columns is None:
        return document
    if columns.others:
        document.remarks.append(f"other languages stand in the columns {', '.join(columns.others)}; one is taken")
    document.remarks += _columns_told(rows, columns)
    body = rows[1:] if columns.headed else rows
    kept, languages = _in_one_language(rows[0][2], body) if columns.headed else (body, ())
    if languages:
        document.remarks.append(f"rows in other languages ({', '.join(languages)}) are left out")
    unasked = []
    for start, end, row in kept:
        found = _found(row, columns, start, end)
        if found is not None:
            document.found.append(found)
        else:
            unasked.append(str(start))
    if unasked:
        document.remarks.append(
            f"left out {_rows_told(unasked)}: no question stands in {'it' if len(unasked) == 1 else 'them'}"
        )
    return document


def _columns_told(rows: Sequence[_Row], columns: _Columns) -> list[str]:
    """A remark on the columns that say something and became no part of an entry, or none."""
    head = rows[0][2]
    taken = {columns.question, columns.answer, columns.section, *columns.aliases}
    left = [place for place in prose_columns([row for _, _, row in rows]) if place not in taken]
    names = [head[place].strip() if columns.headed and place < len(head) else "" for place in left]
    told = [
        f'"{glance(name)}"' if name else f"column {place + 1}"
        for place, name in zip(left, names, strict=True)
        if name not in columns.others
    ]
    if not told:
        return []
    what = count(len(told), "column that is", "columns that are")
    return [f"left out {what} neither question nor answer: {', '.join(told)}"]


def _rows_told(lines: Sequence[str]) -> str:
    """How many rows, and the lines on which the first of them begin."""
    named = ", ".join(lines[:NAMED]) + (" …" if len(lines) > NAMED else "")
    return f"{count(len(lines), 'row')} (line{'s' if len(lines) > 1 else ''} {named})"


def _in_one_language(head: Sequence[str], rows: Sequence[_Row]) -> tuple[Sequence[_Row], tuple[str, ...]]:
    """The rows of one language, where a column names each row's, and the other languages."""
    place = next((place for place, name in enumerate(head) if key(name) in ("language", "lang", "locale")), None)
    if place is None:
        return rows, ()
    spoken = [row[place].strip().casefold() if place < len(row) else "" for _, _, row in rows]
    names = list(dict.fromkeys(filter(None, spoken)))
    if len(names) < 2:
        return rows, ()
    taken = next((name for name in names if name[:2] == "en"), max(names, key=spoken.count))
    kept = [row for row, name in zip(rows, spoken, strict=True) if name in (taken, "")]
    return kept, tuple(name for name in names if name != taken)


def _separator(text: str) -> str:
    """The sign between cells: one that leaves a head with names we know, then the one that cuts most evenly.

    A row that cuts a quotation in two was cut by the wrong sign.
    """

    def evenness(sign: str) -> tuple[bool, int, int]:
        """How well the text falls into columns at that sign: named columns, rows of the usual width, that width."""
        rows = _rows(text[:200_000], sign)[:200]
        head = rows[0][2] if rows else []
        named = bool(_named(head, _ASKED) and _named(head, _ANSWERED))
        widths = [len(row) for _, _, row in rows if not any(value.count('"') % 2 for value in row)]
        common = max(set(widths), key=widths.count) if widths else 0
        return (named, widths.count(common) if common > 1 else 0, common)

    return max(",;\t|", key=evenness)


def _rows(text: str, separator: str) -> list[_Row]:
    """First line, last line and cells of each row that has any."""
    reader = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=separator, skipinitialspace=True)
    rows, before = [], 0
    for row in reader:
        start, before = before + 1, reader.line_num
        if any(value.strip() for value in row):
            rows.append((start, before, row))
    return rows


def _columns(rows: Sequence[_Row]) -> _Columns | None:
    """Which columns hold what: by their names, else by what stands in them."""
    if not rows:
        return None
    head = rows[0][2]
    asked, answered = _named(head, _ASKED), _named(head, _ANSWERED)
    if asked and answered:
        question, answer = _english(asked, head), _english(answered, head)
        section = next(iter(_named(head, SECTIONS)), None)
        others = tuple(
            head[place].strip()
            for place in (*asked, *answered)
            if place not in (question, answer) and _language(head[place])
        )
        aliases = tuple(_named(head, ALIASES)) + tuple(p for p in asked if p != question and not _language(head[p]))
        return _Columns(question, answer, section, aliases, others)
    return _by_content(rows)


def _named(head: Sequence[str], names: Sequence[str]) -> list[int]:
    """Columns with one of those names, with or without a language or number, the best name first."""
    bare = [key(re.sub(r"\d+$", "", _LANGUAGE.sub("", name.strip("\ufeff ")))) for name in head]
    return [place for name in names for place, found in enumerate(bare) if found in (name, f"{name}text")]


def _language(name: str) -> str:
    found = _LANGUAGE.search(name.strip())
    return found[1].casefold() if found else ""


def _english(places: Sequence[int], head: Sequence[str]) -> int:
    """The English column, or the first."""
    return next((place for place in places if _language(head[place]) in _ENGLISH), places[0])


def _by_content(rows: Sequence[_Row]) -> _Columns | None:
    """The column that asks, and the wordiest column after it (or before it)."""
    body = [row for _, _, row in rows]
    width = max(map(len, body))
    asking = [sum(asks(cleaned(row[place])) for row in body if place < len(row)) for place in range(width)]
    question = max(range(width), key=asking.__getitem__)
    if width < 2 or asking[question] * 2 < len(body):
        return None
    words = [sum(len(row[place]) for row in body if place < len(row)) for place in range(width)]
    others = [place for place in range(width) if place != question and asking[place] * 2 < len(body)]
    if not others:
        return None
    answer = max(others, key=lambda place: (place > question, words[place]))
    headed = not asks(cleaned(body[0][question] if question < len(body[0]) else ""))
    return _Columns(question, answer, headed=headed)


def _found(row: Sequence[str], columns: _Columns, start: int, end: int) -> Found | None:
    """The question of one row."""

    def at(place: int | None) -> str:
        """The words of a cell; empty where the row is shorter, or there is no such column."""
        return row[place].strip() if place is not None and place < len(row) else ""

    words = cleaned(at(columns.question))
    if not words:
        return None
    body: list[Block] = cell(_LINE_ENDS.sub("\n", at(columns.answer)))
    aliases = tuple(dict.fromkeys(filter(None, (cleaned(at(place)) for place in columns.aliases))))
    return Found(words, tuple(body), aliases, at(columns.section) or None, start, end, asks(words))

"""Where an answer comes from, in one line, and the labels by which sources are told apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.knowledge.model import Entry, Source
from bot.render.budget import BUTTON, CONTEXT, cut, size
from bot.render.elements import context, context_mrkdwn
from bot.render.escape import mrkdwn, one_line
from bot.render.message import Block

TITLE = 300
PART = 200


def source_line(entry: Entry) -> str:
    """Title, publisher, date, place in the file, and what the passage itself cites."""
    source = entry.source
    return " · ".join([cut(one_line(source.title), TITLE), *_particulars(entry)])


def source_block(entry: Entry) -> Block:
    """The line as small print; the title is a link if the pack has an address."""
    url = (entry.source.url or "").replace("&", "&amp;")
    if not url or size(url) > CONTEXT // 2:
        return context(f"📖 {source_line(entry)}")
    title = cut(one_line(entry.source.title), TITLE, dress=mrkdwn) or "the source"
    parts = [f"📖 <{url}|{title}>", *(cut(part, PART, dress=mrkdwn) for part in _particulars(entry))]
    return context_mrkdwn(" · ".join(parts))


def source_labels(shown: Entry, others: Iterable[Entry]) -> list[str]:
    """A short name for each of `others`: its publisher or title, or its question where these say nothing new."""
    taken = {_name(shown.source)}
    labels = []
    for other in others:
        label = _name(other.source)
        if label in taken:
            label = cut(one_line(other.question), BUTTON)
        taken.add(label)
        labels.append(label)
    return labels


def question_labels(entries: Sequence[Entry], limit: int) -> list[str]:
    """The question of each entry, within `limit` units; questions that read the same name their source as well."""
    plain = [cut(one_line(entry.question), limit) for entry in entries]
    return [
        label if plain.count(label) == 1 else _with_source(entry, limit)
        for entry, label in zip(entries, plain, strict=True)
    ]


def _with_source(entry: Entry, limit: int) -> str:
    """The question and its source, each cut to half of the room at most."""
    source = f" ({cut(_name(entry.source), limit // 2 - 3)})"
    return cut(one_line(entry.question), limit - size(source)) + source


def _name(source: Source) -> str:
    return cut(one_line(source.publisher or source.title), BUTTON)


def _lines(entry: Entry) -> str:
    """The place in the file: "line 56" or "lines 108-110"."""
    first, _, last = (entry.lines or "").partition("-")
    return f"lines {first}-{last}" if last and last != first else first and f"line {first}"


def _particulars(entry: Entry) -> list[str]:
    """Everything after the title; a publisher or date that the title names is not said twice."""
    source = entry.source
    where = [part for part in (source.file, _lines(entry)) if part]
    parts = [
        source.publisher if source.publisher and source.publisher not in source.title else None,
        source.dated if source.dated and source.dated not in source.title else None,
        ", ".join(where),
        source.cites and f"cites {source.cites}",
    ]
    return [cut(one_line(part), PART) for part in parts if part]

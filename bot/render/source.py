"""Where an answer comes from, as small print, and the labels by which sources are told apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.knowledge.model import Entry, Source
from bot.render.attribution import PART, TITLE, particulars, source_line
from bot.render.budget import BUTTON, CONTEXT, cut, size
from bot.render.elements import context, context_mrkdwn
from bot.render.escape import one_line, worded
from bot.render.message import Block


def source_block(entry: Entry, *, detailed: bool = False) -> Block:
    """The line as small print; the title is a link if the pack has an address. `detailed`: also file and lines."""
    url = (entry.address or "").replace("&", "&amp;")
    if not url or size(url) > CONTEXT // 2:
        return context(f"📖 {source_line(entry, detailed=detailed)}")
    title = cut(one_line(entry.source.title), TITLE, dress=worded) or "the source"
    parts = [f"📖 <{url}|{title}>", *(cut(part, PART, dress=worded) for part in particulars(entry, detailed=detailed))]
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
    plain = [cut(one_line(entry.label), limit) for entry in entries]
    return [
        label if plain.count(label) == 1 else _with_source(entry, limit)
        for entry, label in zip(entries, plain, strict=True)
    ]


def _with_source(entry: Entry, limit: int) -> str:
    """The question and its source, each cut to half of the room at most."""
    source = f" ({cut(_name(entry.source), limit // 2 - 3)})"
    return cut(one_line(entry.label), limit - size(source)) + source


def _name(source: Source) -> str:
    return cut(one_line(source.publisher or source.title), BUTTON)

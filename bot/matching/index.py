"""The index: how strongly each term points to each entry, and what each wording is made of.

Built once from the knowledge, then only read; safe to share between threads.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.knowledge.model import Entry, Knowledge
from bot.matching.lexicon import Lexicon
from bot.matching.normalize import NUMBERS, ORDINALS, normalise
from bot.matching.numbers import EntryCounts, entry_counts
from bot.matching.spelling import English, Speller

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

# How much a term says of an entry by where it stands; a wording counts by the share of
# wordings that have it (its square root, so that one alias in nine still counts a third).
ITEM, BODY = 0.5, 0.3

# A near word counts this much of the word itself.
NEAR = 0.5

# What a word that no entry has weighs, in the units of `rarity`, at the most.
UNKNOWN = 5.0


@dataclass(frozen=True, slots=True)
class IndexedEntry:
    """One entry as the scoring sees it. `strengths` maps term -> 0 to 1."""

    entry: Entry
    strengths: Mapping[str, float]
    counts: EntryCounts
    first_wording: int
    headings: tuple[frozenset[str], ...]
    siblings: tuple[frozenset[str], ...]


class Wording(NamedTuple):
    """One question or alias: as written, normalised, its terms, and what these weigh together."""

    text: str
    words: str
    terms: frozenset[str]
    weight: float


@dataclass(frozen=True, slots=True)
class Postings:
    """For each term the places that have it and how strongly, as one pair of arrays."""

    spans: Mapping[str, tuple[int, int]]
    places: Ints
    strengths: Floats

    def of(self, term: str) -> tuple[Ints, Floats] | None:
        """The places and strengths of a term, or None for a term no place has."""
        span = self.spans.get(term)
        return (self.places[span[0] : span[1]], self.strengths[span[0] : span[1]]) if span else None


class Index:
    """Everything that is known before a question is asked."""

    def __init__(self, knowledge: Knowledge, lexicon: Lexicon, english: English) -> None:
        self.lexicon = lexicon
        self.english = english
        vocabulary = Counter(dict.fromkeys((*lexicon.words, *NUMBERS, *ORDINALS), 0))
        self.entries: list[IndexedEntry] = []
        self.wordings: list[Wording] = []
        owners: list[int] = []
        bags: list[tuple[Entry, list[list[str]], dict[str, float]]] = []
        for entry in knowledge.entries:
            wordings = [normalise(wording).split() for wording in entry.wordings]
            body, words = self._body(entry)
            vocabulary.update(words)
            for spelled in wordings:
                vocabulary.update(spelled)
            bags.append((entry, wordings, body))
        in_entries: Counter[str] = Counter()
        for position, (entry, split_wordings, body) in enumerate(bags):
            concepts = [self.lexicon.concepts(spelled) for spelled in split_wordings]
            strengths = self._strengths(concepts, body)
            in_entries.update(strengths.keys())
            parent = knowledge.parent_of(entry)
            counts = entry_counts(entry, parent)
            headings = self._headings(entry)
            asked = set(concepts[0])
            siblings = tuple(h for h in self._headings(parent) if not h <= asked) if parent else ()
            self.entries.append(IndexedEntry(entry, strengths, counts, len(self.wordings), headings, siblings))
            for text, spelled, terms in zip(entry.wordings, split_wordings, concepts, strict=True):
                self.wordings.append(Wording(text, " ".join(spelled), frozenset(terms), 0.0))
                owners.append(position)
        self._rarity = {term: _rarity(count, len(bags)) for term, count in in_entries.items()}
        self.wordings = [w._replace(weight=sum(map(self.rarity, sorted(w.terms)))) for w in self.wordings]
        norms = [math.sqrt(sum(self.rarity(t) ** 2 for t in w.terms)) or 1.0 for w in self.wordings]
        self.owners: Ints = np.array(owners, dtype=np.int32)
        self.starts: Ints = np.array([e.first_wording for e in self.entries], dtype=np.int32)
        self.by_entry = _postings((e.strengths.items() for e in self.entries), self._neighbours)
        self.by_wording = _postings(
            (
                ((term, self.rarity(term) / norm) for term in sorted(wording.terms))
                for wording, norm in zip(self.wordings, norms, strict=True)
            ),
            self._neighbours,
        )
        self.speller = Speller(vocabulary, english)

    def rarity(self, term: str) -> float:
        """What a term says: its inverse document frequency over the entries, about 0 to 7."""
        known = self._rarity.get(term)
        if known is not None:
            return known
        if term.isdecimal():
            return 1.0
        # A fragment of two or three letters is noise more often than news.
        return UNKNOWN * self.english.rarity(term) * min(1.0, (len(term) - 1) / 3)

    def knows(self, term: str) -> bool:
        """Whether any entry has the term."""
        return term in self._rarity

    def _headings(self, entry: Entry) -> tuple[frozenset[str], ...]:
        """What tells each item of a list from the others, as terms."""
        return tuple(h for item in entry.answer.items for h in [self._heading(item.text)] if h)

    def _heading(self, text: str) -> frozenset[str]:
        return frozenset(self.lexicon.concepts(normalise(text).split())) - {self.lexicon.customer}

    def _body(self, entry: Entry) -> tuple[dict[str, float], set[str]]:
        """Terms of the answer with their strengths, and its plain words."""
        answer = entry.answer
        headings = " . ".join(item.text for item in answer.items)
        rest = " . ".join(
            [*(item.detail or "" for item in answer.items), answer.intro or "", answer.text or "", answer.outro or ""]
        )
        named = " . ".join([*entry.notes, *entry.topics, entry.source.publisher or "", entry.source.cites or ""])
        body: dict[str, float] = {}
        words: set[str] = set()
        for text, strength in ((named, BODY / 2), (rest, BODY), (headings, ITEM)):
            split = normalise(text).split()
            words.update(split)
            body.update(dict.fromkeys(self.lexicon.concepts(split), strength))
        return body, words

    def _strengths(self, wordings: Sequence[Sequence[str]], body: Mapping[str, float]) -> dict[str, float]:
        """How strongly each term points to the entry: its best field."""
        having = Counter(term for terms in wordings for term in set(terms))
        strengths = dict(body)
        for term, count in having.items():
            strengths[term] = max(strengths.get(term, 0.0), math.sqrt(count / len(wordings)))
        for term in wordings[0]:  # the question itself
            strengths[term] = max(strengths[term], 0.8)
        return strengths

    def _neighbours(self, term: str) -> Iterable[str]:
        return self.lexicon.near(term)


def _rarity(count: int, entries: int) -> float:
    """Inverse document frequency as BM25 has it, always positive (Robertson/Lucene)."""
    return math.log(1 + (entries - count + 0.5) / (count + 0.5))


def _postings(rows: Iterable[Iterable[tuple[str, float]]], neighbours: object) -> Postings:
    """Turn rows of (term, strength) into postings; near terms share at a discount."""
    columns: dict[str, dict[int, float]] = {}
    for place, row in enumerate(rows):
        for term, strength in row:
            columns.setdefault(term, {})[place] = strength
    joined: dict[str, dict[int, float]] = {}
    for term, column in columns.items():
        for other in neighbours(term):  # type: ignore[operator]
            target = joined.setdefault(other, dict(columns.get(other, {})))
            for place, strength in column.items():
                target[place] = max(target.get(place, 0.0), NEAR * strength)
    columns.update(joined)
    spans: dict[str, tuple[int, int]] = {}
    places: list[int] = []
    strengths: list[float] = []
    for term, column in columns.items():
        start = len(places)
        ordered = sorted(column.items())
        places += [place for place, _ in ordered]
        strengths += [strength for _, strength in ordered]
        spans[term] = (start, len(places))
    return Postings(spans, np.array(places, dtype=np.int32), np.array(strengths, dtype=np.float32))

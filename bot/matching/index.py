"""The index: what each entry and each wording is made of, laid out for fast look-up.

Built once from the knowledge, then only read; safe to share between threads.
"""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.knowledge.model import Entry, Knowledge
from bot.knowledge.passages import plain_answer, plain_words
from bot.matching import exact, postings
from bot.matching.contrasts import contrasts
from bot.matching.curation import curation
from bot.matching.facts import EntryFacts, entry_facts
from bot.matching.figures import ORDINALS
from bot.matching.lexicon import Lexicon
from bot.matching.normalize import NUMBERS, normalise, without_signs
from bot.matching.numbers import EntryCounts, counts_in, entry_counts
from bot.matching.postings import Floats, Ints, Postings
from bot.matching.spelling import English, Speller

# How much a term says of an entry by where it stands: in the question, in a list item, in the
# rest of the answer, in notes and names. Among the wordings its share counts (the square
# root of it, so that one alias in nine still counts a third).
QUESTION, ITEM, BODY, NAMED = 0.8, 0.5, 0.3, 0.15

# In packs without an alias the words of the answer have to say more.
BARE_ITEM, BARE_BODY = 0.6, 0.5

# A near word counts this much of the word itself.
NEAR = 0.5

# What a word that no entry has weighs at the most, in the units of `rarity`.
UNKNOWN = 5.0

# A number is compared as a count; as a word it says little ("ten minutes", "room 12").
BARE_NUMBER = 1.0

# Up to this many entries the packs alone do not tell which words are rare; general English
# counts as this many entries more.
FEW_ENTRIES, ENGLISH_COUNTS = 50, 10


class Index:
    """Everything that is known before a question is asked.

    `wordings` holds every question and alias in normalised words, entry by entry; entry number e
    has those from `first_wording[e]` on, the question first. Terms are numbered (`number_of`).
    `curation` is 0 for packs without an alias and 1 for curated ones (`bot.matching.curation`).
    """

    def __init__(self, knowledge: Knowledge, lexicon: Lexicon, english: English) -> None:
        self.lexicon = lexicon
        self.english = english
        self.entries: tuple[Entry, ...] = knowledge.entries
        self.wordings: list[str] = []
        self.counts: list[EntryCounts] = []
        self.facts: dict[int, EntryFacts] = {}  # of the entries that have any
        self.curation = curation(knowledge)
        reader = _Reader(lexicon, self.curation)
        first = [0]
        known: dict[EntryCounts, EntryCounts] = {}  # most entries have no counts: one value serves them all
        for entry in knowledge.entries:
            words = [normalise(wording) for wording in entry.wordings]
            split = [text.split() for text in words]
            reader.add(entry, split)
            if facts := entry_facts(split, lexicon):
                self.facts[len(first) - 1] = facts
            counts = entry_counts(entry, words, knowledge.parent_of(entry))
            self.counts.append(known.setdefault(counts, counts))
            self.wordings += words
            first.append(len(self.wordings))
        self.contrasts = contrasts(
            [[word for word in self.wordings[place].split() if word not in (".", "?")] for place in first[:-1]],
            lexicon,
            lambda one, other: knowledge.are_twins(self.entries[one], self.entries[other]),
        )
        self.telling = frozenset((*self.facts, *self.contrasts))
        self.exact = exact.build((w for entry in self.entries for w in entry.wordings), self.wordings)
        # What the questions themselves name; an alias may call seven principles "the 7 rules".
        self.known_counts = frozenset(
            count for place in first[:-1] for count in counts_in(self.wordings[place].split())
        )
        self._numbers: Mapping[str, int] = reader.numbers
        self.first_wording = first
        self.entry_starts: Ints = np.array(first[:-1], dtype=np.int32)
        self.entry_ends: Ints = np.array(first[1:], dtype=np.int32)
        self.most_wordings = int(np.diff(first).max(initial=1))
        self.by_entry = reader.by_entry()
        self._keys = self.by_entry.keys()
        # Every term has a place, so no span is empty.
        self.highest: list[float] = np.maximum.reduceat(self.by_entry.strengths, self.by_entry.starts[:-1]).tolist()
        self._rarity = self._rarities(reader, len(knowledge.entries))
        neighbours = self._neighbours()
        self.reached_by_entry = postings.with_neighbours(self.by_entry, neighbours, NEAR)
        self._wording_terms, self._wording_starts = reader.wording_terms()
        self.wording_weight: list[float] = self._per_wording(np.array(self._rarity, dtype=np.float32)).tolist()
        self.by_wording = postings.with_neighbours(self._likeness(), neighbours, NEAR)
        self._headings = [tuple(map(self._numbered, headings)) for headings in reader.headings]
        self._places = {entry.id: place for place, entry in enumerate(self.entries)}
        self._parents = {
            place: self._places[parent.id]
            for place, entry in enumerate(self.entries)
            if (parent := knowledge.parent_of(entry)) is not None
        }
        self.speller = Speller(reader.vocabulary, english)

    def number_of(self, term: str) -> int | None:
        """The number of a term, or None for one that no entry has."""
        return self._numbers.get(term)

    def rarity(self, term: str, typed: str) -> float:
        """What a term says, about 0 to 7: its inverse document frequency over the entries.

        A term that no entry has is weighed by how rare the word `typed` is in general English.
        """
        number = self._numbers.get(term)
        known = UNKNOWN if number is None else self._rarity[number]
        if term[0].isdecimal():
            return min(known, BARE_NUMBER)
        if number is not None:
            return known
        # A fragment of two or three letters is noise more often than news.
        return UNKNOWN * self.english.rarity(typed) * min(1.0, (len(typed) - 1) / 3)

    def exact_wordings(self, typed: str, normalised: str) -> dict[int, int]:
        """The entries of which `typed` is a wording, word for word: place -> the number of that wording."""
        found = exact.find(typed, normalised, self.exact, self.lexicon.chatter, self._keys_of)
        places = [int(self.entry_starts.searchsorted(number, side="right")) - 1 for number in found]
        return dict(zip(reversed(places), reversed(found), strict=True))

    def _keys_of(self, wording: int) -> list[str]:
        """What one wording is found by when it is typed as it stands."""
        place = int(self.entry_starts.searchsorted(wording, side="right")) - 1
        return exact.keys(self.entries[place].wordings[wording - self.first_wording[place]], self.wordings[wording])

    def counts_of(self, entry: Entry) -> EntryCounts:
        """The counts of one entry."""
        return self.counts[self._places[entry.id]]

    def strength(self, term: str, place: int) -> float:
        """How strongly a term points to one entry: 0 to 1."""
        number = self._numbers.get(term)
        return 0.0 if number is None else self.strengths([number], [place])[0][0]

    def strengths(self, terms: Sequence[int], places: Sequence[int]) -> list[list[float]]:
        """How strongly each numbered term (rows) points to each entry (columns): 0 to 1."""
        return self.by_entry.at(terms, places, self._keys)

    def nearest(self, likeness: Floats, places: NDArray[np.intp]) -> Floats:
        """The likeness of the nearest wording of each entry at `places`; `likeness` has one for every wording."""
        last = self.entry_ends[places] - 1
        wordings = np.minimum(self.entry_starts[places][:, None] + np.arange(self.most_wordings), last[:, None])
        highest: Floats = likeness[wordings].max(axis=1, initial=0)
        return highest

    def wording_terms(self, wording: int) -> frozenset[int]:
        """The numbers of the terms that one wording is made of."""
        span = slice(self._wording_starts[wording], self._wording_starts[wording + 1])
        return frozenset(self._wording_terms[span].tolist())

    def headings(self, place: int) -> tuple[frozenset[int], ...]:
        """What tells each list item of an entry from the others, as term numbers."""
        return self._headings[place]

    def sibling_headings(self, place: int) -> tuple[frozenset[int], ...]:
        """The other items of the list that an entry is part of."""
        parent = self._parents.get(place)
        if parent is None:
            return ()
        asked = self.wording_terms(self.first_wording[place])
        return tuple(heading for heading in self._headings[parent] if not heading <= asked)

    def _numbered(self, terms: Iterable[str]) -> frozenset[int]:
        return frozenset(self._numbers[term] for term in terms)

    def _rarities(self, reader: _Reader, entries: int) -> list[float]:
        """Inverse document frequency as BM25 has it, always positive (Robertson/Lucene)."""
        having = np.diff(self.by_entry.starts)
        rarity: list[float] = np.log(1 + (entries - having + 0.5) / (having + 0.5)).tolist()
        if entries > FEW_ENTRIES:
            return rarity
        share = ENGLISH_COUNTS / (entries + ENGLISH_COUNTS)
        general = [UNKNOWN * self.english.rarity(word) for word in reader.typed]
        return [(1 - share) * own + share * other for own, other in zip(rarity, general, strict=True)]

    def _neighbours(self) -> dict[int, list[int]]:
        """Numbers of the terms near each term that has any."""
        near: dict[int, list[int]] = {}
        for term, number in self._numbers.items():
            known = (self._numbers.get(other) for other in sorted(self.lexicon.near(term)))
            if found := [other for other in known if other is not None]:
                near[number] = found
        return near

    def _per_wording(self, values: Floats) -> Floats:
        """The sum over each wording's terms of a value that each term has."""
        sums = np.concatenate([[0.0], np.cumsum(values[self._wording_terms], dtype=np.float64)])
        totals: Floats = np.diff(sums[self._wording_starts]).astype(np.float32)
        return totals

    def _likeness(self) -> Postings:
        """What each term adds to the cosine between a question and each wording."""
        rarity = np.array(self._rarity, dtype=np.float32)
        norms = np.sqrt(self._per_wording(rarity * rarity))
        norms[norms == 0] = 1
        rows = np.repeat(np.arange(len(norms), dtype=np.int32), np.diff(self._wording_starts))
        strengths = rarity[self._wording_terms] / norms[rows]
        return postings.build(rows, self._wording_terms, strengths.astype(np.float32), len(rarity))


class _Reader:
    """Reads entries into numbered terms, flat arrays growing entry by entry."""

    def __init__(self, lexicon: Lexicon, curation: float) -> None:
        self.lexicon = lexicon
        self.item = BARE_ITEM + curation * (ITEM - BARE_ITEM)
        self.body = BARE_BODY + curation * (BODY - BARE_BODY)
        self.numbers: dict[str, int] = {}
        self.typed: list[str] = []
        self.vocabulary = Counter(dict.fromkeys((*lexicon.words, *NUMBERS, *ORDINALS), 0))
        self.headings: list[list[frozenset[str]]] = []
        self._rows, self._columns, self._strengths = array("i"), array("i"), array("f")
        self._wording_terms, self._wording_starts = array("i"), array("q", [0])

    def add(self, entry: Entry, wordings: Sequence[Sequence[str]]) -> None:
        """Read one entry; `wordings` are its normalised wordings as words, the question first."""
        strengths, headings = self._body(entry)
        having: Counter[str] = Counter()
        for place, words in enumerate(wordings):
            self.vocabulary.update(words)
            terms = self._terms(words)
            having.update(terms)
            if not place:
                strengths.update({term: max(QUESTION, strengths.get(term, 0.0)) for term in terms})
            self._wording_terms.extend(map(self.numbers.__getitem__, terms))
            self._wording_starts.append(len(self._wording_terms))
        for term, count in having.items():
            strengths[term] = max(strengths.get(term, 0.0), math.sqrt(count / len(wordings)))
        self._rows.extend([len(self.headings)] * len(strengths))
        self._columns.extend(self.numbers[term] for term in strengths)
        self._strengths.extend(strengths.values())
        self.headings.append(headings)

    def _body(self, entry: Entry) -> tuple[dict[str, float], list[frozenset[str]]]:
        """Terms of the answer with their strengths, and the terms of each list item."""
        answer, source = plain_answer(entry.answer), entry.source
        notes = [plain_words(note, entry.answer.format) for note in entry.notes]
        under = [words for item in answer.items for words in tuple(item.pieces())[1:]]
        named = [*notes, *entry.topics, _words_of(entry.name), entry.section, source.publisher, source.cites]
        rest = [*under, answer.intro, answer.text, answer.outro]
        strengths: dict[str, float] = {}
        for texts, strength in ((named, NAMED), (rest, self.body)):
            words = without_signs(normalise(" . ".join(filter(None, texts))).split())
            self.vocabulary.update(words)
            strengths.update(dict.fromkeys(self._terms(words), strength))
        headings = []
        for item in answer.items:
            words = without_signs(normalise(item.text).split())
            self.vocabulary.update(words)
            terms = self._terms(words)
            strengths.update(dict.fromkeys(terms, self.item))
            if heading := frozenset(terms) - {self.lexicon.customer}:
                headings.append(heading)
        return strengths, headings

    def _terms(self, words: Sequence[str]) -> list[str]:
        """The terms of some words, each once and numbered from now on."""
        terms: dict[str, None] = {}
        for term, place in self.lexicon.placed(words):
            terms[term] = None
            if term not in self.numbers:
                self.numbers[term] = len(self.numbers)
                self.typed.append(words[place])
        return list(terms)

    def by_entry(self) -> Postings:
        """The postings of all entries read."""
        rows, columns = np.array(self._rows, dtype=np.int32), np.array(self._columns, dtype=np.int32)
        return postings.build(rows, columns, np.array(self._strengths, dtype=np.float32), len(self.numbers))

    def wording_terms(self) -> tuple[Ints, NDArray[np.int64]]:
        """Term numbers of all wordings, and where each wording's begin."""
        return np.array(self._wording_terms, dtype=np.int32), np.array(self._wording_starts, dtype=np.int64)


def _words_of(name: str) -> str:
    """The words of an entry's id, without those that only number it: "opening-hours-2" -> "opening hours"."""
    return " ".join(word for word in re.split(r"[^a-z]+", name.lower()) if len(word) > 2)

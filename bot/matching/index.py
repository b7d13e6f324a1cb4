"""The index: what each entry and each wording is made of, laid out for fast look-up.

Built once from the knowledge, then only read; safe to share between threads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bot.knowledge.model import Entry, Knowledge
from bot.matching import exact, postings
from bot.matching.contrasts import contrasts
from bot.matching.curation import curation
from bot.matching.entry_reader import EntryReader
from bot.matching.facts import EntryFacts
from bot.matching.frames import Frames, Questions
from bot.matching.lexicon import Lexicon
from bot.matching.lines import Lines
from bot.matching.numbers import EntryCounts, counts_in
from bot.matching.postings import Floats, Ints
from bot.matching.spelling import English, Speller
from bot.matching.wording_terms import Numbers, ranges

# A near word counts this much of the word itself.
NEAR = 0.5

# What a word that no entry has weighs at the most, in the units of `rarity`.
UNKNOWN = 5.0

# A number is compared as a count; as a word it says little ("ten minutes", "room 12").
BARE_NUMBER = 1.0

# Up to this many entries the packs alone do not tell which words are rare; general English
# counts as this many entries more.
FEW_ENTRIES, ENGLISH_COUNTS = 50, 10

# What an index makes when it is first wanted, and does not keep.
FOUND_AGAIN = ("questions", "frames", "lines")

# Terms of a part, each once: its number, and what it weighs there.
Weighed = Iterable[tuple[int, float]]


class Index:
    """Everything that is known before a question is asked.

    `wordings` holds every question and alias in normalised words; entry number e has those from
    `first_wording[e]` to `end_wording[e]`, the question first. Terms are numbered (`number_of`).
    `curation` is 0 for packs without an alias and 1 for curated ones (`bot.matching.curation`).
    """

    def __init__(self, knowledge: Knowledge, lexicon: Lexicon, english: English) -> None:
        self.lexicon = lexicon
        self.english = english
        self.entries: tuple[Entry, ...] = knowledge.entries
        self.curation = curation(knowledge)
        reader = EntryReader(lexicon, self.curation)
        for entry in self.entries:
            reader.add(entry, knowledge.parent_of(entry))
        self.wordings = reader.wordings
        self.counts = reader.counts
        self.facts: Mapping[int, EntryFacts] = reader.facts
        self._headings = reader.headings
        self._places_by_order(reader.first)
        self.contrasts = contrasts(
            self.questions, lexicon, lambda one, other: knowledge.are_twins(self.entries[one], self.entries[other])
        )
        self.exact: exact.Wordings = exact.build((w for entry in self.entries for w in entry.wordings), self.wordings)
        # What the questions themselves name; an alias may call seven principles "the 7 rules".
        self.known_counts = frozenset(count for words in self.questions for count in counts_in(words))
        self._numbers: Mapping[str, int] = reader.numbers
        self.by_entry = reader.by_entry()
        self._keys = self.by_entry.keys()
        # Every term has a place, so no span is empty.
        self.highest: list[float] = np.maximum.reduceat(self.by_entry.strengths, self.by_entry.starts[:-1]).tolist()
        self._rarity = self._rarities(reader.typed)
        self._neighbours = self._near_terms()
        self.reached_by_entry = postings.with_neighbours(self.by_entry, self._neighbours, NEAR)
        self.made_of = reader.wording_terms()
        rarity = np.array(self._rarity, dtype=np.float32)
        self._wording_weights, self._lengths = self.made_of.sums(rarity), self.made_of.lengths(rarity)
        self._places: Mapping[str, int] = {entry.id: place for place, entry in enumerate(self.entries)}
        self._parents = {
            place: self._places[parent.id]
            for place, entry in enumerate(self.entries)
            if (parent := knowledge.parent_of(entry)) is not None
        }
        self.speller = Speller(reader.vocabulary, english)

    def __getstate__(self) -> dict[str, object]:
        """Without what is found again."""
        return {name: value for name, value in self.__dict__.items() if name not in FOUND_AGAIN}

    @cached_property
    def questions(self) -> Sequence[Sequence[str]]:
        """The questions of all entries as normalised words without marks."""
        return Questions(self.wordings, self.first_wording)

    @cached_property
    def frames(self) -> Frames:
        """The questions by how they begin and end, for whoever looks for contrasts of new ones."""
        return Frames(self.questions)

    @cached_property
    def lines(self) -> Lines:
        """The wordings by what they hold."""
        return Lines(self.wordings)

    def asking(self, text: str) -> Iterator[int]:
        """The places of the entries whose question has just these normalised words, the last of which may go on."""
        for number in self.lines.holding(text):
            place = self.entry_of(number)
            if self.first_wording[place] == number:
                yield place

    def begun(self, text: str) -> Iterator[int]:
        """The places of the entries of which some wording begins with these normalised words, ascending."""
        return map(self.entry_of, self.lines.beginning(text))

    def number_of(self, term: str) -> int | None:
        """The number of a term, or None for one that no entry has."""
        return self._numbers.get(term)

    def rarity(self, term: str, typed: str) -> float:
        """What a term says, about 0 to 7: its inverse document frequency over the entries.

        A term that no entry has is weighed by how rare the word `typed` is in general English.
        """
        number = self.number_of(term)
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
        # Of several wordings of one entry its first is meant.
        return dict(sorted(((self.entry_of(number), number) for number in found), reverse=True))

    def entry_of(self, wording: int) -> int:
        """The place of the entry that has a wording."""
        return int(self.entry_starts.searchsorted(wording, side="right")) - 1

    def _keys_of(self, wording: int) -> list[str]:
        """What one wording is found by when it is typed as it stands."""
        place = self.entry_of(wording)
        return exact.keys(self.entries[place].wordings[wording - self.first_wording[place]], self.wordings[wording])

    def counts_of(self, entry: Entry) -> EntryCounts:
        """The counts of one entry."""
        return self.counts[self._places[entry.id]]

    def strength(self, term: str, place: int) -> float:
        """How strongly a term points to one entry: 0 to 1."""
        number = self.number_of(term)
        return 0.0 if number is None else self.strengths([number], [place])[0][0]

    def strengths(self, terms: Sequence[int], places: Sequence[int]) -> list[list[float]]:
        """How strongly each numbered term (rows) points to each entry (columns): 0 to 1."""
        return self.by_entry.at(terms, places, self._keys)

    def pooled(self, terms: Weighed) -> Floats:
        """What every entry has of some terms, or of words near them: the sum of strength times weight."""
        total = np.zeros(len(self.entries), dtype=np.float32)
        for number, weight in terms:
            places, strengths = self.reached_by_entry.of(number)
            total[places] += strengths * np.float32(weight)
        return total

    def likeness(self, terms: Weighed, wordings: Numbers) -> Floats:
        """How like some wordings are to some terms: the cosine, times the length of their weights as a vector."""
        said, grouped = np.zeros(len(self._rarity)), []
        for number, weight in terms:
            if near := self._neighbours.get(number):
                values = [(self._rarity[number], number), *((NEAR * self._rarity[other], other) for other in near)]
                grouped.append([(weight * value, term) for value, term in sorted(values)])
            else:
                said[number] = weight * self._rarity[number]
        marks = said > 0
        marks[[term for group in grouped for _, term in group]] = True
        rows, having = self.found(marks, wordings)
        total = np.bincount(rows, said[having], len(wordings)).astype(np.float64)
        for group in grouped:
            # Of several words near each other in one wording that counts which says most: it is written last.
            most = np.zeros(len(total))
            for value, term in group:
                most[rows[having == term]] = value
            total += most
        return (total / self._lengths[wordings]).astype(np.float32)

    def found(self, marks: NDArray[np.bool_], wordings: Numbers) -> tuple[Numbers, Ints]:
        """Where some wordings have a term that is marked by its number: rows of `wordings`, and a term beside each."""
        return self.made_of.found(marks, wordings)

    def sharing(self, terms: Iterable[int]) -> Ints:
        """How many of some numbered terms each wording has."""
        marks = np.zeros(len(self._rarity), dtype=np.bool_)
        marks[list(terms)] = True
        rows, _ = self.found(marks, np.arange(len(self.wordings)))
        return np.bincount(rows, minlength=len(self.wordings)).astype(np.int32)

    def wordings_of(self, places: Sequence[int] | Numbers) -> tuple[Numbers, Numbers]:
        """The numbers of the wordings of some entries, one entry behind the other, and where each entry's end."""
        return ranges(self.entry_starts[places], self.entry_ends[places])

    def weight_of(self, wording: int) -> float:
        """What all terms of one wording say together."""
        return float(self._wording_weights[wording])

    def wording_terms(self, wording: int) -> frozenset[int]:
        """The numbers of the terms that one wording is made of."""
        return self.made_of.of(wording)

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

    def _places_by_order(self, first: list[int]) -> None:
        """Lay the wordings of all entries one behind the other."""
        self.first_wording, self.end_wording = first[:-1], first[1:]
        self.entry_starts: Ints = np.array(self.first_wording, dtype=np.int32)
        self.entry_ends: Ints = np.array(self.end_wording, dtype=np.int32)

    def _rarities(self, typed: Sequence[str]) -> list[float]:
        """What each term says; among few entries also by the word that was `typed` for it."""
        entries = len(self.entries)
        rarity = inverse_frequency(np.diff(self.by_entry.starts), entries)
        if entries > FEW_ENTRIES:
            return rarity
        share = ENGLISH_COUNTS / (entries + ENGLISH_COUNTS)
        general = [UNKNOWN * self.english.rarity(word) for word in typed]
        return [(1 - share) * own + share * other for own, other in zip(rarity, general, strict=True)]

    def _near_terms(self) -> dict[int, list[int]]:
        """Numbers of the terms near each term that has any."""
        near: dict[int, list[int]] = {}
        for term, number in self._numbers.items():
            known = (self._numbers.get(other) for other in sorted(self.lexicon.near(term)))
            if found := [other for other in known if other is not None]:
                near[number] = found
        return near


def inverse_frequency(having: NDArray[np.int64], entries: int) -> list[float]:
    """Inverse document frequency as BM25 has it, always positive (Robertson/Lucene)."""
    rarity: list[float] = np.log(1 + (entries - having + 0.5) / (having + 0.5)).tolist()
    return rarity

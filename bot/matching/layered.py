"""The index of large packs with what stands beside them: a few entries and wordings more, without building it anew.

It decides as an index of everything together does, to the last digit; a property test holds the two against each
other. What the packs' own index holds is shared and never copied, unless it depends on all entries: how rare a term is,
and with it what a wording says. Those are some megabytes. One thing is the packs' own, their `curation`: see below.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from heapq import merge

import numpy as np
from numpy.typing import NDArray

from bot.knowledge.model import Entry, Knowledge
from bot.knowledge.over import Over
from bot.matching import exact, postings
from bot.matching.contrasts import contrasts_beside
from bot.matching.entry_reader import EntryReader
from bot.matching.index import FEW_ENTRIES, NEAR, Index, Weighed, inverse_frequency
from bot.matching.lines import Lines
from bot.matching.normalize import without_marks
from bot.matching.numbers import counts_in
from bot.matching.postings import Floats, Ints, Postings
from bot.matching.wording_terms import Numbers

# An index of fewer wordings is built anew in half a second, and every part of it is as fast as it can be.
LARGE = 10_000


def is_large(base: Index) -> bool:
    """Whether what stands beside these packs is laid beside their index."""
    return len(base.wordings) >= LARGE and len(base.entries) > FEW_ENTRIES


def index_beside(base: Index, knowledge: Knowledge) -> Index:
    """The index of a knowledge: laid beside `base` where that is large and all of it is known still, else its own."""
    if is_large(base) and holds(knowledge, base.entries):
        return LayeredIndex(base, knowledge)
    return Index(knowledge, base.lexicon, base.english)


def holds(knowledge: Knowledge, entries: Sequence[Entry]) -> bool:
    """Whether a knowledge begins with these entries, which have more aliases at the most."""
    return len(knowledge.entries) >= len(entries) and all(
        one is other or _more_asked(one, other) for one, other in zip(knowledge.entries, entries, strict=False)
    )


def _more_asked(one: Entry, other: Entry) -> bool:
    return one.aliases[: len(other.aliases)] == other.aliases and replace(one, aliases=other.aliases) == other


def make_ready(base: Index, knowledge: Knowledge) -> None:
    """Make what the first lesson beside large packs needs, so that it comes as fast as the others."""
    if is_large(base):
        knowledge.asked("")
        _ = base.frames


class LayeredIndex(Index):
    """The index `base` and the entries that are new or have more aliases, which are read into a layer of their own.

    Entries keep their places. What is read again or new gets wordings of its own behind those of the packs; the
    wordings that an entry had before stay where they are, and belong to nothing. How much is said in answers (its
    `curation`) is that of the packs: their keepers, and not a workspace, have said how people ask.
    """

    def __init__(self, base: Index, knowledge: Knowledge) -> None:
        """`knowledge` begins with the entries of `base`; there are more than FEW_ENTRIES of these."""
        self.base = base
        self.lexicon, self.english, self.curation = base.lexicon, base.english, base.curation
        self.entries = knowledge.entries
        known = len(base.entries)
        self._changed = [place for place in range(known) if self.entries[place] is not base.entries[place]]
        self.places: list[int] = [*self._changed, *range(known, len(self.entries))]
        self._read = frozenset(self.places)
        reader, before = self._reader(), self._reader()
        for place in self.places:
            reader.add(self.entries[place], knowledge.parent_of(self.entries[place]))
        for place in self._changed:
            before.add(base.entries[place], knowledge.parent_of(self.entries[place]))
        self._own_numbers = reader.numbers
        self._take_entries(reader, knowledge)
        self._take_facts(reader, knowledge)
        self._take_terms(reader, before)
        self._take_wordings(reader)
        added = reader.vocabulary
        added.subtract(before.vocabulary)
        self.speller = base.speller.beside(+added)

    def _reader(self) -> EntryReader:
        return EntryReader(self.lexicon, self.curation, self.base.number_of, len(self.base.highest))

    def _take_entries(self, reader: EntryReader, knowledge: Knowledge) -> None:
        """Where the entries and their wordings stand."""
        base, held = self.base, len(self.base.wordings)
        self.wordings = [*base.wordings, *reader.wordings]
        self.first_wording, self.end_wording = base.first_wording.copy(), base.end_wording.copy()
        self.counts, self._headings = base.counts.copy(), base._headings.copy()
        more = len(self.entries) - len(base.entries)
        self.first_wording += [0] * more
        self.end_wording += [0] * more
        self.counts += reader.counts[len(self._changed) :]
        self._headings += reader.headings[len(self._changed) :]
        for number, place in enumerate(self.places):
            self.first_wording[place] = held + reader.first[number]
            self.end_wording[place] = held + reader.first[number + 1]
            self.counts[place], self._headings[place] = reader.counts[number], reader.headings[number]
        self.entry_starts = np.array(self.first_wording, dtype=np.int32)
        self.entry_ends = np.array(self.end_wording, dtype=np.int32)
        self._own_first = np.array(reader.first[:-1], dtype=np.int64) + held
        new = {self.entries[place].id: place for place in self.places}
        self._places = Over(base._places, new)
        self._parents = {**base._parents} | {
            place: self._places[parent.id]
            for place in self.places
            if (parent := knowledge.parent_of(self.entries[place])) is not None
        }

    def _take_facts(self, reader: EntryReader, knowledge: Knowledge) -> None:
        """What is compared as facts, and word for word."""
        base, known = self.base, len(self.base.entries)
        # An entry that has more aliases is about the same as before: it has facts now if it had any.
        self.facts = Over(base.facts, {self.places[number]: facts for number, facts in reader.facts.items()})
        questions = [
            without_marks(self.wordings[self.first_wording[place]]) for place in range(known, len(self.entries))
        ]
        self.contrasts = contrasts_beside(
            base.contrasts,
            (base.questions, base.frames),
            self._changed,
            questions,
            self.lexicon,
            lambda one, other: knowledge.are_twins(self.entries[one], self.entries[other]),
        )
        self.known_counts = base.known_counts.union(count for words in questions for count in counts_in(words))
        own = exact.build((w for place in self.places for w in self.entries[place].wordings), reader.wordings)
        gone = (range(base.first_wording[place], base.end_wording[place]) for place in self._changed)
        held = frozenset(number for numbers in gone for number in numbers)
        self.exact = exact.MoreWordings(base.exact, held, own, len(base.wordings))

    def _take_terms(self, reader: EntryReader, before: EntryReader) -> None:
        """What each term says, and of which entries."""
        base, most = self.base, len(self.base.highest)
        rows = reader.by_entry()
        self._own = Postings(rows.starts, np.array(self.places, dtype=np.int32)[rows.places], rows.strengths)
        self._own_keys = self._own.keys()
        self._changed_places = np.array(self._changed, dtype=np.int32)
        read_again = before.by_entry()
        having = np.diff(self._own.starts)
        having[:most] += np.diff(base.by_entry.starts) - np.diff(read_again.starts)
        self._rarity = inverse_frequency(having, len(self.entries))
        self.highest = self._highest(read_again)
        self._neighbours = base._neighbours | self._near_beside()
        self._own_reached = postings.with_neighbours(self._own, self._neighbours, NEAR)
        # What terms that the packs do not have reach in them, by words near those.
        self._reached_in_base = {
            term: postings.merged(postings.NOWHERE, [base.by_entry.of(near) for near in found if near < most], NEAR)
            for term, found in self._neighbours.items()
            if term >= most
        }

    def _highest(self, read_again: Postings) -> list[float]:
        """The greatest strength of each term in any entry."""
        base = self.base
        highest = np.zeros(len(self._own.starts) - 1, dtype=np.float32)
        highest[: len(base.highest)] = base.highest
        for term in np.flatnonzero(np.diff(read_again.starts)).tolist():
            places, strengths = base.by_entry.of(term)
            highest[term] = strengths[~np.isin(places, self._changed_places)].max(initial=0)
        terms = np.repeat(np.arange(len(highest)), np.diff(self._own.starts))
        np.maximum.at(highest, terms, self._own.strengths)
        found: list[float] = highest.tolist()
        return found

    def _near_beside(self) -> dict[int, list[int]]:
        """The neighbours of the new terms, and of those that these are neighbours of."""
        near: dict[int, list[int]] = {}
        for term, number in self._own_numbers.items():
            known = (self.number_of(other) for other in sorted(self.lexicon.near(term)))
            if found := [other for other in known if other is not None]:
                near[number] = found
            for other in found:
                if other < len(self.base.highest):
                    near[other] = [*near.get(other, self.base._neighbours.get(other, ())), number]
        return near

    def _take_wordings(self, reader: EntryReader) -> None:
        """What each wording is made of, and says."""
        base = self.base
        self.made_of = reader.wording_terms()
        rarity = np.array(self._rarity, dtype=np.float32)
        both = (base.made_of, self.made_of)
        self._wording_weights: Floats = np.concatenate([one.sums(rarity) for one in both])
        self._lengths: Floats = np.concatenate([one.lengths(rarity) for one in both])

    @cached_property
    def lines(self) -> Lines:
        """The wordings of the layer by what they hold."""
        return Lines(self.wordings[len(self.base.wordings) :])

    def asking(self, text: str) -> Iterator[int]:
        """See `Index.asking`: those of the packs, then the new ones."""
        yield from self.base.asking(text)
        held = len(self.base.wordings)
        for number in self.lines.holding(text):
            place = self.entry_of(held + number)
            if place >= len(self.base.entries) and self.first_wording[place] == held + number:
                yield place

    def begun(self, text: str) -> Iterator[int]:
        """See `Index.begun`."""
        held = len(self.base.wordings)
        return merge(self.base.begun(text), (self.entry_of(held + number) for number in self.lines.beginning(text)))

    def number_of(self, term: str) -> int | None:
        """See `Index.number_of`."""
        number = self.base.number_of(term)
        return self._own_numbers.get(term) if number is None else number

    def entry_of(self, wording: int) -> int:
        """See `Index.entry_of`."""
        if wording < len(self.base.wordings):
            return self.base.entry_of(wording)
        return self.places[int(self._own_first.searchsorted(wording, side="right")) - 1]

    def strengths(self, terms: list[int], places: list[int]) -> list[list[float]]:  # type: ignore[override]
        """See `Index.strengths`."""
        known = self.base.strengths(terms, places)
        if self._read.isdisjoint(places):
            return known
        beside = self._own.at(terms, places, self._own_keys)
        return [
            [new if place in self._read else old for place, old, new in zip(places, *row, strict=True)]
            for row in zip(known, beside, strict=True)
        ]

    def pooled(self, terms: Weighed) -> Floats:
        """See `Index.pooled`."""
        total = np.zeros(len(self.entries), dtype=np.float32)
        terms = tuple(terms)
        for number, weight in terms:
            places, strengths = self._reached_of_base(number)
            total[places] += strengths * np.float32(weight)
        total[self._changed_places] = 0
        for number, weight in terms:
            places, strengths = self._own_reached.of(number)
            total[places] += strengths * np.float32(weight)
        return total

    def _reached_of_base(self, term: int) -> tuple[Ints, Floats]:
        if term < len(self.base.highest):
            return self.base.reached_by_entry.of(term)
        return self._reached_in_base.get(term, postings.NOWHERE)

    def found(self, marks: NDArray[np.bool_], wordings: Numbers) -> tuple[Numbers, Ints]:
        """See `Index.found`."""
        held = len(self.base.wordings)
        own = np.flatnonzero(wordings >= held)
        if not len(own):
            return self.base.made_of.found(marks, wordings)
        known = np.flatnonzero(wordings < held)
        rows, having = self.base.made_of.found(marks, wordings[known])
        own_rows, own_having = self.made_of.found(marks, wordings[own] - held)
        return np.concatenate([known[rows], own[own_rows]]), np.concatenate([having, own_having])

    def wording_terms(self, wording: int) -> frozenset[int]:
        """See `Index.wording_terms`."""
        own = wording - len(self.base.wordings)
        return self.base.made_of.of(wording) if own < 0 else self.made_of.of(own)

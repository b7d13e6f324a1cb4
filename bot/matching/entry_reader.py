"""Entries read one by one into numbered terms: which each has, how strongly, and in which wording."""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from bot.knowledge.model import Entry
from bot.knowledge.passages import plain_answer, plain_words
from bot.matching import postings
from bot.matching.facts import EntryFacts, entry_facts
from bot.matching.figures import ORDINALS
from bot.matching.lexicon import Lexicon
from bot.matching.normalize import NUMBERS, normalise, without_signs
from bot.matching.numbers import EntryCounts, entry_counts
from bot.matching.postings import Postings
from bot.matching.wording_terms import WordingTerms

# How much a term says of an entry by where it stands: in the question, in a list item, in the
# rest of the answer, in notes and names. Among the wordings its share counts (the square
# root of it, so that one alias in nine still counts a third).
QUESTION, ITEM, BODY, NAMED = 0.8, 0.5, 0.3, 0.15

# In packs without an alias the words of the answer have to say more.
BARE_ITEM, BARE_BODY = 0.6, 0.5


def no_number(term: str) -> None:
    """Numbers no term: for entries that are read first."""


class EntryReader:
    """Reads entries into flat arrays that grow; what it holds stands in the order in which they were read.

    `wordings` are normalised, those of entry e from `first[e]` to `first[e + 1]`. `numbers` holds the terms that
    have no number yet, `typed` the words by which these came.
    """

    def __init__(
        self, lexicon: Lexicon, curation: float, number_of: Callable[[str], int | None] = no_number, numbered: int = 0
    ) -> None:
        """`number_of` knows the terms that have a number already; there are `numbered` of them."""
        self.lexicon = lexicon
        self.item = BARE_ITEM + curation * (ITEM - BARE_ITEM)
        self.body = BARE_BODY + curation * (BODY - BARE_BODY)
        self.numbers: dict[str, int] = {}
        self.typed: list[str] = []
        self.vocabulary = Counter(dict.fromkeys((*lexicon.words, *NUMBERS, *ORDINALS), 0))
        self.wordings: list[str] = []
        self.first = [0]
        self.counts: list[EntryCounts] = []
        self.facts: dict[int, EntryFacts] = {}  # of the entries that have any
        self.headings: list[tuple[frozenset[int], ...]] = []
        self._number_of = number_of
        self._numbered = numbered
        self._known_counts: dict[EntryCounts, EntryCounts] = {}  # most have no counts: one value serves them all
        self._rows, self._columns, self._strengths = array("i"), array("i"), array("f")
        self._wording_terms, self._wording_starts = array("i"), array("q", [0])

    def add(self, entry: Entry, parent: Entry | None) -> None:
        """Read one entry; `parent` is the list that it is part of."""
        wordings = [normalise(wording) for wording in entry.wordings]
        split = [text.split() for text in wordings]
        self._add_terms(entry, split)
        if facts := entry_facts(split, self.lexicon):
            self.facts[len(self.counts)] = facts
        counts = entry_counts(entry, wordings, parent)
        self.counts.append(self._known_counts.setdefault(counts, counts))
        self.wordings += wordings
        self.first.append(len(self.wordings))

    def _add_terms(self, entry: Entry, wordings: Sequence[Sequence[str]]) -> None:
        """Read the words of one entry."""
        strengths, headings = self._body(entry)
        having: Counter[int] = Counter()
        for place, words in enumerate(wordings):
            self.vocabulary.update(words)
            terms = self._terms(words)
            having.update(terms)
            if not place:
                strengths.update({term: max(QUESTION, strengths.get(term, 0.0)) for term in terms})
            self._wording_terms.extend(terms)
            self._wording_starts.append(len(self._wording_terms))
        for term, count in having.items():
            strengths[term] = max(strengths.get(term, 0.0), math.sqrt(count / len(wordings)))
        self._rows.extend([len(self.headings)] * len(strengths))
        self._columns.extend(strengths)
        self._strengths.extend(strengths.values())
        self.headings.append(tuple(headings))

    def _body(self, entry: Entry) -> tuple[dict[int, float], list[frozenset[int]]]:
        """Terms of the answer with their strengths, and the terms of each list item."""
        answer, source = plain_answer(entry.answer), entry.source
        notes = [plain_words(note, entry.answer.format) for note in entry.notes]
        under = [words for item in answer.items for words in tuple(item.pieces())[1:]]
        named = [*notes, *entry.topics, _words_of(entry.name), entry.section, source.publisher, source.cites]
        rest = [*under, answer.intro, answer.text, answer.outro]
        strengths: dict[int, float] = {}
        for texts, strength in ((named, NAMED), (rest, self.body)):
            words = without_signs(normalise(" . ".join(filter(None, texts))).split())
            self.vocabulary.update(words)
            strengths.update(dict.fromkeys(self._terms(words), strength))
        headings = []
        customer = self._known(self.lexicon.customer)
        for item in answer.items:
            words = without_signs(normalise(item.text).split())
            self.vocabulary.update(words)
            terms = self._terms(words)
            strengths.update(dict.fromkeys(terms, self.item))
            customer = self._known(self.lexicon.customer) if customer is None else customer
            if heading := frozenset(terms) - {customer}:
                headings.append(heading)
        return strengths, headings

    def _known(self, term: str) -> int | None:
        number = self._number_of(term)
        return self.numbers.get(term) if number is None else number

    def _terms(self, words: Sequence[str]) -> list[int]:
        """The terms of some words, each once and numbered from now on."""
        terms: dict[int, None] = {}
        for term, place in self.lexicon.placed(words):
            number = self._known(term)
            if number is None:
                number = self.numbers[term] = self._numbered + len(self.numbers)
                self.typed.append(words[place])
            terms[number] = None
        return list(terms)

    def by_entry(self) -> Postings:
        """The postings of all entries read, by the order in which they were read."""
        rows, columns = np.array(self._rows, dtype=np.int32), np.array(self._columns, dtype=np.int32)
        strengths = np.array(self._strengths, dtype=np.float32)
        return postings.build(rows, columns, strengths, self._numbered + len(self.numbers))

    def wording_terms(self) -> WordingTerms:
        """What all wordings read are made of."""
        terms, starts = self._wording_terms, self._wording_starts
        return WordingTerms(np.array(terms, dtype=np.int32), np.array(starts, dtype=np.int64))


def _words_of(name: str) -> str:
    """The words of an entry's id, without those that only number it: "opening-hours-2" -> "opening hours"."""
    return " ".join(word for word in re.split(r"[^a-z]+", name.lower()) if len(word) > 2)

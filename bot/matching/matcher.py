"""The matcher: question -> parts -> candidates -> ranking -> decision, each stage in a room of its own."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from typing import Self

from rapidfuzz import fuzz, process

from bot.knowledge.model import Entry, Knowledge
from bot.matching import scoring, sections, several
from bot.matching.beside import asks_beside, wants_nothing
from bot.matching.candidates import NOTHING, Candidate, by_meaning, find_candidates, surveys_of
from bot.matching.decision import Abstained, Ambiguous, Answered, Decision, Match
from bot.matching.index import Index
from bot.matching.normalize import MAX_CHARACTERS, normalise
from bot.matching.numbers import Count
from bot.matching.question import Part, read_parts
from bot.matching.quotations import quoted
from bot.matching.reading import Reading
from bot.matching.reasons import TELLING_WORD, abstain_reason, answer_reason, offer_reason
from bot.matching.scoring import Ranked, Weights, weights_for
from bot.matching.several import Outcome, questions_in
from bot.matching.spelling import English
from bot.matching.sureness import names_another_thing
from bot.matching.typeahead import suggested
from bot.matching.vectors import Vectors
from bot.matching.wholes import whole_first

# How far below the line an answer stays that a fact forbids.
UNSURE = 0.01

# With less of a lead than this, in units of the ranker, nothing in the message tells two entries apart.
TIE = 0.01

# Surer than this by their words alone, and no meaning is looked at: of such questions vectors change next to none.
SETTLED = 0.97

# How likely an entry has to be (0 to 1) to be offered where none answers, or what share of the words it has to have
# where a fact alone forbids it. Of the labelled questions (dev, watch, tune; with vectors) this offers something for 4
# of 110 from elsewhere and for 104 of 334 others outside, and keeps the right entry for 9 of the 12 missed ones.
NEAR = 0.05
EXPLAINED = 0.5

# How sure a line quoted from an answer makes: enough to answer whoever sends it, and less than a watched channel takes
# for a question (0.9), where whoever quotes a line has read it.
QUOTED = 0.88

# How near another entry can be to a message that is a wording of one, word for word: 0 to 1.
BESIDE_EXACT = 0.5


class Matcher:
    """Finds the entry that answers a question, or says that none does.

    Built once; then only read, so threads may share it. The same question and packs give the
    same decision on every machine.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        index: Index,
        weights: Weights | None = None,
        *,
        meaning: Callable[[], Vectors | None] | None = None,
    ) -> None:
        """`meaning` gives the packs' vectors, or None as long as these are not there."""
        self.knowledge = knowledge
        self.index = index
        self.weights = weights or weights_for(index)
        self.weights_by_meaning = weights or weights_for(index, vectors=True)
        self.meaning = meaning

    @classmethod
    def over(cls, knowledge: Knowledge, weights: Weights | None = None) -> Self:
        """A matcher with an index of its own, by the bundled lexicon."""
        from bot.matching.lexicon_file import bundled_lexicon  # reads YAML, which a compiled index does not need

        return cls(knowledge, Index(knowledge, bundled_lexicon(), English()), weights)

    @cached_property
    def _questions(self) -> list[str]:
        return [self.index.wordings[first] for first in self.index.first_wording]

    def match(self, question: str, *, top: int = 3) -> Decision:
        """Decide what answers `question` and report at most `top` matches; never raises."""
        reading = self.read(question)
        decision = self._decide(question, reading, top)
        if asked := questions_in(reading.normalised) or self._named(reading):
            decision = self._answer_several(asked, decision, top)
        if len(question) <= MAX_CHARACTERS:
            return decision
        cut = f" Only the first {MAX_CHARACTERS:,} characters were read."
        return replace(decision, reason=decision.reason + cut)

    def read(
        self, question: str, *, without: int | None = None, verbatim: bool = True, words_alone: bool = False
    ) -> Reading:
        """Rank the entries for a message and say how sure the best is.

        `without` is the number of a wording to leave out, as if it were not in the packs. Without `verbatim` a
        message that is a wording, or a line of an answer, word for word, is ranked like any other. Meanings are
        compared where words do not settle it, unless `words_alone`.
        """
        normalised = normalise(question)
        exact = self.index.exact_wordings(question, normalised) if verbatim and without is None else {}
        parts = read_parts(normalised, self.index, exact=bool(exact))
        surveys = surveys_of(parts, self.index, without=without)
        found = find_candidates(surveys, self.index, exact=exact)
        said = quoted(normalised, found) if verbatim and without is None and not exact else NOTHING
        read = Reading(self.weights, normalised, tuple(parts), quotes=bool(said))
        reading = self._reading(read, found, exact or said)
        if words_alone or exact or said or not parts or self.meaning is None or reading.sure >= SETTLED:
            return reading
        vectors = self.meaning()
        if vectors is None:
            return reading
        candidates = by_meaning(surveys, found, self.index, vectors, without=without)
        return self._reading(Reading(self.weights_by_meaning, normalised, tuple(parts)), candidates, NOTHING)

    def _reading(self, read: Reading, candidates: Sequence[Candidate], exact: Mapping[int, int]) -> Reading:
        """The candidates ranked, and how sure the best is; `exact` entries are meant word for word."""
        ranked = scoring.rank(candidates, len(read.parts), read.weights)
        if not ranked:
            return read
        if exact:
            ranked.sort(key=lambda one: one.candidate.place not in exact)
        ranked = ranked if exact else whole_first(ranked, self.knowledge)
        ranked = sections.named_first(ranked, self.knowledge)
        features = scoring.best_features(ranked, self.index, self.knowledge)
        entries = tuple(one.candidate.entry for one in ranked[: len(exact)])
        told = QUOTED if read.quotes else 1.0
        sure = told if exact else self._sure(features, ranked[0].candidate, read.weights)
        if not exact and wants_nothing(read.normalised.split()):
            sure = min(sure, read.weights.answer_at - UNSURE)
        return replace(read, ranked=tuple(ranked), features=features, sure=sure, exact=entries)

    def _sure(self, features: Mapping[str, float], best: Candidate, weights: Weights) -> float:
        """How sure the best is; never sure enough to answer against a fact, by a missing word, or at a tie."""
        sure = scoring.probability(features, weights)
        unsafe = best.contradicted or best.undecided or names_another_thing(best, self.index) or asks_beside(best)
        return min(sure, weights.answer_at - UNSURE) if unsafe or features["lead"] < TIE else sure

    def _named(self, reading: Reading) -> Sequence[str]:
        """Two things that a message names, where each is answered and one of them is named word for word."""
        for one, other in () if reading.exact else several.halves_of(reading.normalised):
            # A single word is as often a part of what the other half asks: "the pillars with courtesy and helpfulness".
            if not any(" " in half and self.index.exact_wordings(half, half) for half in (one, other)):
                continue
            if all(isinstance(self._decide(half, self.read(half), 1), Answered) for half in (one, other)):
                return one, other
        return ()

    def _answer_several(self, asked: Sequence[str], whole: Decision, top: int) -> Decision:
        """What becomes of a message that asks more than one question; `whole` was decided as if it were one."""
        outcomes = []
        for one in asked:
            reading = self.read(one)
            outcomes.append(Outcome(one, self._decide(one, reading, top), any(map(self._says, reading.parts))))
        return several.joined(outcomes, whole, self.knowledge, top)

    def _says(self, part: Part) -> bool:
        """Whether a part counts something or has a telling word, and so can be asked by itself."""
        words = zip(part.terms, part.typed, strict=True)
        return bool(part.counts) or any(self.index.rarity(term, typed) >= TELLING_WORD for term, typed in words)

    def _decide(self, question: str, reading: Reading, top: int) -> Decision:
        """Answer, offer or abstain."""
        if not reading.ranked:
            return Abstained((), abstain_reason(question, None, (), self.index))
        best, matches = reading.ranked[0], _matches(reading, top)
        wrong = () if reading.exact else _wrong_counts(best)
        weights = reading.weights
        if wrong or reading.sure < weights.offer_at:
            return Abstained(matches, abstain_reason(question, best, wrong, self.index))
        if same := sections.choices(best, self.knowledge):
            offered = (Match(entry, reading.sure, best.candidate.nearest) for entry in same[: max(top, 2)])
            return Ambiguous(tuple(offered), sections.OFFER_REASON)
        if reading.sure >= weights.answer_at and not self._shared(reading.exact):
            return Answered(matches[0], self._also(best), matches[1:], answer_reason(best, quotes=reading.quotes))
        choices = (*_matches(reading, max(top, 2)), *self._beside(reading))
        if len(choices) < 2:  # an entry that is alone is no choice: it answers or it does not
            return Abstained(matches, abstain_reason(question, best, wrong, self.index))
        return Ambiguous(choices, offer_reason(question, best))

    def _beside(self, reading: Reading) -> tuple[Match, ...]:
        """Beside an entry that alone shares a word with the message, the one whose question has the likest letters."""
        if len(reading.ranked) > 1 or len(self._questions) < 2:
            return ()
        alone = reading.ranked[0].candidate.place
        likest = process.extract(reading.normalised, self._questions, scorer=fuzz.token_set_ratio, limit=2)
        entry = next(self.knowledge.entries[place] for _, _, place in likest if place != alone)
        return (Match(entry, 0.0, entry.question),)

    def _shared(self, exact: Sequence[Entry]) -> bool:
        """Whether a message is, word for word, what several entries are asked by that are no twins."""
        return len(exact) > 1 and not all(self.knowledge.are_twins(exact[0], other) for other in exact[1:])

    def _also(self, best: Ranked) -> tuple[Entry, ...]:
        """The twins of the best entry, without those that contradict a count in the question."""
        asked = best.candidate.asked.part.counts
        return tuple(
            twin
            for twin in self.knowledge.twins_of(best.candidate.entry)
            if not any(map(self.index.counts_of(twin).contradict, asked))
        )

    def near(self, entry: Entry) -> tuple[Entry, ...]:
        """The entries whose wordings are nearest to this entry's question, itself left out."""
        found = (ranked.candidate.entry for ranked in self.read(entry.question, words_alone=True).ranked)
        return tuple(other for other in found if other is not entry)

    def suggest(self, typed: str, *, limit: int = 100) -> tuple[Entry, ...]:
        """Entries for a typeahead, likeliest first; all in pack order while nothing is typed."""
        if not normalise(typed).strip(" .?"):
            return self.knowledge.entries[:limit]
        return tuple(suggested(typed, self.index, partial(self.read, words_alone=True), limit))


def _matches(reading: Reading, top: int) -> tuple[Match, ...]:
    """The best entries with scores: sureness of the first, scaled down by what each lies behind."""
    ranked = reading.ranked
    if not reading.exact:
        best = ranked[0].score
        return tuple(_match(r, reading.sure * _behind(best - r.score)) for r in ranked[:top])
    best = max(r.score for r in ranked)
    meant = len(reading.exact)
    sure = [reading.sure] * meant + [BESIDE_EXACT * _behind(best - r.score) for r in ranked[meant:]]
    return tuple(_match(r, s) for r, s in zip(ranked[:top], sure, strict=False))


def _match(ranked: Ranked, score: float) -> Match:
    """The candidate as a match; near by its score, or where only a fact speaks against it ("the 9 pillars")."""
    candidate = ranked.candidate
    denied = candidate.contradicted or _wrong_counts(ranked)
    near = score >= NEAR or bool(denied and _explained(candidate) >= EXPLAINED)
    return Match(candidate.entry, score, candidate.closest, near)


def _explained(candidate: Candidate) -> float:
    """The share of the part's words, by weight and without its numbers, that the entry has: 0 to 1."""
    rows = zip(candidate.asked.part.terms, candidate.asked.weights, candidate.strengths, strict=True)
    words = [(weight, strength > 0) for term, weight, strength in rows if not term.isdecimal()]
    total = sum(weight for weight, _ in words)
    return sum(weight for weight, has in words if has) / total if total else 0.0


def _behind(distance: float) -> float:
    """1 for the best, falling with the distance in rank score."""
    return math.exp(-max(0.0, distance))


def _wrong_counts(ranked: Ranked) -> tuple[Count, ...]:
    """Counts in the question that the entry contradicts."""
    candidate = ranked.candidate
    return tuple(count for count in candidate.asked.part.counts if candidate.counts.contradict(count))

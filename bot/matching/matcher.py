"""The matcher: question -> parts -> candidates -> ranking -> decision, each stage in a room of its own."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

from rapidfuzz import fuzz, process

from bot.knowledge.model import Entry, Knowledge
from bot.matching import scoring, sections
from bot.matching.candidates import Candidate, find_candidates, surveys_of
from bot.matching.decision import Abstained, Ambiguous, Answered, Decision, Match
from bot.matching.index import Index
from bot.matching.normalize import MAX_CHARACTERS, normalise
from bot.matching.numbers import Count
from bot.matching.question import Part, read_parts
from bot.matching.reasons import abstain_reason, answer_reason, offer_reason
from bot.matching.scoring import Ranked, Weights, weights_for
from bot.matching.spelling import English
from bot.matching.vectors import Vectors


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything the matcher made of one message, before it decides.

    `features` and `sure` (0 to 1) speak of the first of `ranked`, which may be empty.
    """

    parts: tuple[Part, ...]
    ranked: tuple[Ranked, ...]
    features: dict[str, float]
    sure: float


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
        self.meaning = meaning

    @classmethod
    def over(cls, knowledge: Knowledge, weights: Weights | None = None) -> Self:
        """A matcher with an index of its own, by the bundled lexicon."""
        from bot.matching.lexicon_file import bundled_lexicon  # reads YAML, which a compiled index does not need

        return cls(knowledge, Index(knowledge, bundled_lexicon(), English()), weights)

    @cached_property
    def _questions(self) -> list[str]:
        return [normalise(entry.question) for entry in self.knowledge.entries]

    def match(self, question: str, *, top: int = 3) -> Decision:
        """Decide what answers `question` and report at most `top` matches; never raises."""
        decision = self._decide(self.read(question), top)
        if len(question) <= MAX_CHARACTERS:
            return decision
        cut = f" Only the first {MAX_CHARACTERS:,} characters were read."
        return replace(decision, reason=decision.reason + cut)

    def read(self, question: str, *, without: int | None = None) -> Reading:
        """Rank the entries for a message and say how sure the best is.

        `without` is the number of a wording to leave out, as if it were not in the packs.
        """
        parts = read_parts(question, self.index)
        surveys = surveys_of(parts, self.index, without=without)
        return self._reading(parts, find_candidates(surveys, self.index))

    def _reading(self, parts: Sequence[Part], candidates: Sequence[Candidate]) -> Reading:
        """The candidates ranked, and how sure the best is."""
        ranked = scoring.rank(candidates, len(parts), self.weights)
        if not ranked:
            return Reading(tuple(parts), (), {}, 0.0)
        ranked = sections.named_first(ranked, self.knowledge)
        features = scoring.best_features(ranked, self.index, self.knowledge)
        return Reading(tuple(parts), tuple(ranked), features, scoring.probability(features, self.weights))

    def _decide(self, reading: Reading, top: int) -> Decision:
        """Answer, offer or abstain."""
        if not reading.ranked:
            return Abstained((), abstain_reason(reading.parts, None, (), self.index))
        best, matches = reading.ranked[0], _matches(reading, top)
        wrong = _wrong_counts(best)
        # An entry that is alone is no choice: it answers or it does not.
        enough = self.weights.answer_at if len(reading.ranked) == 1 else self.weights.offer_at
        if wrong or reading.sure < enough:
            return Abstained(matches, abstain_reason(reading.parts, best, wrong, self.index))
        if same := sections.choices(best, self.knowledge):
            offered = (Match(entry, reading.sure, best.candidate.nearest) for entry in same[: max(top, 2)])
            return Ambiguous(tuple(offered), sections.OFFER_REASON)
        if reading.sure >= self.weights.answer_at:
            return Answered(matches[0], self._also(best), matches[1:], answer_reason(best))
        return Ambiguous(_matches(reading, max(top, 2)), offer_reason())

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
        found = (ranked.candidate.entry for ranked in self.read(entry.question).ranked)
        return tuple(other for other in found if other is not entry)

    def suggest(self, typed: str, *, limit: int = 100) -> tuple[Entry, ...]:
        """Entries for a typeahead, best first; all in pack order while nothing is typed."""
        text = normalise(typed).rstrip(" .?")
        if not text:
            return self.knowledge.entries[:limit]
        found = {ranked.entry_id: ranked.candidate.entry for ranked in self.read(typed).ranked}
        near = process.extract(text, self._questions, scorer=fuzz.partial_ratio, score_cutoff=70, limit=limit)
        starts = [e for e, q in zip(self.knowledge.entries, self._questions, strict=True) if text in q]
        for entry in (*starts, *(self.knowledge.entries[place] for _, _, place in near)):
            found.setdefault(entry.id, entry)
        prefixed = {entry.id for entry in starts}
        ordered = sorted(found.values(), key=lambda entry: entry.id not in prefixed)
        return tuple(ordered[:limit])


def _matches(reading: Reading, top: int) -> tuple[Match, ...]:
    """The best entries with scores: sureness of the first, scaled down by what each lies behind."""
    best = reading.ranked[0].score
    return tuple(
        Match(r.candidate.entry, reading.sure * _behind(best - r.score), r.candidate.nearest)
        for r in reading.ranked[:top]
    )


def _behind(distance: float) -> float:
    """1 for the best, falling with the distance in rank score."""
    return math.exp(-max(0.0, distance))


def _wrong_counts(ranked: Ranked) -> tuple[Count, ...]:
    """Counts in the question that the entry contradicts."""
    candidate = ranked.candidate
    return tuple(count for count in candidate.asked.part.counts if candidate.counts.contradict(count))

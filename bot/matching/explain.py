"""Why a message was answered as it was: every word, number and feature that moved the decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.matching.matcher import Matcher
from bot.matching.reading import Reading
from bot.matching.scoring import CONTRADICTED, Ranked, Weights, contributions, weighted

# Candidates shown; more than a person compares at a glance is noise.
SHOWN = 3


@dataclass(frozen=True, slots=True)
class TermSeen:
    """One term of the part that was read, with the word it stands for.

    `says` is its rarity, about 0 to 7. `known` is "wording" (in the nearest wording), "entry" (elsewhere
    in the entry), "packs" (only in other entries) or "nowhere".
    """

    word: str
    term: str
    says: float
    known: str


@dataclass(frozen=True, slots=True)
class Moved:
    """One feature with its value, and what it added to the score."""

    feature: str
    value: float
    added: float


@dataclass(frozen=True, slots=True)
class CandidateSeen:
    """One candidate: its nearest wording, its rank score and what made it.

    `meant` is the wording nearest in meaning, with the cosine; empty where meanings were not compared.
    """

    id: str
    wording: str
    meant: str
    score: float
    moved: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """How one message was read and decided. `sure` and the two lines are 0 to 1."""

    read_as: str
    parts: int
    terms: tuple[TermSeen, ...]
    counts: tuple[str, ...]
    candidates: tuple[CandidateSeen, ...]
    sure: float
    sure_moved: tuple[Moved, ...]
    bias: float
    answer_at: float
    offer_at: float

    def as_data(self) -> dict[str, Any]:
        """The explanation as plain data."""
        return asdict(self)

    def missing(self) -> tuple[str, ...]:
        """Terms the best entry does not explain: an alias that has them would bring the question here."""
        return tuple(seen.word for seen in self.terms if seen.known in ("packs", "nowhere"))


def explain(matcher: Matcher, question: str) -> Explanation:
    """Explain what `matcher.match(question)` decides."""
    reading = matcher.read(question)
    weights = reading.weights
    best = reading.ranked[0] if reading.ranked else None
    return Explanation(
        read_as=" ".join(best.candidate.asked.part.words) if best else "",
        parts=len(reading.parts),
        terms=_terms(matcher, best) if best else (),
        counts=_counts(best) if best else (),
        candidates=tuple(_candidate(matcher, reading, ranked) for ranked in reading.ranked[:SHOWN]),
        sure=round(reading.sure, 4),
        sure_moved=_sure_moved(reading.features, weights),
        bias=weights.bias / (2 if weights.forest else 1),
        answer_at=weights.answer_at,
        offer_at=weights.offer_at,
    )


def _terms(matcher: Matcher, best: Ranked) -> tuple[TermSeen, ...]:
    """Each term of the best candidate's part, and where it is known."""
    candidate, index = best.candidate, matcher.index
    in_wording = index.wording_terms(candidate.wording)

    def known(term: str, strength: float) -> str:
        """Where a term stands: in the nearest wording, elsewhere in the entry, in other entries, or nowhere."""
        number = index.number_of(term)
        if number is None:
            return "nowhere"
        return "wording" if number in in_wording else "entry" if strength else "packs"

    part = candidate.asked.part
    terms = zip(part.terms, part.typed, candidate.strengths, strict=True)
    return tuple(
        TermSeen(typed, term, round(index.rarity(term, typed), 2), known(term, strength))
        for term, typed, strength in terms
    )


def _counts(best: Ranked) -> tuple[str, ...]:
    """Each count of the part, and whether the best entry has it."""
    counts = best.candidate.counts
    return tuple(
        f"{count}: {'agrees' if counts.agree(count) else 'contradicts' if counts.contradict(count) else 'allows'}"
        for count in best.candidate.asked.part.counts
    )


def _candidate(matcher: Matcher, reading: Reading, ranked: Ranked) -> CandidateSeen:
    """One candidate with everything that made its rank score."""
    candidate, weights = ranked.candidate, reading.weights.rank
    moved = _moved(candidate.features, weights)
    part = ranked.score - weighted(candidate.features, weights)
    if candidate.contradicted:
        part += CONTRADICTED
        moved = (*moved, Moved("a fact contradicts it", 1.0, -CONTRADICTED))
    if len(reading.parts) > 1:
        moved = (*moved, Moved("this part of the message", 1.0, round(part, 3)))
    near = candidate.features.get("near_wording", 0.0)
    meant = f'close in meaning to "{candidate.meant}" ({near:.2f})' if candidate.meant else ""
    return CandidateSeen(ranked.entry_id, candidate.nearest, meant, round(ranked.score, 3), moved)


def _sure_moved(features: Mapping[str, float], weights: Weights) -> tuple[Moved, ...]:
    """What moved the sureness; where there are trees, they are one half of it, the features by themselves the other."""
    moved = _moved(features, weights.sure)
    if not weights.forest or not features:
        return moved
    halves = (replace(one, added=round(one.added / 2, 3)) for one in moved)
    return (Moved("all of these together", 1.0, round(weights.forest.log_odds(features) / 2, 3)), *halves)


def _moved(features: Mapping[str, float], weights: Mapping[str, float]) -> tuple[Moved, ...]:
    """Every feature that is not zero, the strongest first."""
    rows = contributions(features, weights)
    return tuple(Moved(name, round(value, 3), round(added, 3)) for name, value, added in rows if value)

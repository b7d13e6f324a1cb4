"""One part of a message -> the few entries worth a close look, with their features."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bot.knowledge.model import Entry
from bot.matching.contrasts import Contrast
from bot.matching.facts import AskedFacts, Fact
from bot.matching.features import Asked, prepare, rank_features
from bot.matching.index import Index
from bot.matching.numbers import EntryCounts
from bot.matching.postings import Floats
from bot.matching.question import Part
from bot.matching.vectors import Vectors
from bot.matching.wording_terms import Numbers

# Entries looked at closely, in each part. Six hold a right entry for 99.1 to 100 % of the labelled
# questions, eight no more, twelve for 99.7 to 100 % at twice the time.
CLOSE_LOOK = 6

# Entries whose nearest wording is looked for. Fewer than this many of 100,000 have most terms of a question.
ROUGH_LOOK = 256

# An entry with less than this share of what the best explains is not overtaking it by one near wording.
SHARE = np.float32(0.25)

# Parts of a message looked at closely: those with the best rough match.
CLOSE_PARTS = 5

# Wordings of an entry whose mean likeness says more than the nearest alone: one may be an accident.
SEVERAL = 5

# Words of a part whose meaning is looked at: more change no decision of the labelled questions, and cost time.
ENCODED = 40

# What the nearest single wording counts in the rough order, beside all wordings together.
NEAREST = 0.5


# A word that says less (of about 7) may stand in one answer and not in the other by accident.
TELLING_APART = 1.5

NOTHING: Mapping[int, int] = {}
NOT_TOLD: tuple[tuple[()], tuple[()]] = ((), ())


@dataclass(frozen=True, slots=True)
class Candidate:
    """One entry held against one part of a message.

    `place` is its number in the index, `wording` that of its nearest wording, which `nearest` quotes.
    `strengths` (0 to 1) stand beside the part's terms. `features` are those that rank it.
    `contradicted` are facts of the part, beside counts, that the entry cannot be about; `undecided` are
    entries that only a small word would tell from this one, and the part has none. Where meanings were compared,
    `meant` is the wording nearest in meaning, and `closeness` how near the entry's other wordings come to that
    one, and all of them to the answer.
    """

    asked: Asked
    place: int
    entry: Entry
    counts: EntryCounts
    wording: int
    nearest: str
    strengths: tuple[float, ...]
    features: Mapping[str, float]
    contradicted: tuple[Fact | Contrast, ...]
    undecided: tuple[int, ...]
    meant: str | None = None
    closeness: tuple[float, float] = (0.0, 0.0)

    @property
    def closest(self) -> str:
        """The wording that came nearest, by its words or by its meaning."""
        by_meaning = self.meant is not None and self.features["near_wording"] > self.features["cosine"]
        return self.meant if by_meaning and self.meant else self.nearest


@dataclass(frozen=True, slots=True)
class Survey:
    """One part held against every entry (`pooled`), roughly.

    `likeness` has the entries worth a close look, those with the best rough match first: how like each of their
    wordings is to the part. `best` is the rough match of the first (0 to about 1.5). `without` is the number of a
    wording that must not count.
    """

    asked: Asked
    pooled: Floats
    likeness: Mapping[int, list[float]]
    best: float
    without: int | None

    @property
    def places(self) -> list[int]:
        """The places of the entries worth a close look."""
        return list(self.likeness)


def surveys_of(parts: Sequence[Part], index: Index, *, without: int | None = None) -> list[Survey]:
    """Each part of a message held against everything; of too many parts, those with the best rough match.

    `without` is the number of a wording that must not count, so that weights can be fitted on aliases.
    """
    surveys = [_survey(prepare(part, index), index, without) for part in parts]
    if len(surveys) > CLOSE_PARTS:
        closest = sorted(range(len(surveys)), key=lambda number: -surveys[number].best)[:CLOSE_PARTS]
        surveys = [surveys[number] for number in sorted(closest)]
    return surveys


def find_candidates(surveys: Sequence[Survey], index: Index, *, exact: Mapping[int, int] = NOTHING) -> list[Candidate]:
    """The entries nearest to the parts of a message by their words, each part's in a rough order.

    `exact` names entries to look at in any case, each with the number of the wording that is meant.
    """
    return [
        candidate
        for survey in surveys
        for candidate in _close_look(survey, list({**dict.fromkeys(survey.places), **exact}), index, exact)
    ]


def by_meaning(
    surveys: Sequence[Survey], found: Sequence[Candidate], index: Index, vectors: Vectors, *, without: int | None = None
) -> list[Candidate]:
    """The candidates that words found and those that are near in meaning, all with the features of both.

    Raises EncoderError where the model cannot be read.
    """
    known = {(id(candidate.asked), candidate.place): candidate for candidate in found}
    rows = vectors.of_questions([" ".join(survey.asked.part.words[:ENCODED]) for survey in surveys])
    candidates = []
    for survey, row, nearest in zip(surveys, rows, vectors.nearest_entries(rows, without), strict=True):
        new = _close_look(survey, [place for place in nearest if place not in survey.places], index)
        own = [known[id(survey.asked), place] for place in survey.places]
        for candidate in (*own, *new):
            near, wording = vectors.features(row, candidate.place, without)
            meant, closeness = candidate.entry.wordings[wording], vectors.closeness(candidate.place, wording)
            features = {**candidate.features, **near}
            candidates.append(replace(candidate, features=features, meant=meant, closeness=closeness))
    return candidates


def _survey(asked: Asked, index: Index, without: int | None) -> Survey:
    """For every entry what its fields explain of the part; for those that explain most, their nearest wording too."""
    pooled = index.pooled(_known(asked))
    entries = _promising(pooled)
    if not len(entries):
        return Survey(asked, pooled, {}, 0.0, without)
    likeness, ends = _likeness(asked, entries, index, without)
    begins = np.r_[0, ends[:-1]]
    rough: Floats = pooled[entries] * np.float32(1 / asked.total)
    rough += np.maximum.reduceat(likeness, begins) * np.float32(NEAREST / asked.norm)
    order = (-rough).argsort(kind="stable")[:CLOSE_LOOK]
    close = {int(entries[n]): likeness[begins[n] : ends[n]].tolist() for n in order}
    return Survey(asked, pooled, close, float(rough[order[0]]), without)


def _known(asked: Asked) -> list[tuple[int, float]]:
    """The terms of a part that any entry has."""
    return [(number, weight) for number, weight in zip(asked.numbers, asked.weights, strict=True) if number is not None]


def _likeness(
    asked: Asked, places: Sequence[int] | Numbers, index: Index, without: int | None
) -> tuple[Floats, Numbers]:
    """How like the wordings of some entries are to a part, one entry behind the other, and where each entry's end."""
    wordings, ends = index.wordings_of(places)
    likeness = index.likeness(_known(asked), wordings)
    if without is not None:
        likeness[wordings == without] = 0
    return likeness, ends


def _likeness_of(survey: Survey, places: Sequence[int], index: Index) -> Mapping[int, list[float]]:
    """How like the wordings of each entry are to the part that was surveyed."""
    others = [place for place in places if place not in survey.likeness]
    if not others:
        return survey.likeness
    likeness, ends = _likeness(survey.asked, others, index, survey.without)
    # A few dozen numbers: plain Python is faster than numpy here.
    spans = pairwise([0, *ends.tolist()])
    return {
        **survey.likeness,
        **{place: likeness[slice(*span)].tolist() for place, span in zip(others, spans, strict=True)},
    }


def _promising(pooled: Floats) -> NDArray[np.intp]:
    """The entries that have most of the part's terms; where these are too few, all that have any."""
    places = np.flatnonzero(pooled > pooled.max(initial=0) * SHARE)
    if len(places) < CLOSE_LOOK:
        places = np.flatnonzero(pooled > 0)
    if len(places) > ROUGH_LOOK:
        values = pooled[places]
        places = places[values >= np.partition(values, len(values) - ROUGH_LOOK)[-ROUGH_LOOK]]
    return places


def _close_look(
    survey: Survey, places: Sequence[int], index: Index, exact: Mapping[int, int] = NOTHING
) -> list[Candidate]:
    """The features of some entries against the part that was surveyed."""
    if not places:
        return []
    asked = survey.asked
    likeness = _likeness_of(survey, places, index)
    # A term without a number gets that of no term, and so a row of zeros.
    rows = index.strengths([-1 if number is None else number for number in asked.numbers], places)
    facts = AskedFacts(asked.part.words, index.lexicon)
    columns = list(zip(*rows, strict=True)) or [()] * len(places)
    candidates = []
    for column, place in enumerate(places):
        first = index.first_wording[place]
        like = likeness[place]
        wording = exact[place] if place in exact else first + like.index(max(like))
        features = rank_features(asked, index, place, wording, columns[column])
        features["pooled"] = float(survey.pooled[place]) / asked.total
        features["cosine"] = like[wording - first] / asked.norm
        features["question"] = like[0] / asked.norm
        several = sorted(like)[-SEVERAL:]
        features["several"] = sum(several) / len(several) / asked.norm
        entry = index.entries[place]
        nearest = entry.aliases[wording - first - 1] if wording > first else entry.question
        told = (
            _told_apart(facts, asked.part, place, index)
            if place in index.facts or place in index.contrasts
            else NOT_TOLD
        )
        if facts.naming:
            others = facts.told_of_others(index.facts.get(place), entry.answer.pieces())
            told = ((*told[0], *others), told[1])
        candidates.append(
            Candidate(asked, place, entry, index.counts[place], wording, nearest, columns[column], features, *told)
        )
    return candidates


def _told_apart(
    asked: AskedFacts, part: Part, place: int, index: Index
) -> tuple[tuple[Fact | Contrast, ...], tuple[int, ...]]:
    """What of a part contradicts entry number `place`, and the entries that it does not tell from it."""
    known, contrasts = index.facts.get(place), index.contrasts.get(place)
    wrong: tuple[Fact | Contrast, ...] = asked.contradict(known) if known else ()
    if not contrasts:
        return wrong, ()
    decided = [(contrast, contrast.decide(part.words, part.terms, index.lexicon)) for contrast in contrasts]
    neither = (contrast.other for contrast, meant in decided if meant is None)
    undecided = tuple(
        other
        for other in neither
        if not (_tells(part, place, other, index) or (other in index.facts and asked.contradict(index.facts[other])))
    )
    return (*wrong, *(contrast for contrast, meant in decided if meant is False)), undecided


def _tells(part: Part, place: int, other: int, index: Index) -> bool:
    """Whether a word of the part is in one entry and not in another that is asked for in the same words."""
    telling = [
        number
        for term, typed in zip(part.terms, part.typed, strict=True)
        if (number := index.number_of(term)) is not None and index.rarity(term, typed) >= TELLING_APART
    ]
    rows = index.strengths(telling, [place, other]) if telling else []
    return any(own and not theirs for own, theirs in rows)

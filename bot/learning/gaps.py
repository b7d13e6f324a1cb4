"""Gaps: questions that were not answered well, and which of them ask the same."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.matching.lexicon import Lexicon
from bot.matching.normalize import normalise

# Why a question is a gap: nothing was answered; nothing offered was meant; the answer did not help.
KINDS = ("unanswered", "none_of_these", "unhelpful")

# Two questions ask the same when the shorter one shares this much of its telling words with the other.
ALIKE = 0.6

# A cluster shows so many of its wordings.
SHOWN = 5

# As much of a question as is kept: longer ones are pasted text.
LONGEST = 500


@dataclass(frozen=True, slots=True)
class Gap:
    """One question that went wrong. `question` is empty where questions are not kept.

    `near` are the nearest entries with their scores (0 to 1), best first. `asker` is `hashed`.
    """

    team: str
    kind: str
    question: str
    surface: str
    near: tuple[tuple[str, float], ...]
    asker: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Cluster:
    """Gaps that ask the same, by `people` different persons; `questions` are their wordings, the commonest first."""

    kind: str
    count: int
    people: int
    questions: tuple[str, ...]
    near: tuple[tuple[str, float], ...]
    last: datetime


def hashed(team: str, person: str) -> str:
    """A name for a person that tells persons apart, and not who they are without their id."""
    return hashlib.sha256(f"{team}/{person}".encode()).hexdigest()[:16]


def clusters(gaps: Iterable[Gap], lexicon: Lexicon) -> list[Cluster]:
    """The gaps of each kind, together where they ask the same; most asked first, then the latest.

    A question joins the first cluster that is alike; of questions that are not kept, those with the same nearest
    entry are one.
    """
    found: list[list[Gap]] = []
    words: list[frozenset[str]] = []
    by_word: dict[tuple[str, str], list[int]] = defaultdict(list)
    for gap in sorted(gaps, key=lambda gap: gap.asked_at):
        telling = _telling(gap, lexicon)
        candidates = Counter(number for word in telling for number in by_word[gap.kind, word])
        alike = (n for n, shared in sorted(candidates.items()) if shared >= ALIKE * min(len(telling), len(words[n])))
        number = next(alike, None)
        if number is None:
            number = len(found)
            found.append([])
            words.append(telling)
            for word in telling:
                by_word[gap.kind, word].append(number)
        found[number].append(gap)
    return sorted(map(_cluster, found), key=lambda cluster: (-cluster.count, -cluster.last.timestamp()))


def _telling(gap: Gap, lexicon: Lexicon) -> frozenset[str]:
    """The matcher's concepts that a question is about; for one that is not kept, its nearest entry."""
    if not gap.question:
        return frozenset([f"near {gap.near[0][0] if gap.near else ''}"])
    return frozenset(lexicon.concepts(normalise(gap.question).split()) or [gap.question])


def _cluster(gaps: list[Gap]) -> Cluster:
    wordings = Counter(gap.question for gap in gaps if gap.question)
    near = max((gap.near for gap in gaps), key=lambda near: near[0][1] if near else 0.0)
    return Cluster(
        kind=gaps[0].kind,
        count=len(gaps),
        people=len({gap.asker for gap in gaps}),
        questions=tuple(question for question, _ in wordings.most_common(SHOWN)),
        near=near,
        last=max(gap.asked_at for gap in gaps),
    )

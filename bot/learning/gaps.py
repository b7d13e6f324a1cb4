"""Gaps: questions that were not answered well, and which of them ask the same."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from bot.matching.lexicon import Lexicon
from bot.matching.normalize import normalise

# Why a question is a gap: nothing was answered; nothing offered was meant; the answer did not help; it was asked again
# in other words, and answered otherwise.
UNANSWERED, NONE_OF_THESE, UNHELPFUL, REPHRASED = "unanswered", "none_of_these", "unhelpful", "rephrased"
KINDS = (UNANSWERED, NONE_OF_THESE, UNHELPFUL, REPHRASED)

# Why an answer did not help.
WRONG, OUTDATED, NOT_MEANT = "wrong", "outdated", "not_meant"
REASONS = (WRONG, OUTDATED, NOT_MEANT)

# Two questions ask the same when the shorter one shares this much of its telling words with the other.
ALIKE = 0.6

# A cluster shows so many of its wordings.
SHOWN = 5

# A word that begins so many groups tells no more of them apart; ten thousand gaps stay a matter of a moment.
MOST_BY_WORD = 100

# Questions are compared by so many characters of their beginning: what is longer is pasted text.
ENOUGH = 200

# As much of a question as is kept: longer ones are pasted text.
LONGEST = 500


@dataclass(frozen=True, slots=True)
class Gap:
    """One question that went wrong. `question` is empty where questions are not kept.

    `near` are the nearest entries with their scores (0 to 1), best first. `asker` is `hashed`. `about` names the
    message that the asker judged, and may judge otherwise; `reason` is one of REASONS, or empty. `number` is its own
    in the database.
    """

    team: str
    kind: str
    question: str
    surface: str
    near: tuple[tuple[str, float], ...]
    asker: str
    asked_at: datetime
    about: str = ""
    reason: str = ""
    dismissed: bool = False
    number: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Gaps that ask the same, by `people` different persons; `questions` are their wordings, the commonest first.

    `numbers` are those of its gaps, those of the commonest wording first, of these and of the others the latest;
    `reasons` are given ones with how often, the commonest first.
    It is `dismissed` if any of its gaps is.
    """

    kind: str
    count: int
    people: int
    questions: tuple[str, ...]
    near: tuple[tuple[str, float], ...]
    last: datetime
    numbers: tuple[int, ...] = ()
    reasons: tuple[tuple[str, int], ...] = ()
    dismissed: bool = False

    @property
    def number(self) -> int:
        """The gap that stands for it, and asks what it shows."""
        return self.numbers[0] if self.numbers else 0


def hashed(team: str, person: str) -> str:
    """A name for a person that tells persons apart, and not who they are without their id."""
    return hashlib.sha256(f"{team}/{person}".encode()).hexdigest()[:16]


def clusters(gaps: Iterable[Gap], lexicon: Lexicon) -> list[Cluster]:
    """The gaps of each kind, together where they ask the same; most asked first, then the latest.

    A question joins the first cluster that is alike, if they name the same numbers; of questions that are not kept,
    those with the same nearest entry are one.
    """
    grouping = _Grouping()
    words: dict[str, frozenset[str]] = {}
    for gap in sorted(gaps, key=lambda gap: gap.asked_at):
        if not gap.question:
            telling = frozenset([f"near {gap.near[0][0] if gap.near else ''}"])
        elif (telling := words.get(gap.question, frozenset())) == frozenset():
            telling = words[gap.question] = telling_words(gap.question, lexicon)
        grouping.add(gap, telling)
    return sorted(map(_cluster, grouping.groups), key=lambda cluster: (-cluster.count, -cluster.last.timestamp()))


def telling_words(question: str, lexicon: Lexicon) -> frozenset[str]:
    """The matcher's concepts that a question is about."""
    return frozenset(lexicon.concepts(normalise(question[:ENOUGH]).split()) or [question])


# What only questions of one cluster share: their kind, and the numbers in them ("floor 7" is not "floor 14").
_Sort = tuple[str, frozenset[str]]


class _Grouping:
    """Gaps put together, each with the first group whose first gap is alike."""

    def __init__(self) -> None:
        self.groups: list[list[Gap]] = []
        self._sizes: list[int] = []
        self._by_word: dict[tuple[_Sort, str], list[int]] = defaultdict(list)
        self._by_words: dict[tuple[str, frozenset[str]], int] = {}

    def add(self, gap: Gap, telling: frozenset[str]) -> None:
        """Put a gap with those that are alike, or begin a group."""
        number = self._by_words.get((gap.kind, telling))
        if number is None:
            number = self._alike((gap.kind, frozenset(filter(_has_digit, telling))), telling)
            self._by_words[gap.kind, telling] = number
        self.groups[number].append(gap)

    def _alike(self, sort: _Sort, telling: frozenset[str]) -> int:
        candidates: Counter[int] = Counter()
        for word in telling:
            candidates.update(self._by_word[sort, word])
        size, sizes = len(telling), self._sizes
        alike = [n for n, shared in candidates.items() if shared >= ALIKE * size or shared >= ALIKE * sizes[n]]
        number = min(alike, default=None)
        return self._begin(sort, telling) if number is None else number

    def _begin(self, sort: _Sort, telling: frozenset[str]) -> int:
        number = len(self.groups)
        self.groups.append([])
        self._sizes.append(len(telling))
        for word in telling:
            known = self._by_word[sort, word]
            if len(known) < MOST_BY_WORD:
                known.append(number)
        return number


def _has_digit(word: str) -> bool:
    return any(map(str.isdigit, word))


def _cluster(gaps: list[Gap]) -> Cluster:
    wordings = Counter(gap.question for gap in gaps if gap.question)
    questions = tuple(question for question, _ in wordings.most_common(SHOWN))
    shown = [gap for gap in reversed(gaps) if gap.question in questions[:1]]
    numbers = dict.fromkeys(gap.number for gap in (*shown, *reversed(gaps)))
    near = max((gap.near for gap in gaps), key=lambda near: near[0][1] if near else 0.0)
    return Cluster(
        kind=gaps[0].kind,
        count=len(gaps),
        people=len({gap.asker for gap in gaps}),
        questions=questions,
        near=near,
        last=max(gap.asked_at for gap in gaps),
        numbers=tuple(numbers),
        reasons=tuple(Counter(gap.reason for gap in gaps if gap.reason).most_common()),
        dismissed=any(gap.dismissed for gap in gaps),
    )

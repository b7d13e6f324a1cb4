"""How well the matcher does on labelled questions: its measures, and the risk at every threshold."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path

from bot.errors import QuestionsError, unread
from bot.matching.decision import Abstained, Ambiguous, Answered, Decision

# Unknown ids that are told at a time.
MANY = 20


@dataclass(frozen=True, slots=True)
class Labelled:
    """One question with the ids that a fair judge accepts (none: out of scope) and its sort.

    `place` is the file and line it was read from.
    """

    question: str
    expect: frozenset[str]
    kind: str
    place: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One labelled question with what the matcher decided."""

    labelled: Labelled
    decision: Decision

    @property
    def ids(self) -> list[str]:
        """The ids reported, best first."""
        return [match.entry.id for match in self.decision.matches]

    @property
    def answered(self) -> str | None:
        """The id answered with, if any."""
        return self.decision.best.entry.id if isinstance(self.decision, Answered) else None

    @property
    def sure(self) -> float:
        """The score of the best match: 0 to 1."""
        return self.decision.matches[0].score if self.decision.matches else 0.0


@dataclass(frozen=True, slots=True)
class Measures:
    """Shares, 0 to 1; the first five over the questions in scope, the last two over the others."""

    in_scope: int
    out_of_scope: int
    right_at_1: float
    right_at_3: float
    answered_right: float
    answered_wrong: float
    offered: float
    false_answers: float
    false_offers: float

    def lines(self) -> list[str]:
        """One "name  value" a line."""
        return [f"{part.name.replace('_', ' '):15} {_shown(getattr(self, part.name))}" for part in fields(self)]


def _shown(value: float) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def read_labelled(path: Path) -> list[Labelled]:
    """Read {"q", "expect", "kind"} objects, one a line.

    Raises QuestionsError naming file and line of the first that cannot be used.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionsError(
            f"{path}: cannot be read ({unread(error)}): name a file of labelled questions, in UTF-8"
        ) from error
    rows = []
    for number, line in enumerate(text.split("\n"), 1):  # JSON may hold other line breaks, such as U+2028
        if line.strip():
            try:
                row = json.loads(line)
                expect = row["expect"]
                if not isinstance(row["q"], str) or not isinstance(expect, list):
                    raise TypeError
                rows.append(
                    Labelled(
                        row["q"], frozenset(map(str, expect)), str(row.get("kind", "question")), f"{path}:{number}"
                    )
                )
            except (ValueError, KeyError, TypeError, RecursionError) as error:
                wanted = '{"q": "the question", "expect": ["pack/entry"], "kind": "paraphrase"}'
                raise QuestionsError(f"{path}:{number}: not a labelled question: write it like {wanted}") from error
    if not rows:
        raise QuestionsError(f"{path}: holds no questions: add one JSON object a line")
    return rows


def check_expected(rows: Iterable[Labelled], known: Iterable[str]) -> None:
    """Raises QuestionsError naming every expected id (up to MANY) that no pack has: its questions would all score 0."""
    ids = sorted(known)
    names = set(ids)
    lines: list[str] = []
    for row in rows:
        for missing in sorted(row.expect - names):
            near = get_close_matches(missing, ids, n=1)
            hint = f'did you mean "{near[0]}"?' if near else "`principles list` shows every id"
            lines.append(f'{row.place}: no entry is called "{missing}": {hint}')
    if lines:
        more = [f"... and {len(lines) - MANY} more"] if len(lines) > MANY else []
        raise QuestionsError("\n".join([*lines[:MANY], *more]))


def evaluate(decide: Callable[[str], Decision], rows: Iterable[Labelled]) -> list[Outcome]:
    """Ask every question; `decide` is a matcher's `match`, or whatever people's questions go through."""
    return [Outcome(row, decide(row.question)) for row in rows]


def measure(outcomes: Sequence[Outcome]) -> Measures:
    """The measures over all outcomes; a share of nothing is 0."""
    inside = [o for o in outcomes if o.labelled.expect]
    outside = [o for o in outcomes if not o.labelled.expect]
    right_3 = [bool(o.labelled.expect.intersection(o.ids[:3])) for o in inside]
    offered = [isinstance(o.decision, Ambiguous) for o in inside]
    return Measures(
        in_scope=len(inside),
        out_of_scope=len(outside),
        right_at_1=_share(o.ids[:1] != [] and o.ids[0] in o.labelled.expect for o in inside),
        right_at_3=_share(right_3),
        answered_right=_share(o.answered in o.labelled.expect for o in inside),
        answered_wrong=_share(o.answered is not None and o.answered not in o.labelled.expect for o in inside),
        offered=_share(right and offer for right, offer in zip(right_3, offered, strict=True)),
        false_answers=_share(isinstance(o.decision, Answered) for o in outside),
        false_offers=_share(isinstance(o.decision, Ambiguous) for o in outside),
    )


def is_miss(outcome: Outcome) -> bool:
    """Whether a person would be served badly: a wrong answer, or the right one not even near."""
    expect = outcome.labelled.expect
    if not expect:
        return outcome.answered is not None
    return outcome.answered not in {None, *expect} or not expect.intersection(outcome.ids[:3])


def _share(hits: Iterable[bool]) -> float:
    marks = list(hits)
    return sum(marks) / len(marks) if marks else 0.0


@dataclass(frozen=True, slots=True)
class Point:
    """One threshold on the score: which share in scope would be answered rightly, and what goes wrong."""

    threshold: float
    answered_right: float
    answered_wrong: float
    false_answers: float


def risk_coverage(outcomes: Sequence[Outcome], thresholds: Sequence[float]) -> list[Point]:
    """What answering everything above each threshold would give."""
    inside = [o for o in outcomes if o.labelled.expect]
    outside = [o for o in outcomes if not o.labelled.expect]
    points = []
    for threshold in thresholds:
        over = [o.sure >= threshold and not isinstance(o.decision, Abstained) for o in inside]
        right = [o.ids[:1] != [] and o.ids[0] in o.labelled.expect for o in inside]
        points.append(
            Point(
                threshold,
                _share(a and b for a, b in zip(over, right, strict=True)),
                _share(a and not b for a, b in zip(over, right, strict=True)),
                _share(o.sure >= threshold and not isinstance(o.decision, Abstained) for o in outside),
            )
        )
    return points


@dataclass(frozen=True, slots=True)
class Reliability:
    """Of some questions: how sure the matcher was of its first match on average, and how often that was right.

    `name` says which questions; both shares are 0 to 1, and a matcher that knows itself has them equal.
    """

    name: str
    questions: int
    said: float
    was: float


# Steps of sureness that the table is made of.
STEPS = 10


def reliability(outcomes: Sequence[Outcome]) -> list[Reliability]:
    """One row for each tenth of sureness that occurred, then one for each pack of the first matches, where several."""
    packs: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        if outcome.ids:
            packs.setdefault(outcome.ids[0].partition("/")[0], []).append(outcome)
    rows = reliability_steps(outcomes)
    return rows + [_reliability(pack, packs[pack]) for pack in sorted(packs) if len(packs) > 1]


def reliability_steps(outcomes: Iterable[Outcome]) -> list[Reliability]:
    """One row for each tenth of sureness that occurred, the least sure first."""
    steps: dict[int, list[Outcome]] = {}
    for outcome in outcomes:
        if outcome.ids:
            steps.setdefault(min(STEPS - 1, int(outcome.sure * STEPS)), []).append(outcome)
    return [_reliability(f"{step / STEPS:.1f} to {(step + 1) / STEPS:.1f}", steps[step]) for step in sorted(steps)]


def _reliability(name: str, outcomes: Sequence[Outcome]) -> Reliability:
    said = sum(outcome.sure for outcome in outcomes) / len(outcomes)
    return Reliability(name, len(outcomes), said, _share(o.ids[0] in o.labelled.expect for o in outcomes))

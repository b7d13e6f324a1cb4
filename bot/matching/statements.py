"""Whether a message asks at all: reports, announcements and thanks carry an entry's words and want no answer."""

from __future__ import annotations

from collections.abc import Sequence

from bot.matching.question import Part

# Who reports speaks of people: of oneself, or of those who did something.
_PEOPLE = frozenset("i we my our he she they us me his her their".split())

# Past forms that do not end in "ed".
_PAST = frozenset(
    """
    was were had did went left said got gave came hit fell found lost spoke told rang sent made took saw bought
    brought felt thought heard kept forgot wrote sold won broke met spent ran sat knew began ate drank read paid
    taught caught stood understood held hung built chose drove flew grew threw wore led fed cut put set shut
""".split()
)
# A shorter word in "ed" is seldom a verb in the past: "need", "red", "feed".
_SHORTEST_PAST = 5


def statement_features(part: Part) -> dict[str, float]:
    """Marks of a part that tells rather than asks, 0 or 1."""
    reports = not (part.marked or part.asks) and not _PEOPLE.isdisjoint(part.words) and _in_the_past(part.words)
    return {
        # people and what they did, and neither a question mark nor a question word: "told him the steps, he left"
        "reports": float(reports),
    }


def _in_the_past(words: Sequence[str]) -> bool:
    return any(word in _PAST or (len(word) >= _SHORTEST_PAST and word.endswith("ed")) for word in words)

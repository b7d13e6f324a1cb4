"""Why the matcher decided as it did, in one plain sentence for the person who asked."""

from __future__ import annotations

from collections.abc import Sequence

from bot.matching.index import Index
from bot.matching.numbers import Count
from bot.matching.question import Part
from bot.matching.scoring import Ranked

# A word that says at least this much (of UNKNOWN, 5) is named as the one that is not known.
TELLING_WORD = 2.5


def answer_reason(best: Ranked) -> str:
    """Why this entry answers."""
    candidate = best.candidate
    agreed = [str(count) for count in candidate.asked.part.counts if candidate.counts.agree(count)]
    number = f", and it has the {agreed[0]} asked for" if agreed else ""
    return f'The question is close to "{candidate.nearest}"{number}.'


def offer_reason() -> str:
    """Why entries are offered."""
    return "Several entries come near, and the wording does not decide between them."


def abstain_reason(parts: Sequence[Part], best: Ranked | None, wrong: Sequence[Count], index: Index) -> str:
    """Why nothing is answered: no words, small talk, a wrong number, an unknown word, or too far away."""
    if best is None:
        return "Nothing in this message is known here."
    if wrong:
        what = str(wrong[0]) if wrong[0].noun == "rule of" else f"list of {wrong[0]}"
        return f"No {what} is known here."
    unknown = _telling_unknown(best, index)
    if unknown:
        return f'Nothing known here is about "{unknown}".'
    return "Nothing known here comes near enough to answer this."


def _telling_unknown(best: Ranked, index: Index) -> str | None:
    """The rarest word of the part that no entry has, as it was typed."""
    part = best.candidate.asked.part
    unknown = [
        (index.rarity(term, typed), typed)
        for term, typed in zip(part.terms, part.typed, strict=True)
        if index.number_of(term) is None
    ]
    rarity, word = max(unknown, default=(0.0, ""), key=lambda row: row[0])
    return word if rarity >= TELLING_WORD else None

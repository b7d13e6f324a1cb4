"""Why the matcher decided as it did, in one plain sentence for the person who asked.

What stands in quotation marks is a word of content that the person typed, whole and as they spelt it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.matching.candidates import Candidate
from bot.matching.contrasts import Contrast
from bot.matching.index import Index
from bot.matching.numbers import Count
from bot.matching.question import ASKING, REQUESTING
from bot.matching.scoring import Ranked

# A word that says at least this much (of UNKNOWN, 5) is named as the one that is not known.
TELLING_WORD = 2.5

_JOINED_BEFORE = re.compile(r"[\w'’+#-]")
_JOINED_BEHIND = re.compile(r"(?!['’]s(?![\w'’+#*-]))[\w'’+#*-]")

QUOTED = "The message quotes this answer."
NOTHING_KNOWN = "Nothing in this message is known here."
TOO_FAR = "Nothing known here comes near enough to answer this."


def answer_reason(best: Ranked, *, quotes: bool = False) -> str:
    """Why this entry answers; `quotes`: because the message is a line of its answer."""
    if quotes:
        return QUOTED
    candidate = best.candidate
    agreed = [str(count) for count in candidate.asked.part.counts if candidate.counts.agree(count)]
    number = f", and it has the {agreed[0]} asked for" if agreed else ""
    close = "close in meaning" if candidate.closest != candidate.nearest else "close"
    return f'The question is {close} to "{candidate.closest}"{number}.'


def offer_reason(question: str, best: Ranked) -> str:
    """Why entries are offered: what comes near is about something else, or several do."""
    other = _contradicted(question, best.candidate)
    return other or "Several entries come near, and the wording does not decide between them."


def several_reason(denied: str = "") -> str:
    """Why entries are offered for a message that asks more than one thing; `denied` is why one is not answered."""
    if denied:
        return f"The message asks more than one question. {denied}"
    return "The message asks more than one question; each of these answers one of them."


def abstain_reason(question: str, best: Ranked | None, wrong: Sequence[Count], index: Index) -> str:
    """Why nothing is answered: no words, a wrong number, something else, an unknown word, or too far away."""
    if best is None:
        return NOTHING_KNOWN
    if wrong:
        unknown_counts = [count for count in wrong if count not in index.known_counts]
        if not unknown_counts:
            return TOO_FAR
        first = unknown_counts[0]
        return f"No {first if first.noun == 'rule of' else f'list of {first}'} is known here."
    if other := _contradicted(question, best.candidate):
        return other
    word = _telling_unknown(question, best.candidate, index)
    return f'Nothing known here is about "{word}".' if word else TOO_FAR


def _contradicted(question: str, candidate: Candidate) -> str | None:
    """What of the question the entry is not about, where the person can be quoted on it."""
    for fact in candidate.contradicted:
        typed = " ".join(fact.others) if isinstance(fact, Contrast) else fact.typed
        if shown := as_typed(typed, question) or (as_typed(typed.split()[-1], question) if typed else None):
            return f'What comes near is not about "{shown}".'
    return None


def _telling_unknown(question: str, candidate: Candidate, index: Index) -> str | None:
    """The rarest word of the part that no entry has, as the person typed it."""
    part = candidate.asked.part
    unknown = [
        (index.rarity(term, typed), typed)
        for term, typed in zip(part.terms, part.typed, strict=True)
        if index.number_of(term) is None and typed not in ASKING and typed not in REQUESTING
    ]
    rarity, word = max(unknown, default=(0.0, ""), key=lambda row: row[0])
    return as_typed(word, question) if rarity >= TELLING_WORD else None


def as_typed(words: str, question: str) -> str | None:
    """The words as they stand in the question, or None where they do not, or only as a part of a word."""
    text, start = question.casefold(), 0
    while words and len(text) == len(question) and (place := text.find(words, start)) >= 0:
        end = place + len(words)
        if not _JOINED_BEFORE.match(question[place - 1 : place]) and not _JOINED_BEHIND.match(question, end):
            return question[place:end]
        start = place + 1
    return None

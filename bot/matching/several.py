"""Two questions in one message: "what are the 7 Cs? and what is the rule of 7?", "the 7 Cs and the 6 pillars"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.knowledge.model import Knowledge
from bot.matching.decision import Abstained, Ambiguous, Answered, Besides, Decision, Match
from bot.matching.numbers import counts_in
from bot.matching.question import ASKING, REQUESTING
from bot.matching.reasons import NOTHING_KNOWN, TOO_FAR, several_reason

# A longer message tells a story around its question; it is read in parts instead.
LONGEST: Final = 45

# More questions than this in one message are a list, not a request.
MOST: Final = 4

UNDECIDED: Final = "What comes near another one is offered."

# A message of so many words may name two things without asking.
BRIEF: Final = 12

_JOINING = frozenset(["and", "also", "plus", "or"])
_FILLERS = frozenset(["and", "also", "plus", "then", "or", "secondly", "so", "please"])

# A question with one of these goes on about what was said before: "what are they?", "and in which order are those?".
_POINTING = frozenset(
    "it its they them their that those this these one ones he she his her there all both next else more".split()
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One of several questions and what was decided for it; `says` whether it can be asked by itself."""

    question: str
    decision: Decision
    says: bool


def questions_in(normalised: str) -> list[str]:
    """The questions of a short message that asks more than one; none for any other.

    "what are the 7 c and the 6 pillars" asks "what are the 7 c" and "what are the 6 pillars".
    """
    words = normalised.split()
    if len(words) > LONGEST or not ("?" in words[:-1] or "." in words[:-1] or _JOINING.intersection(words)):
        return []
    found = [" ".join(question) for sentence in _sentences(words) for question in _halves(sentence) if _asks(question)]
    different = list(dict.fromkeys(found))
    return different if 2 <= len(different) <= MOST else []


def halves_of(normalised: str) -> Iterator[tuple[str, str]]:
    """What a brief message names on both sides of "and": "opening hours and parking"."""
    words = normalised.rstrip(" .?").split()
    for place, word in enumerate(words):
        if word == "and" and 0 < place < len(words) - 1 <= BRIEF:
            yield " ".join(words[:place]), " ".join(words[place + 1 :])


def _sentences(words: Sequence[str]) -> Iterator[list[str]]:
    """The words between marks, a question with its mark, without "and" before it."""
    sentence: list[str] = []
    for word in (*words, "."):
        if word not in (".", "?"):
            if sentence or word not in _FILLERS:
                sentence.append(word)
        elif sentence:
            yield [*sentence, "?"] if word == "?" else sentence
            sentence = []


def _halves(sentence: list[str]) -> Iterator[list[str]]:
    """A sentence, or the two that "and" joins: both ask, or both count something."""
    for place, word in enumerate(sentence):
        behind = place + 1
        while behind < len(sentence) and sentence[behind] in _FILLERS:
            behind += 1
        one, other = sentence[:place], sentence[behind:]
        if word not in _JOINING or not one or len(other) < 2:
            continue
        if word != "or" and other[0] in ASKING and (one[0] in ASKING or counts_in(one)):
            yield one
            yield from _halves(other)
            return
        if counts_in(one) and counts_in(other):
            yield one
            yield from _halves([*_opening(one), *other])
            return
    yield sentence


def _opening(words: Sequence[str]) -> list[str]:
    """How a question is put, up to the thing it asks for: "what are"."""
    ends = (place for place, word in enumerate(words) if word == "the" or word.isdecimal())
    return list(words[: next(ends, 0)])


def _asks(words: Sequence[str]) -> bool:
    return words[-1] == "?" or words[0] in ASKING or words[0] in REQUESTING or bool(counts_in(words))


def joined(outcomes: Sequence[Outcome], whole: Decision, knowledge: Knowledge, top: int) -> Decision:
    """The decision for a message from those for its questions.

    Where several are answered the reply is to each; where one is, it is not denied together with the others, and
    what is not answered is told. `whole` stands where the questions say no more than the message.
    """
    answers = [one.decision for one in outcomes if isinstance(one.decision, Answered)]
    if not answers:
        return whole
    found = list({answer.best.entry.id: answer.best for answer in answers}.values())
    besides = next(filter(None, (_besides(one, found) for one in outcomes)), None)
    denied = (besides.reason or UNDECIDED) if besides else ""
    if not all(knowledge.are_twins(found[0].entry, match.entry) for match in found[1:]):
        return Ambiguous(_falling(found[: max(top, 2)]), several_reason(denied), each=True, besides=besides)
    if besides and not isinstance(outcomes[0].decision, Answered) and len(answers[0].matches) > 1:
        # What follows an unknown question may be about that: "how do I sue, and what are the fees".
        return Ambiguous(answers[0].matches[: max(top, 2)], several_reason(denied), besides=besides)
    if besides:
        answer = whole if isinstance(whole, Answered) else answers[0]
        return replace(answer, reason=several_reason(denied), besides=besides)
    if isinstance(whole, Abstained) and len(answers[0].matches) > 1:
        refused = (one.decision.reason for one in outcomes if isinstance(one.decision, Abstained))
        return Ambiguous(answers[0].matches[: max(top, 2)], several_reason(next(refused, whole.reason)))
    return whole


def _besides(one: Outcome, found: Sequence[Match]) -> Besides | None:
    """The question as one that nothing answers; None where it is answered, or says nothing of its own."""
    decision = one.decision
    if isinstance(decision, Answered) or not one.says or not _POINTING.isdisjoint(one.question.split()):
        return None
    nearest = next((match.entry.id for match in decision.matches), None)
    if isinstance(decision, Ambiguous) and any(match.entry.id == nearest for match in found):
        return None  # it goes on about what is answered
    reason = decision.reason
    if isinstance(decision, Ambiguous):
        reason = ""  # what comes near says enough
    elif reason == NOTHING_KNOWN:
        reason = TOO_FAR  # what is answered beside it is known
    return Besides(one.question.removesuffix(" ?"), decision.matches, reason)


def _falling(matches: Sequence[Match]) -> tuple[Match, ...]:
    """The matches in the order in which they were asked for; scores never rise."""
    sure, falling = 1.0, []
    for match in matches:
        sure = min(sure, match.score)
        falling.append(replace(match, score=sure))
    return tuple(falling)

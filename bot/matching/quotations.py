"""A line quoted from an answer finds the entry that says it: "> be on time and prepared - where is that from?"."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from bot.knowledge.model import Answer
from bot.knowledge.passages import plain_answer
from bot.matching.candidates import Candidate
from bot.matching.normalize import normalise, without_marks

# Fewer words than this in a row are a turn of phrase, which two people hit upon without reading each other.
SHORTEST: Final = 6

# What share of a message, or of one of its sentences, has to be the quotation; the rest says what is wanted of it.
MOST: Final = 2 / 3

# What share of a message such a sentence has to be, and what share of its words an entry has to have at least.
HALF: Final = 0.5

# What the words of a quotation have to say together (a word says about 0 to 7): "you can do that in the" says nothing.
TELLING: Final = 3.0

# Answers whose words are remembered; a question looks at a dozen.
REMEMBERED: Final = 512


def quoted(normalised: str, candidates: Iterable[Candidate]) -> dict[int, int]:
    """The entries that have a normalised message word for word in their answer: place -> its nearest wording.

    Where one has more of the message in a row than another, it alone is quoted.
    """
    found: dict[int, int] = {}
    stretches, longest = _stretches(normalised), SHORTEST
    for candidate in candidates if stretches else ():
        if candidate.features["explained"] < HALF:
            continue
        words = max(_quoted_words(stretch, candidate) for stretch in stretches)
        if words > longest:
            found.clear()
        if words >= longest:
            found.setdefault(candidate.place, candidate.wording)
            longest = words
    return found


def _stretches(normalised: str) -> list[list[str]]:
    """The message without its marks, and each of its sentences that is half of it at least."""
    words = without_marks(normalised)
    sentences = (sentence.split() for sentence in normalised.replace("?", ".").split("."))
    return [one for one in (words, *sentences) if len(one) >= max(SHORTEST, HALF * len(words))]


def _quoted_words(words: Sequence[str], candidate: Candidate) -> int:
    """How many of these words in a row the answer has; 0 where that is not most of them, or says too little."""
    run = _run(words, _words_of(candidate.entry.answer), max(SHORTEST, math.ceil(MOST * len(words))))
    said = dict(zip(candidate.asked.part.typed, candidate.asked.weights, strict=True))
    return len(run) if sum(said.get(word, 0.0) for word in set(run)) >= TELLING else 0


@lru_cache(REMEMBERED)
def _words_of(answer: Answer) -> str:
    """The normalised words of an answer, a space around each, its marks left out."""
    pieces = (without_marks(normalise(piece)) for piece in plain_answer(answer).pieces())
    return f" {' '.join(word for words in pieces for word in words)} "


def _run(words: Sequence[str], text: str, least: int) -> Sequence[str]:
    """The first `least` words or more that stand in a text in a row; none where there are none."""
    for start in range(len(words) - least + 1):
        end = start + least
        if f" {' '.join(words[start:end])} " in text:
            while end < len(words) and f" {' '.join(words[start : end + 1])} " in text:
                end += 1
            return words[start:end]
    return ()

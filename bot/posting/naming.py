"""What a list's points are called ("pillars"), and how few are counted ("seven")."""

from __future__ import annotations

import re

from bot.knowledge.model import Entry
from bot.knowledge.passages import plain_words

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

# The words by which lists call their points, most telling first; a plural is looked for in the
# question, then in the introduction.
NOUNS = (
    "pillars", "principles", "rules", "steps", "stages", "phases", "elements", "qualities", "characteristics",
    "values", "skills", "benefits", "guidelines", "essentials", "milestones", "examples", "keys", "tips", "ways",
)  # fmt: skip
INITIALS = re.compile(r"\b(?:\d+|[a-z]+) ?([A-Z])(?:['’]?s)\b")


def list_noun(entry: Entry) -> str:
    """What the items of a list are called: "pillars", "Cs", or plainly "steps" or "points".

    >>> from bot.knowledge.model import Answer, Source
    >>> list_noun(Entry("p", "n", "What are the 7 C's of service?", Answer("bullets"), Source("t")))
    'Cs'
    """
    for text in (entry.question, plain_words(entry.answer.intro, entry.answer.format)):
        if initial := INITIALS.search(text):
            return f"{initial[1]}s"
        words = set(re.findall(r"[a-z]+", text.casefold()))
        if noun := next((noun for noun in NOUNS if noun in words), None):
            return noun
    return "steps" if entry.answer.kind == "steps" else "points"


def spelled(number: int) -> str:
    """A small number as a word, a larger one in digits.

    >>> spelled(7), spelled(15)
    ('seven', '15')
    """
    return NUMBERS[number] if number < len(NUMBERS) else str(number)

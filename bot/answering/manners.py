"""Greetings, thanks, "help" and the like: recognised when they are the whole message, never inside a question."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz, process
from rapidfuzz.distance import DamerauLevenshtein

from bot.knowledge.model import Manner
from bot.matching.spelling import English

# Longer messages are no small talk: they say something.
MAX_CHARACTERS = 120
MAX_WORDS = 16

# Words that mean nothing beside a greeting, thanks or a word of command.
FILLERS = frozenset(
    "please pls plz kindly there all everyone everybody team folks guys buddy mate friend friends dear sir madam bot "
    "robot principles again so very much lot too also and a the this that it you your me my now then well just really "
    "for to today here".split()
)

# Where a message holds several, the one that asks for something counts, and a greeting last.
ORDER = (
    "help",
    "human",
    "unhappy",
    "who",
    "topics",
    "random",
    "search",
    "daily",
    "thanks",
    "goodbye",
    "understood",
    "greeting",
)

# Words as people type them in a hurry.
IN_A_HURRY = {"u": "you", "r": "are", "ur": "your", "y": "why", "im": "i'm", "whats": "what's", "hows": "how's"}

# So many of its words may be misspelt.
MISSPELT = 2

# One slip in a word of four letters or more, two in one of eight or more; shorter ones are written as they are.
ONE_SLIP, TWO_SLIPS = 4, 8

EMOJI = re.compile(r":([a-z0-9_+'-]{1,100})(?:::skin-tone-[2-6])?:(?::skin-tone-[2-6]:)?")
# What holds emoji together and chooses how they look.
JOINERS = frozenset("\u200d\ufe0f\ufe0e")
# An emoji that no manner names is a nod.
ANY_EMOJI = "understood"
TONE = re.compile(r":skin-tone-[2-6]:")


class Manners:
    """The manners of one bot; safe to share between threads."""

    def __init__(self, manners: Sequence[Manner]) -> None:
        self._sayings: dict[tuple[str, ...], Manner] = {}
        for manner in manners:
            for line in manner.say:
                self._sayings.setdefault(tuple(_words(line)) or (line,), manner)
        self._longest = max(map(len, self._sayings), default=0)
        self._known = {word for saying in self._sayings for word in saying} | FILLERS
        self._english = English()
        self._of_emoji = next((manner for manner in manners if manner.name == ANY_EMOJI), None)

    def recognise(self, text: str) -> Manner | None:
        """The manner that the whole of `text` is, with typing errors, emoji and fillers; None for anything else."""
        if not self._sayings or len(text) > MAX_CHARACTERS:
            return None
        words = _words(text)
        if len(words) > MAX_WORDS:
            return None
        if not words:
            return self._sayings.get((text.strip(),)) or (self._of_emoji if _only_emoji(text) else None)
        # Small talk is made of its own words; one or two may be misspelt.
        strange = sum(word not in self._known for word in words)
        found = self._cover(words) if not strange else None
        if 0 < strange <= MISSPELT:
            found = self._cover([self._repaired(word) for word in words])
        return found or (self._of_emoji if _only_emoji(text) else None)

    def _cover(self, words: list[str]) -> Manner | None:
        """The chief manner where sayings and fillers cover all the words; None where something is left."""
        # found[n]: the manners in the first n words, where those are covered.
        found: list[tuple[Manner, ...] | None] = [(), *(None for _ in words)]
        for end in range(1, len(words) + 1):
            if words[end - 1] in FILLERS and found[end - 1] is not None:
                found[end] = found[end - 1]
            for start in range(max(0, end - self._longest), end):
                saying, before = self._sayings.get(tuple(words[start:end])), found[start]
                if saying is not None and before is not None:
                    found[end] = (*before, saying)
                    break
        return min(found[-1], key=_rank) if found[-1] else None

    def _repaired(self, word: str) -> str:
        """The known word that this one is with a slip or two; itself where none is near."""
        slips = 2 if len(word) >= TWO_SLIPS else 1 if len(word) >= ONE_SLIP else 0
        if not slips or word in self._known or self._english.count(word):
            return word
        known = (other for other in self._known if other[:1] == word[:1])
        near = process.extract(word, sorted(known), scorer=DamerauLevenshtein.distance, score_cutoff=slips)
        # Of several, the one that shares most letters: a doubled one is left out more often than one is mistaken.
        return max((other for other, _, _ in near), key=lambda other: fuzz.ratio(word, other), default=word)


def said_with(reply: str, places: Mapping[str, str]) -> str:
    """The reply with its places filled; a sentence whose place is empty is left out."""
    sentences = re.split(r"(?<=[.!?]) +", reply)
    kept = [s for s in sentences if all(places.get(place) for place in re.findall(r"\{(\w+)\}", s))]
    return " ".join(re.sub(r"\{(\w+)\}", lambda match: places[match[1]], sentence) for sentence in kept)


def _rank(manner: Manner) -> int:
    return ORDER.index(manner.name) if manner.name in ORDER else 0


def _only_emoji(text: str) -> bool:
    """Whether the text is nothing but emoji, as Slack names them or as signs; and not nothing at all."""
    rest = EMOJI.sub("", TONE.sub("", text)).strip()
    signs = [sign for sign in rest if not sign.isspace() and sign not in JOINERS]
    return bool(text.strip()) and all(unicodedata.category(sign) in ("So", "Sk") for sign in signs)


def _words(text: str) -> list[str]:
    """The words in lower case without marks; an emoji is its name's words, its skin tone nothing."""
    named = EMOJI.sub(_spelt, TONE.sub("", text))
    words = re.findall(r"[+-]\d+|[^\W_]+(?:'[^\W_]+)*", named.casefold().replace("’", "'"))
    return [IN_A_HURRY.get(word, word) for word in words]


def _spelt(emoji: re.Match[str]) -> str:
    """An emoji's name as words; "+1" is one."""
    name = emoji[1]
    return f" {name} " if name[0] in "+-" else f" {name.replace('_', ' ').replace('-', ' ')} "

"""What an entry leaves out: "the trimmer without battery" is no answer to whoever asks for the battery."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.matching.lexicon import Lexicon

_WITHOUT: Final = "without"

# Words behind "without" that may be what is left out: "without unfriending or blocking them".
_REACH: Final = 5
_JOINING = frozenset(["or", "and"])
_ENDS = frozenset(". ? but when if while because so to for on in at by from of that which who is are do does".split())

# Who says one of these leaves something out too, or has lost it: "my receipt is missing", "rather than edit it".
_DENYING = frozenset(
    """
    without no non not never none nothing neither nor cannot lost lose losing loses forgot forgotten forget missing
    lack lacking lacks minus excluding except bare only just alone own rather instead unless avoid avoiding stop stopped
    against left broken broke stolen hidden hide free off down drops dropped dead fails failed gone
""".split()
)


@dataclass(frozen=True, slots=True)
class Excluded:
    """What a question asks for and an entry is without; `typed` is the last word for it."""

    terms: frozenset[str]
    typed: str


def left_out(wordings: Sequence[Sequence[str]], lexicon: Lexicon) -> tuple[frozenset[str], ...]:
    """The things that an entry's question has behind "without", each as terms, and that none of its wordings asks for.

    `wordings` are normalised words, the question first.
    """
    if _WITHOUT not in wordings[0]:
        return ()
    named: set[str] = set()
    for words in wordings:
        named.update(lexicon.concepts(_before(words)))
    things = (frozenset(lexicon.concepts(thing)) for thing in _behind(wordings[0]))
    return tuple(thing for thing in things if thing and not thing <= named)


def _before(words: Sequence[str]) -> Sequence[str]:
    """The words before "without"; all where there is none."""
    return words[: words.index(_WITHOUT)] if _WITHOUT in words else words


def _behind(words: Sequence[str]) -> Iterator[list[str]]:
    """The things behind "without": "unfriending" and "blocking them" of "without unfriending or blocking them"."""
    first = words.index(_WITHOUT) + 1
    thing: list[str] = []
    for word in words[first : first + _REACH]:
        if word in _ENDS:
            break
        if word in _JOINING:
            yield thing
            thing = []
        else:
            thing.append(word)
    yield thing


def contradicted(words: Sequence[str], excluded: Sequence[frozenset[str]], lexicon: Lexicon) -> tuple[Excluded, ...]:
    """What a question asks for of what an entry leaves out; nothing where it leaves anything out itself."""
    if not excluded or not _DENYING.isdisjoint(words):
        return ()
    typed = {term: words[place] for term, place in lexicon.placed(words)}
    asked = (thing for thing in excluded if thing <= typed.keys())
    return tuple(Excluded(thing, max((typed[term] for term in thing), key=words.index)) for thing in asked)

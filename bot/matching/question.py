"""A message -> the parts of it that may hold the need, each as terms and facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.matching.index import Index
from bot.matching.normalize import is_sign, normalise
from bot.matching.numbers import Count, counts_in, is_list_noun

# A message of at most this many words is taken as one; a longer one is also read in parts.
ONE_THOUGHT = 14

# Sentences that are read, of more those that ask: 4,000 characters may hold hundreds.
MAX_SENTENCES = 6

# A "sentence" beyond this many words has no full stops: it is read in stretches of this length.
STRETCH = 60

# A message beyond this many words is not read as a whole too: its need stands in some part.
WHOLE = 150

ASKING = frozenset(
    """
    what which who whom whose why how when where is are was do does did can could should would will may
""".split()
)
REQUESTING = frozenset(
    """
    list name tell explain give show remind describe walk define share need help want please advise suggest
    teach recommend looking wondering question know enumerate summarise summarize outline kindly steps tips
    advice
""".split()
)
TELLING = frozenset(
    """
    fyi yesterday tomorrow tonight today moved merged sent send will booked joined joining going went back
    finished done update updated reminder congrats welcome live shared pushed agreed heads up said says rang
    signed
""".split()
)
STATING = frozenset(
    """
    is was are were has have had been will got am did they he she it that
""".split()
)
# Asking for an answer of some length: "explain in 5 minutes".
_PUTTING = frozenset("explain summarise summarize describe outline tell give teach list name".split())
_LENGTHS = frozenset("minute minutes mins seconds word words sentence sentences line lines bullets".split())
# What follows these is what the question is about: "the pillars of democracy", "a book on python".
LEADING_TO_OBJECT = frozenset(["of", "on", "in", "for", "about", "with", "at", "to", "at", "from"])
_OBJECT_REACH = 3

# Words between a misspelt number and what it counts: "sxi key service pillars".
_COUNTED_REACH = 4


@dataclass(frozen=True, slots=True)
class Part:
    """One stretch of the message: its words, its terms (`typed` says by which words), and how it is put.

    `asks` is true for a question mark or a question word at the start; `requests` for "list",
    "tell me", "help"...; `tells` counts the words of someone reporting. `objects` are terms that follow
    a preposition, `soft` those typed only as words of asking, `others` people who are not customers
    (empty where customers are named too).
    """

    words: tuple[str, ...]
    terms: tuple[str, ...]
    typed: tuple[str, ...]
    counts: tuple[Count, ...]
    marked: bool
    asks: bool
    requests: bool
    tells: int
    states: bool
    chatter: int
    objects: frozenset[str]
    soft: frozenset[str]
    others: frozenset[str]
    whole: bool


def read_parts(normalised: str, index: Index, *, exact: bool = False) -> list[Part]:
    """The parts of a normalised message that may hold its need: the whole, its sentences, neighbours in pairs.

    Where the message is `exact`ly what an entry is asked by, it is one part, whatever its words.
    """
    if exact:
        words = tuple(normalised.split()) or ("?",)
        return [_part([_Sentence(words, words[-1] == "?")], index, whole=True)]
    read = (_repaired(sentence, index) for sentence in _likeliest(list(_split(normalised))))
    sentences = [sentence for sentence in read if sentence.words]
    if not sentences:
        return []
    total = sum(len(sentence.words) for sentence in sentences)
    parts = [_part(sentences, index, whole=True)] if total <= WHOLE or len(sentences) == 1 else []
    if len(sentences) > 1 and total > ONE_THOUGHT:
        for place, sentence in enumerate(sentences):
            parts.append(_part([sentence], index))
            if place:
                parts.append(_part(sentences[place - 1 : place + 1], index))
    return [part for part in parts if not part.soft.issuperset(part.terms)]  # "help" alone asks for nothing


class _Sentence(NamedTuple):
    """One sentence's words, and whether "?" ends it."""

    words: tuple[str, ...]
    marked: bool

    def asks(self) -> bool:
        """Whether it looks like a question or a request."""
        return self.marked or self.words[0] in ASKING or not REQUESTING.isdisjoint(self.words)


def _likeliest(sentences: list[_Sentence]) -> list[_Sentence]:
    """The sentences in their order; of too many, those that ask, then the first."""
    different = list(dict.fromkeys(sentences))
    if len(different) <= MAX_SENTENCES:
        return different
    asking = sorted(range(len(different)), key=lambda place: (not different[place].asks(), place))
    return [different[place] for place in sorted(asking[:MAX_SENTENCES])]


def _repaired(sentence: _Sentence, index: Index) -> _Sentence:
    """The sentence with its misspelt words mended, a number first of all; unknown pictures and signs left out."""
    words = sentence.words
    if not "".join(words).isalnum():
        words = tuple(word for word in words if not is_sign(word) or index.number_of(word) is not None)
    strange = [place for place, word in enumerate(words) if word.isalpha() and not index.speller.knows(word)]
    mended = list(words)
    for place in strange:
        mended[place] = index.speller.repair(words[place])
    for place in strange:
        mended[place] = _number(words[place], mended[place + 1 :], index) or mended[place]
    if tuple(mended) == sentence.words:
        return sentence
    # A repair may uncover a numeral ("sevn ps" -> "seven ps" -> "7 p").
    return _Sentence(tuple(normalise(" ".join(mended)).split()), sentence.marked)


def _number(word: str, behind: Sequence[str], index: Index) -> str | None:
    """The number word that is misspelt before a counted noun: "sxi" in "sxi pillars", "fuor" in "fuor Cs"."""
    for noun in behind[:_COUNTED_REACH]:
        if is_list_noun(noun) or (len(noun) == 2 and noun[1] == "s" and noun not in ("is", "us", "as")):
            return index.speller.number(word)
    return None


def _split(normalised: str) -> Iterator[_Sentence]:
    """The sentences as typed."""
    words: list[str] = []
    for word in [*normalised.split(), "."]:
        if word not in (".", "?"):
            words.append(word)
        if words and (word in (".", "?") or len(words) == STRETCH):
            yield _Sentence(tuple(words), word == "?")
            words = []


def _part(sentences: Sequence[_Sentence], index: Index, *, whole: bool = False) -> Part:
    """One part made of neighbouring sentences."""
    words = _without_length(_without_negated([word for sentence in sentences for word in sentence.words]))
    lexicon = index.lexicon
    placed = list(lexicon.placed(words))
    typed: dict[str, str] = {}
    for concept, place in placed:
        typed.setdefault(concept, words[place])
    concepts = typed.keys()
    asks = any(sentence.words[0] in ASKING for sentence in sentences) or any(word in ASKING for word in words[:4])
    marked = any(sentence.marked for sentence in sentences)
    requests = not REQUESTING.isdisjoint(words)
    return Part(
        words=tuple(words),
        terms=tuple(typed),
        typed=tuple(typed.values()),
        counts=counts_in(words),
        marked=marked,
        asks=asks,
        requests=requests,
        tells=len(TELLING.intersection(words)),
        states=not (asks or marked or requests) and not STATING.isdisjoint(words),
        chatter=len(lexicon.chatter.intersection(words)),
        objects=frozenset(concept for concept, place in placed if _is_object(words, place)),
        soft=frozenset(concepts) - {concept for concept, place in placed if words[place] not in REQUESTING},
        others=lexicon.others.intersection(concepts) if lexicon.customer not in concepts else frozenset(),
        whole=whole,
    )


def _is_object(words: Sequence[str], place: int) -> bool:
    """Whether the word stands shortly behind a preposition."""
    return not LEADING_TO_OBJECT.isdisjoint(words[max(0, place - _OBJECT_REACH) : place])


def _without_negated(words: list[str]) -> list[str]:
    """The words without what they exclude: "not the 5 stages", "do not mean the CRM ones"."""
    kept: list[str] = []
    skip = 0
    for place, word in enumerate(words):
        if skip:
            skip -= 1
            continue
        if word == "not" and words[place + 1 : place + 2] and words[place + 1] in ("the", "those", "mean", "about"):
            skip = 3
            continue
        kept.append(word)
    return kept


def _without_length(words: list[str]) -> list[str]:
    """The words without how long the answer may be: "explain in 5 minutes the principles"."""
    if "in" not in words or _PUTTING.isdisjoint(words):
        return words
    for place in range(len(words) - 2):
        if words[place] == "in" and words[place + 1].isdecimal() and words[place + 2] in _LENGTHS:
            return words[:place] + words[place + 3 :]
    return words

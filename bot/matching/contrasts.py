"""Questions of the packs that are equal but for a word or two: what tells them apart is a fact.

"How do I turn the alarm on?" and "... off?"; "Where is room 12?" and "... 13?"; "What is included?" and
"What is not included?". The pairs are found in the packs themselves.
"""

from __future__ import annotations

import zlib
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Final

import numpy as np

from bot.matching.frames import LONGEST, SPAN, Frames, alike, partners
from bot.matching.lexicon import Lexicon
from bot.matching.numbers import counts_at
from bot.matching.opposites import BOUND, PARTICLES

# More questions than this with one frame ("how do I reset the …") are a catalogue: their words differ in
# what they say, and ranking tells them apart.
CATALOGUE: Final = 8

# These stand anywhere, of anything: they say something only beside the words that they stand beside there.
_LOOSE: Final = BOUND | PARTICLES

# Words that make the contrary where the other question has none: "what is (not) included".
DENYING: Final = frozenset("not no never without".split())


@dataclass(frozen=True, slots=True)
class Contrast:
    """How one entry's question differs from another's, by words that ranking reads over.

    `own` words stand between `before` and `behind`, where the other question (entry number `other`) has
    `others`; one of the two may be empty.
    """

    other: int
    own: tuple[str, ...]
    others: tuple[str, ...]
    before: str
    behind: str

    def decide(self, words: Sequence[str], terms: Sequence[str], lexicon: Lexicon) -> bool | None:
        """True where a question with these words and terms means this entry, False the other, None for neither."""
        own, others = (_named(part, words, terms, lexicon) for part in (self.own, self.others))
        if not self.own:
            return not others
        if not self.others:
            return own
        own = own and (self._placed(self.own, words) or not _LOOSE.issuperset(self.own))
        others = others and (self._placed(self.others, words) or not _LOOSE.issuperset(self.others))
        if own and others:
            own, others = self._placed(self.own, words), self._placed(self.others, words)
        return own if own != others else None

    def _placed(self, part: tuple[str, ...], words: Sequence[str]) -> bool:
        """Whether a message has the part beside the word that it stands beside in the question."""
        pairs = set(pairwise(words))
        if part == ("without",) and ("no", self.behind) in pairs:
            return True
        return (self.before, part[0]) in pairs or (part[-1], self.behind) in pairs


def _named(part: tuple[str, ...], words: Sequence[str], terms: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a message names every word of the part, or means the same by another."""
    if not part:
        return False
    if part == ("without",) and "no" in words:
        return True
    return all(word in words for word in part) or (bool(meant := lexicon.concepts(part)) and set(meant) <= set(terms))


def contrasts(
    questions: Sequence[Sequence[str]], lexicon: Lexicon, related: Callable[[int, int], bool]
) -> dict[int, tuple[Contrast, ...]]:
    """The contrasts of every question that has any, by its number.

    `questions` are normalised words without marks; `related` says of two that they answer the same.
    """
    found: dict[int, dict[int, Contrast]] = defaultdict(dict)
    for one, other in sorted(set(_pairs(questions))):
        if related(one, other):
            continue
        for mine, theirs in ((one, other), (other, one)):
            if contrast := _contrast(questions[mine], questions[theirs], theirs, lexicon):
                found[mine][theirs] = contrast
    return {number: tuple(of_one.values()) for number, of_one in sorted(found.items())}


def contrasts_beside(
    known: Mapping[int, tuple[Contrast, ...]],
    before: tuple[Sequence[Sequence[str]], Frames],
    again: Sequence[int],
    more: Sequence[Sequence[str]],
    lexicon: Lexicon,
    related: Callable[[int, int], bool],
) -> dict[int, tuple[Contrast, ...]]:
    """The contrasts of `before` (questions, and their frames), which are `known`, and `more` behind them.

    The same as those of all together, but only what shares a frame with one of the new is looked at again, or with one
    of those numbered `again`: other entries may be `related` to these now.
    """
    questions, first = before[0], len(before[0])
    among = [(before[1], 0), (Frames(more), first)]

    def words_of(number: int) -> Sequence[str]:
        """The words of a question by its number; the further ones go on behind the first."""
        return questions[number] if number < first else more[number - first]

    # Where many known questions share the frame already it is a catalogue, and another question changes nothing.
    touched = {*again, *range(first, first + len(more))}
    for words in (*(questions[number] for number in again), *more):
        touched |= partners(words, among[:1], CATALOGUE)
    found = dict(known)
    for one in sorted(touched):
        found.pop(one, None)
        others = sorted(partners(words_of(one), among, CATALOGUE) - {one})
        pairs = (
            _contrast(words_of(one), words_of(other), other, lexicon) for other in others if not related(one, other)
        )
        if told := tuple(filter(None, pairs)):
            found[one] = told
    return dict(sorted(found.items()))


def _pairs(questions: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """Pairs of questions that share a frame: all words but a gap of at most `SPAN`."""
    frames, numbers = array("Q"), array("i")
    for number, words in enumerate(questions):
        if 1 < len(words) <= LONGEST:
            own = _frames(words)
            frames.extend(own)
            numbers.extend([number] * len(own))
    # Of 100,000 questions there are four million frames: sorted side by side they take a tenth of a dictionary's room.
    order = np.argsort(np.frombuffer(frames, dtype=np.uint64), kind="stable") if frames else np.zeros(0, dtype=np.intp)
    ordered = np.frombuffer(frames, dtype=np.uint64)[order] if frames else np.zeros(0, dtype=np.uint64)
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]]) if len(ordered) else order
    lengths = np.diff(np.r_[starts, len(ordered)])
    for start, length in zip(starts[lengths > 1].tolist(), lengths[lengths > 1].tolist(), strict=True):
        if length <= CATALOGUE:
            yield from combinations([numbers[place] for place in order[start : start + length]], 2)


def _frames(words: Sequence[str]) -> set[int]:
    """A checksum of the words around each gap."""
    prefixes, suffixes = [0], [0]
    for word in words:
        prefixes.append(zlib.crc32(f" {word}".encode(), prefixes[-1]))
    for word in reversed(words):
        suffixes.append(zlib.crc32(f" {word}".encode(), suffixes[-1]))
    last = len(words)
    return {
        (prefixes[start] << 32) | suffixes[last - end]
        for start in range(last + 1)
        for end in range(start, min(start + SPAN, last) + 1)
    }


def _contrast(mine: Sequence[str], theirs: Sequence[str], other: int, lexicon: Lexicon) -> Contrast | None:
    """How two questions differ, if in a few words that say little, and not in all that they say."""
    start = alike(mine, theirs)
    end = alike(mine[start:][::-1], theirs[start:][::-1])
    own, others = mine[start : len(mine) - end], theirs[start : len(theirs) - end]
    shared = [*mine[:start], *mine[len(mine) - end :]]
    if max(len(own), len(others)) > SPAN or not lexicon.concepts(shared):
        return None
    if not _says_little(own, others, lexicon) and not _opposed(mine, theirs, lexicon):
        return None
    if any(start <= place < start + SPAN for words in (mine, theirs) for place in counts_at(words)):
        return None  # a count is a fact of its own
    before = mine[start - 1] if start else ""
    behind = mine[len(mine) - end] if end else ""
    return Contrast(other, tuple(own), tuple(others), before, behind)


def _says_little(own: Sequence[str], others: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether ranking reads over the difference: words without a meaning of their own, figures, a denial."""
    if not own or not others:
        return not DENYING.isdisjoint([*own, *others])
    return all(len(word) == 1 or not word.isalpha() or not lexicon.concepts([word]) for word in (*own, *others))


def _opposed(mine: Sequence[str], theirs: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether two questions are about the two sides of one thing."""
    one, other = (lexicon.opposites.sides_in(words, lexicon.concepts) for words in (mine, theirs))
    return any(ours.about(other_side) and ours.side != other_side.side for ours in one for other_side in other)

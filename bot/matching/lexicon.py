"""Words that mean the same: the trade's and plain English, from `lexicon.yaml`.

Every word becomes a concept: the stem of its group's first word, or its own stem.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from bot.matching.opposites import Opposites
from bot.matching.stemming import stem

# "lost my rag with a caller": no expression in the lexicon is longer.
LONGEST_PHRASE = 5


class Lexicon:
    """Which words mean the same, which mean nearly the same, and which carry no need."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._concepts: dict[str, str] = {}
        self._phrases: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._starts: set[str] = set()
        self.stop = frozenset(data.get("stop", ()))
        self.chatter = frozenset(word for word in data.get("chatter", ()) if " " not in word)
        self._silent = self.stop | self.chatter | {".", "?"}
        for group in (*data.get("trade", ()), *data.get("english", ())):
            self._join_group(group)
        for phrase, meant in data.get("phrases", {}).items():
            self._join(phrase, tuple(self.concepts(meant.split())))
        self._near: dict[str, set[str]] = {}
        for group in data.get("near", ()):
            concepts = {concept for word in group for concept in self.concepts(word.split())}
            for concept in concepts:
                self._near.setdefault(concept, set()).update(concepts - {concept})
        self.others = frozenset(concept for word in data.get("others", ()) for concept in self.concepts(word.split()))
        self.customer = next(iter(self.concepts(["customer"])))
        self.opposites = Opposites(data.get("opposites", ()), data.get("set_phrases", ()))
        # Short ones would draw misspelt words to themselves: "meen" is "mean", not "men".
        opposed = (word for word in self.opposites.words if len(word) > 4)
        self.words = frozenset((*_words_of(data), *opposed))

    def _join_group(self, group: Sequence[str]) -> None:
        """Make every member mean the group's first."""
        concept = "_".join(stem(part) for part in group[0].split())
        for member in group:
            self._join(member, (concept,))

    def _join(self, member: str, meant: tuple[str, ...]) -> None:
        """Make one word or phrase mean some concepts; the first meaning given stays."""
        stems = tuple(stem(part) for part in member.split())
        if len(stems) == 1 and len(meant) == 1:
            self._concepts.setdefault(stems[0], meant[0])
        elif stems and meant:
            self._phrases.setdefault(stems, meant)
            self._starts.add(stems[0])

    def concepts(self, words: Sequence[str]) -> list[str]:
        """The concepts of the words in order, stop words left out."""
        return [concept for concept, _ in self.placed(words)]

    def placed(self, words: Sequence[str]) -> Iterator[tuple[str, int]]:
        """Each concept with the place of its word; a known phrase is read as what it means."""
        stems = [stem(word) for word in words]
        place = 0
        while place < len(stems):
            length = self._phrase_at(stems, place) if stems[place] in self._starts else 0
            if length:
                for concept in self._phrases[tuple(stems[place : place + length])]:
                    yield concept, place
                place += length
                continue
            if words[place] not in self._silent:
                yield self._concepts.get(stems[place], stems[place]), place
            place += 1

    def _phrase_at(self, stems: Sequence[str], place: int) -> int:
        """How many words the longest known phrase at `place` has; 0 for none."""
        for length in range(min(LONGEST_PHRASE, len(stems) - place), 0, -1):
            if tuple(stems[place : place + length]) in self._phrases:
                return length
        return 0

    def near(self, concept: str) -> frozenset[str]:
        """Concepts that mean nearly the same."""
        return frozenset(self._near.get(concept, ()))


def _words_of(data: Mapping[str, Any]) -> Iterator[str]:
    """Every word that the lexicon spells."""
    groups: Iterable[Sequence[str]] = (*data.get("trade", ()), *data.get("english", ()), *data.get("near", ()))
    phrases = data.get("phrases", {})
    flat = (data.get("stop", ()), data.get("chatter", ()), data.get("others", ()), phrases, phrases.values())
    for member in (*(word for group in groups for word in group), *(word for words in flat for word in words)):
        yield from member.split()

"""Repair of misspelt words against the words that the packs and the lexicon know."""

from __future__ import annotations

import math
import mmap
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

from bot.knowledge.over import Over

# How much likelier a known word must be than a rare dictionary word at one edit's distance
# before the rare one counts as a slip ("costumer" is 900 times rarer than "customer").
RARER = 200

# The same where the letters are only swapped ("handel", "form"): that is a slip sooner.
RARER_SWAPPED = 15

# English spellings of one sound, folded together so that "fases" meets "phases" and
# "resepshun" "reception". Longest first; the order is part of the fold.
_SOUNDS = (
    (re.compile("tion|sion|cian"), "shun"),
    (re.compile("ph"), "f"),
    (re.compile("^kn|^gn"), "n"),
    (re.compile("^wr"), "r"),
    (re.compile("qu"), "kw"),
    (re.compile("ck|q"), "k"),
    (re.compile("ch"), "k"),
    (re.compile("c(?=[eiy])"), "s"),
    (re.compile("c"), "k"),
    (re.compile("x"), "ks"),
    (re.compile("z"), "s"),
    (re.compile("y"), "i"),
    (re.compile(r"(.)\1"), r"\1"),
)

# Occurrences in the dictionary's corpus of words such as "the", "what", "your".
VERY_COMMON = 1_000_000_000

# The numbers that people count lists by.
COUNTING = "two three four five six seven eight nine ten eleven twelve".split()

# A search of the dictionary file takes up to 1 ms, reading all of it 30 ms: a question in a
# terminal searches a few times, a server reads it once.
SEARCHES = 30

# Words counted in the dictionary's corpus, the scale of `commonness`.
_CORPUS = 500_000_000_000


def dictionary() -> Path:
    """The dictionary file: 82,765 lines of "word count"."""
    spec = find_spec("symspellpy")
    folder = Path(next(iter(spec.submodule_search_locations or ()))) if spec else Path()
    return folder / "frequency_dictionary_en_82_765.txt"


class English:
    """How common an English word is, from the dictionary that symspellpy ships (82,765 words)."""

    def __init__(self) -> None:
        self._searches = 0

    def __getstate__(self) -> dict[str, int]:
        return {"_searches": 0}  # the dictionary is read again, not carried along

    @cached_property
    def _data(self) -> mmap.mmap:
        """The dictionary file, mapped, since few of its lines are ever looked at."""
        with dictionary().open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    @cached_property
    def _words(self) -> dict[bytes, bytes]:
        """The whole dictionary at hand, for whoever asks often."""
        parts = self._data[:].split()
        return dict(zip(parts[::2], parts[1::2], strict=True))

    def count(self, word: str) -> int:
        """Occurrences of `word` in the dictionary's corpus; 0 for a word it does not have."""
        name = word.encode()
        if self._searches >= SEARCHES:
            return int(self._words.get(name, 0))
        self._searches += 1
        return self._search(name)

    def _search(self, name: bytes) -> int:
        """The count of one word, by reading the file up to its line."""
        if self._data[: len(name) + 1] == name + b" ":
            start = 0
        elif (found := self._data.find(b"\n" + name + b" ")) >= 0:
            start = found + 1
        else:
            return 0
        return int(self._data[start + len(name) : start + len(name) + 20].split()[0])

    def rarity(self, word: str) -> float:
        """How much a word says by itself: 0 for the commonest, 1 for words no dictionary has."""
        count = self.count(word)
        return min(1.0, math.log(_CORPUS / count) / math.log(_CORPUS / 100_000)) if count else 1.0


class Speller:
    """Finds the known word that a misspelt one stands for.

    `known` maps each known word to how often the packs use it; the packs' own words win.
    """

    def __init__(self, known: Mapping[str, int], english: English) -> None:
        self._english = english
        self._known = known
        self._sounds: dict[str, list[str]] = {}
        self._words: dict[str, list[str]] = {}
        frames: dict[str, list[str]] = {}
        self._frames: Mapping[str, list[str]] = frames
        for word in sorted(known):
            if len(word) > 2 and word.isalpha():
                sound = fold_sounds(word)
                self._sounds.setdefault(sound[0], []).append(sound)
                self._words.setdefault(sound[0], []).append(word)
                frames.setdefault(_frame(word), []).append(word)
        self._repaired: dict[str, str] = {}

    def beside(self, more: Mapping[str, int]) -> Speller:
        """A speller that knows these words too, or knows them to be used so many times more."""
        new = Speller({word: 0 for word in more if word not in self._known}, self._english)
        for letter, words in self._words.items():
            sounds = self._sounds[letter]
            if letter in new._words:
                both = sorted(zip(words + new._words[letter], sounds + new._sounds[letter], strict=True))
                words, sounds = [word for word, _ in both], [sound for _, sound in both]
            new._words[letter], new._sounds[letter] = words, sounds
        joined = {frame: sorted((*words, *self._frames.get(frame, ()))) for frame, words in new._frames.items()}
        counts = {word: self._known.get(word, 0) + count for word, count in more.items()}
        new._frames = Over(self._frames, joined)
        new._known = Over(self._known, counts)
        return new

    def repair(self, word: str) -> str:
        """The known word that `word` stands for (two if it is glued together), or `word` itself."""
        if word in self._known or not 3 <= len(word) <= 30 or not word.isalpha():
            return word
        if word not in self._repaired:
            if len(self._repaired) > 50_000:  # bounded: the words are typed by strangers
                self._repaired.clear()
            self._repaired[word] = self._look_up(word)
        return self._repaired[word]

    def knows(self, word: str) -> bool:
        """Whether the packs or the lexicon have the word."""
        return word in self._known

    def number(self, word: str) -> str | None:
        """The number word that `word` misspells by one slip, for where a number must stand.

        A word of the dictionary counts as a slip only if its letters are swapped ("tow"); in a short one no
        letter counts as another's slip ("nite" is not "nine").
        """
        from rapidfuzz.distance import OSA

        if not 3 <= len(word) <= 8 or not word.isalpha():
            return None
        slips = [number for number in COUNTING if OSA.distance(word, number, score_cutoff=1) == 1]
        swapped = [number for number in slips if sorted(number) == sorted(word)]
        likely = [number for number in slips if len(number) != len(word) or len(word) > 4]
        near = swapped or (likely if not self._english.count(word) else [])
        return near[0] if near else None

    def _look_up(self, word: str) -> str:
        from rapidfuzz.distance import OSA  # most questions have no misspelt word

        count = self._english.count(word)
        if not count and (parts := self._apart(word)):
            return parts
        best, best_cost = word, math.inf
        for candidate, sound_edits in self._near(word, 1 if count else _edits_allowed(word)):
            edits = OSA.distance(word, candidate)
            common = self._english.count(candidate)
            swapped = sorted(candidate) == sorted(word)
            if count and ((edits > 1 and not swapped) or common < count * (RARER_SWAPPED if swapped else RARER)):
                continue
            if len(word) == 3 and not swapped and (sound_edits or not self._known[candidate]):
                continue
            cost = sound_edits + 0.5 * edits + 0.3 * (candidate[0] != word[0]) - 0.4 * swapped
            cost -= 0.02 * math.log(common + 1) + 0.15 * math.log(self._known[candidate] + 1)
            if cost < best_cost:
                best, best_cost = candidate, cost
        return best

    def _near(self, word: str, allowed: int) -> Iterator[tuple[str, int]]:
        """Known words that sound near or have the same consonants, with the edits between the sounds."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        frame = _frame(word)
        if len(frame) >= 3:
            for candidate in self._frames.get(frame, ()):
                if _is_within(word, candidate) or _other_vowels(word, candidate):
                    yield candidate, 0
        sound = fold_sounds(word)
        starts = dict.fromkeys((sound[0], sound[1:2] or sound[0], *("aeiou" if sound[0] in "aeiou" else "")))
        for start in starts:
            words = self._words.get(start, [])
            near = process.extract(
                sound, self._sounds.get(start, []), scorer=OSA.distance, score_cutoff=allowed, limit=12
            )
            for _, sound_edits, place in near:
                if OSA.distance(word, words[place]) <= allowed + (1 if sound_edits else 2):
                    yield words[place], int(sound_edits)

    def _apart(self, word: str) -> str | None:
        """Two words written as one, the longest first word winning: words of the packs, or very common ones."""
        for cut in range(len(word) - 3, 2, -1):
            if self._stands_alone(word[:cut]) and self._stands_alone(word[cut:]):
                return f"{word[:cut]} {word[cut:]}"
        return None

    def _stands_alone(self, word: str) -> bool:
        """Whether a half is a word of its own; "pre" in "presure" is none."""
        often = self._known.get(word, -1)
        return often > 0 or (often == 0 and (word in COUNTING or self._english.count(word) > VERY_COMMON))


def _frame(word: str) -> str:
    """The consonants of a word: people who type fast drop vowels ("custmr", "wrds")."""
    return word[0] + word[1:].translate(_VOWELS)


def _is_within(word: str, candidate: str) -> bool:
    """Whether the letters of a word stand in a candidate in their order: what else it has was left out."""
    letters = iter(candidate)
    return all(letter in letters for letter in word)


def _other_vowels(word: str, candidate: str) -> bool:
    """Whether two words of the same consonants have as many vowels, two of them others, or their letters swapped."""
    from rapidfuzz.distance import OSA

    if sorted(word) == sorted(candidate):
        return True
    return len(word) == len(candidate) and OSA.distance(word, candidate) <= 2


_VOWELS = str.maketrans("", "", "aeiou")


def fold_sounds(word: str) -> str:
    """The word as it sounds, roughly: words that are often taken for each other fold together."""
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


def _edits_allowed(word: str) -> int:
    """Edits that still leave a word recognisable: 1 up to six letters, 2 up to nine, 3 beyond."""
    return 1 if len(word) <= 6 else 2 if len(word) <= 9 else 3

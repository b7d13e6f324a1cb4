"""Text -> the token numbers of BERT's uncased WordPiece (Devlin et al. 2019, as `tokenizers` has it)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from bot.errors import EncoderError

# A longer word is no word (WordPiece's own limit).
LONGEST_WORD = 100

# Texts are cut here: all-MiniLM-L6-v2 was trained on 128 tokens, and time grows with them.
MOST_TOKENS = 128

CONTINUES = "##"


class WordPiece:
    """Cuts words into the longest pieces that the vocabulary has; token numbers lie below `size`."""

    def __init__(self, vocabulary: Mapping[str, int], *, lowercase: bool = True) -> None:
        """Raises EncoderError where the vocabulary lacks BERT's own signs."""
        try:
            self._start, self._end = vocabulary["[CLS]"], vocabulary["[SEP]"]
            self._unknown = vocabulary["[UNK]"]
        except KeyError as error:
            raise EncoderError(f"the tokenizer has no {error}: it is not BERT's") from error
        self._vocabulary = vocabulary
        self.size = max(vocabulary.values()) + 1
        self._lowercase = lowercase
        self._pieces = lru_cache(maxsize=20_000)(self._cut)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> WordPiece:
        """The tokenizer that a `tokenizer.json` describes.

        Raises EncoderError for another sort than WordPiece.
        """
        model = data.get("model")
        if not isinstance(model, dict) or not isinstance(model.get("vocab"), dict):
            raise EncoderError("tokenizer.json holds no vocabulary of WordPiece, BERT's way to cut words")
        if model.get("type", "WordPiece") != "WordPiece":
            raise EncoderError(f"tokenizer.json cuts words by {model['type']}; only WordPiece, BERT's way, is read")
        normalizer = data.get("normalizer") or {}
        return cls(model["vocab"], lowercase=bool(normalizer.get("lowercase", True)))

    def tokens(self, text: str) -> list[int]:
        """The numbers of the text's tokens between [CLS] and [SEP], MOST_TOKENS at the most."""
        numbers = [self._start]
        for word in _words(text, lowercase=self._lowercase):
            numbers += self._pieces(word)
            if len(numbers) >= MOST_TOKENS:
                break
        return [*numbers[: MOST_TOKENS - 1], self._end]

    def _cut(self, word: str) -> tuple[int, ...]:
        """The pieces of one word, or the sign for an unknown one."""
        if len(word) > LONGEST_WORD:
            return (self._unknown,)
        numbers = []
        start = 0
        while start < len(word):
            prefix = CONTINUES if start else ""
            for end in range(len(word), start, -1):
                number = self._vocabulary.get(prefix + word[start:end])
                if number is not None:
                    break
            else:
                return (self._unknown,)
            numbers.append(number)
            start = end
        return tuple(numbers)


def _words(text: str, *, lowercase: bool) -> Iterator[str]:
    """The words and marks of a text."""
    for chunk in _spaced(text).split():
        word = _folded(chunk) if lowercase else chunk
        if word.isalnum() and word.isascii():
            yield word
        else:
            yield from _apart(word)


def _folded(word: str) -> str:
    """The word small and without accents."""
    word = word.lower()
    if word.isascii():
        return word
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if unicodedata.category(sign) != "Mn")


def _spaced(text: str) -> str:
    """The text without control signs, with room around Chinese characters."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_sign, text))


@lru_cache(maxsize=4096)
def _sign(sign: str) -> str:
    """One sign as it is read: a space, nothing, itself, or itself with room around it."""
    if sign in "\t\n\r" or unicodedata.category(sign) == "Zs":
        return " "
    if sign in "\0�" or unicodedata.category(sign).startswith("C"):
        return ""
    return f" {sign} " if _is_chinese(ord(sign)) else sign


def _apart(word: str) -> Iterator[str]:
    """The word cut at its marks, each mark a word of its own."""
    run = ""
    for sign in word:
        if _is_mark(sign):
            if run:
                yield run
            yield sign
            run = ""
        else:
            run += sign
    if run:
        yield run


def _is_mark(sign: str) -> bool:
    return (sign.isascii() and not sign.isalnum()) or unicodedata.category(sign).startswith("P")


# Blocks of Unicode that BERT takes apart character by character.
_CHINESE = (
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    (0x2B920, 0x2CEAF),
    (0xF900, 0xFAFF),
    (0x2F800, 0x2FA1F),
)


def _is_chinese(code: int) -> bool:
    return any(first <= code <= last for first, last in _CHINESE)

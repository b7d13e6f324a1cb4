"""Texts are cut into the tokens that BERT was trained on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.encoding.find import VOCABULARY
from bot.encoding.wordpiece import MOST_TOKENS, WordPiece
from bot.errors import EncoderError
from tests.small_bert import tokenizer


@pytest.fixture(scope="module")
def english():
    words = VOCABULARY.read_text(encoding="utf-8").split("\n")
    return WordPiece({word: number for number, word in enumerate(words) if word})


# The numbers are those of the library `tokenizers` for all-MiniLM-L6-v2.
@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("how do I handle an angry customer?", [2129, 2079, 1045, 5047, 2019, 4854, 8013, 1029]),
        ("Crème brûlée, bitte!", [13675, 21382, 7987, 9307, 2063, 1010, 2978, 2618, 999]),
        ("the lady on the phone is yelling", [1996, 3203, 2006, 1996, 3042, 2003, 13175]),
    ],
)
def test_known_texts_have_the_tokens_that_the_library_gives(english, text, numbers):
    assert english.tokens(text) == [101, *numbers, 102]


def test_words_that_no_piece_fits_are_unknown(english):
    assert english.tokens("🦄 " * 3) == [101, 100, 100, 100, 102]
    assert english.tokens("x" * 101) == [101, 100, 102]


def test_four_thousand_emoji_are_cut_at_the_limit(english):
    assert english.tokens("🦄🔥" * 2_000) == [101, 100, 102]  # one word without a space, too long for a word
    assert len(english.tokens("🦄 " * 4_000)) == MOST_TOKENS


@given(st.text(max_size=200))
def test_any_text_has_tokens_of_the_vocabulary(english, text):
    tokens = english.tokens(text)
    assert tokens[0] == 101
    assert tokens[-1] == 102
    assert len(tokens) <= MOST_TOKENS
    assert all(0 <= token < english.size for token in tokens)


def test_a_tokenizer_file_is_read():
    assert WordPiece.from_json(tokenizer()).tokens("How do I open the doors?") == [2, 4, 5, 6, 7, 8, 9, 10, 11, 3]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "no vocabulary"),
        ({"model": {"type": "Unigram", "vocab": [["a", 1.0]]}}, "no vocabulary"),
        (tokenizer(type="BPE"), "by BPE"),
        (tokenizer(vocab={"a": 1}), "[CLS]"),
    ],
)
def test_another_sort_of_tokenizer_is_refused(data, said):
    with pytest.raises(EncoderError) as raised:
        WordPiece.from_json(data)
    assert said in str(raised.value)

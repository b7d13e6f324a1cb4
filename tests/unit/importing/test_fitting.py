"""Answers are cut where a reader would cut them, and only as far as they must be."""

from __future__ import annotations

from bot.importing.fitting import fits, fitted
from bot.knowledge.validation import BLOCK_BUDGET, MESSAGE_BUDGET


def test_passages_fit_each_and_together():
    assert fits(["x" * BLOCK_BUDGET])
    assert not fits(["x" * (BLOCK_BUDGET + 1)])
    assert not fits(["x" * BLOCK_BUDGET] * (MESSAGE_BUDGET // BLOCK_BUDGET))


def test_short_pieces_stay_whole():
    assert fitted(["one", "two"]) == ("one\n\ntwo", False)


def test_a_long_passage_is_cut_at_its_sentences():
    sentence = "All of this matters. "
    text, cut = fitted([sentence * (BLOCK_BUDGET // len(sentence) + 5)])
    parts = text.split("\n\n")
    assert not cut
    assert len(parts) == 2
    assert all(part.endswith("matters.") and len(part) <= BLOCK_BUDGET for part in parts)


def test_a_sentence_without_end_is_cut_anywhere():
    text, cut = fitted(["x" * (BLOCK_BUDGET + 5)])
    assert [len(part) for part in text.split("\n\n")] == [BLOCK_BUDGET, 5]
    assert not cut


def test_long_code_is_cut_at_its_lines_and_each_part_is_code():
    line = "print('a bell')\n"
    text, _ = fitted([f"```\n{line * (BLOCK_BUDGET // len(line) + 5)}```"])
    parts = text.split("\n\n")
    assert len(parts) == 2
    assert all(part.startswith("```\nprint") and part.endswith("bell')\n```") for part in parts)


def test_what_is_beyond_a_message_is_left_out_and_said():
    text, cut = fitted(["x" * BLOCK_BUDGET] * 10)
    assert cut
    assert len(text) <= MESSAGE_BUDGET

"""What texts hold or begin with is found in one long string as text by text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.matching.lines import Lines

WORDS = st.lists(st.sampled_from(["a", "ab", "abc", "b", "ba"]), min_size=1, max_size=4).map(" ".join)


@given(st.lists(WORDS | st.just(""), max_size=6), WORDS)
def test_texts_are_found_by_what_they_hold_and_begin_with(texts, wanted):
    lines = Lines(texts)
    assert list(lines.holding(wanted)) == [n for n, text in enumerate(texts) if f" {wanted}" in f" {text}"]
    assert list(lines.beginning(wanted)) == [n for n, text in enumerate(texts) if text.startswith(wanted)]

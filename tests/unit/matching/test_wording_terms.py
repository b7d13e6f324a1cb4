"""What wordings are made of is found and summed as wording by wording."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.wording_terms import WordingTerms, ranges

TERMS = st.lists(st.lists(st.integers(0, 9), max_size=5, unique=True), min_size=1, max_size=8)


def laid_out(wordings) -> WordingTerms:
    starts = np.cumsum([0, *map(len, wordings)])
    return WordingTerms(np.array([term for terms in wordings for term in terms], dtype=np.int32), starts)


@given(TERMS, st.sets(st.integers(0, 9)), st.data())
def test_wanted_terms_are_found_in_the_wordings_asked_for(wordings, wanted, data):
    some = data.draw(st.lists(st.integers(0, len(wordings) - 1), max_size=6))
    marks = np.isin(np.arange(10), list(wanted))
    rows, terms = laid_out(wordings).found(marks, np.array(some, dtype=np.intp))
    expected = [(row, term) for row, number in enumerate(some) for term in wordings[number] if term in wanted]
    assert list(zip(rows.tolist(), terms.tolist(), strict=True)) == expected


@given(TERMS, TERMS)
def test_a_wording_sums_to_the_same_wherever_it_stands(before, wordings):
    values = np.array([0.1, 0.7, 1.3, 2.9, 3.1, 4.7, 5.3, 0.9, 6.1, 0.3], dtype=np.float32)
    alone, behind = laid_out(wordings), laid_out([*before, *wordings])
    assert alone.sums(values).tolist() == behind.sums(values).tolist()[len(before) :]
    np.testing.assert_allclose(alone.sums(values), [sum(values[terms]) for terms in wordings], rtol=1e-6)
    assert all(length > 0 for length in alone.lengths(values).tolist())


def test_ranges_stand_one_behind_the_other():
    numbers, ends = ranges(np.array([5, 2, 9]), np.array([7, 2, 12]))
    assert (numbers.tolist(), ends.tolist()) == ([5, 6, 9, 10, 11], [2, 2, 5])

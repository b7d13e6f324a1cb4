"""Questions that differ by a word or two are found among many, and one by one as all at once."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from bot.matching.contrasts import CATALOGUE, contrasts, contrasts_beside
from bot.matching.frames import SPAN, Frames, partners, shared_frames

# Few words, so that many questions are alike; "not", "on" and figures make contrasts.
QUESTIONS = st.lists(
    st.lists(st.sampled_from("how is the alarm door turned on off not 12 13 included opening".split()), max_size=7),
    max_size=24,
)


@given(QUESTIONS, st.data())
def test_every_question_that_shares_a_frame_is_found(questions, data):
    words = data.draw(QUESTIONS.map(lambda drawn: drawn[0] if drawn else ["how"]))
    found = dict(Frames(questions).sharing(words))
    for number, other in enumerate(questions):
        fits = len(words) > 1 and len(other) > 1
        assert found.get(number, []) == (shared_frames(words, other) if fits else [])


def test_a_frame_is_all_words_but_a_gap():
    one, other = "turn the alarm on".split(), "turn the alarm off now".split()
    assert shared_frames(one, other) == [(3, 0)]
    assert shared_frames(one, one[:2]) == [(2, 0)]
    assert shared_frames("a b c d e".split(), "a x y z e".split()) == []
    assert all(SPAN >= len(one) - before - behind >= 0 for before, behind in shared_frames(one, one))


def test_a_frame_of_a_catalogue_makes_no_partners():
    words = [f"how do i reset the {thing}".split() for thing in "a b c d e f g h i j".split()]
    assert partners(words[0], [(Frames(words[:CATALOGUE]), 0)], CATALOGUE) == set(range(CATALOGUE))
    assert partners(words[0], [(Frames(words), 0)], CATALOGUE) == {0}


@given(QUESTIONS, st.integers(0, 24))
def test_contrasts_beside_known_ones_are_those_of_all_questions(matcher, questions, split):
    lexicon = matcher.index.lexicon
    twins = {(one, other) for one, other in combinations(range(len(questions)), 2) if (one + other) % 11 == 0}

    def related(one, other):
        return (min(one, other), max(one, other)) in twins

    known, more = questions[:split], questions[split:]
    before = contrasts(known, lexicon, related)
    beside = contrasts_beside(before, (known, Frames(known)), (), more, lexicon, related)
    assert beside == contrasts(questions, lexicon, related)
    assert list(beside) == sorted(beside)

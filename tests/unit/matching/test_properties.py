"""Whatever people type, the matcher decides and keeps its word."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.matching.decision import Abstained, Ambiguous, Answered
from bot.matching.matcher import Matcher
from bot.matching.normalize import is_sign, normalise

FRAGMENTS = st.sampled_from(
    """
    <@U012AB> <#C01|general> <!here> <https://shop.example|label> <https://shop.example> &lt; &amp; *bold* _it_ ~no~
    `code` :+1: :star::star: 👩‍👩‍👧 🇩🇪 7️⃣ VII vii IIX Ⅶ ﬁ ﷺ ½ ² #7 7cs 7 C's s n't can't what are the pillars of
    customer service principles how angry not the rule dozen half seven seventh 1st 0II iiii threee 100% ? . ! ; ' ’
    C++ c# F# .NET a* + * # 🎉 3.2 v1.10 W-2 27B 25/12 Dec. 25th of may december 2026-12-25 9:30 p.m. 1,000 twenty
    <b> </script> DROP TABLE; Traceback ما هي خدمة 客户服务 שירות Kundendienst
    """.split()
)
ODDITIES = st.sampled_from("\u202e\u202c\u2066\u200b\u200d\u00ad\ufeff\x00\x07\x1b\x85\u2028\ud800\udfff\ufdfa\n\t ")
MESSAGES = st.one_of(
    st.text(st.characters() | ODDITIES, max_size=80),
    st.lists(FRAGMENTS | ODDITIES, max_size=15).map(" ".join),
    st.lists(FRAGMENTS | ODDITIES | st.characters(), max_size=15).map("".join),
)
SURROGATES = st.text(st.characters(categories=["Cs", "Ll", "Zs"]), max_size=30)


@given(MESSAGES | SURROGATES)
@example("IIX")
@example("0II")
@example("iiii threee")
def test_normalising_twice_changes_nothing(message):
    once = normalise(message)
    assert normalise(once) == once


@given(MESSAGES | SURROGATES)
def test_normal_words_are_small_and_plain(message):
    for word in normalise(message).split():
        assert word in (".", "?", ".net") or is_sign(word) or word.replace(".", "").strip("+#*").isalnum()
        assert word == word.casefold()


@given(message=MESSAGES | SURROGATES, top=st.integers(1, 10))
@example(message="", top=1)
@example(message="what are the 7 Cs", top=1)
def test_every_decision_keeps_its_word(matcher: Matcher, message, top):
    """Scores are shares that never rise, an answer comes first, a choice has two or more, and a reason is given."""
    decision = matcher.match(message, top=top)
    scores = [match.score for match in decision.matches]
    assert all(0 <= score <= 1 for score in scores)
    assert scores == sorted(scores, reverse=True)
    ids = [match.entry.id for match in decision.matches]
    assert len(set(ids)) == len(ids)
    assert decision.reason.endswith(".")
    match decision:
        case Answered(best=best, also=also):
            assert decision.matches[0] is best
            assert best.entry not in also
            assert len(ids) <= top
        case Ambiguous():
            assert 2 <= len(ids) <= max(top, 2)
        case Abstained():
            assert len(ids) <= top


@given(MESSAGES)
def test_what_matched_is_a_wording_of_the_entry(matcher: Matcher, message):
    for match in matcher.match(message).matches:
        assert match.matched in match.entry.wordings


@given(st.lists(MESSAGES, min_size=2, max_size=3))
def test_what_was_asked_before_changes_nothing(matcher: Matcher, messages):
    """Caches of repaired words and stems are memory, not state."""
    first = [matcher.match(message) for message in messages]
    assert [matcher.match(message) for message in reversed(messages)] == first[::-1]


@pytest.fixture(scope="module")
def restored(matcher: Matcher) -> Matcher:
    """A matcher whose knowledge and index were stored and read back, as the compiled packs are."""
    knowledge, index = pickle.loads(pickle.dumps((matcher.knowledge, matcher.index)))
    return Matcher(knowledge, index)


@given(MESSAGES)
@example("what are the 7 Cs")
@example("how do I handle an angry custmer")
@example("what are the 9 pillars of customer service")
def test_a_stored_index_decides_the_same(matcher: Matcher, restored: Matcher, message):
    assert restored.match(message) == matcher.match(message)


@given(MESSAGES)
def test_suggestions_are_entries_and_each_once(matcher: Matcher, message):
    suggested = matcher.suggest(message, limit=7)
    assert len(suggested) <= 7
    assert len({entry.id for entry in suggested}) == len(suggested)

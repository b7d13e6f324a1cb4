"""Who asks the same again at once, in other words, did not get what they meant."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.learning.lately import MOST, Lately
from bot.learning.rephrasing import AT_ONCE, Earlier, is_rephrasing
from bot.matching.decision import Match
from bot.matching.lexicon_file import bundled_lexicon
from tests.integration.slack.knowledge import ANGRY, SEVEN_CS

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
FIRST = "How do I calm an angry customer?"


def again(question, *, entry_id=SEVEN_CS.id, first=FIRST, answered=ANGRY.id, after=timedelta(seconds=40), near=()):
    earlier = Earlier(first, answered, NOW - after)
    return is_rephrasing(earlier, question, entry_id=entry_id, near=near, now=NOW, lexicon=bundled_lexicon())


@pytest.mark.parametrize("entry_id", [SEVEN_CS.id, None])
def test_the_same_in_other_words_with_another_answer_or_none_is_a_rephrasing(entry_id):
    assert again("how to calm angry customers on the phone", entry_id=entry_id)


@pytest.mark.parametrize(
    "other",
    [
        {"entry_id": ANGRY.id},  # the same answer again
        {"answered": ""},  # the first was not answered: that is a gap of its own
        {"after": AT_ONCE + timedelta(seconds=1)},
        {"after": -timedelta(seconds=1)},
    ],
)
def test_anything_else_is_none(other):
    assert not again("how to calm angry customers on the phone", **other)


def test_the_same_words_twice_are_none():
    assert not again(f"  {FIRST.upper()} ", entry_id=None)


def test_another_question_is_none():
    assert not again("Where is the bike shed?")


def test_the_matcher_may_see_the_likeness_where_no_word_is_shared():
    assert again("somebody shouts at me, what now", near=(Match(ANGRY, 0.5, ""),))
    assert not again("somebody shouts at me, what now", near=(Match(ANGRY, 0.01, ""),))


def test_only_the_last_question_of_each_person_is_remembered_and_of_so_many_people():
    lately = Lately()
    first, second = Earlier("one", "", NOW), Earlier("two", "", NOW)
    assert lately.put("T1", "U1", first) is None
    assert lately.put("T1", "U1", second) == first
    assert lately.last("T1", "U1") == second
    assert lately.last("T2", "U1") is None
    for number in range(MOST):
        lately.put("T2", f"U{number}", first)
    assert lately.last("T1", "U1") is None

"""Replies and feedback, on both databases."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.store.replies import Opinion, Posted, Replies

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
REPLY = Posted("T1", "C1", "2.0", "1.0", "U1", "pack/entry", NOW)


@pytest.fixture
def replies(database):
    return Replies(database)


def test_a_reply_is_found_by_its_place_and_by_its_question(replies):
    replies.record(REPLY)
    assert replies.at("T1", "C1", "2.0") == REPLY
    assert replies.to_question("T1", "C1", "1.0") == REPLY


@pytest.mark.parametrize("place", [("T2", "C1", "2.0"), ("T1", "C2", "2.0"), ("T1", "C1", "1.0")])
def test_a_reply_is_not_found_elsewhere(replies, place):
    """Neither in another team or channel, nor at its question's time."""
    replies.record(REPLY)
    assert replies.at(*place) is None


def test_a_reply_recorded_again_replaces_the_old_record(replies):
    """After an edit the same message shows another entry."""
    replies.record(REPLY)
    replies.record(replace(REPLY, entry_id="pack/other"))
    assert replies.at("T1", "C1", "2.0").entry_id == "pack/other"


def test_the_first_of_several_replies_to_a_question_is_its_reply(replies):
    """A related answer asked for later does not take its place."""
    replies.record(replace(REPLY, reply_ts="3.0", replied_at=NOW + timedelta(minutes=1)))
    replies.record(REPLY)
    assert replies.to_question("T1", "C1", "1.0").reply_ts == "2.0"


def test_a_forgotten_reply_is_gone(replies):
    replies.record(REPLY)
    replies.forget(REPLY)
    assert replies.at("T1", "C1", "2.0") is None


def test_the_last_feedback_of_a_person_counts(replies):
    """Changing one's mind replaces the opinion; another person's stands beside it."""
    first = Opinion("T1", "C1", "2.0", "U1", "pack/entry", True, NOW)
    second = replace(first, good=False, given_at=NOW + timedelta(minutes=1))
    other = replace(first, person="U2", given_at=NOW + timedelta(minutes=2))
    for opinion in (first, second, other):
        replies.rate(opinion)
    assert replies.opinions("T1") == (second, other)
    assert replies.opinions("T2") == ()

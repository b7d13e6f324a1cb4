"""Whatever reaches the app with the right signature, it answers, and goes on: no 5xx, no traceback, no user's word."""

import logging

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.slack_stand_in.mutations import JUNK, KINDS, mutated, places


@pytest.fixture
def any_bot(start_bot, caplog):
    """The app over HTTP, with an empty log."""
    bot = start_bot()
    bot.slack.block_problems = Unminded()
    caplog.set_level(logging.WARNING)
    return bot


class Unminded(list):
    """Texts of 10,000 characters come from the mutations themselves."""


CHANGES = st.lists(st.tuples(st.integers(0, 999), st.sampled_from(JUNK), st.booleans()), max_size=3)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=st.sampled_from(KINDS), changes=CHANGES)
def test_a_mutated_payload_of_any_kind_breaks_nothing(any_bot, caplog, kind, changes):
    caplog.clear()
    way, build = kind
    payload = build(any_bot.payloads)
    for place, junk, gone in changes:
        paths = list(places(payload))
        payload = mutated(payload, paths[place % len(paths)], junk, gone=gone)
    ack = getattr(any_bot.slacks, way)(payload)
    any_bot.settle()
    assert ack.status < 500
    assert "Traceback" not in caplog.text, caplog.text


@pytest.mark.parametrize(("way", "build"), KINDS, ids=lambda part: part if isinstance(part, str) else "")
def test_a_payload_as_slack_sends_it_is_taken(any_bot, caplog, way, build):
    """What the mutations begin with reaches its listener: nothing is refused, nothing goes unhandled."""
    ack = getattr(any_bot.slacks, way)(build(any_bot.payloads))
    any_bot.settle()
    assert ack.status == 200
    assert "Traceback" not in caplog.text
    assert "was refused" not in caplog.text
    assert "left alone" not in caplog.text

"""Whatever reaches the app with the right signature, it answers, and goes on: no 5xx, no traceback, no user's word."""

import logging

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.integration.slack.conftest import PATIENCE
from tests.integration.slack.test_foreign_values import OURS, THEIRS, furnished
from tests.integration.slack.test_taught_workspaces import served_to_many
from tests.slack_stand_in import Payloads
from tests.slack_stand_in.kinds import KINDS
from tests.slack_stand_in.mutations import JUNK, mutated, places

SETTINGS = {"PRINCIPLES_KNOWLEDGE": "", "PERSON_PER_MINUTE": "0", "WORKSPACE_PER_MINUTE": "0", "WATCH_WAIT": "0"}


class Unminded(list):
    """Texts of 10,000 characters come from the mutations themselves."""


class Sender:
    """Somebody who sends payloads in the name of one of three workspaces, where every feature is in use."""

    def __init__(self, slack, many, log):
        self.slack, self.many, self.log = slack, many, log
        self.payloads = Payloads(slack, next(one for one in slack.others.values() if one.team == OURS))

    def send(self, way, payload):
        """Deliver it, and wait for all that comes of it; the answer, and what was told to Slack."""
        self.log.clear()
        since = len(self.slack.calls)
        ack = getattr(self.many.slacks, way)(payload)
        assert self.many.runtime.settle(PATIENCE)
        # By themselves the others get their digests meanwhile, with their own tokens.
        return ack, str([call.params for call in self.slack.calls[since:] if call.team not in THEIRS])


@pytest.fixture
def sender(slack, tmp_path, caplog):
    slack.block_problems = Unminded()
    with served_to_many(slack, tmp_path, **SETTINGS) as many, furnished(many):
        caplog.set_level(logging.WARNING)
        yield Sender(slack, many, caplog)


CHANGES = st.lists(st.tuples(st.integers(0, 999), st.sampled_from(JUNK), st.booleans()), max_size=3)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=st.sampled_from(KINDS), changes=CHANGES)
def test_a_mutated_payload_of_any_kind_breaks_nothing_and_shows_nobody_elses_word(sender, kind, changes):
    way, build = kind
    payload = build(sender.payloads)
    for place, junk, gone in changes:
        paths = list(places(payload))
        payload = mutated(payload, paths[place % len(paths)], junk, gone=gone)
    ack, told = sender.send(way, payload)
    assert ack.status < 500
    assert "Traceback" not in sender.log.text, sender.log.text
    assert "Traceback" not in str(ack.body)
    assert not any(f"the secret of {team}" in f"{ack.body}{told}{sender.log.text}" for team in THEIRS)


def test_payloads_as_slack_sends_them_are_taken(sender):
    """What the mutations begin with reaches its listener: nothing is refused, nothing goes unhandled."""
    for number, (way, build) in enumerate(KINDS):
        ack, _ = sender.send(way, build(sender.payloads))
        assert ack.status == 200, number
        for words in ("Traceback", "was refused", "left alone"):
            assert words not in sender.log.text, (number, sender.log.text)

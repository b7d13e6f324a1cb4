"""What a person reads when a message did not come about."""

from datetime import timedelta

import pytest

from bot.slack.outbox.notices import refusal_text
from bot.slack.outbox.outcome import Done, InDoubt, Refused, TryAgain


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Refused("not_in_channel"), "/invite"),
        (Refused("channel_not_found"), "/invite"),
        (Refused("is_archived"), "archived"),
        (Refused("restricted_action"), "rules"),
        (Refused("account_inactive"), "did not take my message"),
        (TryAgain(timedelta(0), "rate limit"), "did not take my message"),
        (InDoubt("time-out"), "did not confirm"),
        (Done(), "Posted"),
    ],
)
def test_each_outcome_names_the_place_and_what_can_be_done(outcome, words):
    said = refusal_text(outcome, "<#C1>")
    assert "<#C1>" in said
    assert words in said
    assert "account_inactive" not in said

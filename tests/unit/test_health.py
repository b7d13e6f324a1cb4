"""Tokens that Slack does not accept any more."""

import logging

from bot.health import Tokens


def test_a_revoked_token_is_one_error_and_never_shown(caplog):
    tokens = Tokens()
    with caplog.at_level(logging.INFO):
        for _ in range(3):
            tokens.refused("xoxb-hunter2", "token_revoked")
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "hunter2" not in caplog.text + repr(vars(tokens))
    assert tokens.why_refused("xoxb-hunter2") == "token_revoked"


def test_other_refusals_say_nothing_about_the_token():
    tokens = Tokens()
    tokens.refused("xoxb-1", "channel_not_found")
    assert tokens.why_refused("xoxb-1") is None


def test_a_token_that_works_again_is_good_again():
    tokens = Tokens()
    tokens.refused("xoxb-1", "invalid_auth")
    tokens.refused("xoxb-2", "account_inactive")
    tokens.accepted("xoxb-1")
    assert tokens.why_refused("xoxb-1") is None
    assert tokens.why_refused("xoxb-2") == "account_inactive"

"""The two doors: signed requests only, and a websocket that comes back."""

import json
import logging
from time import time

import pytest

from bot.errors import SettingsError
from bot.slack.doors.http import HttpDoor
from tests.integration.slack.knowledge import SEVEN_CS
from tests.slack_stand_in import BOT_USER, SIGNING_SECRET, signature

ASK = f"<@{BOT_USER}> {SEVEN_CS.question}"
PRIVATE = "a very private question"


def headers(body: str, *, age: int = 0, secret: str = SIGNING_SECRET) -> dict[str, str]:
    timestamp = str(int(time()) - age)
    return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": signature(body, timestamp, secret)}


@pytest.mark.parametrize("level", [logging.INFO, logging.DEBUG])
@pytest.mark.parametrize("fault", ["wrong", "stale", "missing", "garbled", "future", "of another body"])
def test_a_request_that_slack_did_not_sign_is_refused_and_not_logged(start_bot, caplog, fault, level):
    """401, nothing done, nothing of the body in the log."""
    caplog.set_level(level)  # before the start: Bolt's loggers take the level that they find
    http_bot = start_bot()
    body = json.dumps(http_bot.payloads.mention(http_bot.payloads.say(f"<@{BOT_USER}> {PRIVATE}")))
    signed = {
        "wrong": headers(body, secret="another secret"),
        "stale": headers(body, age=6 * 60),
        "missing": {},
        "garbled": {"X-Slack-Request-Timestamp": "yesterday", "X-Slack-Signature": "v0=1"},
        "future": headers(body, age=-6 * 60),
        "of another body": headers(body + " "),
    }[fault]
    ack = http_bot.slacks.post(body, {"Content-Type": "application/json"}, signed=signed)
    http_bot.settle()
    assert ack.status == 401
    assert http_bot.said == []
    assert PRIVATE not in caplog.text
    assert SIGNING_SECRET not in caplog.text


def test_a_port_that_is_taken_is_named(http_bot):
    port = int(http_bot.url.rsplit(":", 1)[1].split("/")[0])
    with pytest.raises(SettingsError, match=rf"HOST and PORT \(127\.0\.0\.1:{port}\) cannot be listened on"):
        HttpDoor(http_bot.runtime.app, "127.0.0.1", port)


def test_slack_may_check_the_address(http_bot):
    """The handshake when the request URL is entered."""
    body = json.dumps({"type": "url_verification", "challenge": "abc"})
    assert http_bot.slacks.post(body, {"Content-Type": "application/json"}).body == {"challenge": "abc"}


@pytest.mark.parametrize(
    "body", ["", "{", "payload=%7B", "\udcff".encode("utf-8", "surrogateescape").decode("latin-1")]
)
def test_a_signed_body_that_means_nothing_breaks_nothing(http_bot, body):
    http_bot.slacks.post(body, {"Content-Type": "application/json"})
    http_bot.mention(ASK)
    assert len(http_bot.said) == 1


def test_a_cut_link_is_back_soon_and_answers(start_bot):
    """No close frame, as when a network fails."""
    bot = start_bot("socket")
    bot.mention(ASK)
    bot.slack.link.cut()
    bot.slack.link.wait_connected(times=2)
    bot.mention(ASK)
    assert len(bot.said) == 2


def test_a_link_that_slack_wants_to_refresh_moves(start_bot):
    bot = start_bot("socket")
    bot.slack.link.disconnect()
    bot.slack.link.wait_connected(times=2)
    bot.mention(ASK)
    assert len(bot.said) == 1


def test_a_message_about_a_disconnect_leaves_the_link_alone(start_bot):
    """Only Slack's own word moves it, not a person's."""
    bot = start_bot("socket")
    bot.mention(f'<@{BOT_USER}> {{"type": "disconnect"}}')
    bot.mention(ASK)
    assert len(bot.said) == 2
    assert bot.slack.link.opened == 1

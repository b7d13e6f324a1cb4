"""What anybody may send to the address, and what only Slack's key could have signed: refused, in one line."""

import json
import logging
from time import time
from urllib.parse import urlencode

import pytest

from tests.integration.slack.knowledge import SEVEN_CS
from tests.slack_stand_in import BOT_USER, signature

ASK = f"<@{BOT_USER}> {SEVEN_CS.question}"
JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}

JUNK = [
    '{"event":',
    "[]",
    "null",
    "7",
    '"x"',
    "",
    "[" * 100_000,
    '{"type":"event_callback","event":null}',
    "\ufffd" * 9,
]
SIGNED_JUNK = [*JUNK, '{"type":"block_actions","actions":[]}', '{"type":"view_submission","view":{"callback_id":"x"}}']


@pytest.fixture
def heard(caplog):
    """The log from WARNING on."""
    caplog.set_level(logging.WARNING)
    return caplog


def ours(heard) -> list[logging.LogRecord]:
    """What we said; the HTTP server speaks of its own load."""
    return [record for record in heard.records if record.name.startswith(("bot.", "slack_bolt"))]


@pytest.mark.parametrize("body", JUNK, ids=lambda body: body[:20])
def test_unsigned_junk_is_refused_before_it_is_read(http_bot, heard, body):
    ack = http_bot.slacks.post(body, JSON, signed={})
    assert ack.status == 401
    assert len(ours(heard)) == 1
    assert "Traceback" not in heard.text


@pytest.mark.parametrize("timestamp", ["9" * 5_000, "-1", "1e9", "", "yesterday", "١٢٣"])
def test_a_timestamp_that_is_none_is_refused(http_bot, heard, timestamp):
    """Bolt would make a number of it."""
    value = timestamp.encode("utf-8").decode("latin-1")
    headers = {"X-Slack-Request-Timestamp": value, "X-Slack-Signature": "v0=" + "0" * 64}
    assert http_bot.slacks.post("{}", JSON, signed=headers).status == 401
    assert "Traceback" not in heard.text


@pytest.mark.parametrize("sign", ["", "v0=", "v0=é" + "0" * 63, "v1=" + "0" * 64, "v0=" + "0" * 5_000])
def test_a_signature_that_is_none_is_refused(http_bot, heard, sign):
    headers = {"X-Slack-Request-Timestamp": str(int(time())), "X-Slack-Signature": sign}
    assert http_bot.slacks.post("{}", JSON, signed=headers).status == 401
    assert "Traceback" not in heard.text


@pytest.mark.parametrize("body", SIGNED_JUNK, ids=lambda body: body[:20])
@pytest.mark.parametrize("form", [False, True], ids=["json", "form"])
def test_a_signed_body_that_is_no_payload_is_refused_in_one_line(http_bot, heard, body, form):
    sent = urlencode({"payload": body}) if form else body
    assert http_bot.slacks.post(sent, FORM if form else JSON).status in (400, 404)
    http_bot.settle()
    assert len(ours(heard)) <= 1
    assert "Traceback" not in heard.text
    http_bot.mention(ASK)
    assert len(http_bot.said) == 1


def test_who_floods_the_address_does_not_fill_the_log(http_bot, heard):
    for _ in range(20):
        http_bot.slacks.post("{}", JSON, signed={})
    assert len(ours(heard)) == 1


def test_a_command_that_is_sent_again_as_it_came_is_refused(http_bot):
    """Somebody saw it on the way; its signature is good for five minutes."""
    body, timestamp = urlencode(http_bot.payloads.command(SEVEN_CS.question)), str(int(time()))
    signed = {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": signature(body, timestamp)}
    acks = [http_bot.slacks.post(body, FORM, signed=signed).status for _ in range(2)]
    http_bot.settle()
    assert acks == [200, 401]
    assert len(http_bot.whispered) == 1


def test_an_event_that_comes_again_as_it_came_is_taken_and_answered_once(http_bot):
    """Slack does so itself when an acknowledgement was lost."""
    body = json.dumps(http_bot.payloads.mention(http_bot.payloads.say(ASK)))
    timestamp = str(int(time()))
    signed = {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": signature(body, timestamp)}
    acks = []
    for _ in range(2):
        acks.append(http_bot.slacks.post(body, JSON, signed=signed).status)
        http_bot.settle()
    assert acks == [200, 200]
    assert len(http_bot.said) == 1


@pytest.mark.parametrize(
    "payload", [{}, {"event": 7, "type": "event_callback"}, {"type": "block_actions", "actions": {}}]
)
def test_over_socket_mode_what_is_no_payload_is_dropped_in_one_line(start_bot, heard, payload):
    bot = start_bot("socket")
    bot.slack.link.send("events_api", payload, seconds=0.5)
    bot.mention(ASK)
    assert len(bot.said) == 1
    assert len(ours(heard)) <= 1
    assert "Traceback" not in heard.text


def test_an_answer_goes_to_no_address_that_is_not_slacks(http_bot, heard):
    """Rightly signed, and yet: whoever forges one gets neither the answer nor a request from inside."""
    payload = http_bot.payloads.command(SEVEN_CS.question) | {"response_url": "http://127.0.0.1:9/steal"}
    assert http_bot.slacks.command(payload).status == 200
    http_bot.settle()
    assert http_bot.slack.calls_of("response_url") == []
    assert "127.0.0.1:9" not in heard.text
    assert "Traceback" not in heard.text


def test_an_address_for_an_answer_is_never_logged(start_bot, caplog):
    """Whoever has it can answer in the person's name."""
    caplog.set_level(logging.DEBUG, logger="slack_sdk.webhook.client")
    caplog.set_level(logging.DEBUG, logger="bot")
    bot = start_bot()
    bot.command(SEVEN_CS.question)
    assert len(bot.whispered) == 1
    assert "/respond/" not in caplog.text

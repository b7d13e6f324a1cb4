"""Answers go to Slack, whatever address a payload names."""

import pytest
from slack_bolt import BoltContext
from slack_sdk import WebClient

from bot.slack.events.response_url import drop_foreign, is_slacks

API = "https://slack.com/api/"
HOOK = "https://hooks.slack.com/commands/T1/2/x"


@pytest.mark.parametrize(
    "url", [HOOK, "https://hooks.slack-gov.com/x", "https://slack.com/x", "https://hooks.slack.com:443/x"]
)
def test_slacks_own_hosts_are_answered(url):
    assert is_slacks(url, API)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "x",
        "http://hooks.slack.com/x",
        "https://hooks.slack.com.evil.example/x",
        "https://evilslack.com/x",
        "https://hooks.slack.com@evil.example/x",
        "https://user:word@hooks.slack.com/x",
        "https://hooks.slack.com:8080/x",
        "https://hooks.slack.com:x/",
        "https://[::1/x",
        "https://169.254.169.254/latest",
        "http://127.0.0.1:9/x",
        "file:///etc/passwd",
        "//hooks.slack.com/x",
        "http://slack.com@evil.example/x",
        "https://evil.example/slack.com",
        "https://evil.example\\.slack.com/x",
        "https://evil.example#.slack.com/x",
        "https://a..slack.com/x",
        "https://.slack.com/x",
        "https://hooks.slack.com/ x",
        "https://hooks.slack.com/é",
        "https://hooks.slack.com./x",
    ],
)
def test_no_other_address_is_called(url):
    assert not is_slacks(url, API)


def test_where_the_web_api_is_answers_are_taken_too():
    """A stand-in on loopback, or a proxy before Slack: the setting names it, no payload."""
    assert is_slacks("http://127.0.0.1:9/respond/1", "http://127.0.0.1:9/api/")
    assert not is_slacks("http://127.0.0.1:8/respond/1", "http://127.0.0.1:9/api/")
    assert not is_slacks("https://127.0.0.1:9/respond/1", "http://127.0.0.1:9/api/")


def passed(body: dict) -> dict:
    context = BoltContext({"response_url": body.get("response_url")})
    drop_foreign(body, context, WebClient(base_url=API))
    assert context.response_url == body.get("response_url")
    return body


def test_a_payload_loses_the_addresses_that_are_not_slacks():
    """Everything else of it stays."""
    urls = [{"response_url": HOOK}, {"response_url": "https://evil.example"}, 7]
    assert passed({"response_url": "https://evil.example", "a": 1}) == {"a": 1}
    assert passed({"response_url": HOOK}) == {"response_url": HOOK}
    assert passed({"response_urls": urls}) == {"response_urls": [{"response_url": HOOK}]}
    assert passed({"response_urls": 7}) == {"response_urls": []}

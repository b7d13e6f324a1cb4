"""The stand-in does what Slack does, so that a test against it means something."""

import http.client
import json
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.slack_stand_in import (
    APP_TOKEN,
    BOT_TOKEN,
    AnswerLost,
    Channel,
    Hang,
    RateLimited,
    Refuse,
    ServerError,
    SlackStandIn,
)

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "hello"}}


@pytest.fixture
def slack():
    with SlackStandIn() as slack:
        yield slack


@pytest.fixture
def client(slack):
    return WebClient(BOT_TOKEN, base_url=slack.api_url, timeout=1, retry_handlers=[])


def error_of(call) -> str:
    with pytest.raises(SlackApiError) as caught:
        call()
    return caught.value.response["error"]


def test_a_message_is_kept_with_its_metadata(slack, client):
    """History shows the metadata only to those who ask for it."""
    metadata = {"event_type": "reply", "event_payload": {"key": "k"}}
    client.chat_postMessage(channel="C1", text="hello", blocks=[SECTION], metadata=metadata)
    plain = client.conversations_history(channel="C1")["messages"][0]
    full = client.conversations_history(channel="C1", include_all_metadata=True)["messages"][0]
    assert plain["text"] == "hello"
    assert "metadata" not in plain
    assert full["metadata"] == metadata


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        ("C404", "channel_not_found"),
        ("C2", "is_archived"),
        ("C3", "not_in_channel"),
    ],
)
def test_a_message_is_refused_where_slack_would(slack, client, channel, error):
    slack.workspace.channels |= {
        "C2": Channel("C2", archived=True),
        "C3": Channel("C3", member=False, private=True),
    }
    assert error_of(lambda: client.chat_postMessage(channel=channel, text="hello")) == error


def test_messages_over_the_limits_are_refused_and_remembered(slack, client):
    """51 blocks, a section of 3,001 characters, a text of 40,001, nothing at all."""
    long = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3_001}}
    assert error_of(lambda: client.chat_postMessage(channel="C1", text="t", blocks=[SECTION] * 51)) == "invalid_blocks"
    assert error_of(lambda: client.chat_postMessage(channel="C1", text="t", blocks=[long])) == "invalid_blocks"
    assert error_of(lambda: client.chat_postMessage(channel="C1", text="x" * 40_001)) == "msg_too_long"
    assert error_of(lambda: client.api_call("chat.postMessage", json={"channel": "C1"})) == "no_text"
    assert len(slack.block_problems) >= 2


@pytest.mark.parametrize(("token", "error"), [("xoxb-wrong", "invalid_auth"), (APP_TOKEN, "invalid_auth")])
def test_a_wrong_token_is_refused(slack, token, error):
    client = WebClient(token, base_url=slack.api_url, retry_handlers=[])
    assert error_of(client.auth_test) == error


def test_faults_come_once_each_in_order(slack, client):
    """429 with its Retry-After, 500, a refusal; then all is well."""
    slack.faults.add("chat.postMessage", RateLimited(7), ServerError(503), Refuse("fatal_error"))
    with pytest.raises(SlackApiError) as caught:
        client.chat_postMessage(channel="C1", text="hello")
    assert (caught.value.response.status_code, caught.value.response.headers["Retry-After"]) == (429, "7")
    with pytest.raises(SlackApiError) as caught:
        client.chat_postMessage(channel="C1", text="hello")
    assert caught.value.response.status_code == 503
    assert error_of(lambda: client.chat_postMessage(channel="C1", text="hello")) == "fatal_error"
    assert slack.workspace.from_bot() == []
    assert client.chat_postMessage(channel="C1", text="hello")["ok"]


@pytest.mark.parametrize(
    ("fault", "stored", "raised"),
    [
        (AnswerLost(), 1, http.client.RemoteDisconnected),
        (Hang(), 0, TimeoutError),
        (Hang(stored=True), 1, TimeoutError),
        (ServerError(stored=True), 1, SlackApiError),
        (Refuse("internal_error", stored=True), 1, SlackApiError),
    ],
)
def test_a_call_can_fail_before_or_after_its_work(slack, client, fault, stored, raised):
    slack.faults.add("chat.postMessage", fault)
    with pytest.raises(raised):
        client.chat_postMessage(channel="C1", text="hello")
    assert len(slack.workspace.from_bot()) == stored


def test_random_faults_are_the_same_for_the_same_seed():
    def outcomes() -> list[bool]:
        with SlackStandIn() as slack:
            slack.faults.sometimes("auth.test", Refuse("fatal_error"), rate=0.5, seed=7)
            client = WebClient(BOT_TOKEN, base_url=slack.api_url, retry_handlers=[])
            for _ in range(12):
                try:
                    client.auth_test()
                except SlackApiError:
                    continue
            return [call.ok for call in slack.calls_of("auth.test")]

    first = outcomes()
    assert first == outcomes()
    assert set(first) == {True, False}


def test_it_serves_another_process():
    """Started on its own it prints where it is, and can be asked what it got."""
    command = [sys.executable, "-m", "tests.slack_stand_in", "--port", "0"]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as process:
        try:
            told = json.loads(process.stdout.readline())
            client = WebClient(told["settings"]["SLACK_BOT_TOKEN"], base_url=told["settings"]["SLACK_API_URL"])
            client.chat_postMessage(channel="C1", text="hello")
            with urlopen(f"{told['address']}/stand-in/messages") as answer:
                assert [message["text"] for message in json.load(answer)["messages"]] == ["hello"]
        finally:
            process.terminate()

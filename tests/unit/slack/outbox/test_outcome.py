"""What became of a call: done, not done, or nobody knows."""

from datetime import timedelta
from http.client import RemoteDisconnected
from socket import gaierror
from urllib.error import URLError

import pytest
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.web import SlackResponse

from bot.slack.outbox.outcome import MAX_RETRY_AFTER, Done, InDoubt, Refused, TryAgain, attempt, retry_after


def response(data, status: int = 200, headers=None) -> SlackResponse:
    return SlackResponse(
        client=None, http_verb="POST", api_url="", req_args={}, data=data, headers=headers or {}, status_code=status
    )


def refusal(error: str, status: int = 200, headers=None) -> SlackApiError:
    return SlackApiError("", response({"ok": False, "error": error}, status, headers))


@pytest.mark.parametrize(
    ("raised", "outcome"),
    [
        (refusal("ratelimited", 429, {"Retry-After": "7"}), TryAgain(timedelta(seconds=7), "rate limit")),
        (refusal("ratelimited"), TryAgain(timedelta(seconds=30), "ratelimited")),
        (refusal("not_in_channel"), Refused("not_in_channel")),
        (refusal("<html>", 404), Refused("HTTP 404")),
        (refusal("non-JSON: <html>", 502), InDoubt("HTTP 502")),
        (refusal("internal_error"), InDoubt("internal_error")),
        (refusal("fatal_error"), InDoubt("fatal_error")),
        (refusal("", 500), InDoubt("HTTP 500")),
        (refusal("team_added_to_org"), TryAgain(timedelta(minutes=1), "team_added_to_org")),
        (refusal("server_error"), InDoubt("server_error")),
        (refusal("Oops, <html>"), InDoubt("HTTP 200")),
        (URLError(ConnectionRefusedError()), TryAgain(timedelta(seconds=2), "no connection")),
        (URLError(gaierror()), TryAgain(timedelta(seconds=2), "no connection")),
        (URLError(ConnectionResetError()), InDoubt("ConnectionResetError")),
        (URLError(TimeoutError()), InDoubt("TimeoutError")),
        (ConnectionRefusedError(), TryAgain(timedelta(seconds=2), "no connection")),
        (TimeoutError(), InDoubt("TimeoutError")),
        (ConnectionResetError(), InDoubt("ConnectionResetError")),
        (RemoteDisconnected(), InDoubt("RemoteDisconnected")),
        (SlackRequestError(""), InDoubt("SlackRequestError")),
    ],
    ids=repr,
)  # fmt: skip
def test_a_failure_says_whether_the_work_may_have_been_done(raised, outcome):
    def call():
        raise raised

    assert attempt(call) == outcome


def test_an_answer_is_passed_on():
    assert attempt(lambda: response({"ok": True, "ts": "1.0"})) == Done({"ok": True, "ts": "1.0"})


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "3"}, 3),
        ({"retry-after": ["3"]}, 3),
        ({"Retry-After": "soon"}, 30),
        ({"Retry-After": "-3"}, 30),
        ({}, 30),
        ({"Retry-After": "³"}, 30),
        ({"Retry-After": "9" * 5_000}, MAX_RETRY_AFTER.total_seconds()),
        ({"Retry-After": "99999"}, MAX_RETRY_AFTER.total_seconds()),
    ],
)
def test_retry_after_is_read_whatever_it_holds(headers, seconds):
    assert retry_after(headers) == timedelta(seconds=seconds)

"""Building the app: what is said when Slack cannot be reached."""

import re
from concurrent.futures import ThreadPoolExecutor
from socket import gaierror
from ssl import SSLError
from urllib.error import URLError

import pytest

from bot.errors import SettingsError
from bot.settings import APP_TOKEN, Settings
from bot.slack.app import build_app, build_client
from bot.slack.reasons import refusal, unreachable


def test_an_address_with_a_password_is_named_by_its_host_alone():
    settings = Settings.from_env(
        {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_API_URL": "http://bot:hunter2@127.0.0.1:1/api/?key=hunter2"}
    )
    client = build_client(settings, timeout_seconds=1)
    with ThreadPoolExecutor(1) as pool, pytest.raises(SettingsError) as caught:
        build_app(client, settings, pool)
    assert "SLACK_API_URL (127.0.0.1)" in str(caught.value)
    assert "hunter2" not in str(caught.value)
    assert "hunter2" not in repr(settings)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (URLError(gaierror(-2, "Name or service not known")), "name is not found"),
        (URLError(ConnectionRefusedError(111, "refused")), "connection was refused"),
        (TimeoutError("timed out"), "no answer came in time"),
        (URLError(SSLError("certificate")), "not secure"),
        (OSError("else"), r"connection failed \(OSError\)"),
    ],
)
def test_what_keeps_us_from_slack_is_said_in_words(error, words):
    assert re.search(words, str(unreachable("https://slack.com/api/", error)))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("token_revoked", "was revoked: install the app again"),
        ("account_inactive", "was removed"),
        ("missing_scope", "it needs connections:write"),
        ("something_new", "copy it again"),
    ],
)
def test_what_slack_has_against_a_token_is_said_with_what_to_do(said, words):
    error = str(refusal(APP_TOKEN, said, "connections:write"))
    assert error.startswith(f"Slack does not accept SLACK_APP_TOKEN ({said}): it ")
    assert words in error

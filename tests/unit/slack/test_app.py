"""Building the app: what is said when Slack cannot be reached."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.errors import SettingsError
from bot.settings import Settings
from bot.slack.app import build_app, build_client


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

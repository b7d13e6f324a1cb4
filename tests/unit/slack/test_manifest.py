"""The manifest is one Slack accepts, asks for little, and says what the listeners hear."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from pydantic import ValidationError

from bot.cli.manifest import command
from bot.errors import SettingsError
from bot.slack.manifest import EVENTS, SCOPES, manifest
from tests.unit.slack.manifest_schema import Manifest

URL = "https://principles.example.com"
ALL = [
    manifest(),
    manifest(URL),
    manifest(required_only=True),
    manifest(URL, required_only=True),
    manifest(URL, install=True),
]


@pytest.mark.parametrize("made", ALL)
def test_slack_accepts_the_manifest(made):
    """It keeps the published schema's keys, types and lengths."""
    Manifest.model_validate(made)


@pytest.mark.parametrize(
    ("part", "key", "value"),
    [
        ("display_information", "name", "x" * 36),
        ("display_information", "long_description", "too short"),
        ("features", "bot_user", {"display_name": ""}),
        ("settings", "unknown", True),
        ("oauth_config", "scopes", {"bot": ["commands", "commands"]}),
    ],
)
def test_the_schema_refuses_what_slack_would(part: str, key: str, value: object):
    """So that the test above can fail."""
    made = manifest()
    made[part] = {**made[part], key: value}
    with pytest.raises(ValidationError):
        Manifest.model_validate(made)


def test_socket_mode_needs_no_address():
    made = manifest()
    assert made["settings"]["socket_mode_enabled"] is True
    assert "http" not in json.dumps(made)


@pytest.mark.parametrize("url", [URL, f"{URL}/", f"{URL}/slack/events"])
def test_http_names_one_address_for_everything(url: str):
    """Events, interactivity, the typeahead and the slash command come to the same path."""
    made = manifest(url)
    address = "https://principles.example.com/slack/events"
    settings = made["settings"]
    assert settings["socket_mode_enabled"] is False
    assert settings["event_subscriptions"]["request_url"] == address
    assert settings["interactivity"]["request_url"] == address
    assert settings["interactivity"]["message_menu_options_url"] == address
    assert made["features"]["slash_commands"][0]["url"] == address


def test_people_can_write_to_the_app():
    """A read-only messages tab would tell them that messages have been turned off."""
    assert manifest()["features"]["app_home"] == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }


def test_few_scopes_are_required():
    """Every further one can be declined."""
    scopes = manifest()["oauth_config"]["scopes"]
    assert scopes["bot"] == ["app_mentions:read", "assistant:write", "chat:write", "commands", "im:history"]
    assert scopes["bot_optional"] == [scope.name for scope in SCOPES if scope.optional]
    assert "bot_optional" not in manifest(required_only=True)["oauth_config"]["scopes"]


def test_every_event_has_its_scope():
    """Also when the optional scopes are left out."""
    for required_only in (False, True):
        made = manifest(required_only=required_only)
        granted = {name for kind in made["oauth_config"]["scopes"].values() for name in kind}
        heard = made["settings"]["event_subscriptions"]["bot_events"]
        assert {event.scope for event in EVENTS if event.name in heard} <= granted | {None}
    assert heard == ["app_home_opened", "app_mention", "app_uninstalled", "message.im", "tokens_revoked"]


def test_every_scope_says_what_it_is_for():
    assert all(scope.purpose for scope in SCOPES)
    assert len({scope.name for scope in SCOPES}) == len(SCOPES)


@pytest.fixture
def run():
    """Run `principles manifest` with arguments."""
    return lambda *arguments: CliRunner().invoke(command, arguments)


def test_the_command_prints_what_slack_takes(run):
    assert json.loads(run().stdout) == manifest()
    assert json.loads(run("--http", URL, "--required-only").stdout) == manifest(URL, required_only=True)


@pytest.mark.parametrize(
    "url", ["", "principles.example.com", "ftp://a.example", "https://", "https://[", "https://a?b=c"]
)
def test_an_unusable_address_is_explained(run, url: str):
    error = run("--http", url).exception
    assert isinstance(error, SettingsError)
    assert f'--http is "{url}"' in str(error)


def test_an_app_that_others_install_says_where_they_come_back_to():
    made = manifest(URL, install=True)
    assert made["oauth_config"]["redirect_urls"] == ["https://principles.example.com/slack/oauth_redirect"]
    assert made["settings"]["org_deploy_enabled"] is made["settings"]["token_rotation_enabled"] is True
    assert "redirect_urls" not in manifest(URL)["oauth_config"]


def test_an_app_that_others_install_needs_an_address():
    with pytest.raises(SettingsError, match="--install needs --http"):
        CliRunner().invoke(command, ["--install"], catch_exceptions=False)

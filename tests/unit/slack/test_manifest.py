"""The manifest is one Slack accepts, asks for little, and says what the listeners hear."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.answering.identity import Identity, identity_of
from bot.cli.manifest import command
from bot.errors import SettingsError
from bot.slack.manifest import EVENTS, SCOPES, manifest
from tests.unit.slack.manifest_schema import Manifest

ME = Identity("Service Principles", "service principles", "/principle", ("What are the 7 Cs?",), 86, principles=True)
HOTEL = Identity("Grand Hotel", "the front desk", "/hotel", (), 12, principles=False)
URL = "https://principles.example.com"
ALL = [
    manifest(ME),
    manifest(ME, URL),
    manifest(ME, required_only=True),
    manifest(ME, URL, required_only=True),
    manifest(ME, URL, install=True),
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
    made = manifest(ME)
    made[part] = {**made[part], key: value}
    with pytest.raises(ValidationError):
        Manifest.model_validate(made)


def test_socket_mode_needs_no_address():
    made = manifest(ME)
    assert made["settings"]["socket_mode_enabled"] is True
    assert "http" not in json.dumps(made)


@pytest.mark.parametrize("url", [URL, f"{URL}/", f"{URL}/slack/events"])
def test_http_names_one_address_for_everything(url: str):
    """Events, interactivity, the typeahead and the slash command come to the same path."""
    made = manifest(ME, url)
    address = "https://principles.example.com/slack/events"
    settings = made["settings"]
    assert settings["socket_mode_enabled"] is False
    assert settings["event_subscriptions"]["request_url"] == address
    assert settings["interactivity"]["request_url"] == address
    assert settings["interactivity"]["message_menu_options_url"] == address
    assert made["features"]["slash_commands"][0]["url"] == address


def test_people_can_write_to_the_app():
    """A read-only messages tab would tell them that messages have been turned off."""
    assert manifest(ME)["features"]["app_home"] == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }


def test_few_scopes_are_required():
    """Every further one can be declined."""
    scopes = manifest(ME)["oauth_config"]["scopes"]
    assert scopes["bot"] == ["app_mentions:read", "assistant:write", "chat:write", "commands", "im:history"]
    assert scopes["bot_optional"] == [scope.name for scope in SCOPES if scope.optional]
    assert "bot_optional" not in manifest(ME, required_only=True)["oauth_config"]["scopes"]


def test_every_event_has_its_scope():
    """Also when the optional scopes are left out."""
    for required_only in (False, True):
        made = manifest(ME, required_only=required_only)
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


def test_the_command_prints_what_slack_takes(run, bundled):
    me = identity_of(bundled)
    assert json.loads(run().stdout) == manifest(me)
    assert json.loads(run("--http", URL, "--required-only").stdout) == manifest(me, URL, required_only=True)


def test_the_command_speaks_of_the_packs_it_is_given(run, write_pack):
    pack = "pack: desk\nsubject: the front desk\nsource: {title: T}\nentries:\n"
    folder = write_pack(pack + "  - {id: b, question: When is breakfast?, answer: At seven.}\n", "desk.yaml")
    made = json.loads(run("--knowledge", str(folder)).stdout)
    assert made["display_information"]["name"] == "Front Desk"
    assert made["features"]["slash_commands"][0]["usage_hint"].startswith("when is breakfast | ")


def test_a_hotel_s_manifest_speaks_of_the_hotel_and_not_of_principles():
    """Every word that people see comes from the settings and the packs."""
    made = manifest(HOTEL)
    assert made["display_information"]["name"] == "Grand Hotel"
    assert made["features"]["bot_user"]["display_name"] == "Grand-Hotel"
    assert made["features"]["slash_commands"][0]["command"] == "/hotel"
    shown = json.dumps([made["display_information"], made["features"]]).replace("search_principles", "")
    assert "about the front desk" in shown
    assert "rinciple" not in shown
    Manifest.model_validate(made)


@given(name=st.text(min_size=1, max_size=35), subject=st.text(min_size=1, max_size=500))
def test_whatever_the_packs_say_fits_the_manifest(name, subject):
    Manifest.model_validate(manifest(replace(HOTEL, name=name, subject=subject, examples=(subject,))))


@pytest.mark.parametrize(
    "url", ["", "principles.example.com", "ftp://a.example", "https://", "https://[", "https://a?b=c"]
)
def test_an_unusable_address_is_explained(run, url: str):
    error = run("--http", url).exception
    assert isinstance(error, SettingsError)
    assert f'--http is "{url}"' in str(error)


def test_an_app_that_others_install_says_where_they_come_back_to():
    made = manifest(ME, URL, install=True)
    assert made["oauth_config"]["redirect_urls"] == ["https://principles.example.com/slack/oauth_redirect"]
    assert made["settings"]["org_deploy_enabled"] is made["settings"]["token_rotation_enabled"] is True
    assert "redirect_urls" not in manifest(ME, URL)["oauth_config"]


def test_an_app_that_others_install_needs_an_address():
    with pytest.raises(SettingsError, match="--install needs --http"):
        CliRunner().invoke(command, ["--install"], catch_exceptions=False)

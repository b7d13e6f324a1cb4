"""Which way Slack reaches the app, and what is said when none is set."""

import pytest

from bot.cli.serve import choose_mode
from bot.errors import SettingsError
from bot.settings import Settings

BOT, APP, SECRET = "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"
ALL = {BOT: "xoxb-1", APP: "xapp-1", SECRET: "s"}


def settings(*names: str) -> Settings:
    return Settings.from_env({name: ALL[name] for name in names})


@pytest.mark.parametrize(
    ("names", "flags", "mode"),
    [
        ([BOT, APP], {}, "socket"),
        ([BOT, SECRET], {}, "http"),
        ([BOT, APP, SECRET], {}, "socket"),
        ([BOT, APP, SECRET], {"socket": True}, "socket"),
        ([BOT, APP, SECRET], {"http": True}, "http"),
    ],
)
def test_what_is_set_decides_and_a_flag_decides_when_both_are(names, flags, mode):
    assert choose_mode(settings(*names), **({"socket": False, "http": False} | flags)) == mode


@pytest.mark.parametrize(
    ("names", "flags", "lines"),
    [
        ([APP, SECRET], {}, [f"{BOT} is missing"]),
        ([BOT, SECRET], {"socket": True}, [f"{APP} is missing"]),
        ([BOT, APP], {"http": True}, [f"{SECRET} is missing"]),
        ([BOT], {}, [f"{APP} (Socket Mode) or {SECRET} (HTTP) is missing"]),
        ([], {}, [f"{BOT} is missing", f"{APP} (Socket Mode) or {SECRET} (HTTP) is missing"]),
        ([], {"socket": True}, [f"{BOT} is missing", f"{APP} is missing"]),
    ],
)
def test_each_missing_setting_is_named_with_its_purpose_and_the_readme(names, flags, lines):
    with pytest.raises(SettingsError) as caught:
        choose_mode(settings(*names), **({"socket": False, "http": False} | flags))
    said = str(caught.value).splitlines()
    assert len(said) == len(lines)
    for line, expected in zip(said, lines, strict=True):
        assert line.startswith(f"{expected}: ")
        assert "See README.md, section" in line


def test_both_flags_at_once_are_refused():
    with pytest.raises(SettingsError, match="exclude each other"):
        choose_mode(settings(*ALL), socket=True, http=True)


MANY = {
    "SLACK_CLIENT_ID": "1.2",
    "SLACK_CLIENT_SECRET": "s",
    "SLACK_SIGNING_SECRET": "s",
    "PRINCIPLES_ENCRYPTION_KEYS": "k",
}


def test_a_client_id_without_a_bot_token_means_many_workspaces_over_http():
    assert choose_mode(Settings.from_env(MANY), socket=False, http=False) == "http"
    assert choose_mode(Settings.from_env(MANY | ALL), socket=False, http=False) == "socket"


@pytest.mark.parametrize("name", sorted(MANY.keys() - {"SLACK_CLIENT_ID"}))
def test_what_many_workspaces_need_is_named(name):
    given = {key: value for key, value in MANY.items() if key != name}
    with pytest.raises(SettingsError, match=f"{name} is missing.*Many workspaces"):
        choose_mode(Settings.from_env(given), socket=False, http=False)


def test_people_cannot_install_through_a_websocket():
    with pytest.raises(SettingsError, match="over HTTP"):
        choose_mode(Settings.from_env(MANY), socket=True, http=False)

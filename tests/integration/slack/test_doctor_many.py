"""`principles doctor` looks at an app that many workspaces installed as it looks at that of one."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from cryptography.fernet import Fernet
from slack_sdk.oauth.installation_store import Bot

from bot.posting.subscription import Standing
from bot.slack.examination import many as examination
from bot.store.database import Database
from bot.store.experts import ExpertsChannels
from bot.store.installations import Installations, read_keys
from bot.store.subscriptions import Subscriptions
from bot.store.watched import Watched
from tests.daily_examples import subscription
from tests.integration.slack.test_doctor import TOKENS, examine  # noqa: F401 - a fixture
from tests.slack_stand_in import BOT_USER, Channel

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
KEY = Fernet.generate_key().decode()
MANY = {
    "SLACK_CLIENT_ID": "1.2",
    "SLACK_CLIENT_SECRET": "s",
    "SLACK_SIGNING_SECRET": "s",
    "PRINCIPLES_ENCRYPTION_KEYS": KEY,
}
CHECKS = [
    *("settings", "database", "tokens", "workspaces", "clock", "daily channels", "experts"),
    *("packs", "encoder", "zones"),
]


@pytest.fixture
def database(examine, tmp_path):  # noqa: F811 - the fixture, which makes it
    return Database.open(f"sqlite:///{tmp_path}/store.sqlite3")


@pytest.fixture
def install(database, slack):
    """Some workspaces have the app."""

    def do(*teams):
        for team in teams:
            workspace = slack.add_workspace(team)
            bot = Bot(app_id="A1", team_id=team, bot_token=workspace.token, bot_id="B1", bot_user_id=BOT_USER,
                      installed_at=1.0)  # fmt: skip
            Installations("1.2", database, read_keys((KEY,))).save_bot(bot)
        return [one for one in slack.others.values() if one.team in teams]

    return do


def calls_of(slack, method):
    return [call.team for call in slack.calls if call.method == method]


def test_each_workspace_is_asked_once_and_all_are_told_in_one_row(examine, install, slack):  # noqa: F811
    install("T1", "T2", "T3")
    status, rows = examine(**MANY)
    assert list(rows) == CHECKS
    assert (status, rows["workspaces"]["state"], rows["workspaces"]["found"]) == (0, "ok", "3 workspaces: 3 fine")
    assert sorted(calls_of(slack, "auth.test")) == ["T1", "T2", "T3"]
    assert rows["clock"]["state"] == "ok"


def test_what_lacks_in_one_is_said_with_its_name_and_what_to_do(examine, install):  # noqa: F811
    _, two, _ = install("T1", "T2", "T3")
    two.scopes -= {"chat:write"}
    status, rows = examine(**MANY)
    row = rows["workspaces"]
    assert (status, row["state"]) == (1, "broken")
    assert row["found"].startswith("3 workspaces: 2 fine; T2: scopes: without chat:write it cannot post")
    assert "install the app again" in row["remedy"]


def test_an_optional_scope_that_lacks_breaks_nothing(examine, install):  # noqa: F811
    [one] = install("T1")
    one.scopes -= {"reactions:write"}
    status, rows = examine(**MANY)
    assert (status, rows["workspaces"]["state"]) == (0, "off")
    assert "T1: scopes: without reactions:write (optional)" in rows["workspaces"]["found"]


def test_a_token_that_slack_does_not_accept_is_said_and_not_shown(examine, install, slack):  # noqa: F811
    revoked = install("T1", "T2")[0].token
    slack.others.pop(revoked)
    status, rows = examine(**MANY)
    assert (status, rows["workspaces"]["state"]) == (1, "broken")
    assert "2 workspaces: 1 fine; T1: token: Slack does not accept it (invalid_auth)" in rows["workspaces"]["found"]
    assert revoked not in str(rows)


def test_its_channels_are_looked_at_with_its_own_token(examine, install, database):  # noqa: F811
    one, two = install("T1", "T2")
    one.channels["CEXP"] = Channel("CEXP", "experts", archived=True)
    two.channels["CEXP"] = Channel("CEXP", "experts", shared=True)
    two.channels["C2"] = Channel("C2", "lost", private=True, member=False)
    for workspace in (one, two):
        ExpertsChannels(database).choose(workspace.team, "CEXP", "U1", now=NOW)
    post = replace(subscription("T2"), channel="C2", standing=Standing.ACTIVE)
    Subscriptions(database).save(post.rescheduled(NOW))
    Watched(database).begin("T2", "C2", "U1", now=NOW)
    found = examine(**MANY)[1]["workspaces"]["found"]
    assert "watched channels: 1 channel watched; the app hears nothing in C2" in found
    assert found.startswith("2 workspaces: 0 fine; T1: experts: #experts is archived; T2: ")
    assert "daily C2: C2 is gone, or private without the app in it" in found
    assert "experts: the app is in #experts; another company shares it" in found


def test_of_very_many_some_are_looked_at_and_the_rest_counted(examine, install, monkeypatch, slack):  # noqa: F811
    monkeypatch.setattr(examination, "MOST_WORKSPACES", 3)
    monkeypatch.setattr(examination, "MOST_NAMED", 1)
    for workspace in install(*(f"T{number}" for number in range(5))):
        workspace.scopes -= {"chat:write"}
    _, rows = examine(**MANY)
    assert len(calls_of(slack, "auth.test")) == 3
    assert rows["workspaces"]["found"].startswith("5 workspaces: 0 fine; T0: ")
    assert rows["workspaces"]["found"].endswith("2 more are not named; 2 were not looked at")


def test_where_no_workspace_has_it_yet_that_is_said(examine):  # noqa: F811
    status, rows = examine(**MANY)
    assert (status, rows["workspaces"]["state"]) == (0, "off")
    assert "/slack/install" in rows["workspaces"]["remedy"]


def test_a_single_workspace_is_asked_once_too(examine, slack):  # noqa: F811
    examine(**TOKENS)
    assert len(calls_of(slack, "auth.test")) == 1

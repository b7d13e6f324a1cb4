"""`principles doctor` against the stand-in, and without any Slack."""

import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from cryptography.fernet import Fernet
from slack_sdk.oauth.installation_store import Bot

from bot.cli.doctor import command
from bot.health import TOKENS as TOKENS_REFUSED
from bot.slack.manifest import FEATURES, SCOPES
from bot.store.database import Database
from bot.store.experts import ExpertsChannels
from bot.store.installations import Installations, read_keys
from tests.slack_stand_in import APP_TOKEN, BOT_TOKEN, TEAM, Channel, Refuse

CHANNELS = ["messages tab", "daily channels", "experts", "watched channels"]
CHECKS = [
    "settings",
    "token",
    "scopes",
    *FEATURES,
    "events",
    "clock",
    "database",
    *CHANNELS,
    "packs",
    "encoder",
    "zones",
]
SLACKS = ("settings", "token", "scopes", "clock")


@pytest.fixture
def examine(monkeypatch, tmp_path, slack):
    """Runs the command with these settings; its status and its rows by their checks."""
    url = f"sqlite:///{tmp_path}/store.sqlite3"
    Database.open(url).migrate()

    def run(**settings):
        given = {"DATABASE_URL": url, "SLACK_API_URL": slack.api_url, "PRINCIPLES_ENCODER": "off"} | settings
        for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_CLIENT_ID"):
            monkeypatch.delenv(name, raising=False)
        for name, value in given.items():
            monkeypatch.setenv(name, value)
        done = CliRunner().invoke(command, ["--json"], catch_exceptions=False)
        rows = [json.loads(line) for line in done.stdout.splitlines()]
        assert all(set(row) == {"check", "state", "found", "remedy"} for row in rows)
        return done.exit_code, {row["check"]: row for row in rows}

    return run


TOKENS = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN}


def test_an_app_that_is_well_has_no_broken_row(examine):
    status, rows = examine(**TOKENS)
    assert list(rows) == CHECKS
    assert {name: row["state"] for name, row in rows.items()} == dict.fromkeys(CHECKS, "ok") | dict.fromkeys(
        ("encoder", *CHANNELS), "off"
    )
    assert status == 0


def test_without_a_token_slack_is_not_asked(examine, slack):
    status, rows = examine(SLACK_API_URL="http://192.0.2.1/api/")
    assert status == 0
    assert [rows[name]["state"] for name in SLACKS] == ["off"] * 4
    assert slack.calls == []


def test_before_the_first_start_the_remedy_is_said_once(examine, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "new"))
    status, rows = examine(DATABASE_URL="")
    assert (status, rows["database"]["state"]) == (0, "off")
    assert rows["database"]["found"].endswith("principles.sqlite3 is not there yet")
    assert rows["database"]["remedy"] == "start `principles serve`, which makes it"


def test_a_wrong_token_is_broken_and_not_shown(examine):
    status, rows = examine(**TOKENS | {"SLACK_BOT_TOKEN": "xoxb-hunter2"})
    assert status == 1
    assert rows["token"]["state"] == "broken"
    assert "invalid_auth" in rows["token"]["found"]
    assert "hunter2" not in str(rows)


@pytest.mark.parametrize(("scope", "state", "status"), [("reactions:write", "off", 0), ("chat:write", "broken", 1)])
def test_a_scope_that_lacks_is_named_with_what_it_is_for(examine, slack, scope, state, status):
    slack.workspace.scopes -= {scope}
    found, rows = examine(**TOKENS)
    assert (found, rows["scopes"]["state"]) == (status, state)
    assert f"without {scope}" in rows["scopes"]["found"]


@pytest.mark.parametrize(
    ("scope", "lacking", "state"),
    [("files:read", {"teaching"}, "off"),
     ("channels:read", {"sharing", "daily posts", "ask the team", "watching"}, "off"),
     ("chat:write", {"questions"}, "broken")],
)  # fmt: skip
def test_a_scope_that_lacks_stands_with_the_features_that_need_it(examine, slack, scope, lacking, state):
    slack.workspace.scopes -= {scope}
    _, rows = examine(**TOKENS)
    assert {name for name in FEATURES if rows[name]["state"] != "ok"} == lacking
    for name in lacking:
        assert (rows[name]["state"], rows[name]["found"]) == (state, f"lacks {scope}")
        assert "install the app again" in rows[name]["remedy"]


def test_every_scope_belongs_to_a_feature():
    assert {name for names in FEATURES.values() for name in names} == {scope.name for scope in SCOPES}


def test_an_app_level_token_that_slack_refuses_is_broken_and_not_shown(examine, caplog):
    """And nothing is said against the bot's own token, which made that call with another one."""
    status, rows = examine(**TOKENS | {"SLACK_APP_TOKEN": "xapp-hunter2"})
    assert (status, rows["events"]["state"], rows["token"]["state"]) == (1, "broken", "ok")
    assert TOKENS_REFUSED.why_refused(BOT_TOKEN) is None
    assert "any more" not in caplog.text
    assert "hunter2" not in str(rows)


def test_a_database_that_is_not_there_is_broken_and_not_made(examine, tmp_path):
    status, rows = examine(**TOKENS, DATABASE_URL=f"sqlite:///{tmp_path}/other.sqlite3")
    assert (status, rows["database"]["state"]) == (1, "broken")
    assert not (tmp_path / "other.sqlite3").exists()


def test_tables_of_another_version_are_broken_and_left_as_they_are(examine, tmp_path):
    url = f"sqlite:///{tmp_path}/other.sqlite3"
    Database.open(url).ping()
    status, rows = examine(**TOKENS, DATABASE_URL=url)
    assert (status, rows["database"]["state"]) == (1, "broken")
    assert not Database.open(url).is_current()


@pytest.fixture
def experts(slack):
    slack.workspace.channels["CEXP"] = Channel("CEXP", "experts")
    return slack.workspace.channels["CEXP"]


def test_the_experts_channel_is_looked_at(examine, experts):
    status, rows = examine(**TOKENS, EXPERTS_CHANNEL="CEXP")
    assert (status, rows["experts"]["state"], rows["experts"]["found"]) == (0, "ok", "the app is in #experts")


@pytest.mark.parametrize(
    ("changed", "found", "remedy"),
    [({"member": False}, "not in #experts", "/invite"), ({"archived": True}, "archived", "unarchive"),
     ({"member": False, "private": True}, "does not show CEXP", "invite the app")],
)  # fmt: skip
def test_an_experts_channel_that_cannot_serve_is_broken_with_what_to_do(examine, experts, changed, found, remedy):
    for name, value in changed.items():
        setattr(experts, name, value)
    status, rows = examine(**TOKENS, EXPERTS_CHANNEL="CEXP")
    assert (status, rows["experts"]["state"]) == (1, "broken")
    assert found in rows["experts"]["found"]
    assert remedy in rows["experts"]["remedy"]


def test_an_experts_channel_that_another_company_reads_is_said(examine, experts):
    experts.shared = True
    status, rows = examine(**TOKENS, EXPERTS_CHANNEL="CEXP")
    assert (status, rows["experts"]["state"]) == (0, "off")
    assert "another company shares it" in rows["experts"]["found"]


def test_what_a_workspace_chose_is_looked_at_in_place_of_the_setting(examine, experts, tmp_path):
    channels = ExpertsChannels(Database.open(f"sqlite:///{tmp_path}/store.sqlite3"))
    channels.choose(TEAM, "CEXP", "U1", now=datetime(2026, 11, 26, tzinfo=UTC))
    assert examine(**TOKENS, EXPERTS_CHANNEL="CGONE")[1]["experts"]["state"] == "ok"
    channels.choose(TEAM, "", "U1", now=datetime(2026, 11, 26, tzinfo=UTC))
    _, rows = examine(**TOKENS, EXPERTS_CHANNEL="CEXP")
    assert (rows["experts"]["state"], rows["experts"]["found"]) == ("off", "nobody is asked")
    assert "App Home" in rows["experts"]["remedy"]


def test_of_many_workspaces_it_says_how_many_have_chosen(examine, tmp_path):
    many = {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "s", "SLACK_SIGNING_SECRET": "s"}
    many |= {"PRINCIPLES_ENCRYPTION_KEYS": Fernet.generate_key().decode(), "EXPERTS_CHANNEL": "CEXP"}
    channels = ExpertsChannels(Database.open(f"sqlite:///{tmp_path}/store.sqlite3"))
    for team in ("T1", "T2"):
        channels.choose(team, "CEXP", "U1", now=datetime(2026, 11, 26, tzinfo=UTC))
    _, rows = examine(**many)
    assert rows["experts"]["state"] == "ok"
    assert "2 workspaces" in rows["experts"]["found"]
    assert "passed over" in rows["experts"]["found"]


def test_a_token_that_no_key_opens_is_broken(examine, tmp_path, slack):
    """Its workspace would get no answer, and nobody hear of it."""
    old, new = (Fernet.generate_key().decode() for _ in range(2))
    many = {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "s", "SLACK_SIGNING_SECRET": "s"}
    database = Database.open(f"sqlite:///{tmp_path}/store.sqlite3")
    assert examine(**many, PRINCIPLES_ENCRYPTION_KEYS=new)[1]["tokens"]["state"] == "off"
    for team, key in (("T1", old), ("T2", new)):
        token = slack.add_workspace(team).token
        bot = Bot(app_id="A1", team_id=team, bot_token=token, bot_id="B1", bot_user_id="U1", installed_at=1.0)
        Installations("1.2", database, read_keys((key,))).save_bot(bot)
    status, rows = examine(**many, PRINCIPLES_ENCRYPTION_KEYS=new)
    assert (status, rows["tokens"]["state"]) == (1, "broken")
    assert rows["tokens"]["found"].startswith("1 of 2 tokens cannot be opened")
    status, rows = examine(**many, PRINCIPLES_ENCRYPTION_KEYS=f"{new},{old}")
    assert (status, rows["tokens"]["found"]) == (0, "2 installations, all tokens open")
    status, rows = examine(**many, PRINCIPLES_ENCRYPTION_KEYS="hunter2")
    assert (status, rows["tokens"]["state"]) == (1, "broken")
    assert "hunter2" not in str(rows)


def test_without_its_scope_the_experts_channel_is_not_judged(examine, experts, slack):
    slack.faults.add("conversations.info", Refuse("missing_scope"))
    status, rows = examine(**TOKENS, EXPERTS_CHANNEL="CEXP")
    assert (status, rows["experts"]["state"]) == (0, "off")


def test_packs_with_a_fault_are_broken(examine, tmp_path):
    (tmp_path / "shop.yaml").write_text("pack: shop\nentries: 7\n")
    status, rows = examine(PRINCIPLES_KNOWLEDGE=str(tmp_path))
    assert (status, rows["packs"]["state"]) == (1, "broken")
    assert "shop.yaml" in rows["packs"]["found"]


def test_a_setting_that_cannot_be_read_is_a_row_too(examine):
    status, rows = examine(PORT="many")
    assert (status, list(rows)) == (1, ["settings"])
    assert "PORT" in rows["settings"]["found"]

"""`principles doctor` against the stand-in, and without any Slack."""

import json

import pytest
from click.testing import CliRunner

from bot.cli.doctor import command
from bot.slack.manifest import FEATURES, SCOPES
from bot.store.database import Database
from tests.slack_stand_in import APP_TOKEN, BOT_TOKEN

CHECKS = ["settings", "token", "scopes", *FEATURES, "events", "clock", "database", "packs", "encoder", "zones"]
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
    assert {name: row["state"] for name, row in rows.items()} == dict.fromkeys(CHECKS, "ok") | {"encoder": "off"}
    assert status == 0


def test_without_a_token_slack_is_not_asked(examine, slack):
    status, rows = examine(SLACK_API_URL="http://192.0.2.1/api/")
    assert status == 0
    assert [rows[name]["state"] for name in SLACKS] == ["off"] * 4
    assert slack.calls == []


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
    [("files:read", {"teaching"}, "off"), ("channels:read", {"sharing", "daily posts"}, "off"),
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


def test_an_app_level_token_that_slack_refuses_is_broken_and_not_shown(examine):
    status, rows = examine(**TOKENS | {"SLACK_APP_TOKEN": "xapp-hunter2"})
    assert (status, rows["events"]["state"]) == (1, "broken")
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


def test_packs_with_a_fault_are_broken(examine, tmp_path):
    (tmp_path / "shop.yaml").write_text("pack: shop\nentries: 7\n")
    status, rows = examine(PRINCIPLES_KNOWLEDGE=str(tmp_path))
    assert (status, rows["packs"]["state"]) == (1, "broken")
    assert "shop.yaml" in rows["packs"]["found"]


def test_a_setting_that_cannot_be_read_is_a_row_too(examine):
    status, rows = examine(PORT="many")
    assert (status, list(rows)) == (1, ["settings"])
    assert "PORT" in rows["settings"]["found"]

"""Keys are made and changed, and what is kept of somebody is deleted, from the command line."""

from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from cryptography.fernet import Fernet
from slack_sdk.oauth.installation_store import Bot

from bot.cli import app
from bot.errors import SettingsError
from bot.store.database import Database
from bot.store.installations import Installations, read_keys
from bot.store.replies import Posted, Replies

NOW = datetime(2026, 11, 26, tzinfo=UTC)


@pytest.fixture
def database(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path}/store.sqlite3"
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.chdir(tmp_path)
    database = Database.open(url)
    database.migrate()
    yield database
    database.close()


def run(*words: str) -> str:
    return CliRunner().invoke(app, list(words), catch_exceptions=False).output


def test_a_new_key_is_one_that_can_be_used():
    Fernet(run("keys", "new").strip())


def test_a_rotated_token_is_opened_by_the_new_key_alone(database, monkeypatch):
    old, new = run("keys", "new").strip(), run("keys", "new").strip()
    bot = Bot(app_id="A1", team_id="T1", bot_token="xoxb-1", bot_id="B1", bot_user_id="U1", installed_at=1.0)
    Installations("1.2", database, read_keys((old,))).save_bot(bot)
    monkeypatch.setenv("SLACK_CLIENT_ID", "1.2")
    monkeypatch.setenv("PRINCIPLES_ENCRYPTION_KEYS", f"{new},{old}")
    assert "1 token encrypted" in run("keys", "rotate")
    assert Installations("1.2", database, read_keys((new,))).of_team("T1").bot_token == "xoxb-1"


def test_rotating_without_keys_says_what_is_missing(database):
    with pytest.raises(SettingsError, match="SLACK_CLIENT_ID is missing"):
        run("keys", "rotate")


def test_a_person_and_a_workspace_are_forgotten(database):
    replies = Replies(database)
    for person in ("U1", "U2"):
        replies.record(Posted("T1", "C1", f"{person}.5", "1.0", person, "p/e", NOW))
    assert run("forget", "--team", "T1", "--user", "U1") == "Deleted 1 row of U1 in T1: 1 in replies.\n"
    assert run("forget", "--team", "T1") == "Deleted 1 row of T1: 1 in replies.\n"
    assert "keeps nothing of T1" in run("forget", "--team", "T1")

"""The database where it is not there: waited for by the service, never made by who only looks."""

import pytest
from click.testing import CliRunner

from bot.bootstrap.database import await_database
from bot.cli import app
from bot.errors import StoreError
from bot.settings import Settings

AWAY = Settings(database_url="postgresql://bot:hunter2@127.0.0.1:1/x")


@pytest.mark.parametrize(
    "command",
    [["daily", "status"], ["gaps"], ["stats"], ["forget", "--team", "T1"]],
    ids=lambda words: words[0],
)
def test_who_only_looks_makes_no_database(command, tmp_path, monkeypatch):
    file = tmp_path / "deep" / "none.sqlite3"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{file}")
    with pytest.raises(StoreError, match=r"There is no database .*none.sqlite3: set DATABASE_URL"):
        CliRunner().invoke(app, command, catch_exceptions=False)
    assert not file.parent.exists()


def test_a_database_that_is_away_is_waited_for_and_said_once(caplog):
    slept = []
    await_database(AWAY, lambda seconds: bool(slept.append(seconds)), tries=3)
    assert slept == [1.0, 1.0, 1.0]
    (record,) = caplog.records
    assert record.message.startswith("waiting for the database, for up to 3 tries: ")
    assert "hunter2" not in record.message


def test_whoever_stops_the_app_need_not_wait(caplog):
    slept = []
    await_database(AWAY, lambda seconds: slept.append(seconds) is None)
    assert slept == [1.0]


def test_a_database_that_answers_is_not_waited_for(tmp_path, caplog):
    await_database(Settings(database_url=f"sqlite:///{tmp_path}/x.sqlite3"), lambda _: pytest.fail("it waited"))
    assert caplog.records == []

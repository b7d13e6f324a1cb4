"""A workspace asks its experts where its teachers chose; where they chose nothing, where the settings say."""

from datetime import UTC, datetime

import pytest

from bot.store.database import Database
from bot.store.experts import ExpertsChannels
from bot.store.forget import forget_person, forget_team

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)


@pytest.fixture
def channels(database):
    return ExpertsChannels(database, "CDEFAULT")


def test_a_workspace_that_chose_nothing_asks_where_the_settings_say(channels, database):
    assert (channels.of("T1"), channels.has("T1")) == ("CDEFAULT", True)
    nobody = ExpertsChannels(database)
    assert (nobody.of("T1"), nobody.has("T1")) == ("", False)


def test_its_own_choice_wins_and_the_last_one_counts(channels):
    channels.choose("T1", "C1", "U1", now=NOW)
    channels.choose("T1", "C2", "U2", now=NOW)
    assert [channels.of(team) for team in ("T1", "T2")] == ["C2", "CDEFAULT"]
    assert channels.chosen() == 1
    assert [channels.chooser(team) for team in ("T1", "T2")] == ["U2", ""]


def test_nobody_is_a_choice_too(channels):
    channels.choose("T1", "", "U1", now=NOW)
    assert (channels.of("T1"), channels.has("T1"), channels.chosen()) == ("", False, 0)


def test_another_process_knows_of_it_at_once(channels, open_database):
    channels.choose("T1", "C1", "U1", now=NOW)
    assert ExpertsChannels(open_database()).of("T1") == "C1"


def test_while_the_database_is_away_nobody_is_offered(tmp_path, caplog):
    channels = ExpertsChannels(Database.open(f"sqlite:///{tmp_path}/empty.sqlite3"), "CDEFAULT")
    assert not channels.has("T1")
    assert "not offered to the team" in caplog.text


def test_who_chose_is_forgotten_and_the_choice_stays_until_the_workspace_goes(channels, database):
    channels.choose("T1", "C1", "U1", now=NOW)
    forget_person(database, "T1", "U1")
    assert channels.chooser("T1") == ""
    assert channels.of("T1") == "C1"
    forget_team(database, "T1")
    assert channels.of("T1") == "CDEFAULT"

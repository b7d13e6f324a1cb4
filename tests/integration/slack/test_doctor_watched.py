"""`principles doctor` looks at the channels that the app watches."""

from datetime import UTC, datetime

import pytest

from bot.slack.examination import watched as examination
from bot.store.database import Database
from bot.store.watched import Watched
from tests.integration.slack.test_doctor import TOKENS, examine  # noqa: F401 - a fixture
from tests.slack_stand_in import ASKER, TEAM, Channel, Refuse

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)


@pytest.fixture
def watch(examine, tmp_path, slack):  # noqa: F811 - the fixture, which makes the database
    """A channel is watched."""
    store = Watched(Database.open(f"sqlite:///{tmp_path}/store.sqlite3"))

    def begin(channel, team=TEAM, **changed):
        slack.workspace.channels[channel] = Channel(channel, f"room-{channel.lower()}", **changed)
        store.begin(team, channel, ASKER, now=NOW)

    return begin


def row(examine):  # noqa: F811
    status, rows = examine(**TOKENS)
    return status, rows["watched channels"]


def test_channels_that_it_hears_are_well_and_those_of_others_are_not_looked_at(examine, watch):  # noqa: F811
    watch("C1")
    watch("C2", private=True)
    watch("C3", team="T2", archived=True)
    status, found = row(examine)
    assert (status, found["state"], found["found"]) == (0, "ok", "2 channels watched")


@pytest.mark.parametrize(
    ("changed", "name"),
    [({"member": False}, "#room-c2"), ({"archived": True}, "#room-c2"), ({"member": False, "private": True}, "C2")],
)
def test_one_that_it_does_not_hear_is_named_with_what_to_do(examine, watch, changed, name):  # noqa: F811
    watch("C1")
    watch("C2", **changed)
    status, found = row(examine)
    assert (status, found["state"]) == (1, "broken")
    assert found["found"] == f"2 channels watched; the app hears nothing in {name}"
    assert "/invite" in found["remedy"]


@pytest.mark.parametrize("shared", [True, "pending"])
def test_one_that_another_company_reads_is_named(examine, watch, shared):  # noqa: F811
    watch("C2", shared=shared)
    status, found = row(examine)
    assert (status, found["state"]) == (0, "off")
    assert found["found"] == "1 channel watched; another company reads the answers in #room-c2"
    assert "unwatch" in found["remedy"]


@pytest.mark.parametrize("fault", [Refuse("missing_scope"), Refuse("internal_error")])
def test_where_slack_does_not_say_it_is_not_judged(examine, watch, slack, fault):  # noqa: F811
    watch("C2")
    slack.faults.add("conversations.info", fault)
    status, found = row(examine)
    assert (status, found["state"]) == (0, "off")


def test_of_many_some_are_looked_at_and_the_rest_counted(examine, watch, monkeypatch):  # noqa: F811
    monkeypatch.setattr(examination, "MOST_LOOKS", 2)
    for number in range(3):
        watch(f"C{number}")
    assert row(examine)[1]["found"] == "3 channels watched; 1 more were not looked at"

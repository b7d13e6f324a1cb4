"""`principles doctor` looks at the channels of the daily post, and at whether people can write to the app."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.posting.subscription import Standing
from bot.store.database import Database
from bot.store.replies import Posted, Replies
from bot.store.subscriptions import Subscriptions
from tests.daily_examples import subscription
from tests.integration.slack.test_doctor import TOKENS, examine  # noqa: F401 - a fixture
from tests.slack_stand_in import ASKER, TEAM, Channel, Refuse

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)


@pytest.fixture
def database(examine, tmp_path):  # noqa: F811 - the fixture, which makes it
    return Database.open(f"sqlite:///{tmp_path}/store.sqlite3")


@pytest.fixture
def wants(database, slack):
    """A channel that has a daily post, in a workspace where it may not post unless it is in a channel."""
    slack.workspace.scopes -= {"chat:write.public"}

    def want(channel="C1", standing=Standing.ACTIVE, trouble=None, **changed):
        slack.workspace.channels[channel] = Channel(channel, f"room-{channel.lower()}", **changed)
        one = replace(subscription(TEAM), channel=channel, standing=standing, trouble=trouble)
        Subscriptions(database).save(one.rescheduled(NOW))

    return want


def test_channels_that_the_app_is_in_are_well_and_paused_ones_are_not_looked_at(examine, wants):  # noqa: F811
    wants("C1")
    wants("C2", private=True)
    wants("C3", standing=Standing.PAUSED, archived=True)
    status, rows = examine(**TOKENS)
    assert (status, rows["daily channels"]["state"]) == (0, "ok")
    assert rows["daily channels"]["found"].startswith("2 channels with a daily post, 0 of them")


@pytest.mark.parametrize(
    ("changed", "found", "remedy"),
    [({"member": False}, "the app is not in #room-c2", "/invite"),
     ({"archived": True}, "#room-c2 is archived", "unarchive it"),
     ({"member": False, "private": True}, "C2 is gone, or private", "invite the app"),
     ({"standing": Standing.HALTED, "trouble": "restricted_action"}, "restricted action", "daily resume")],
)  # fmt: skip
def test_each_channel_that_cannot_have_its_post_is_named_with_what_to_do(examine, wants, changed, found, remedy):  # noqa: F811
    wants("C1")
    wants("C2", **changed)
    status, rows = examine(**TOKENS)
    assert (status, rows["daily channels"]["state"], rows["daily C2"]["state"]) == (1, "broken", "broken")
    assert "2 channels with a daily post, 1 of them cannot" in rows["daily channels"]["found"]
    assert found in rows["daily C2"]["found"]
    assert remedy in rows["daily C2"]["remedy"]
    assert "daily C1" not in rows


def test_where_it_may_post_without_being_in_a_channel_that_is_well(examine, wants, slack):  # noqa: F811
    wants("C2", member=False)
    slack.workspace.scopes |= {"chat:write.public"}
    assert examine(**TOKENS)[1]["daily channels"]["state"] == "ok"


@pytest.mark.parametrize("fault", [Refuse("missing_scope"), Refuse("internal_error")])
def test_where_slack_does_not_say_it_is_not_judged(examine, wants, slack, fault):  # noqa: F811
    wants("C2", member=False)
    slack.faults.add("users.conversations", fault)
    status, rows = examine(**TOKENS)
    assert (status, rows["daily channels"]["state"]) == (0, "off")


def test_of_a_thousand_channels_that_are_lost_some_are_looked_at_and_the_rest_counted(examine, wants, slack):  # noqa: F811
    for number in range(25):
        wants(f"C{number}", member=False)
    _, rows = examine(**TOKENS)
    assert len([name for name in rows if name.startswith("daily C")]) == 20
    assert "5 more were not looked at" in rows["daily channels"]["found"]


def test_that_people_write_to_the_app_is_known_by_their_writing(examine, database):  # noqa: F811
    """Slack tells only the app's owner whether its message tab takes messages."""
    _, rows = examine(**TOKENS)
    assert rows["messages tab"]["state"] == "off"
    assert "under App Home" in rows["messages tab"]["remedy"]
    Replies(database).record(Posted(TEAM, "C1", "1.1", "1.0", ASKER, None, NOW))
    assert examine(**TOKENS)[1]["messages tab"]["state"] == "off"
    Replies(database).record(Posted(TEAM, "D1", "1.2", "1.0", ASKER, None, NOW))
    _, rows = examine(**TOKENS)
    assert (rows["messages tab"]["state"], rows["messages tab"]["found"][-10:]) == ("ok", "2026-11-26")

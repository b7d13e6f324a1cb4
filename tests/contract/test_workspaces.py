"""A workspace removes the app: its posts stop at once, its data goes within a day, and a return finds it all."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.posting.subscription import Standing
from bot.store.forget import forget_person, forget_team
from bot.store.inbox import Inbox, Task
from bot.store.replies import Opinion, Posted, Replies
from bot.store.subscriptions import Subscriptions
from bot.store.workspaces import GRACE, REMOVED, Workspaces
from bot.store.writer import Writer
from tests.daily_examples import subscription

NOW = datetime(2026, 11, 26, 8, tzinfo=UTC)
TEAMS = ("T1", "T2", "T3")


@pytest.fixture
def workspaces(database):
    return Workspaces(database)


@pytest.fixture
def subscriptions(database):
    kept = Subscriptions(database)
    for team in TEAMS:
        for channel in ("C1", "C2"):
            kept.save(replace(subscription(channel=channel), team=team, creator="U1").rescheduled(NOW))
    return kept


def standings(subscriptions, team):
    return [one.standing for one in subscriptions.of_team(team)]


def test_its_daily_posts_stop_at_once_and_no_others(workspaces, subscriptions):
    workspaces.remove("T1", None, now=NOW)
    assert standings(subscriptions, "T1") == [Standing.HALTED] * 2
    assert standings(subscriptions, "T2") == [Standing.ACTIVE] * 2
    assert subscriptions.untold() == ()  # there is nobody to tell any more


def test_an_organisation_removes_it_from_all_its_workspaces(workspaces, subscriptions):
    for team in ("T1", "T2"):
        workspaces.seen(team, "E1", now=NOW)
    assert workspaces.remove(None, "E1", now=NOW) == 2
    assert [standings(subscriptions, team)[0] for team in TEAMS] == [Standing.HALTED, Standing.HALTED, Standing.ACTIVE]


def test_a_reinstall_resumes_what_the_removal_halted_and_nothing_else(workspaces, subscriptions):
    subscriptions.change("T1", "C2", lambda one, _: one.paused())
    workspaces.remove("T1", None, now=NOW)
    workspaces.seen("T1", None, now=NOW + timedelta(hours=1))
    assert subscriptions.resume_halted("T1", REMOVED, now=NOW + timedelta(hours=1)) == 1
    assert standings(subscriptions, "T1") == [Standing.ACTIVE, Standing.PAUSED]


def keep_something(database, team):
    replies = Replies(database)
    Inbox(database, Writer(database)).accept(Task(team, "message:C1:1.5", "question", {"text": "why"}), now=NOW)
    for person in ("U1", "U2"):
        replies.record(Posted(team, "C1", f"{person}.5", "1.0", person, "p/e", NOW))
        replies.rate(Opinion(team, "C1", f"{person}.5", person, "p/e", True, NOW))


@pytest.mark.parametrize(("after", "gone"), [(GRACE, True), (GRACE - timedelta(minutes=1), False)])
def test_its_data_goes_within_a_day(database, workspaces, subscriptions, after, gone):
    assert GRACE + timedelta(hours=1) < timedelta(days=1)  # the app tidies up every hour
    keep_something(database, "T1")
    workspaces.remove("T1", None, now=NOW)
    assert workspaces.purge(now=NOW + after) == int(gone)
    assert bool(subscriptions.of_team("T1")) is not gone
    assert bool(Replies(database).opinions("T1")) is not gone


def test_who_came_back_keeps_everything(database, workspaces, subscriptions):
    keep_something(database, "T1")
    workspaces.remove("T1", None, now=NOW)
    workspaces.seen("T1", None, now=NOW + timedelta(hours=2))
    assert workspaces.purge(now=NOW + timedelta(days=2)) == 0
    assert len(Replies(database).opinions("T1")) == 2


def test_a_workspace_is_forgotten_and_the_others_keep_everything(database, subscriptions):
    for team in TEAMS:
        keep_something(database, team)
    gone = forget_team(database, "T2")
    assert (gone["replies"], gone["feedback"], gone["subscriptions"], gone["inbox"]) == (2, 2, 2, 1)
    assert sum(forget_team(database, "T2").values()) == 0
    assert all(len(Replies(database).opinions(team)) == 2 for team in ("T1", "T3"))


def test_a_person_is_forgotten_and_their_channels_keep_their_daily_post(database, subscriptions):
    keep_something(database, "T1")
    forget_person(database, "T1", "U1")
    assert [opinion.person for opinion in Replies(database).opinions("T1")] == ["U2"]
    assert [one.creator for one in subscriptions.of_team("T1")] == ["", ""]
    assert [one.creator for one in subscriptions.of_team("T2")] == ["U1", "U1"]


def test_a_removed_workspace_is_in_no_organisation_until_it_is_seen_again(workspaces):
    workspaces.seen("T1", "E1", now=NOW)
    workspaces.remove(None, "E1", now=NOW)
    assert workspaces.enterprise_of("T1") is None
    workspaces.seen("T1", "E1", now=NOW)
    assert workspaces.enterprise_of("T1") == "E1"

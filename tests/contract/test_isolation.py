"""No method of a store shows or changes what is another workspace's, whatever it is called with.

The methods are found, not listed: a new one is tried by itself, if its arguments are of a kind that is known here,
and fails the test until it is or stands among EVERYBODYS with its reason. A new table has to be furnished.
"""

import importlib
import inspect
import pkgutil
from concurrent.futures import Future
from contextlib import closing
from dataclasses import replace
from datetime import time, timedelta

import pytest
from cryptography.fernet import Fernet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slack_sdk.oauth.installation_store import Bot, Installation
from sqlalchemy import select

import bot.store
from bot.errors import StoreError
from bot.learning.asks import Ask, Given, Origin
from bot.learning.asks import State as AskState
from bot.learning.documents import Document
from bot.learning.gaps import Gap
from bot.learning.lessons import Lesson
from bot.posting.delivery import Delivery, Key, State
from bot.posting.weekly import Weekly
from bot.store import forget, schema
from bot.store.change import Change
from bot.store.deliveries import insert_deliveries
from bot.store.inbox import Held, Settled, Task
from bot.store.installations import read_keys
from bot.store.replies import Opinion, Posted
from bot.store.watched import Overheard
from bot.store.writer import Writer
from tests.daily_examples import DECK, decide, subscription, utc

NOW = utc("2026-11-26 09:00")
OURS, THEIRS = "T2", ("T1", "T3")

# What works for all workspaces at once, and why that shows none of them another's.
EVERYBODYS = {
    "Clock": "the time",
    "Writer": "writes what the others hand it",
    "States": "an installation that was begun has no workspace yet",
    "Deliveries.planned": "the motor of the daily post, which posts each with the token of its workspace",
    "Deliveries.take": "likewise",
    "Deliveries.status": "counts, for operators",
    "Deliveries.troubled": "for operators",
    "Digests.due": "for the motor of the weekly digests",
    "Inbox.beat": "a process says that it lives",
    "Inbox.leave": "or that it stops",
    "Inbox.take_over": "whoever lives answers what dead processes left, each in its workspace",
    "Inbox.expire": "what is too old, of any",
    "Installations.find_installation": "finds nothing",
    "Installations.delete_installation": "deletes nothing",
    "Installations.teams": "the names of all workspaces, for the motor",
    "Installations.opened": "two counts, for operators",
    "Installations.state": "whether anything changed, for the motor",
    "Installations.rotate": "all tokens under another key",
    "Learned.versions": "what changed where, for the reloading of each",
    "Subscriptions.all": "for the motor and operators",
    "Subscriptions.untold": "for the motor",
    "Subscriptions.advance": "the motor",
    "Asks.to_remind": "what runs by itself, for each workspace's own team",
    "Asks.to_close": "the same",
    "ExpertsChannels.chosen": "a count, for operators",
    "Watched.channels": "what runs by itself, for each workspace's own channels",
    "Watched.take_due": "the same",
    "Workspaces.purge": "what is past its life, of any that removed the app",
}


def stores():
    """Every class of the room that stands on a database."""
    for module in pkgutil.iter_modules(bot.store.__path__):
        if not module.ispkg:
            for name, kind in inspect.getmembers(importlib.import_module(f"bot.store.{module.name}"), inspect.isclass):
                ours = kind.__module__ == f"bot.store.{module.name}" and not name.startswith("_")
                if ours and "database" in inspect.signature(kind.__init__).parameters:
                    yield kind


def methods():
    """The public methods of every store that are about one workspace, by their names."""
    return sorted(
        f"{kind.__name__}.{name}"
        for kind in stores()
        if kind.__name__ not in EVERYBODYS
        for name, found in vars(kind).items()
        if inspect.isfunction(found) and not name.startswith("_") and f"{kind.__name__}.{name}" not in EVERYBODYS
    )


class World:
    """A database, and what somebody in a workspace can call its stores with: ids as they are in every other one."""

    def __init__(self, database):
        self.database, self.writer = database, Writer(database)
        self.keys = read_keys((Fernet.generate_key().decode(),))
        known = {"database": database, "writer": self.writer, "client_id": "1.2", "keys": self.keys}
        self.stores = {}
        for kind in stores():
            wanted = inspect.signature(kind.__init__).parameters
            self.stores[kind.__name__] = kind(**{name: value for name, value in known.items() if name in wanted})

    def call(self, method, team):
        """Call a method as a workspace; what comes of it, a refusal too."""
        store, name = method.split(".")
        bound = getattr(self.stores[store], name)
        given = inspect.signature(bound).parameters.values()
        # Without a workspace it would be an operator's question about all of them.
        wanted = [one for one in given if one.default is inspect.Parameter.empty or one.name == "team"]
        kit = arguments(team)
        named = {}
        for one in wanted:
            places = (f"{store}.{one.annotation}", f"{store}.{one.name}", one.name, one.annotation)
            named[one.name] = next(kit[place] for place in places if place in kit)
        try:
            result = bound(**named)
            return result.result(5) if isinstance(result, Future) else result
        except StoreError as error:
            return error

    def rows(self, *teams):
        """Every row of these workspaces."""
        with self.database.read() as connection:
            return {
                table.name: [row for row in connection.execute(select(table)).all() if column_of(row) in teams]
                for table in schema.metadata.sorted_tables
                if "team" in table.c or "team_id" in table.c
            }


def column_of(row):
    """Whose row it is."""
    return row._mapping.get("team", row._mapping.get("team_id"))


def shown(result):
    """All that somebody learns from it."""
    return repr(vars(result)) if isinstance(result, Bot) else repr(result)


def secret(team):
    """What only this workspace may see."""
    return f"the secret of {team}"


def arguments(team):
    """By name, and for the rest by kind."""
    lesson = Lesson(team, secret(team), secret(team), origin="gap:1", teacher="U1", author_id="U1", number=1)
    task = Task(team, "message:C1:1.0", "question", {"channel": "C1", "ts": "1.0", "text": secret(team)})
    key = Key(team, "C1", NOW.date())
    bot_of = Bot(app_id="A1", team_id=team, bot_token=secret(team), bot_id="B1", bot_user_id="U1",
                 installed_at=NOW.timestamp())  # fmt: skip
    posted = Posted(team, "C1", "1.1", "1.0", "U1", secret(team), NOW, question=secret(team))
    return {
        "team": team, "team_id": team, "enterprise": f"E{team}", "enterprise_id": None,
        "channel": "C1", "reply_ts": "1.1", "question_ts": "1.0", "asker": "U1", "person": "U1",
        "about": "C1:1.1", "reason": "wrong", "origin": "gap:1", "trouble": "channel_not_found", "told": True,
        "name": secret(team), "number": 1, "numbers": range(1, 1_000), "outcome": "answered",
        "when": NOW, "since": NOW - timedelta(days=1), "now": NOW, "ready": NOW,
        "kind": "unhelpful", "state": State.SENT, "key": key, "lesson": lesson, "task": task, "bot": bot_of,
        "reply": posted, "opinion": Opinion(team, "C1", "1.1", "U1", secret(team), False, NOW),
        "gap": Gap(team, "unhelpful", secret(team), "channel", (), "U1", NOW, about="C1:1.1"),
        "document": Document(team, "desk", secret(team), secret(team), 1, person="U1", number=1),
        "delivery": Delivery(key, State.PLANNED, secret(team), NOW, NOW + timedelta(hours=4), NOW),
        "subscription": replace(subscription(team), creator=secret(team)).rescheduled(NOW),
        "change": Change("2.0", {"channel": "C1", "ts": "1.0", "text": secret(team)}),
        "settled": Settled(Held(task), posted, NOW),
        "installation": Installation(user_id="U1", team_id=team, bot_token=secret(team), bot_id="B1", app_id="A1",
                                     bot_user_id="U1"),
        "Weekly": Weekly(team, "C1", 0, time(9), "UTC", secret(team), NOW, ""),
        "Asks.Ask": Ask(team, "A1", "U1", False, secret(team), (), Origin("C1", "1.0", "1.1", "1.0"), "C1", NOW,
                        ts="2.0"),
        "Asks.Given": Given(team, "k", "A1", "U1", secret(team), "1.0", NOW, ts="1.2"),
        "Asks.State": AskState.CLOSED, "Asks.ask": "A1", "Asks.key": "k", "link": "https://example.org", "at": "3.0",
        "text": secret(team), "ts": "1.0", "due": NOW + timedelta(days=999),
        "Watched.Overheard": Overheard(team, "C1", "1.0", "U1", secret(team)),
        "Inbox.key": task.key, "Held": Held(task), "Sequence[Held]": [Held(task)],
        "Decide": lambda found, last: found,
        "Callable[[Subscription], Plan]": decide(NOW, DECK),
    }  # fmt: skip


# In this order they leave something in each table.
FURNISHING = (
    *("Workspaces.seen", "Installations.save_bot", "Subscriptions.save", "Learned.teach", "Documents.offer"),
    *("Inbox.accept", "Replies.record", "Replies.rate", "Gaps.note", "Tallies.add", "Digests.save"),
    *("Asks.begin", "Asks.give", "Watched.begin", "Watched.keep", "ExpertsChannels.choose"),
)


@pytest.fixture
def world(database):
    """Two workspaces have everything that there is; a third one has it too, and is who calls."""
    world = World(database)
    with closing(world.writer):
        for team in (*THEIRS, OURS):
            for method in FURNISHING:
                world.call(method, team)
            delivery = arguments(team)["delivery"]
            with database.begin() as connection:
                insert_deliveries(database, connection, [delivery], NOW)
        yield world


def test_every_table_of_workspaces_is_furnished(world):
    for team in (*THEIRS, OURS):
        empty = [name for name, rows in world.rows(team).items() if not rows]
        assert empty == [], "a new table has to be filled by FURNISHING"


def test_what_is_everybodys_is_there():
    found = {kind.__name__ for kind in stores()} | {
        f"{kind.__name__}.{name}" for kind in stores() for name in dir(kind)
    }
    assert set(EVERYBODYS) <= found


def test_a_workspace_sees_its_own_and_leaves_the_others_alone(world):
    before = world.rows(*THEIRS)
    for method in methods():
        said = shown(world.call(method, OURS))
        assert world.rows(*THEIRS) == before, method
        assert not any(secret(team) in said for team in THEIRS), method


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(calls=st.lists(st.sampled_from(methods()), max_size=25))
def test_whatever_a_workspace_does_in_a_row_the_others_keep_theirs(world, calls):
    before = world.rows(*THEIRS)
    said = [shown(world.call(method, OURS)) for method in calls]
    assert world.rows(*THEIRS) == before
    assert not any(secret(team) in one for team in THEIRS for one in said)


def test_each_reader_shows_a_workspace_its_own(world):
    """So that what the others do not see was there to be seen."""
    readers = ("Replies.at", "Replies.opinions", "Gaps.since", "Learned.of", "Documents.get", "Subscriptions.get")
    for method in (*readers, "Deliveries.read", "Installations.of_team", "Replies.asked_since"):
        for team in THEIRS:
            result = world.call(method, team)
            shown = result.bot_token if isinstance(result, Bot) else repr(result)
            assert secret(team) in shown, method


def test_a_workspace_that_is_forgotten_takes_nothing_of_the_others(world):
    before = world.rows(*THEIRS)
    forget.forget_person(world.database, OURS, "U1")
    forget.forget_team(world.database, OURS)
    assert world.rows(*THEIRS) == before
    assert not any(world.rows(OURS).values())

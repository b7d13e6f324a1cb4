"""The engine at work in this process, on both databases, against the stand-in."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import create_engine, text

from bot.engine.daily import Daily
from bot.engine.engine import Engine, Run
from bot.posting.calendar import EVERY_DAY, Schedule
from bot.posting.delivery import State
from bot.posting.subscription import Choice, Standing, Subscription
from bot.store.database import Database
from tests.contract.conftest import database_url, postgres_server, postgres_url  # noqa: F401 - fixtures
from tests.daily.replica import Replica, build
from tests.slack_stand_in import ASKER, TEAM, Hang, RateLimited, SlackStandIn

PATIENCE_SECONDS = 30


@pytest.fixture
def slack() -> Iterator[SlackStandIn]:
    with SlackStandIn() as stand_in:
        yield stand_in


BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
POSTGRES = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@pytest.fixture
def start(slack, database_url) -> Iterator[Callable[..., Daily]]:  # noqa: F811 - the fixture above
    """Starts a replica in this process, one after the other; stopped after the test."""
    with ExitStack() as stack:

        def begin(name: str = "one", **config: float) -> Daily:
            database = Database.open(database_url)
            stack.callback(database.close)
            database.migrate()
            daily = build(
                Replica(name, database_url, slack.api_url, **({"timeout": 1.0, "stale": 3.0} | config)), database
            )
            daily.start()
            stack.callback(daily.stop)
            return daily

        yield begin


def subscribe(daily: Daily, channel: str = "C1") -> None:
    """A subscription whose slot fell due three minutes ago."""
    now = datetime.now(UTC)
    at = (now - timedelta(minutes=3)).time().replace(second=0, microsecond=0)
    one = Subscription(TEAM, channel, Schedule(at, "UTC", EVERY_DAY), Choice(), creator=ASKER)
    daily.subscriptions.save(one.rescheduled(now - timedelta(minutes=5)))


def wait_for(condition: Callable[[], bool]) -> None:
    """Until the engine has come so far; it works on threads and timers of its own."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)


def states(daily: Daily) -> dict[State, int]:
    now = datetime.now(UTC)
    return daily.deliveries.status(now - timedelta(days=1), now + timedelta(days=1)).states


@BOTH
def test_what_is_due_is_posted_once(start, slack):
    daily = start()
    subscribe(daily)
    wait_for(lambda: states(daily) == {State.SENT: 1})
    (message,) = slack.workspace.from_bot("C1")
    assert message.text.startswith("Principle of the day")
    assert slack.block_problems == []


@SQLITE
def test_retry_after_is_waited_out_before_the_next_call(start, slack):
    slack.faults.add("chat.postMessage", RateLimited(2))
    daily = start()
    subscribe(daily)
    wait_for(lambda: states(daily) == {State.SENT: 1})
    first, second = slack.calls_of("chat.postMessage")
    assert second.at - first.at >= 2


@SQLITE
def test_what_slack_refuses_for_good_is_told_to_its_creator_once(start, slack):
    """The subscription halts; the sweeps after the first one tell nobody again."""
    slack.workspace.channels["C1"].archived = True
    daily = start()
    subscribe(daily)
    wait_for(lambda: bool(slack.workspace.from_bot("D1")))
    one = daily.subscriptions.get(TEAM, "C1")
    assert (one.standing, one.trouble) == (Standing.HALTED, "is_archived")
    daily.jobs.sweep()
    (told,) = slack.workspace.from_bot("D1")
    assert "<#C1>" in told.text
    assert "Unarchive it" in told.text
    assert "/principle daily resume" in told.text


@POSTGRES
def test_a_stop_is_quick_and_another_replica_finishes(start, slack):
    """Stopped while Slack hangs: within ten seconds, and the other replica posts what is left, once."""
    slack.faults.add("chat.postMessage", *[Hang(20.0)] * 3)
    daily = start("one", timeout=3.0, lease=5.0)
    for channel in ("C1", "D1"):
        subscribe(daily, channel)
    slack.wait_until(lambda: len([c for c in slack.calls if c.method == "chat.postMessage"]) >= 1, seconds=20)
    begun = time.monotonic()
    daily.stop()
    assert time.monotonic() - begun < 10
    other = start("two", lease=5.0)
    wait_for(lambda: states(other) == {State.SENT: 2})
    assert len(slack.workspace.from_bot()) == 2


@POSTGRES
def test_runs_that_the_engine_lost_are_found_again(start, slack, database_url):  # noqa: F811 - the fixture above
    """The engine's tables may go (another database, a restored backup): the ledger knows what is still to do."""
    slack.faults.add("chat.postMessage", RateLimited(1))
    daily = start()
    subscribe(daily)
    slack.wait("chat.postMessage", seconds=20)
    daily.stop()
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM dbos.workflow_status"))
    engine.dispose()
    again = start()
    wait_for(lambda: states(again) == {State.SENT: 1})
    assert len(slack.workspace.from_bot("C1")) == 1


@BOTH
def test_enqueueing_twice_is_enqueueing_once_and_old_runs_are_forgotten(start):
    daily = start()
    engine: Engine = daily.jobs.queue
    run = Run("T9.C9.2026-11-20", 0, "T9")
    engine.enqueue([run])
    engine.enqueue([run])
    wait_for(lambda: engine.live([run.id]) == set())
    now = datetime.now(UTC)
    assert engine.forget(now) == 0
    assert engine.forget(now + timedelta(days=3)) >= 1

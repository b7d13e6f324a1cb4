"""The engine at work in this process, on both databases, against the stand-in."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

import pytest

from bot.engine.daily import Daily
from bot.posting.delivery import State
from bot.posting.subscription import Standing
from bot.store.database import Database
from tests.daily.replica import Replica, build
from tests.daily_examples import just_due
from tests.slack_stand_in import ASKER, TEAM, Channel, Hang, RateLimited, SlackStandIn

PATIENCE_SECONDS = 60


@pytest.fixture
def slack() -> Iterator[SlackStandIn]:
    with SlackStandIn() as stand_in:
        yield stand_in


BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
POSTGRES = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@pytest.fixture
def start(slack, database_url) -> Iterator[Callable[..., Daily]]:
    """Starts a replica in this process, one after the other; stopped after the test."""
    with ExitStack() as stack:

        def begin(name: str = "one", **config: float) -> Daily:
            database = Database.open(database_url)
            stack.callback(database.close)
            database.migrate()
            replica = Replica(name, database_url, slack.api_url, **({"timeout": 1.0, "lease": 5.0} | config))
            daily = build(replica, database)
            daily.start()
            stack.callback(daily.stop)
            return daily

        yield begin


def subscribe(daily: Daily, channel: str = "C1") -> None:
    """A subscription whose slot fell due three minutes ago."""
    daily.subscriptions.save(just_due(TEAM, channel, datetime.now(UTC), creator=ASKER))


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
    daily.tell_creators()
    (told,) = slack.workspace.from_bot("D1")
    assert "<#C1>" in told.text
    assert "Unarchive it" in told.text
    assert "/principle daily resume" in told.text


@POSTGRES
def test_a_stop_is_quick_and_another_replica_finishes(start, slack):
    """Stopped while Slack hangs: in the time it was given, and the other replica posts what is left, once."""
    slack.faults.add("chat.postMessage", *[Hang(20.0)] * 3)
    daily = start("one", timeout=3.0, lease=5.0, workers=2)
    for channel in ("C1", "C2", "C3", "D1"):
        slack.workspace.channels.setdefault(channel, Channel(channel))
        subscribe(daily, channel)
    slack.wait_until(
        lambda: len([c for c in slack.calls if c.method == "chat.postMessage"]) >= 1, seconds=PATIENCE_SECONDS
    )
    begun = time.monotonic()
    assert not daily.stop(timedelta(seconds=0.5)), "a call that hangs is not finished"
    assert time.monotonic() - begun < 3
    waiting = states(daily)
    assert waiting.get(State.PLANNED, 0) >= 2, "what was not begun is at once for others to take"
    other = start("two", lease=5.0)
    wait_for(lambda: states(other) == {State.SENT: 4})
    assert len(slack.workspace.from_bot()) == 4


@SQLITE
def test_a_post_asked_for_now_does_not_wait_for_the_next_look(start, slack):
    """The poll is an hour away; the nudge is not."""
    daily = start(poll=3600.0)
    time.sleep(0.3)  # it has looked, and found nothing
    daily.subscriptions.save(just_due(TEAM, "C1", datetime.now(UTC)))
    daily.plan()
    wait_for(lambda: states(daily) == {State.SENT: 1})


@SQLITE
def test_a_deployment_posts_in_its_own_workspaces_alone(start, slack):
    """Another one's posts in the same database stay as they are, and nobody is halted for them."""
    daily = start(teams=["T9"])
    for team in (TEAM, "T9"):
        daily.subscriptions.save(just_due(team, "C1", datetime.now(UTC)))
    wait_for(lambda: states(daily).get(State.SENT) == 1)
    (message,) = slack.workspace.from_bot("C1")
    assert message.metadata["event_payload"]["key"].startswith("T9.")
    assert states(daily) == {State.SENT: 1}
    assert daily.subscriptions.get(TEAM, "C1").standing is Standing.ACTIVE


@POSTGRES
def test_a_clock_that_is_wrong_takes_nobody_elses_post(start, slack):
    """One replica is in its call; another one's machine believes it to be five minutes later."""
    slack.seconds_per_answer = 2.0
    first = start("one", timeout=6.0, lease=30.0)
    subscribe(first)
    slack.wait_until(
        lambda: len([c for c in slack.calls if c.method == "chat.postMessage"]) >= 1, seconds=PATIENCE_SECONDS
    )
    start("two", timeout=6.0, lease=30.0, minutes_ahead=5)
    wait_for(lambda: states(first) == {State.SENT: 1})
    assert len(slack.workspace.from_bot("C1")) == 1
    assert slack.calls_of("conversations.history") == []

"""What is ready is taken as there are threads for it, and a stop leaves nothing in between."""

from datetime import timedelta
from threading import Event, Lock

import pytest

from bot.engine.dispatcher import Dispatcher
from bot.engine.every import Every
from bot.errors import StoreError

SOON = timedelta(seconds=10)
HOUR = timedelta(hours=1)


class Number(int):
    """A delivery, as far as a dispatcher looks at one."""

    key = "T1.C1.2026-11-20"


class Work:
    """Numbers to deliver; `taken` says how many were asked for each time, `done` what was delivered."""

    def __init__(self, *numbers, failing=()):
        self.waiting, self.taken, self.done = list(map(Number, numbers)), [], []
        self.failing = failing
        self.gate, self.lock, self.arrived = Event(), Lock(), Event()
        self.gate.set()

    def take(self, limit):
        with self.lock:
            self.taken.append(limit)
            found, self.waiting = self.waiting[:limit], self.waiting[limit:]
            return found

    def deliver(self, number):
        self.gate.wait(10)
        with self.lock:
            self.done.append(number)
            if not self.waiting and len(self.done) >= sum(self.taken):
                self.arrived.set()
        if number in self.failing:
            raise self.failing[number]

    def dispatcher(self, *, workers=4, poll=HOUR):
        return Dispatcher(self.take, self.deliver, workers=workers, poll=poll)


@pytest.fixture
def wait_for():
    """Until threads have come so far; fails after ten seconds."""

    def wait(condition):
        pause = Event()
        for _ in range(1_000):
            if condition():
                return
            pause.wait(0.01)
        pytest.fail("it did not happen")

    return wait


def test_everything_that_is_ready_is_delivered_without_resting(wait_for):
    """The rest is an hour; a hundred deliveries with four threads need none."""
    work = Work(*range(100))
    dispatcher = work.dispatcher()
    dispatcher.start()
    wait_for(lambda: len(work.done) == 100)
    assert dispatcher.stop(SOON)
    assert sorted(work.done) == list(range(100))
    assert max(work.taken) <= 4


def test_no_more_is_taken_than_can_be_begun_at_once(wait_for):
    """What is not begun stays in the ledger for other replicas."""
    work = Work(*range(100))
    work.gate.clear()
    dispatcher = work.dispatcher()
    dispatcher.start()
    wait_for(lambda: len(work.waiting) == 96)
    assert not dispatcher.stop(timedelta(seconds=0.2)), "four are under way"
    assert len(work.waiting) == 96
    work.gate.set()
    wait_for(lambda: len(work.done) == 4)


def test_a_stop_waits_for_what_is_under_way(wait_for):
    work = Work(1, 2)
    work.gate.clear()
    dispatcher = work.dispatcher()
    dispatcher.start()
    wait_for(lambda: not work.waiting)
    work.gate.set()
    assert dispatcher.stop(SOON)
    assert sorted(work.done) == [1, 2]


def test_it_is_woken_from_its_rest(wait_for):
    work = Work()
    dispatcher = work.dispatcher()
    dispatcher.start()
    wait_for(lambda: bool(work.taken))
    work.waiting.append(7)
    dispatcher.wake()
    wait_for(lambda: work.done == [7])
    assert dispatcher.stop(SOON)


def test_one_that_fails_stops_no_other(wait_for, caplog):
    """Neither for the database's sake nor for a mistake of ours; it is logged, and its lease runs out."""
    work = Work(*range(6), failing={1: StoreError("away"), 3: ZeroDivisionError()})
    dispatcher = work.dispatcher(workers=1)
    dispatcher.start()
    wait_for(lambda: len(work.done) == 6)
    assert dispatcher.stop(SOON)
    assert [record.message for record in caplog.records] == ["delivery interrupted", "delivery failed"]


def test_a_database_that_is_away_is_said_once_and_waited_for(wait_for, caplog):
    caplog.set_level("INFO")
    work, away = Work(1), [True] * 5

    def take(limit):
        if away:
            away.pop()
            raise StoreError("away")
        return work.take(limit)

    dispatcher = Dispatcher(take, work.deliver, workers=2, poll=timedelta(milliseconds=5))
    dispatcher.start()
    wait_for(lambda: work.done == [1])
    assert dispatcher.stop(SOON)
    assert [record.message for record in caplog.records] == ["daily posts wait for the database", "daily posts go on"]


def test_a_mistake_in_taking_does_not_end_it(wait_for, caplog):
    work, mistakes = Work(1), [True]

    def take(limit):
        if mistakes:
            mistakes.pop()
            raise ZeroDivisionError
        return work.take(limit)

    dispatcher = Dispatcher(take, work.deliver, workers=2, poll=timedelta(milliseconds=5))
    dispatcher.start()
    wait_for(lambda: work.done == [1])
    assert dispatcher.stop(SOON)
    assert caplog.records[0].message == "daily posts could not be taken"


def test_something_is_called_at_once_and_again_whatever_it_raises(wait_for):
    raised = [StoreError("away"), ZeroDivisionError()]
    calls = []

    def call():
        calls.append(1)
        if raised:
            raise raised.pop()

    every = Every(timedelta(milliseconds=5), call, name="test")
    every.start()
    wait_for(lambda: len(calls) > 3)
    every.stop()
    assert every.join(SOON)
    seen = len(calls)
    Event().wait(0.05)
    assert len(calls) == seen


def test_what_was_never_started_is_stopped_at_once():
    every = Every(HOUR, lambda: None, name="test")
    every.stop()
    assert every.join(SOON)
    assert Work().dispatcher().stop(SOON)

"""The channels' queues: in order, spaced, and closed in time."""

from dataclasses import dataclass, field
from datetime import timedelta
from threading import Event
from time import monotonic

import pytest

from bot.slack.outbox.queues import ChannelQueues

SOON = timedelta(seconds=10)
NOW = timedelta(0)


@dataclass
class Note:
    """A job that notes when it ran; `again` are the waits it asks for, one a run."""

    log: list[tuple[str, float]]
    name: str
    posts: bool = False
    again: list[timedelta] = field(default_factory=list)
    gate: Event | None = None
    abandoned: bool = False
    started: Event = field(default_factory=Event)

    def run(self) -> timedelta | None:
        self.started.set()
        if self.gate:
            self.gate.wait(10)
        self.log.append((self.name, monotonic()))
        return self.again.pop(0) if self.again else None

    def abandon(self) -> None:
        self.abandoned = True


@pytest.fixture
def log() -> list[tuple[str, float]]:
    return []


@pytest.fixture
def queues():
    queues = ChannelQueues(spacing=timedelta(seconds=0.4), workers=2)
    yield queues
    queues.close(NOW)


def names(log) -> list[str]:
    return [name for name, _ in log]


def test_the_jobs_of_a_channel_run_in_their_order(queues, log):
    for name in "abcdef":
        queues.submit("C1", Note(log, name))
    assert queues.wait_idle(SOON)
    assert names(log) == list("abcdef")


def test_posts_of_a_channel_are_spaced_and_other_jobs_are_not(queues, log):
    for name, posts in (("a", True), ("b", True), ("c", False), ("d", True)):
        queues.submit("C1", Note(log, name, posts))
    assert queues.wait_idle(SOON)
    (_, a), (_, b), (_, c), (_, d) = log
    # The spacing counts from the moment a job is taken; half of it is room for a busy machine.
    assert b - a >= 0.2
    assert d - b >= 0.2
    assert c < d


def test_channels_do_not_wait_for_each_other(queues, log):
    """Even with more waiting channels than threads."""
    for number in range(6):
        queues.submit(f"C{number}", Note(log, "first", again=[timedelta(seconds=0.3)]))
    queues.submit("C9", Note(log, "other"))
    assert queues.wait_idle(SOON)
    assert names(log)[:7].count("other") == 1


def test_a_job_that_waits_keeps_its_place(queues, log):
    """What comes later in the channel comes later."""
    queues.submit("C1", Note(log, "a", again=[timedelta(seconds=0.05)] * 2))
    queues.submit("C1", Note(log, "b"))
    assert queues.wait_idle(SOON)
    assert names(log) == ["a", "a", "a", "b"]


def test_a_job_that_fails_is_logged_and_the_next_one_runs(queues, log, caplog):
    class Broken(Note):
        def run(self) -> timedelta | None:
            raise RuntimeError("boom")

    queues.submit("C1", Broken(log, "a"))
    queues.submit("C1", Note(log, "b"))
    assert queues.wait_idle(SOON)
    assert names(log) == ["b"]
    assert "a job for a channel failed" in caplog.text


def test_closing_finishes_what_can_be_finished_and_abandons_the_rest(log):
    """In time: the waiting job and those behind it are told, later ones at once."""
    queues = ChannelQueues(spacing=NOW, workers=2)
    waiting = Note(log, "waiting", again=[timedelta(minutes=5)])
    behind, late = Note(log, "behind"), Note(log, "late")
    for channel, job in (("C1", waiting), ("C1", behind), ("C2", Note(log, "quick"))):
        queues.submit(channel, job)
    started = monotonic()
    assert queues.close(timedelta(seconds=0.3)) == (2, 0)
    assert monotonic() - started < 5
    queues.submit("C2", late)
    assert (waiting.abandoned, behind.abandoned, late.abandoned) == (True, True, True)
    assert sorted(names(log)) == ["quick", "waiting"]


def test_a_job_that_runs_while_the_queues_close_is_counted_and_ends_by_itself(log):
    """In the middle of a call nobody can say what becomes of it; asking for another run, it is abandoned."""
    queues = ChannelQueues(spacing=NOW, workers=1)
    gate = Event()
    running = Note(log, "running", again=[NOW], gate=gate)
    queues.submit("C1", running)
    assert running.started.wait(10)
    assert queues.waiting() == 1
    assert not queues.wait_idle(NOW)
    assert queues.close(NOW) == (0, 1)
    assert not running.abandoned
    gate.set()
    for thread in queues._threads:
        thread.join(timeout=10)
    assert running.abandoned


def test_a_job_that_fails_while_it_is_abandoned_keeps_nobody_from_being_told(log, caplog):
    class Broken(Note):
        def abandon(self) -> None:
            raise RuntimeError("boom")

    queues = ChannelQueues(spacing=NOW, workers=1)
    gate, behind = Event(), Note(log, "behind")
    running = Note(log, "running", gate=gate)
    for channel, job in (("C1", running), ("C2", Broken(log, "broken")), ("C2", behind)):
        queues.submit(channel, job)
    assert running.started.wait(10)
    assert queues.close(NOW) == (2, 1)
    gate.set()
    assert behind.abandoned
    assert "not abandoned in order" in caplog.text


@pytest.mark.parametrize("posts", [False, True])
def test_a_channel_that_has_nothing_to_do_is_forgotten(log, posts):
    """A process that serves many channels does not grow with them, once its posts no longer count."""
    queues = ChannelQueues(spacing=timedelta(seconds=0.05), workers=2)
    for number in range(50):
        queues.submit(f"C{number}", Note(log, "a", posts))
    assert queues.wait_idle(SOON)
    with queues._lock:
        assert queues._rested.wait_for(lambda: not queues._lines, timeout=10)
    queues.close(NOW)


def test_a_change_does_not_wait_for_the_last_post_to_be_forgotten(log):
    queues = ChannelQueues(spacing=timedelta(seconds=30), workers=1)
    queues.submit("C1", Note(log, "post", posts=True))
    assert queues.wait_idle(SOON)
    queues.submit("C1", Note(log, "change"))
    assert queues.wait_idle(SOON)
    assert names(log) == ["post", "change"]
    queues.close(NOW)

"""One queue a channel: jobs run in order, posts at most about one a second, and no channel waits for another."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from heapq import heappop, heappush
from itertools import count
from queue import SimpleQueue
from threading import Condition, Lock, Thread
from typing import NamedTuple, Protocol

# chat.postMessage takes about one message a second and channel (docs.slack.dev/apis/web-api/rate-limits);
# the rest covers the network's jitter.
SPACING = timedelta(seconds=1.05)

# Jobs wait for Slack, which takes a tenth of a second for a post, not for the processor; a channel that waits
# holds no thread.
WORKERS = 24

logger = logging.getLogger(__name__)


class Job(Protocol):
    """Work for one channel; `posts` says whether it puts a message there."""

    posts: bool

    def run(self) -> timedelta | None:
        """Do the work; a time to wait means that it is to be run again, before any later job of the channel."""

    def abandon(self) -> None:
        """The process stops before the work is done."""


class Left(NamedTuple):
    """How many jobs were not finished: those that waited, and those in the middle of a call."""

    waiting: int
    running: int


@dataclass(slots=True)
class _Line:
    """The jobs of one channel. Monotonic seconds; `ticket` is its place in the order of readiness, if it has one."""

    jobs: deque[Job] = field(default_factory=deque)
    running: bool = False
    ticket: int | None = None
    not_before: float = 0.0
    next_post: float = 0.0

    def ready_at(self) -> float:
        """When the first job may run; without jobs, when the line may be forgotten."""
        return max(self.not_before, self.next_post if not self.jobs or self.jobs[0].posts else 0.0)


class ChannelQueues:
    """Runs jobs on a few threads; `close` before the process ends.

    A line that is ready stands in a queue from which the threads take, each its own, so that nobody is woken for
    nothing; one that has to wait stands in the order of its time, which one thread watches.
    """

    def __init__(
        self, *, spacing: timedelta = SPACING, workers: int = WORKERS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._spacing = spacing.total_seconds()
        self._clock = clock
        self._lines: dict[str, _Line] = {}
        self._ready: SimpleQueue[tuple[int, str] | None] = SimpleQueue()
        self._later: list[tuple[float, int, str]] = []
        self._numbers = count()
        self._unfinished = 0
        self._lock = Lock()
        self._sooner, self._rested = Condition(self._lock), Condition(self._lock)
        self._closed = False
        self._threads = [Thread(target=self._work, name=f"channel-{n}", daemon=True) for n in range(workers)]
        for thread in (*self._threads, Thread(target=self._watch, name="channels", daemon=True)):
            thread.start()

    def submit(self, channel: str, job: Job) -> None:
        """Queue `job` behind the channel's others; after `close` it is abandoned at once."""
        with self._lock:
            if not self._closed:
                line = self._lines.setdefault(channel, _Line())
                line.jobs.append(job)
                self._unfinished += 1
                if not line.running and len(line.jobs) == 1:
                    self._schedule(channel, line)
                return
        _abandon(job)

    def waiting(self) -> int:
        """How many jobs are not finished."""
        with self._lock:
            return self._unfinished

    def wait_idle(self, limit: timedelta) -> bool:
        """Wait until every job is finished; False when that took longer than `limit`."""
        with self._lock:
            return self._rested.wait_for(lambda: not self._unfinished, timeout=limit.total_seconds())

    def close(self, limit: timedelta) -> Left:
        """Finish what is queued, for at most `limit`; what was not finished.

        Jobs that wait are abandoned. One that is in the middle of a call goes on in its thread: nobody can say
        what becomes of it if the process ends now.
        """
        self.wait_idle(limit)
        with self._lock:
            self._closed = True
            running = sum(line.running for line in self._lines.values())
            left = [job for line in self._lines.values() for job in list(line.jobs)[1 if line.running else 0 :]]
            self._lines.clear()
            self._unfinished = 0
            self._sooner.notify()
            self._rested.notify_all()
        for _ in self._threads:
            self._ready.put(None)
        for job in left:
            _abandon(job)
        return Left(len(left), running)

    def _schedule(self, channel: str, line: _Line) -> None:
        """Give the line its place; an earlier one of it counts no more."""
        line.ticket, at = next(self._numbers), line.ready_at()
        if line.jobs and at <= self._clock():
            self._ready.put((line.ticket, channel))
            return
        heappush(self._later, (at, line.ticket, channel))
        if self._later[0][1] == line.ticket:
            self._sooner.notify()

    def _watch(self) -> None:
        """Pass on the lines whose time has come, and forget those that had nothing to do by then."""
        with self._lock:
            while not self._closed:
                wait = self._later[0][0] - self._clock() if self._later else None
                if wait is None or wait > 0:
                    self._sooner.wait(wait)
                    continue
                _, ticket, channel = heappop(self._later)
                line = self._lines.get(channel)
                if line is None or line.ticket != ticket:
                    continue
                if line.jobs:
                    self._ready.put((ticket, channel))
                else:
                    del self._lines[channel]
                    self._rested.notify_all()

    def _work(self) -> None:
        while (place := self._ready.get()) is not None:
            job = self._begin(*place)
            if job is None:
                continue
            try:
                again = job.run()
            except Exception:
                logger.exception("a job for a channel failed")
                again = None
            self._finish(place[1], job, again)

    def _begin(self, ticket: int, channel: str) -> Job | None:
        """Start the line's first job; None where the place counts no more."""
        with self._lock:
            line = self._lines.get(channel)
            if line is None or line.ticket != ticket:
                return None
            line.running, line.ticket = True, None
            if line.jobs[0].posts:
                line.next_post = self._clock() + self._spacing
            return line.jobs[0]

    def _finish(self, channel: str, job: Job, again: timedelta | None) -> None:
        """The first job is done, or has to wait; the line takes its place again."""
        with self._lock:
            closed = self._closed
            if not closed:
                line = self._lines[channel]
                line.running = False
                line.not_before = self._clock() + (again.total_seconds() if again is not None else 0.0)
                if again is None:
                    line.jobs.popleft()
                    self._unfinished -= 1
                    if not self._unfinished:
                        self._rested.notify_all()
                self._schedule(channel, line)
        if closed and again is not None:
            _abandon(job)


def _abandon(job: Job) -> None:
    """Tell a job; whatever it makes of that, the others are told too."""
    try:
        job.abandon()
    except Exception:
        logger.exception("a job was not abandoned in order")

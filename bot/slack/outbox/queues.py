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
from threading import Condition, Thread
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
    """Runs jobs on a few threads; `close` before the process ends."""

    def __init__(
        self, *, spacing: timedelta = SPACING, workers: int = WORKERS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._spacing = spacing.total_seconds()
        self._clock = clock
        self._lines: dict[str, _Line] = {}
        self._ready: list[tuple[float, int, str]] = []
        self._numbers = count()
        self._changed = Condition()
        self._closed = False
        self._threads = [Thread(target=self._work, name=f"channel-{n}", daemon=True) for n in range(workers)]
        for thread in self._threads:
            thread.start()

    def submit(self, channel: str, job: Job) -> None:
        """Queue `job` behind the channel's others; after `close` it is abandoned at once."""
        with self._changed:
            if not self._closed:
                line = self._lines.setdefault(channel, _Line())
                line.jobs.append(job)
                if not line.running and len(line.jobs) == 1:
                    self._schedule(channel, line)
                return
        _abandon(job)

    def waiting(self) -> int:
        """How many jobs are not finished."""
        with self._changed:
            return sum(len(line.jobs) for line in self._lines.values())

    def wait_idle(self, limit: timedelta) -> bool:
        """Wait until every job is finished; False when that took longer than `limit`."""
        with self._changed:
            return self._changed.wait_for(self._idle, timeout=limit.total_seconds())

    def close(self, limit: timedelta) -> Left:
        """Finish what is queued, for at most `limit`; what was not finished.

        Jobs that wait are abandoned. One that is in the middle of a call goes on in its thread: nobody can say
        what becomes of it if the process ends now.
        """
        self.wait_idle(limit)
        with self._changed:
            self._closed = True
            running = sum(line.running for line in self._lines.values())
            left = [job for line in self._lines.values() for job in list(line.jobs)[1 if line.running else 0 :]]
            self._lines.clear()
            self._ready.clear()
            self._changed.notify_all()
        for job in left:
            _abandon(job)
        return Left(len(left), running)

    def _idle(self) -> bool:
        return not any(line.jobs for line in self._lines.values())

    def _schedule(self, channel: str, line: _Line) -> None:
        """Put the line into the order of readiness; an earlier place of it counts no more."""
        line.ticket = next(self._numbers)
        heappush(self._ready, (line.ready_at(), line.ticket, channel))
        self._changed.notify()

    def _work(self) -> None:
        while (taken := self._take()) is not None:
            channel, job = taken
            try:
                again = job.run()
            except Exception:
                logger.exception("a job for a channel failed")
                again = None
            self._finish(channel, job, again)

    def _take(self) -> tuple[str, Job] | None:
        """The next job that is ready; None when the queues are closed."""
        with self._changed:
            while not self._closed:
                wait = self._ready[0][0] - self._clock() if self._ready else None
                if wait is None or wait > 0:
                    self._changed.wait(wait)
                    continue
                _, ticket, channel = heappop(self._ready)
                line = self._lines.get(channel)
                if line is None or line.ticket != ticket:
                    continue
                if line.jobs:
                    return channel, self._begin(line)
                del self._lines[channel]  # it had nothing to do for as long as its last post counts
                self._changed.notify_all()
            return None

    def _begin(self, line: _Line) -> Job:
        """Start the line's first job."""
        line.running, line.ticket = True, None
        if line.jobs[0].posts:
            line.next_post = self._clock() + self._spacing
        return line.jobs[0]

    def _finish(self, channel: str, job: Job, again: timedelta | None) -> None:
        with self._changed:
            closed = self._closed
            if not closed:
                self._advance(channel, self._lines[channel], again)
                self._changed.notify_all()
        if closed and again is not None:
            _abandon(job)

    def _advance(self, channel: str, line: _Line, again: timedelta | None) -> None:
        """The first job is done, or has to wait; the line takes its place again."""
        line.running = False
        line.not_before = self._clock() + (again.total_seconds() if again is not None else 0.0)
        if again is None:
            line.jobs.popleft()
        self._schedule(channel, line)


def _abandon(job: Job) -> None:
    """Tell a job; whatever it makes of that, the others are told too."""
    try:
        job.abandon()
    except Exception:
        logger.exception("a job was not abandoned in order")

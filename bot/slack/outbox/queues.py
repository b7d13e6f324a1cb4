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
from typing import Protocol

# chat.postMessage takes about one message a second and channel (docs.slack.dev/apis/web-api/rate-limits);
# the rest covers the network's jitter.
SPACING = timedelta(seconds=1.05)

# Jobs wait for Slack, not for the processor; a waiting channel holds no thread.
WORKERS = 8

logger = logging.getLogger(__name__)


class Job(Protocol):
    """Work for one channel; `posts` says whether it puts a message there."""

    posts: bool

    def run(self) -> timedelta | None:
        """Do the work; a time to wait means that it is to be run again, before any later job of the channel."""

    def abandon(self) -> None:
        """The process stops before the work is done."""


@dataclass(slots=True)
class _Line:
    """The jobs of one channel. Monotonic seconds."""

    jobs: deque[Job] = field(default_factory=deque)
    scheduled: bool = False
    not_before: float = 0.0
    next_post: float = 0.0

    def ready_at(self) -> float:
        return max(self.not_before, self.next_post if self.jobs[0].posts else 0.0)


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
                self._schedule(channel, line)
                return
        job.abandon()

    def waiting(self) -> int:
        """How many jobs are not finished."""
        with self._changed:
            return sum(len(line.jobs) for line in self._lines.values())

    def wait_idle(self, limit: timedelta) -> bool:
        """Wait until every job is finished; False when that took longer than `limit`."""
        with self._changed:
            return self._changed.wait_for(self._idle, timeout=limit.total_seconds())

    def close(self, limit: timedelta) -> int:
        """Finish what is queued, for at most `limit`; the number of jobs that had to be abandoned."""
        self.wait_idle(limit)
        with self._changed:
            self._closed = True
            # A job that is running belongs to its thread, which ends it.
            left = [job for line in self._lines.values() for job in list(line.jobs)[0 if line.scheduled else 1 :]]
            self._lines.clear()
            self._ready.clear()
            self._changed.notify_all()
        for job in left:
            job.abandon()
        return len(left)

    def _idle(self) -> bool:
        return not any(line.jobs for line in self._lines.values())

    def _schedule(self, channel: str, line: _Line) -> None:
        """Put the line into the order of readiness, unless it is there or its first job is running."""
        if line.scheduled or not line.jobs or line.not_before == float("inf"):
            return
        line.scheduled = True
        heappush(self._ready, (line.ready_at(), next(self._numbers), channel))
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
                if wait is not None and wait <= 0:
                    _, _, channel = heappop(self._ready)
                    line = self._lines[channel]
                    line.scheduled, line.not_before = False, float("inf")
                    if line.jobs[0].posts:
                        line.next_post = self._clock() + self._spacing
                    return channel, line.jobs[0]
                self._changed.wait(wait)
            return None

    def _finish(self, channel: str, job: Job, again: timedelta | None) -> None:
        with self._changed:
            closed = self._closed
            if not closed:
                self._advance(channel, self._lines[channel], again)
                self._changed.notify_all()
        if closed and again is not None:
            job.abandon()

    def _advance(self, channel: str, line: _Line, again: timedelta | None) -> None:
        now = self._clock()
        line.not_before = now + again.total_seconds() if again is not None else now
        if again is None:
            line.jobs.popleft()
        if line.jobs:
            self._schedule(channel, line)
        elif line.next_post <= now:
            del self._lines[channel]

"""What we accept from Slack: kept before it is acknowledged, worked on after it, taken over from a dead process.

While the database does not answer, questions are accepted all the same: this process remembers them, and writes down
later what it did. Another process cannot know: a retry that reaches it is answered only after a look for the reply.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime, timedelta
from functools import partial
from threading import Event, Lock, Thread

from slack_sdk import WebClient

from bot.errors import StoreError, StoreLostError
from bot.metrics import CLAIMS
from bot.slack import errors
from bot.slack.clients import Clients
from bot.slack.right_of_way import RightOfWay
from bot.slack.seen import Seen
from bot.slack.workers import Workers
from bot.store.change import Change
from bot.store.inbox import BEAT, Held, Inbox, Settled, Task
from bot.store.replies import Posted

logger = logging.getLogger(__name__)

# Does what was accepted, and settles it; `held.again` says that it may have been done.
Work = Callable[[Held, WebClient], None]

# What became of what reached us, as it is counted.
ACCEPTED, REPEATED, UNRECORDED, TAKEN_OVER, EXPIRED = "accepted", "repeated", "unrecorded", "taken_over", "expired"

# What happens to the reply of an answered question when the question is changed or deleted.
CHANGE = "change"

# After the database was away everybody's sign of life is old: the others get the time to renew theirs.
CALM = 2 * BEAT

# What fails so often although the database hears each beat does not fail for want of it.
MOST_PUT_OFF = 100


class Intake:
    """Accepts tasks and hands them to whoever does them. `start` before anything is accepted, `close` at the end."""

    def __init__(
        self, inbox: Inbox, workers: Workers, answerers: Workers, clients: Clients, *, now: Callable[[], datetime]
    ) -> None:
        self._inbox = inbox
        self._workers = workers
        self._answerers = answerers
        self._clients = clients
        self._now = now
        self._works: dict[str, Work] = {}
        self._computing, self._patient = set[str](), set[str]()
        self._way, self._seen = RightOfWay(), Seen()
        self._held: dict[tuple[str, str], Held] = {}
        self._unsettled: list[Settled] = []
        self._not_begun: list[Held] = []
        self._lock = Lock()
        self._beaten_at = self._calm_since = now()
        self._store_lost = False
        self._stop = Event()
        self._thread = Thread(target=self._live, name="intake", daemon=True)

    def on(self, kind: str, work: Work, *, computes: bool = False, patient: bool = False) -> None:
        """Do such tasks with `work`: on few threads if it only `computes`, anew after a lost database if `patient`."""
        self._works[kind] = work
        self._computing |= {kind} if computes else set()
        self._patient |= {kind} if patient else set()

    def start(self) -> None:
        """Say that this process lives, and go on saying so. Raises StoreError."""
        self._inbox.beat(now=self._now())
        self._thread.start()

    def close(self, *, at_work: bool) -> None:
        """Accept nothing more. What is not done is another process's at once, unless some of it is `at_work`."""
        self._stop.set()
        self._thread.join()
        self._settle_late()
        self._inbox.writer.close()
        try:
            if not at_work and not self._unsettled:
                self._inbox.leave()
        except StoreError as error:
            logger.warning("what is not done has to wait for the lease: %s", error)

    def take(self, task: Task, client: WebClient, *, retried: bool = False, undoable: bool = False) -> bool:
        """Keep a task, and begin it; False when it was accepted before."""
        if (held := self.accept(task, retried=retried, undoable=undoable)) is not None:
            self.begin(held, client)
        return held is not None

    def accept(self, task: Task, *, retried: bool = False, undoable: bool = False) -> Held | None:
        """Keep a task for this process; None when it was accepted before.

        `retried`: Slack has delivered it before. Without a database to ask, another process may have answered.
        `undoable`: another process may have released it since this one has seen it.
        """
        place = (task.team, task.key)
        if not self._seen.add(place, now=self._now()) and not undoable:
            CLAIMS.labels(REPEATED).inc()
            return None
        try:
            with self._way.hurry():
                held = self._inbox.accept(task, now=self._now())
        except StoreError as error:
            self._note_lost(error)
            held = Held(task, again=retried, recorded=False)
            CLAIMS.labels(UNRECORDED).inc()
        except BaseException:
            self._seen.forget(place)
            raise
        else:
            self._note_back()
            CLAIMS.labels(ACCEPTED if held else REPEATED).inc()
        if held is not None:
            with self._lock:
                self._held[place] = held
        return held

    def follow(self, task: Task, change: Change, client: WebClient) -> None:
        """Let the reply to a question follow what became of it; nothing where none was accepted. Raises StoreError."""
        held = self._inbox.change(task, change, now=self._now())
        if held is not None:
            with self._lock:
                self._held[held.place] = held
            self.begin(held, client)

    def begin(self, held: Held, client: WebClient | None) -> None:
        """Do a task on a thread of ours; without a client, with the one of its workspace."""
        threads = self._answerers if held.task.kind in self._computing else self._workers
        threads.submit(self._work, held, client)

    def holds(self, held: Held) -> bool:
        """Whether it is still this process's to do; a process that was frozen has to ask."""
        if not held.lost and self._now() - self._beaten_at > self._inbox.lease / 2:
            try:
                self._beat()
            except StoreError as error:
                self._note_lost(error)  # what was ours a moment ago still is
        return not held.lost

    def settle(self, held: Held, reply: Posted | None = None) -> None:
        """Record that it is done, and its reply; later, if the database does not answer."""
        self._settle(Settled(held, reply, self._now()))

    def wait_idle(self, limit: timedelta) -> bool:
        """Wait until all that was done is recorded, or cannot be; False when that took longer than `limit`."""
        return self._inbox.writer.wait_idle(limit)

    def release(self, team: str, key: str, *, done: bool = False) -> None:
        """Nothing came of it, or nothing is left of what was `done`: it may be asked for again."""
        with self._lock:
            self._held.pop((team, key), None)
        self._seen.forget((team, key))
        try:
            self._inbox.release(team, key, done=done)
        except StoreError as error:
            self._note_lost(error)

    def look_after(self) -> None:
        """Say that this process lives, write down what could not be written, take over what dead processes left."""
        try:
            self._beat()
            self._settle_late()
            with self._lock:
                waiting, self._not_begun = self._not_begun, []
            for held in waiting:
                self.begin(held, None)
            if self._now() - self._calm_since >= CALM:
                self.inherit()
        except StoreError as error:
            self._note_lost(error)

    def inherit(self) -> None:
        """Take over what dead processes left."""
        while left := self._inbox.take_over(now=self._now()):
            logger.info("took over from a process that died", extra={"tasks": len(left)})
            CLAIMS.labels(TAKEN_OVER).inc(len(left))
            for held in left:
                with self._lock:
                    self._held[held.place] = held
                self.begin(held, None)
        if expired := self._inbox.expire(now=self._now()):
            logger.warning("too old to answer by the time it was found", extra={"tasks": expired})
            CLAIMS.labels(EXPIRED).inc(expired)

    def _work(self, held: Held, client: WebClient | None) -> None:
        kind = held.task.kind
        try:
            client = client or self._clients.of(held.task.team)
        except StoreError as error:  # the token is in the database
            return self._put_off(held, error)
        work = self._works.get(kind)
        if client is None or work is None:  # removed from the workspace; or left by another version of this app
            logger.warning("nobody can do a %s any more", kind)
            return self.settle(held)
        if kind in self._computing:
            self._way.let_pass()
        try:
            work(held, client)
        except Exception as error:
            if isinstance(error, StoreLostError) and kind in self._patient and held.put_off < MOST_PUT_OFF:
                return self._put_off(held, error)
            errors.report(error, errors.Asker.kept(held.task.body), client)
            return self.settle(held)

    def _put_off(self, held: Held, error: StoreError) -> None:
        """Begin again with the next beat that the database hears."""
        self._note_lost(error)
        held.put_off += 1
        with self._lock:
            self._not_begun.append(held)

    def _settle(self, settled: Settled) -> None:
        try:
            recorded = self._inbox.settle(settled)
        except StoreError as error:
            self._unrecorded(settled, error)
        else:
            recorded.add_done_callback(partial(self._settled, settled))

    def _settled(self, settled: Settled, recorded: Future[Change | None]) -> None:
        """It is recorded, or could not be; a change that came meanwhile is for us to apply."""
        held, error = settled.held, recorded.exception()
        if error is not None:
            self._unrecorded(settled, error)
        elif (change := recorded.result()) is None or held.lost:
            with self._lock:
                self._held.pop(held.place, None)
        else:
            held.change = change
            self._workers.submit(self._apply, held)

    def _apply(self, held: Held) -> None:
        """Let the reply follow what became of its question while it was on its way."""
        try:
            client = self._clients.of(held.task.team)
        except StoreError as error:  # its row stays pending, for whoever comes after this process
            self._note_lost(error)
            return
        if client is not None:
            self._works[CHANGE](held, client)

    def _unrecorded(self, settled: Settled, error: BaseException) -> None:
        """Remember what was done while the database does not answer; what it refuses is a fault of ours."""
        if isinstance(error, StoreError):
            self._note_lost(error)
            with self._lock:
                self._unsettled.append(settled)
        else:
            logger.error("what was done cannot be recorded", exc_info=error)

    def _live(self) -> None:
        """Say every few seconds that this process lives, and look after what dead ones left."""
        while not self._stop.wait(BEAT.total_seconds()):
            try:
                self.look_after()
            except Exception:
                logger.exception("the inbox was not looked after")

    def _beat(self) -> None:
        """One sign of life. After a long silence others may have taken what was ours."""
        now, before = self._now(), self._beaten_at
        self._inbox.beat(now=now)
        if now - before > self._inbox.lease / 2:
            with self._lock:
                held = list(self._held.values())
            for lost in self._inbox.lost_among(held):
                lost.lost = self._held.get(lost.place) is lost
        self._beaten_at = now
        self._note_back()

    def _settle_late(self) -> None:
        """Record what was done while the database was away; what fails again is remembered again."""
        with self._lock:
            late, self._unsettled = self._unsettled, []
        for settled in late:
            self._settle(settled)

    def _note_lost(self, error: StoreError) -> None:
        """Say once that the database does not answer."""
        self._calm_since = self._now()
        with self._lock:
            first, self._store_lost = not self._store_lost, True
        if first:
            logger.error("%s Questions are answered meanwhile, and remembered by this process alone.", error)

    def _note_back(self) -> None:
        with self._lock:
            back, self._store_lost = self._store_lost, False
        if back:
            self._calm_since = self._now()
            logger.warning("the database answers again")

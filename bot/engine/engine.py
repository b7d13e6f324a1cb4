"""DBOS, wired. Nobody else imports it.

The ledger is the truth about posts; the engine only has to run each delivery at least once, spread over
the replicas. What DBOS 3.4 does not do by itself is done here, each with its reason.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy
from dbos import DBOS, DBOSClient, DBOSConfig, EnqueueOptions, ScheduleInput
from sqlalchemy import URL, create_engine
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import StoreError

log = logging.getLogger(__name__)

APPLICATION = "service-principles-bot"

# DBOS would take a hash of the code: work enqueued by one version would never run under the next.
# To be changed only when `deliver` can no longer run what an older version enqueued.
APPLICATION_VERSION = "daily-1"

QUEUE, DELIVER = "deliveries", "deliver"
TICK, SWEEP, TIDY = "tick", "sweep", "tidy"

# Finished runs are kept for a look back, then deleted: DBOS keeps them for ever.
RETENTION = timedelta(days=2)

# How many rows one management call reads or deletes.
PAGE = 500

LIVE = ["PENDING", "ENQUEUED", "DELAYED"]


@dataclass(frozen=True, slots=True)
class Run:
    """One run of one delivery: its id makes enqueueing it again do nothing."""

    key: str
    number: int
    team: str
    delay: timedelta = timedelta(0)

    @property
    def id(self) -> str:
        """The workflow's id."""
        return f"{self.key}.{self.number}"


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast the engine goes.

    `posts_per_second` bounds the starts in each workspace. Slack takes about one post a second in a channel
    and, by hearsay, a few hundred a minute in a workspace. `workers` is how many posts one process has in
    flight. `stale` exceeds the longest legal run (a post and a look-up over ten pages, each with a time-out).
    The schedules are cron lines with seconds.
    """

    posts_per_second: int = 4
    workers: int = 32
    stale: timedelta = timedelta(minutes=2)
    polling_seconds: float = 0.25
    tick: str = "*/15 * * * * *"
    sweep: str = "30 * * * * *"
    tidy: str = "45 17 * * * *"


@dataclass(frozen=True, slots=True)
class Work:
    """What the engine calls: one delivery by key and run, and the three things done now and then."""

    deliver: Callable[[str, int], None]
    tick: Callable[[], None]
    sweep: Callable[[], None]
    tidy: Callable[[], None]


class Engine:
    """One replica's engine. There is one in a process: DBOS is global."""

    def __init__(self, database_url: URL, *, executor_id: str, pace: Pace | None = None) -> None:
        """Prepare; nothing is opened yet. `executor_id` is unique and stable for each replica.

        DBOS calls every replica "local" unless told: one that starts would take over what others are doing.
        """
        self._url = system_url(database_url)
        self._executor_id = executor_id
        self._pace = pace or Pace()
        self._client: DBOSClient | None = None
        self._database = _management_engine(self._url)

    def start(self, work: Work) -> None:
        """Open the engine's tables and begin to work. Raises StoreError when the database cannot be used."""
        if self._url.get_backend_name() == "sqlite":
            _use_write_ahead_log(Path(self._url.database or ""))
        with _guarded():
            DBOS(config=self._config())
            schedules = _register(work, self._pace)
            DBOS.launch()
            # Not retrying for ever: the next tick or sweep does what failed.
            self._client = DBOSClient(
                system_database_engine=self._database, application_name=APPLICATION, retry_connection_errors=False
            )
            DBOS.register_queue(
                QUEUE,
                worker_concurrency=self._pace.workers,
                partition_limiter={"limit": self._pace.posts_per_second, "period": 1.0},
                polling_interval_sec=self._pace.polling_seconds,
                on_conflict="always_update",
            )
            DBOS.apply_schedules(schedules)

    def stop(self, *, seconds: int = 6) -> None:
        """Finish what is in flight, within `seconds`; hand the rest back for other replicas."""
        if self._client is None:
            return  # never started
        DBOS.destroy(destroy_registry=True, workflow_completion_timeout_sec=seconds)
        try:
            self._hand_back()
        except StoreError as error:  # the sweep of another replica will find them
            log.warning("runs not handed back", extra={"error": str(error)})
        self._client.destroy()
        self._client = None
        self._database.dispose()

    def enqueue(self, runs: Iterable[Run]) -> None:
        """Give runs to the replicas, all or none; those given before stay as they are."""
        with _guarded(), self._database.begin() as connection:
            for run in runs:
                self._open.enqueue_in_transaction(connection, _options(run), run.key, run.number)

    def live(self, run_ids: Collection[str]) -> set[str]:
        """Those of the runs that are waiting or running."""
        return set(self._ids(workflow_ids=list(run_ids), status=LIVE))

    def reclaim(self, now: datetime) -> int:
        """Give the runs of dead replicas to live ones; how many. DBOS would wait for the dead one's return."""
        before = _iso(now - self._pace.stale)
        return self._resume(self._ids(status="PENDING", name=DELIVER, dequeued_before=before, limit=PAGE))

    def forget(self, now: datetime) -> int:
        """Delete what finished long ago; how many runs."""
        gone = 0
        while old := self._ids(completed_before=_iso(now - RETENTION), limit=PAGE):
            with _guarded():
                self._open.delete_workflows(old)
            gone += len(old)
        return gone

    @property
    def _open(self) -> DBOSClient:
        if self._client is None:
            raise StoreError("The daily post's engine is not running.")
        return self._client

    def _config(self) -> DBOSConfig:
        return {
            "name": APPLICATION,
            "system_database_url": self._url.render_as_string(hide_password=False),
            "application_version": APPLICATION_VERSION,
            "executor_id": self._executor_id,
            "log_level": "WARNING",
            # With the ledger's pool (15) and ours (3), three replicas stay below PostgreSQL's default of 100.
            "sys_db_pool_size": 10,
            "max_executor_threads": self._pace.workers + 4,  # deliveries, and the three schedules
            "scheduler_polling_interval_sec": 5.0,
        }

    def _hand_back(self) -> None:
        """Put what this replica left unfinished back into the queue."""
        self._resume(self._ids(status="PENDING", name=DELIVER, executor_id=self._executor_id))

    def _ids(self, **which: Any) -> list[str]:
        """The ids of the runs that the filters name."""
        with _guarded():
            found = self._open.list_workflows(**which, load_input=False, load_output=False)
        return [run.workflow_id for run in found]

    def _resume(self, run_ids: list[str]) -> int:
        if run_ids:
            with _guarded():
                self._open.resume_workflows(run_ids, queue_name=QUEUE)
        return len(run_ids)


def system_url(database_url: URL) -> URL:
    """Where the engine keeps its own tables: the same PostgreSQL (schema `dbos`), or a file beside SQLite's.

    Two files, because SQLite lets one process write at a time and the engine writes often.
    """
    if database_url.get_backend_name() != "sqlite":
        return database_url.set(drivername="postgresql")
    path = Path(database_url.database or "")
    return URL.create("sqlite", database=str(path.with_suffix(f".engine{path.suffix}")))


def _management_engine(url: URL) -> sqlalchemy.Engine:
    """A small pool of our own beside DBOS's, on the same tables."""
    if url.get_backend_name() == "sqlite":
        # IMMEDIATE: a transaction that reads first and then writes could not wait for another writer.
        return create_engine(url, connect_args={"timeout": 30, "isolation_level": "IMMEDIATE"})
    return create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True, pool_size=3)


def _use_write_ahead_log(path: Path) -> None:
    """DBOS leaves SQLite in its slowest mode: 101 posts a second instead of 150. The file remembers."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with _guarded(), closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")


@contextmanager
def _guarded() -> Iterator[None]:
    """What the database refuses, as an error that its callers know."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        # The driver's own words: SQLAlchemy's repeat the statement and its values.
        cause = str(getattr(error, "orig", None) or type(error).__name__).strip().splitlines()[0]
        raise StoreError(f"The daily post's engine could not use its database ({cause}).") from error


def _register(work: Work, pace: Pace) -> list[ScheduleInput]:
    """Make the calls into workflows; the three schedules, each of which fires once in the whole cluster."""

    @DBOS.workflow(name=DELIVER)
    def deliver(key: str, number: int) -> None:
        work.deliver(key, number)

    return [
        {"schedule_name": TICK, "workflow_fn": _scheduled(TICK, work.tick), "schedule": pace.tick},
        {"schedule_name": SWEEP, "workflow_fn": _scheduled(SWEEP, work.sweep), "schedule": pace.sweep},
        {"schedule_name": TIDY, "workflow_fn": _scheduled(TIDY, work.tidy), "schedule": pace.tidy},
    ]


def _scheduled(name: str, call: Callable[[], None]) -> Callable[[datetime, Any], None]:
    @DBOS.workflow(name=name)
    def run(at: datetime, context: object) -> None:
        call()

    return run


def _options(run: Run) -> EnqueueOptions:
    options: EnqueueOptions = {
        "workflow_name": DELIVER,
        "queue_name": QUEUE,
        "workflow_id": run.id,
        "app_version": APPLICATION_VERSION,
        "queue_partition_key": run.team,
    }
    if run.delay > timedelta(0):
        options["delay_seconds"] = run.delay.total_seconds()
    return options


def _iso(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat()

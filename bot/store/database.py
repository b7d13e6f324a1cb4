"""Open the database that DATABASE_URL names, and bring its tables up to date."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, Self, TypeVar

import platformdirs
from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, make_url, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionError

from bot.errors import StoreError, StoreLostError, see
from bot.metrics import STORE_SECONDS

Statement = TypeVar("Statement")

# The section on settings explains DATABASE_URL; every error points there.
HELP = f"{see('Settings')}, DATABASE_URL."

# A writer on SQLite waits this long for another; a claim is written in about a millisecond.
BUSY_TIMEOUT_MS = 5_000

# What the driver raises when the database, not the statement, is at fault.
LOST = (OperationalError, InterfaceError, NoConnectionError)

# Any fixed number of our own: replicas that start at once take turns at the migrations.
MIGRATION_LOCK = 7_313_002


def default_url() -> URL:
    """A SQLite file in the user's data folder."""
    return URL.create(
        "sqlite", database=str(platformdirs.user_data_path("service-principles-bot") / "principles.sqlite3")
    )


def parse_url(raw: str | None) -> URL:
    """The database of `raw`, or the default one for None or an empty text.

    `postgres://` and `postgresql://` mean psycopg 3. Raises StoreError, without the value (it may hold a password).
    """
    if not raw or not raw.strip():
        return default_url()
    try:
        url = make_url(raw.strip())
        backend = url.get_backend_name()
    except (ArgumentError, ValueError):
        raise StoreError(f"DATABASE_URL cannot be read as a database URL. {HELP}") from None
    if backend == "sqlite":
        if not url.database or ":memory:" in url.database or url.query.get("mode") == "memory":
            alone = "every thread would have one of its own, and a restart would forget it"
            raise StoreError(f"DATABASE_URL names a database in memory: {alone}. Use sqlite:///FILE. {HELP}")
        return url
    if backend in ("postgres", "postgresql"):
        return url.set(drivername="postgresql+psycopg")
    raise StoreError(
        f"DATABASE_URL names {backend}; use sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME. {HELP}"
    )


def absent_file(raw: str | None) -> Path | None:
    """The SQLite file that `raw` names and that is not there: opening it would make an empty one. Raises StoreError."""
    url = parse_url(raw)
    file = Path(url.database or "")
    return file if url.get_backend_name() == "sqlite" and not file.exists() else None


def require_file(raw: str | None) -> None:
    """Raise StoreError where `raw` names a SQLite file that is not there."""
    if file := absent_file(raw):
        wrong = "set DATABASE_URL as the service has it, or start `principles serve`, which makes it"
        raise StoreError(f"There is no database {file}: {wrong}. {HELP}")


class Database:
    """One open database; safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._statements: dict[Callable[[Database], Any], Any] = {}

    @classmethod
    def open(cls, raw_url: str | None = None, *, silence: timedelta | None = None) -> Self:
        """The database that `raw_url` names (see `parse_url`); connects at first use.

        `silence` is how long a PostgreSQL may say nothing at all (by default some seconds).

        Raises StoreError for a URL that cannot be used or a folder that cannot be made.
        """
        url = parse_url(raw_url)
        if url.get_backend_name() == "sqlite":
            _make_folder(url)
            engine = create_engine(url, json_deserializer=_read_json)
            event.listen(engine, "connect", _prepare_sqlite)
            event.listen(engine, "begin", _begin_immediate)
        else:
            from bot.store.postgres import SILENCE, postgres_engine

            engine = postgres_engine(url, silence=silence or SILENCE)
        return cls(engine)

    @property
    def name(self) -> str:
        """What to call this database in a message to a person; never with a password."""
        url = self.engine.url
        if url.get_backend_name() == "sqlite":
            return f"SQLite {url.database}"
        return f"PostgreSQL {url.database} on {url.host or url.query.get('host', 'localhost')}"

    @property
    def _is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """One transaction, committed at the end. Raises StoreError for whatever the database refuses."""
        with self._guarded(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection for looking only: on SQLite it waits for no writer. Raises StoreError as `begin` does."""
        options = {"looking": True} if self._is_sqlite else {"isolation_level": "AUTOCOMMIT"}
        with self._guarded(), self.engine.connect() as connection:
            yield connection.execution_options(**options)

    def insert(self, table: Table) -> sqlite.Insert | postgresql.Insert:
        """An INSERT that knows ON CONFLICT, in this database's dialect."""
        return sqlite.insert(table) if self._is_sqlite else postgresql.insert(table)

    def statement(self, make: Callable[[Database], Statement]) -> Statement:
        """What `make` makes for this database, made once: to make a statement takes longer than to run it."""
        if make not in self._statements:
            self._statements[make] = make(self)
        made: Statement = self._statements[make]
        return made

    def take_turns(self, connection: Connection, name: str) -> None:
        """Wait until nobody else has this name in a transaction; SQLite has one writer at a time anyway."""
        if self.engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": name})

    def migrate(self) -> None:
        """Bring the tables up to date; replicas that start at once take turns.

        Raises StoreError when the database cannot be reached or a newer version of the bot made its tables.
        """
        from alembic import command
        from alembic.util import CommandError

        with self.begin() as connection, _without_haste(connection):  # on SQLite BEGIN IMMEDIATE is the lock
            if self.engine.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
            try:
                command.upgrade(_alembic_config(connection), "head")
            except CommandError as error:
                newer = f"{self.name} was made by a newer version of the bot"
                raise StoreError(f"{newer}: update the bot, or name another database. {HELP}") from error

    def ping(self) -> None:
        """See whether it answers. Raises StoreError."""
        with self.read() as connection:
            connection.execute(text("SELECT 1"))

    def is_current(self) -> bool:
        """Whether its tables are as this version wants them; changes nothing. Raises StoreError."""
        from alembic.runtime.migration import MigrationContext
        from alembic.script import ScriptDirectory

        with self.read() as connection:
            held = MigrationContext.configure(connection).get_current_heads()
            return set(held) == set(ScriptDirectory.from_config(_alembic_config(connection)).get_heads())

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        began = time.perf_counter()
        try:
            yield
        except SQLAlchemyError as error:
            kind = StoreLostError if isinstance(error, LOST) else StoreError
            raise kind(f"{self.name} did not do its work ({cause_of(error)}). {HELP}") from error
        finally:
            STORE_SECONDS.observe(time.perf_counter() - began)


def cause_of(error: Exception) -> str:
    """What the driver said, on one line: SQLAlchemy's own words repeat the statement and its values."""
    said = str(getattr(error, "orig", None) or "").strip().splitlines()
    return said[0] if said else type(getattr(error, "orig", None) or error).__name__


@contextmanager
def _without_haste(connection: Connection) -> Iterator[None]:
    """Let statements take as long as they need, such as waiting for another replica's migration."""
    if connection.engine.dialect.name != "postgresql":
        yield
        return
    connection.execute(text("SET LOCAL statement_timeout = 0"))
    driver: Any = connection.connection.driver_connection
    silence, driver.silence = driver.silence, None
    try:
        yield
    finally:
        driver.silence = silence


def _read_json(text: str) -> object:
    """What a JSON column holds; None for what no code of ours wrote, so that one row does not hide the others."""
    try:
        return json.loads(text)
    except ValueError:
        return None


def _alembic_config(connection: Connection) -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _make_folder(url: URL) -> None:
    """The folder of a SQLite file."""
    folder = Path(url.database or "").parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"The folder {folder} for the database cannot be made ({error.strerror}). {HELP}") from error


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """Write-ahead log, so that readers do not wait for a writer; transactions begin where we say."""
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    _keep_log(connection)
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")


def _keep_log(connection: Any) -> None:
    """Switch the file to a write-ahead log; SQLite's own waiting does not cover two processes that do so at once."""
    deadline = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def _begin_immediate(connection: Connection) -> None:
    """Take the write lock at the start: a transaction that reads first and then writes could not wait for it."""
    looking = connection.get_execution_options().get("looking", False)
    connection.exec_driver_sql("BEGIN" if looking else "BEGIN IMMEDIATE")

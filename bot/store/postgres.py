"""Connections to PostgreSQL that do not wait for ever: not for the network, not for the server, not for a lock."""

from __future__ import annotations

from collections.abc import Generator
from datetime import timedelta
from time import monotonic
from typing import Any

import psycopg
from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.pool import ConnectionPoolEntry

# How long a statement may take; a claim takes a millisecond, a thousand planned subscriptions half a second.
STATEMENT = timedelta(seconds=4)

# How long a server may say nothing at all: longer than a statement, so that it is the server that ends one.
SILENCE = timedelta(seconds=5)

# psycopg's least; a thread that needs a connection gets one or an error before Slack gives up on it.
CONNECT_SECONDS = 2
POOL_SECONDS = 2

# A connection that was in use a moment ago is there; in traffic every transaction would else begin with a question.
RESTED = timedelta(seconds=1)

# A replica that was frozen inside a transaction keeps its locks no longer than this.
IDLE_IN_TRANSACTION = timedelta(seconds=30)


class PatientConnection(psycopg.Connection[Any]):
    """A connection with limited patience; `silence` None waits for ever, as a migration has to."""

    silence: timedelta | None = SILENCE

    def wait(self, gen: Generator[Any, Any, Any], *args: Any, **kwargs: Any) -> Any:
        """Wait for the server as psycopg does. Raises OperationalError when it has been silent for too long."""
        return super().wait(self._listened(gen), *args, **kwargs)

    def _listened(self, gen: Generator[Any, Any, Any]) -> Generator[Any, Any, Any]:
        """The same conversation, broken off by us when nothing comes; psycopg comes by ten times a second."""
        try:
            wanted = next(gen)
            heard = monotonic()
            while True:
                ready = yield wanted
                if ready:
                    heard = monotonic()
                elif self.silence is not None and monotonic() - heard > self.silence.total_seconds():
                    self.pgconn.finish()  # what comes later belongs to no statement of ours
                    raise psycopg.OperationalError(f"silent for {self.silence.total_seconds():.0f} s")
                wanted = gen.send(ready)
        except StopIteration as done:
            return done.value


def postgres_engine(url: URL, *, silence: timedelta) -> Engine:
    """A pool of such connections; `silence` is how long the server may say nothing."""
    milliseconds = {
        "statement_timeout": STATEMENT,
        "idle_in_transaction_session_timeout": IDLE_IN_TRANSACTION,
    }
    options = " ".join(f"-c {name}={limit // timedelta(milliseconds=1)}" for name, limit in milliseconds.items())
    defaults: dict[str, Any] = {
        "connect_timeout": CONNECT_SECONDS,
        "options": options,
        # The network's own limits, for a server that is gone without a word.
        "tcp_user_timeout": SILENCE // timedelta(milliseconds=1),
        "keepalives_idle": 5,
        "keepalives_interval": 2,
        "keepalives_count": 2,
    }
    given = {name: value for name, value in defaults.items() if name not in url.query}
    engine = create_engine(url, pool_timeout=POOL_SECONDS, connect_args=given)
    _ask_the_rested(engine)

    @event.listens_for(engine, "do_connect")
    def connect(_dialect: object, _record: object, args: Any, kwargs: Any) -> PatientConnection:
        """Open a connection that gives up on a silent server."""
        connection = PatientConnection.connect(*args, **kwargs)
        connection.silence = silence
        return connection

    return engine


def _ask_the_rested(engine: Engine) -> None:
    """Ask a connection that has rested whether it is still one; SQLAlchemy's own way asks before each transaction."""

    @event.listens_for(engine, "checkin")
    def rest(_connection: object, record: ConnectionPoolEntry) -> None:
        """Note since when a connection rests, in seconds of the process."""
        record.info["rests_since"] = monotonic()

    @event.listens_for(engine, "checkout")
    def ask(connection: DBAPIConnection, record: ConnectionPoolEntry, _proxy: object) -> None:
        """Ask a connection that rested long whether it still lives. Raises InvalidatePoolError where it does not."""
        if monotonic() - record.info.pop("rests_since", monotonic()) < RESTED.total_seconds():
            return
        try:
            engine.dialect.do_ping(connection)
        except psycopg.Error as error:
            raise InvalidatePoolError from error  # the others have rested as long: a new one is opened

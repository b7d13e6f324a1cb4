"""A PostgreSQL that falls silent without closing: whoever needs it is told so soon, and goes on when it speaks."""

import os
import socket
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import timedelta
from threading import Event, Thread
from time import monotonic

import pytest
from sqlalchemy import make_url, text

from bot.errors import StoreError
from bot.store.database import Database
from bot.store.retention import purge
from tests.daily_examples import utc

SILENCE = timedelta(seconds=0.5)
# The silence, a new connection that fails, and a busy machine; without a limit it would be as long as the silence.
SOON_SECONDS = 8


class Relay:
    """Stands between us and PostgreSQL; while it swallows, what either says is kept back, and nothing is closed."""

    def __init__(self, server_socket):
        self._server_socket = server_socket
        self._speaking = Event()
        self._speaking.set()
        self._sockets = [socket.create_server(("127.0.0.1", 0))]
        self.port = self._sockets[0].getsockname()[1]
        self._threads = []
        self._begin(self._accept)

    def swallow(self):
        self._speaking.clear()

    def speak(self):
        self._speaking.set()

    def close(self):
        self._speaking.set()
        for one in self._sockets:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()
        for one in self._sockets:
            one.close()

    def _begin(self, work, *arguments):
        self._threads.append(Thread(target=work, args=arguments))
        self._threads[-1].start()

    def _accept(self):
        while True:
            try:
                ours, _ = self._sockets[0].accept()
            except OSError:
                return
            theirs = socket.socket(socket.AF_UNIX)
            self._sockets += [ours, theirs]
            theirs.connect(self._server_socket)
            self._begin(self._pump, ours, theirs)
            self._begin(self._pump, theirs, ours)

    def _pump(self, source, target):
        with suppress(OSError):
            while data := source.recv(65_536):
                self._speaking.wait()
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)


@pytest.fixture
def relay(postgres_url) -> Iterator[Relay]:
    folder = make_url(postgres_url).query["host"]
    [name] = [name for name in os.listdir(folder) if name.startswith(".s.PGSQL") and not name.endswith(".lock")]
    with closing(Relay(os.path.join(folder, name))) as relay:
        yield relay


@pytest.fixture
def database(postgres_url, relay) -> Iterator[Database]:
    url = make_url(postgres_url)
    through = url.set(host="127.0.0.1", port=relay.port, password="x", query={})
    database = Database.open(through.render_as_string(hide_password=False), silence=SILENCE)
    database.migrate()
    yield database
    relay.speak()
    database.close()


def timed(call):
    """What the call raised, and how long it took."""
    begun = monotonic()
    with pytest.raises(StoreError) as caught:
        call()
    return str(caught.value), monotonic() - begun


def test_silence_is_an_error_soon_and_passes(database, relay):
    """Connections at rest, and new ones: all are given up; when the server speaks, the next call works."""
    purge(database, now=utc("2026-11-20 09:00"))
    relay.swallow()
    for _ in range(2):
        said, seconds = timed(lambda: purge(database, now=utc("2026-11-20 09:00")))
        assert "did not do its work" in said
        assert seconds < SOON_SECONDS
    relay.speak()
    assert purge(database, now=utc("2026-11-20 09:00"))


def test_silence_in_the_middle_of_a_transaction_ends_it(database, relay):
    def fall_silent():
        with database.begin() as connection:
            connection.execute(text("SELECT 1"))
            relay.swallow()
            connection.execute(text("SELECT 2"))

    said, seconds = timed(fall_silent)
    assert "silent for" in said
    assert seconds < SOON_SECONDS


def test_a_statement_that_takes_too_long_is_ended_by_the_server(postgres_url):
    database = Database.open(postgres_url)

    def sleep():
        with database.begin() as connection:
            connection.execute(text("SET LOCAL statement_timeout = 100"))
            connection.execute(text("SELECT pg_sleep(5)"))

    assert "statement timeout" in timed(sleep)[0]
    with database.begin() as connection:
        assert connection.execute(text("SHOW statement_timeout")).scalar() == "4s"
        assert connection.execute(text("SHOW idle_in_transaction_session_timeout")).scalar() == "30s"
    database.close()


def test_who_waits_for_a_connection_is_told_soon(postgres_url):
    """All of the pool in use: an error, and not half a minute of waiting."""
    database = Database.open(postgres_url)
    pool = database.engine.pool
    taken = [database.engine.connect() for _ in range(pool.size() + pool._max_overflow)]
    _, seconds = timed(lambda: purge(database, now=utc("2026-11-20 09:00")))
    assert seconds < SOON_SECONDS
    for connection in taken:
        connection.close()
    database.close()


def test_limits_that_the_address_names_are_kept(postgres_url):
    """Whoever runs the database may know better."""
    url = make_url(postgres_url).update_query_dict({"options": "-c statement_timeout=9000", "connect_timeout": "7"})
    database = Database.open(url.render_as_string(hide_password=False))
    with database.begin() as connection:
        assert connection.execute(text("SHOW statement_timeout")).scalar() == "9s"
    database.close()

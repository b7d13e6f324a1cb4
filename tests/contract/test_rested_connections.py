"""A connection to PostgreSQL that has rested may be gone: whoever needs one next does not notice."""

from datetime import timedelta

from sqlalchemy import text

from bot.store import postgres
from bot.store.database import Database


def end_of(database):
    """The server's process behind the database's connection."""
    with database.read() as connection:
        return connection.execute(text("SELECT pg_backend_pid()")).scalar_one()


def test_a_connection_that_the_server_ended_while_it_rested_is_opened_anew(postgres_url, monkeypatch):
    monkeypatch.setattr(postgres, "RESTED", timedelta(0))
    database, other = Database.open(postgres_url), Database.open(postgres_url)
    ended = end_of(database)
    with other.begin() as connection:
        connection.execute(text("SELECT pg_terminate_backend(:pid, 2000)"), {"pid": ended})
    assert end_of(database) != ended
    database.close()
    other.close()


def test_a_connection_in_traffic_is_not_asked_each_time(postgres_url, monkeypatch):
    database = Database.open(postgres_url)
    asked = []
    monkeypatch.setattr(database.engine.dialect, "do_ping", lambda connection: asked.append(connection) or True)
    first = end_of(database)
    assert {end_of(database) for _ in range(3)} == {first}
    assert asked == []
    monkeypatch.setattr(postgres, "RESTED", timedelta(0))
    assert end_of(database) == first
    assert len(asked) == 1
    database.close()

"""The migrations, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from bot.errors import StoreError
from bot.store.schema import metadata


def test_the_migrations_make_exactly_the_tables_of_the_schema(database):
    """Code and database agree on every table, column and index."""
    with database.begin() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_migrating_twice_changes_nothing(database):
    """A restart finds its tables and leaves them alone."""
    before = set(inspect(database.engine).get_table_names())
    database.migrate()
    assert set(inspect(database.engine).get_table_names()) == before


def test_replicas_that_start_at_once_all_find_the_tables(open_empty):
    """Four replicas migrate one empty database at the same moment."""
    replicas = [open_empty() for _ in range(4)]
    together = Barrier(len(replicas))

    def start(replica):
        together.wait(timeout=60)
        replica.migrate()

    with ThreadPoolExecutor(len(replicas)) as pool:
        list(pool.map(start, replicas))
    assert set(metadata.tables) <= set(inspect(replicas[0].engine).get_table_names())


def test_tables_of_a_newer_version_are_refused(database):
    """An old bot does not write into tables it does not know."""
    with database.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'm9999'"))
    with pytest.raises(StoreError, match="newer version of the bot"):
        database.migrate()

"""Move everything the bot keeps to another database, such as from SQLite to PostgreSQL."""

from __future__ import annotations

from sqlalchemy import Connection, Table, func, select

from bot.errors import StoreError
from bot.store.database import Database
from bot.store.schema import metadata

# Rows copied in one statement.
BATCH = 1_000


def move(source: Database, target: Database) -> dict[str, int]:
    """Copy every table of `source` into the empty `target`, in one transaction; how many rows of each.

    Raises StoreError when the target holds anything already.
    """
    source.migrate()
    target.migrate()
    copied = {}
    with source.begin() as old, target.begin() as new:
        for table in metadata.sorted_tables:
            if new.execute(select(func.count()).select_from(table)).scalar():
                raise StoreError(f'{target.name} is not empty (table "{table.name}"): name a new, empty database.')
            rows = old.execute(select(table)).mappings()
            copied[table.name] = 0
            for batch in rows.partitions(BATCH):
                new.execute(table.insert(), [dict(row) for row in batch])
                copied[table.name] += len(batch)
            _count_on(new, table)
    return copied


def _count_on(connection: Connection, table: Table) -> None:
    """Let PostgreSQL number new rows after those that were copied; it counts apart from them."""
    number = table.autoincrement_column
    if number is not None and connection.dialect.name == "postgresql":
        sequence = func.pg_get_serial_sequence(table.name, number.name)
        connection.execute(select(func.setval(sequence, func.max(number))).where(number.is_not(None)))

"""The database of the settings: opened, looked into, waited for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.settings import Settings

if TYPE_CHECKING:
    from bot.store.database import Database


def open_database(settings: Settings) -> Database:
    """The database of the settings, its tables up to date; a SQLite file is made. Raises StoreError."""
    from bot.store.database import Database

    database = Database.open(settings.database_url)
    database.migrate()
    return database


def existing_database(settings: Settings) -> Database:
    """The same, for who only looks or deletes: it makes no file. Raises StoreError where there is none."""
    from bot.store.database import require_file

    require_file(settings.database_url)
    return open_database(settings)


def await_database(settings: Settings, wait: Callable[[float], bool], *, tries: int = 20) -> None:
    """Return when the database answers, or after `tries`; `wait` sleeps for seconds, and is true to give up.

    Raises StoreError for what waiting does not mend, such as an address that cannot be read.
    """
    from logging import getLogger

    from bot.errors import StoreLostError
    from bot.store.database import Database

    database = Database.open(settings.database_url)
    for attempt in range(tries):
        try:
            database.ping()
        except StoreLostError as error:
            if attempt == 0:
                getLogger(__name__).warning("waiting for the database, for up to %d tries: %s", tries, error)
            if wait(1.0):
                break
        else:
            break
    database.close()

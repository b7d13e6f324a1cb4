"""Documents that teachers uploaded: offered first, in force once accepted, kept for some time after their removal."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, insert, literal, select, update

from bot.learning.documents import Document
from bot.store.database import Database
from bot.store.schema import documents
from bot.store.versions import raise_version, take_turn


class Documents:
    """The documents of all workspaces in one database; every method raises StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, team: str) -> tuple[Document, ...]:
        """The documents of a workspace that are in force, oldest first."""
        with self._database.read() as connection:
            return _found(connection, team, documents.c.idle_since.is_(None))

    def listed(self, team: str) -> tuple[Document, ...]:
        """The same without their texts, which may be long."""
        with self._database.read() as connection:
            return _found(connection, team, documents.c.idle_since.is_(None), whole=False)

    def removed(self, team: str) -> tuple[Document, ...]:
        """Those that were in force and were removed, removed last first; without their texts."""
        with self._database.read() as connection:
            found = _found(connection, team, documents.c.idle_since > documents.c.uploaded_at, whole=False)
        return tuple(sorted(found, key=lambda one: (str(one.idle_since), one.number), reverse=True))

    def get(self, team: str, number: int) -> Document | None:
        """One document, in force or not."""
        with self._database.read() as connection:
            return next(iter(_found(connection, team, documents.c.number == number)), None)

    def offer(self, document: Document, *, now: datetime) -> Document:
        """Keep a document that is not in force yet."""
        with self._database.begin() as connection:
            take_turn(self._database, connection, document.team)
            last = select(func.max(documents.c.number)).where(documents.c.team == document.team)
            number = (connection.execute(last).scalar() or 0) + 1
            kept = replace(document, number=number, uploaded_at=now, idle_since=now)
            connection.execute(insert(documents).values(asdict(kept)))
            return kept

    def accept(self, team: str, number: int, *, now: datetime) -> Document | None:
        """Put a document in force, in the place of an older one from a file of that name; None where it is gone."""
        with self._database.begin() as connection:
            take_turn(self._database, connection, team)
            document = next(iter(_found(connection, team, documents.c.number == number)), None)
            if document is None:
                return None
            older = (documents.c.file == document.file, documents.c.idle_since.is_(None))
            here = (documents.c.team == team, documents.c.number != number)
            connection.execute(update(documents).where(*here, *older).values(idle_since=now))
            return self._set(connection, document, None, now)

    def remove(self, team: str, number: int, *, now: datetime) -> Document | None:
        """Take a document out of force; `accept` brings it back for some time. None where it is gone."""
        with self._database.begin() as connection:
            take_turn(self._database, connection, team)
            document = next(iter(_found(connection, team, documents.c.number == number)), None)
            if document is None or document.idle_since is not None:
                return document
            return self._set(connection, document, now, now)

    def _set(self, connection: Connection, document: Document, idle_since: datetime | None, now: datetime) -> Document:
        here = (documents.c.team == document.team, documents.c.number == document.number)
        connection.execute(update(documents).where(*here).values(idle_since=idle_since))
        raise_version(self._database, connection, document.team, now)
        return replace(document, idle_since=idle_since)


def _found(connection: Connection, team: str, *where: ColumnElement[bool], whole: bool = True) -> tuple[Document, ...]:
    unread = [] if whole else [literal("").label("text")]
    wanted = [*(column for column in documents.c if whole or column is not documents.c.text), *unread]
    rows = connection.execute(select(*wanted).where(documents.c.team == team, *where).order_by(documents.c.number))
    return tuple(Document(**row) for row in rows.mappings())

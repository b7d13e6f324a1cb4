"""What workspaces were taught: lessons, each changed by one teacher at a time, and a version that grows with each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, insert, select, update

from bot.knowledge.slug import slug
from bot.knowledge.wordings import fold_wording
from bot.learning.lessons import Lesson
from bot.store.database import Database
from bot.store.schema import lesson_versions, lessons
from bot.store.versions import raise_version, take_turn

# A name is as much of the question as one recognises, and a number where two begin alike.
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Taken:
    """Somebody else was first: this is what stands there, changed since it was read or taught from the same origin."""

    lesson: Lesson


class Learned:
    """The lessons of all workspaces in one database; every method raises StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def versions(self) -> dict[str, int]:
        """The version of each workspace that was taught something, in microseconds since 1970."""
        with self._database.read() as connection:
            rows = connection.execute(select(lesson_versions))
            return {row.team: round(row.changed_at.timestamp() * 1_000_000) for row in rows}

    def of(self, team: str) -> tuple[Lesson, ...]:
        """The lessons of a workspace that are not removed, oldest first."""
        with self._database.read() as connection:
            return _found(connection, team, lessons.c.removed_at.is_(None))

    def removed(self, team: str) -> tuple[Lesson, ...]:
        """The removed lessons that can be brought back, removed last first."""
        with self._database.read() as connection:
            found = _found(connection, team, lessons.c.removed_at.is_not(None))
        return tuple(sorted(found, key=lambda one: (str(one.removed_at), one.number), reverse=True))

    def get(self, team: str, number: int) -> Lesson | None:
        """One lesson, removed or not."""
        with self._database.read() as connection:
            return next(iter(_found(connection, team, lessons.c.number == number)), None)

    def from_origin(self, team: str, origin: str) -> Lesson | None:
        """What was taught from a gap or an asked question ("gap:17"), if it is not removed."""
        return next((one for one in self.of(team) if origin and one.origin == origin), None)

    def teach(self, lesson: Lesson, *, now: datetime) -> Lesson | Taken:
        """Keep a new lesson, with its number and name; Taken where its question or origin has one already."""
        with self._turn(lesson.team) as connection:
            live = _found(connection, lesson.team, lessons.c.removed_at.is_(None))
            if first := next((one for one in live if _same(one, lesson)), None):
                return Taken(first)
            every = _found(connection, lesson.team)
            number = max((one.number for one in every), default=0) + 1
            name = _name(lesson.question, {one.name for one in every})
            kept = replace(
                lesson, number=number, name=name, taught_at=now, editor="", edited_at=None, removed_at=None, revision=1
            )
            connection.execute(insert(lessons).values(_row(kept)))
            raise_version(self._database, connection, lesson.team, now)
            return kept

    def edit(self, lesson: Lesson, *, now: datetime) -> Lesson | Taken | None:
        """Keep a changed lesson, by its `editor`; Taken where another change, or another lesson, came first.

        `revision` is the one that was read; None for a lesson that is gone.
        """

        def decide(current: Lesson) -> Lesson | Taken:
            """The lesson changed; or the one that stands in the way, changed or taught by somebody else meanwhile."""
            if current.revision != lesson.revision:
                return Taken(current)
            live = _found(connection, lesson.team, lessons.c.removed_at.is_(None))
            asked = fold_wording(lesson.question)
            others = (one for one in live if one.number != lesson.number and fold_wording(one.question) == asked)
            if first := next(others, None):
                return Taken(first)
            return replace(
                current,
                question=lesson.question,
                answer=lesson.answer,
                wordings=lesson.wordings,
                target=lesson.target,
                editor=lesson.editor,
                edited_at=now,
            )

        with self._turn(lesson.team) as connection:
            return self._changed(connection, lesson.team, lesson.number, decide, now)

    def remove(self, team: str, number: int, *, now: datetime) -> Lesson | None:
        """Take a lesson out of force; it can be brought back for some time. None where there is none."""
        return self._change(team, number, lambda one: one if one.removed_at else replace(one, removed_at=now), now)

    def restore(self, team: str, number: int, *, now: datetime) -> Lesson | Taken | None:
        """Bring a removed lesson back; Taken where its question was taught anew meanwhile."""
        with self._turn(team) as connection:
            live = _found(connection, team, lessons.c.removed_at.is_(None))

            def decide(current: Lesson) -> Lesson | Taken:
                """The lesson in force again; or the one that was taught in its place."""
                others = (one for one in live if one.number != number and _same(one, current))
                first = next(others, None)
                return Taken(first) if first else replace(current, removed_at=None)

            return self._changed(connection, team, number, decide, now)

    def name_author(self, team: str, number: int, person: str, name: str, *, now: datetime) -> Lesson | None:
        """Show the author's name beside their answer, or (an empty one) no longer; None where it is not theirs."""
        theirs = self.get(team, number)
        if theirs is None or not person or theirs.author_id != person:
            return None
        return self._change(team, number, lambda one: replace(one, author=name), now)

    def _change(self, team: str, number: int, change: Callable[[Lesson], Lesson], now: datetime) -> Lesson | None:
        with self._turn(team) as connection:
            changed = self._changed(connection, team, number, change, now)
        return changed.lesson if isinstance(changed, Taken) else changed

    def _changed(
        self,
        connection: Connection,
        team: str,
        number: int,
        decide: Callable[[Lesson], Lesson | Taken],
        now: datetime,
    ) -> Lesson | Taken | None:
        """Write what `decide` makes of a lesson as it is now."""
        current = next(iter(_found(connection, team, lessons.c.number == number)), None)
        if current is None:
            return None
        decided = decide(current)
        if isinstance(decided, Taken) or decided == current:
            return decided
        kept = replace(decided, revision=current.revision + 1)
        here = (lessons.c.team == team, lessons.c.number == number)
        connection.execute(update(lessons).where(*here).values(_row(kept)))
        raise_version(self._database, connection, team, now)
        return kept

    @contextmanager
    def _turn(self, team: str) -> Iterator[Connection]:
        """A transaction in which nobody else changes the workspace's lessons."""
        with self._database.begin() as connection:
            take_turn(self._database, connection, team)
            yield connection


def unname_author(database: Database, connection: Connection, team: str, person: str) -> int:
    """Take a person's name off the answers that are theirs, in the caller's transaction; how many those were."""
    theirs = (lessons.c.team == team, lessons.c.author_id == person)
    changed = connection.execute(update(lessons).where(*theirs).values(author="", author_id="", link="")).rowcount
    if changed:
        old = select(lesson_versions.c.changed_at).where(lesson_versions.c.team == team)
        raise_version(database, connection, team, connection.execute(old).scalar_one())
    return changed


def _found(connection: Connection, team: str, *where: ColumnElement[bool]) -> tuple[Lesson, ...]:
    rows = connection.execute(select(lessons).where(lessons.c.team == team, *where).order_by(lessons.c.number))
    return tuple(_lesson(dict(row)) for row in rows.mappings())


def _lesson(row: dict[str, Any]) -> Lesson:
    wordings = row["wordings"] if isinstance(row["wordings"], list) else []
    return Lesson(**{**row, "wordings": tuple(map(str, wordings))})


def _row(lesson: Lesson) -> dict[str, Any]:
    return {**asdict(lesson), "wordings": list(lesson.wordings)}


def _same(one: Lesson, other: Lesson) -> bool:
    """Whether two lessons are about one thing: taught from the same miss, or asked by the same question."""
    if one.origin and one.origin == other.origin:
        return True
    return fold_wording(one.question) == fold_wording(other.question)


def _name(question: str, taken: set[str]) -> str:
    """A name for an entry that nobody has yet."""
    name = base = slug(question)[:LONGEST_NAME].strip("-") or "answer"
    number = 2
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    return name

"""Keeps each workspace's shelf as it was taught, by lessons and documents: built beside the answers, swapped whole.

Whoever changes one raises its workspace's version in the database; every process looks at the versions every few
seconds. A workspace that was taught nothing has no version and no shelf of its own, and costs nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from threading import Lock
from typing import Protocol

from bot.answering.service import Answering
from bot.errors import StoreError
from bot.knowledge.model import Knowledge
from bot.learning.documents import Document, with_documents
from bot.learning.lessons import Lesson, taught
from bot.library.shelves import Library, Shelf

logger = logging.getLogger(__name__)

# With what it takes to build one, a lesson is in force everywhere within three seconds.
LOOK = timedelta(seconds=2)

# So many workspaces are made ready before the first question comes, those taught last first: some 0.2 s each with the
# bundled packs.
AT_ONCE = 20

# The packs with more knowledge, ready to answer: (the packs', the whole knowledge) -> all of it.
Extend = Callable[[Answering, Knowledge], Answering]


class Lessons(Protocol):
    """Where lessons are kept; each method raises StoreError."""

    def versions(self) -> Mapping[str, int]:
        """The version of each workspace that was taught something; it grows with every change."""

    def of(self, team: str) -> Iterable[Lesson]:
        """The lessons of a workspace that are not removed."""


class Documents(Protocol):
    """Where documents are kept; raises StoreError."""

    def of(self, team: str) -> Iterable[Document]:
        """The documents of a workspace that are in force."""


class Overlays:
    """The workspaces' own shelves; threads may share it."""

    def __init__(self, library: Library, lessons: Lessons, documents: Documents, extend: Extend) -> None:
        self._library = library
        self._lessons = lessons
        self._documents = documents
        self._extend = extend
        self._overtaken: dict[str, Mapping[int, str]] = {}
        self._packs: dict[str, Knowledge] = {}
        self._built: dict[str, tuple[int, int]] = {}  # by workspace: the versions of its lessons and of the packs
        self._lock = Lock()
        self._away = False

    def look(self, most: int | None = None) -> None:
        """Build what has changed, at most so many, those taught last first; what fails is tried when it changes."""
        try:
            versions = self._lessons.versions()
            changed = [
                team
                for team in {*versions, *self._built}
                if self._built.get(team) != (versions.get(team, 0), self._library.packs.version)
            ]
            for team in sorted(changed, key=lambda team: (-versions.get(team, 0), team))[:most]:
                self._build(team, versions.get(team, 0))
            self._away = False
        except StoreError as error:
            if not self._away:
                logger.warning("what was taught elsewhere is not seen meanwhile: %s", error)
            self._away = True

    def refresh(self, team: str) -> Shelf:
        """Build a workspace's shelf now, after a change that this process has made.

        The change is kept: if the database is away by now, the next look sees it.
        """
        try:
            return self._build(team, self._lessons.versions().get(team, 0))
        except StoreError as error:
            logger.warning("what was taught comes into force with the next look: %s", error)
            return self._library.of(team)

    def overtaken(self, team: str) -> Mapping[int, str]:
        """The lessons that are not in force since the packs go first; see `Taught`."""
        return self._overtaken.get(team, {})

    def packs(self, team: str) -> Knowledge:
        """The packs and the workspace's documents, beside which its lessons stand."""
        return self._packs.get(team, self._library.packs.knowledge)

    def _build(self, team: str, version: int) -> Shelf:
        with self._lock:
            packs = self._library.packs
            if self._built.get(team) == (version, packs.version):
                return self._library.of(team)
            lessons = tuple(self._lessons.of(team)) if version else ()
            documents = tuple(self._documents.of(team)) if version else ()
            try:
                shelf = self._give(team, lessons, documents, packs)
            except Exception as error:  # what it says may repeat what was taught
                logger.error("a workspace's shelf could not be built (%s)", type(error).__name__, extra={"team": team})
                shelf = self._library.of(team)
            if version:
                self._built[team] = (version, packs.version)
            else:
                for held in (self._built, self._overtaken, self._packs):
                    held.pop(team, None)
            return shelf

    def _give(self, team: str, lessons: Iterable[Lesson], documents: Iterable[Document], packs: Shelf) -> Shelf:
        self._packs[team] = with_documents(packs.knowledge, documents)
        known = taught(self._packs[team], lessons)
        self._overtaken[team] = known.overtaken
        own = self._extend(packs.answering, known.knowledge) if known.knowledge.packs != packs.knowledge.packs else None
        return self._library.give(team, own, packs)

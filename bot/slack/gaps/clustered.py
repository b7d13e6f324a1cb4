"""What was asked in vain in each workspace, those that ask the same together; put together once and kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from threading import Lock

from bot.knowledge.wordings import fold_wording
from bot.learning.gaps import Cluster, clusters
from bot.learning.suggestion import Suggestion
from bot.library import Library
from bot.store.gaps import Gaps
from bot.store.retention import QUARTER

# Clusters of so many workspaces are at hand; another one's are put together again.
MOST_WORKSPACES = 100


class Clustered:
    """The clusters of all workspaces. Safe to share between threads; every method raises StoreError."""

    def __init__(self, library: Library, gaps: Gaps, *, now: Callable[[], datetime]) -> None:
        self._library = library
        self._gaps = gaps
        self._now = now
        self._known: dict[str, tuple[tuple[object, ...], list[Cluster]]] = {}
        self._lock = Lock()

    def of(self, team: str) -> list[Cluster]:
        """All of them, put together again only when there are other gaps than before, or words mean something else."""
        lexicon = self._library.of(team).answering.lexicon
        state = (*self._gaps.state(team), lexicon)
        with self._lock:
            known = self._known.get(team)
        if known is not None and known[0] == state:
            return known[1]
        found = clusters(self._gaps.since(self._now() - QUARTER, team), lexicon)
        with self._lock:
            if len(self._known) >= MOST_WORKSPACES:
                self._known.clear()
            self._known[team] = state, found
        return found

    def holding(self, team: str, number: int) -> Cluster | None:
        """What holds the gap of that number."""
        return next((one for one in self.of(team) if number in one.numbers), None)

    def suggestion(self, team: str, number: int) -> Suggestion | None:
        """What one may teach for a gap: its question, and how else people asked the same; None where it is gone."""
        question = self._gaps.asked(team, number)
        if not question:
            return None
        cluster = self.holding(team, number)
        others = {fold_wording(one): one for one in (cluster.questions if cluster else ())}
        others.pop(fold_wording(question), None)
        return Suggestion(question, wordings=tuple(others.values()))

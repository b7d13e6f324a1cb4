"""What went unanswered in a workspace, and how its answers fare; for its teachers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from slack_sdk import WebClient

from bot.learning.asks import ask_id, of_gap
from bot.learning.gaps import Cluster
from bot.learning.tally import Counts, day_of, first_monday, together, weeks
from bot.library import Library
from bot.render.digest import home_rows
from bot.render.figures import Fared
from bot.render.gaps import Known, asked, home_blocks, shown_on
from bot.render.message import Block
from bot.slack.gaps.clustered import Clustered
from bot.slack.teachers import Teachers
from bot.store.asks import Asks
from bot.store.digests import Digests
from bot.store.gaps import Gaps
from bot.store.learned import Learned
from bot.store.retention import QUARTER
from bot.store.tallies import Tallies

WEEKS = 8


class GapDesk:
    """The gaps of all workspaces. Safe to share between threads."""

    def __init__(
        self,
        library: Library,
        gaps: Gaps,
        clustered: Clustered,
        learned: Learned,
        tallies: Tallies,
        teachers: Teachers,
        digests: Digests,
        asks: Asks,
        *,
        has_experts: Callable[[str], bool],
        now: Callable[[], datetime],
    ) -> None:
        """`has_experts`: whether a workspace has people who can be asked."""
        self.library = library
        self.teachers = teachers
        self.now = now
        self._gaps = gaps
        self._learned = learned
        self._tallies = tallies
        self._digests = digests
        self._asks = asks
        self._has_experts = has_experts
        self._clustered = clustered

    def open(self, team: str) -> list[Cluster]:
        """What is asked in vain there, most asked first; without what was dismissed, or taught since.

        Taught is also what the team was asked for a gap, and a teacher kept.
        """
        taught = {lesson.origin for lesson in self._learned.of(team) if lesson.origin}
        kept = any(origin.startswith("ask:") for origin in taught)

        def is_taught(number: int) -> bool:
            """Whether a gap was taught, or what the team answered to it was kept."""
            place = of_gap(number)
            return place in taught or (kept and f"ask:{ask_id(team, place)}" in taught)

        every = self._clustered.of(team)
        return [one for one in every if not one.dismissed and not any(map(is_taught, one.numbers))]

    def cluster(self, team: str, number: int) -> Cluster | None:
        """What holds the gap of that number."""
        return self._clustered.holding(team, number)

    def dismiss(self, team: str, number: int) -> bool:
        """Leave out what asks the same as that gap, now and later; whether it was there."""
        return self._gaps.dismiss(team, [number], self.now())

    def restore(self, team: str, number: int) -> bool:
        """Show it again; whether it was there. Others of the same cluster may have been dismissed too."""
        cluster = self.cluster(team, number)
        return cluster is not None and self._gaps.dismiss(team, cluster.numbers, None)

    def answered_now(self, team: str, found: Sequence[Cluster], page: int) -> dict[str, str]:
        """Which questions of a page are answered by now, each with the question of what answers."""
        answering = self.library.of(team).answering
        questions = filter(None, map(asked, shown_on(found, page)))
        entries = ((question, answering.ask(question).entry) for question in questions)
        return {question: entry.question for question, entry in entries if entry}

    def known(self, team: str, found: Sequence[Cluster]) -> Known:
        """What the entries ask that are nearest to these; whether a team can be asked, and which it was."""
        by_id = self.library.of(team).knowledge.by_id
        names = {name: by_id[name].question for one in found for name, _ in one.near[:1] if name in by_id}
        asked = self._asks.put(team)
        numbers = (number for one in found for number in one.numbers) if asked else ()
        put = frozenset(number for number in numbers if ask_id(team, of_gap(number)) in asked)
        return Known(names, self._has_experts(team), put)

    def weeks(self, team: str, count: int = WEEKS) -> list[Counts]:
        """The counts of the last weeks, the oldest first."""
        today = self.now().date()
        return weeks(self._tallies.since(first_monday(today, count), team), last=today, count=count)

    def counts(self, team: str, since: datetime, until: datetime) -> Counts:
        """The counts of whole days, from the one of `since` to the one before that of `until`."""
        days = self._tallies.since(day_of(since), team)
        return together((tally for tally in days if tally.day < day_of(until)), since.date())

    def fared(self, team: str) -> tuple[list[Fared], list[str]]:
        """How the entries fared in the last 90 days, most given first; and the questions that nobody asked."""
        by_id = self.library.of(team).knowledge.by_id
        stats = [one for one in self._gaps.entries(self.now() - QUARTER, team) if one.entry_id in by_id]
        entries = [
            Fared(by_id[one.entry_id].question, one.given, one.helpful, one.unhelpful, one.reasons) for one in stats
        ]
        given = {one.entry_id for one in stats if one.given}
        return entries, [entry.question for name, entry in by_id.items() if name not in given]

    def home(self, team: str, person: str, client: WebClient) -> list[Block]:
        """The App Home's part on gaps, for teachers."""
        if not self.teachers.may(team, person, client):
            return []
        before, week = self.weeks(team, 2)
        own = [one for one in self._digests.of_team(team) if one.creator == person]
        found = self.open(team)
        return home_blocks(found, self.known(team, found), week, before, home_rows(own))

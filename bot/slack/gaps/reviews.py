"""Entries that are overdue for review, shown to who keeps them and to teachers; and who keeps entries but has left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from slack_sdk import WebClient

from bot.knowledge.reviews import overdue, owner_id
from bot.library import Library
from bot.render.message import Block
from bot.render.reviews import home_blocks, owners_of
from bot.slack.outbox.notices import courtesy
from bot.slack.outbox.outcome import Done, Refused, attempt
from bot.slack.teachers import Teachers

# People seldom leave. So many owners are asked for with one opening of the Home: each is a call.
REMEMBERED = timedelta(hours=6)
MOST_ASKED = 5
MOST_REMEMBERED = 10_000


class Reviews:
    """The reviews of all workspaces. Safe to share between threads."""

    def __init__(self, library: Library, teachers: Teachers, *, now: Callable[[], datetime]) -> None:
        self._library = library
        self._teachers = teachers
        self._now = now
        self._gone: dict[tuple[str, str], tuple[bool, datetime]] = {}

    def home(self, team: str, person: str, client: WebClient) -> list[Block]:
        """The App Home's part on reviews: a teacher sees all that is overdue, an owner their own."""
        entries = self._library.of(team).knowledge.entries
        due = overdue(entries, self._now().date())
        owners = owners_of(entries)
        if not due and not owners:
            return []
        if self._teachers.may(team, person, client):
            left = [(owner, count) for owner, count in owners.items() if self._has_left(team, owner, client)]
            return home_blocks(due, left)
        return home_blocks([entry for entry in due if owner_id(entry) == person], [])

    def _has_left(self, team: str, person: str, client: WebClient) -> bool:
        """Whether Slack says that the person is not there any more, as of some hours ago."""
        now, key = self._now(), (team, person)
        known = self._gone.get(key)
        if known is not None and now - known[1] < REMEMBERED:
            return known[0]
        if self._asked_lately(team, now) >= MOST_ASKED:
            return False
        match attempt(lambda: courtesy(client).users_info(user=person)):
            case Done(answer):
                gone = bool((answer.get("user") or {}).get("deleted"))
            case Refused("user_not_found"):
                gone = True
            case _:
                return False
        if len(self._gone) >= MOST_REMEMBERED:
            self._gone.clear()
        self._gone[key] = gone, now
        return gone

    def _asked_lately(self, team: str, now: datetime) -> int:
        """How many owners of a workspace Slack was asked for in this minute."""
        minute = timedelta(minutes=1)
        return sum(where == team and now - asked < minute for (where, _), (_, asked) in list(self._gone.items()))

"""Publishes a person's App Home: what the packs hold, and what each feature has to show there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from slack_sdk import WebClient

from bot.knowledge.model import Knowledge
from bot.library import Library
from bot.render.message import Block
from bot.slack.home.view import home_view

# A feature's part of the Home of one person: (team, person, client) to blocks, which may be none.
Section = Callable[[str, str, WebClient], list[Block]]


class Home:
    """The App Home of all people of all workspaces."""

    def __init__(
        self, library: Library, sections: Sequence[Section], *, now: Callable[[], datetime], published: bool = True
    ) -> None:
        """`published`: whether the Home is ours to publish; in somebody else's app it may be theirs."""
        self._library = library
        self.published = published
        self._sections = sections
        self._now = now

    def knowledge(self, team: str) -> Knowledge:
        """The packs of that workspace."""
        return self._library.of(team).knowledge

    def publish(self, team: str, person: str, client: WebClient, *, topic: str | None = None, page: int = 0) -> None:
        """Show the person their Home as it is now, or one topic (by its key), a page (from 0) at a time."""
        if not self.published:
            return
        parts = [] if topic else self.sections(team, person, client)
        shelf = self._library.of(team)
        view = home_view(shelf.knowledge, shelf.identity, now=self._now(), topic=topic, page=page, sections=parts)
        client.views_publish(user_id=person, view=view)

    def sections(self, team: str, person: str, client: WebClient) -> list[list[Block]]:
        """What each feature has to show the person; some may be empty."""
        return [section(team, person, client) for section in self._sections]

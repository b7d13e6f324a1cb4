"""Publishes a person's App Home: what the packs hold, and what each feature has to show there."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from slack_sdk import WebClient

from bot.errors import StoreError
from bot.knowledge.model import Knowledge
from bot.library import Library
from bot.posting.calendar import is_zone, zone_of
from bot.render.message import Block
from bot.slack.home.view import home_view
from bot.slack.outbox.views import publish_home

logger = logging.getLogger(__name__)

# Slack is asked once for each person; people seldom move, and the process restarts sooner.
KEPT_ZONES = 10_000

# In which IANA zone a person is, as far as Slack tells.
ZoneOf = Callable[[WebClient, str], str | None]


def _always(team: str, person: str) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Section:
    """A feature's part of the Home: `blocks` of (team, person, client), which may be none.

    `known` of (team, person) is whether they can be drawn without asking Slack.
    """

    blocks: Callable[[str, str, WebClient], list[Block]]
    known: Callable[[str, str], bool] = _always


class Home:
    """The App Home of all people of all workspaces."""

    def __init__(
        self,
        library: Library,
        sections: Sequence[Section],
        *,
        now: Callable[[], datetime],
        zone_of: ZoneOf = lambda client, person: None,
        published: bool = True,
    ) -> None:
        """`zone_of` says in which zone a person is (None: nobody knows).

        `published`: whether the Home is ours to publish; in somebody else's app it may be theirs.
        """
        self._library = library
        self.published = published
        self._sections = sections
        self._now = now
        self._zone_of = zone_of
        self._zones: dict[tuple[str, str], str] = {}

    def knowledge(self, team: str) -> Knowledge:
        """The packs of that workspace."""
        return self._library.of(team).knowledge

    def publish(self, team: str, person: str, client: WebClient, *, topic: str | None = None, page: int = 0) -> None:
        """Show the person their Home as it is now, or one topic (by its key), a page (from 0) at a time."""
        if not self.published:
            return
        shelf = self._library.of(team)
        card = None if topic else shelf.deck.of_day(self._today(team, person, client))

        def show(sections: Sequence[Section]) -> None:
            """Publish the page with these sections."""
            parts = [_blocks(section, team, person, client) for section in sections]
            view = home_view(shelf.knowledge, shelf.identity, card=card, topic=topic, page=page, sections=parts)
            publish_home(client, person, view)

        if topic:
            show(())
            return
        known = [section for section in self._sections if _known(section, team, person)]
        if len(known) < len(self._sections):  # nobody waits for what Slack has to be asked for
            show(known)
        show(self._sections)

    def sections(self, team: str, person: str, client: WebClient) -> list[list[Block]]:
        """What each feature has to show the person; some may be empty."""
        return [_blocks(section, team, person, client) for section in self._sections]

    def _today(self, team: str, person: str, client: WebClient) -> date:
        """The date where the person is; the day turns at their midnight, and not at Greenwich's."""
        zone = self._zones.get((team, person))
        if zone is None:
            said = self._zone_of(client, person)
            zone = said if said and is_zone(said) else "UTC"
            if len(self._zones) >= KEPT_ZONES:
                self._zones.clear()
            self._zones[team, person] = zone
        return self._now().astimezone(zone_of(zone)).date()


def _blocks(section: Section, team: str, person: str, client: WebClient) -> list[Block]:
    """A feature's part; nothing while the database does not answer, which takes the Home from nobody."""
    try:
        return section.blocks(team, person, client)
    except StoreError as error:
        logger.warning("a part of a Home is left out: %s", error)
        return []


def _known(section: Section, team: str, person: str) -> bool:
    try:
        return section.known(team, person)
    except StoreError:
        return False

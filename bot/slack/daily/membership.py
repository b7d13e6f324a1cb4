"""Which channels a person is in, remembered for a minute: Home asks with every opening, and Slack pages slowly."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from slack_sdk import WebClient

from bot.slack.rights import shared_channels

# As long as one looks around in Home; whoever has just joined a channel sees it there a minute later.
KEPT = timedelta(seconds=60)

# More people than look within a minute; beyond, all are asked for again.
MOST = 10_000


class Membership:
    """The channels of people, for looking only: what is changed asks Slack anew."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._known: dict[tuple[str, str], tuple[datetime, frozenset[str]]] = {}

    def known(self, team: str, person: str) -> bool:
        """Whether it can be said without asking Slack."""
        return self._recall(team, person) is not None

    def of(self, team: str, person: str, client: WebClient) -> frozenset[str] | str:
        """The channels a person is in; or what to tell them where Slack does not say."""
        recalled = self._recall(team, person)
        if recalled is not None:
            return recalled
        channels = shared_channels(client, person)
        if not isinstance(channels, str):
            if len(self._known) >= MOST:
                self._known.clear()
            self._known[team, person] = (self._now(), channels)
        return channels

    def _recall(self, team: str, person: str) -> frozenset[str] | None:
        at, channels = self._known.get((team, person), (None, frozenset[str]()))
        return channels if at is not None and self._now() - at < KEPT else None

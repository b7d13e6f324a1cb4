"""Which channels a person is in, for looking only: what is changed asks Slack anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from slack_sdk import WebClient

from bot.slack.remembered import Remembered
from bot.slack.rights import shared_channels


class ChannelsOfPeople:
    """The channels of people, as of at most a minute ago."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._known = Remembered[frozenset[str]](now)

    def known(self, team: str, person: str) -> bool:
        """Whether it can be said without asking Slack."""
        return self._known.recall(team, person) is not None

    def of(self, team: str, person: str, client: WebClient) -> frozenset[str] | str:
        """The channels a person is in; or what to tell them where Slack does not say."""
        recalled = self._known.recall(team, person)
        if recalled is not None:
            return recalled
        channels = shared_channels(client, person)
        if not isinstance(channels, str):
            self._known.keep(team, person, channels)
        return channels

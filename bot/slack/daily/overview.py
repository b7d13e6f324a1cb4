"""Which daily posts a person sees: in their App Home, and in the list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from slack_sdk import WebClient

from bot.posting.subscription import Subscription
from bot.render.daily import home_blocks, list_message
from bot.render.message import Block, Message
from bot.slack.daily.membership import ChannelsOfPeople
from bot.store.subscriptions import Subscriptions


class Overview:
    """The daily posts of all workspaces, as people may see them; `command` is the slash command."""

    def __init__(self, subscriptions: Subscriptions, command: str, *, now: Callable[[], datetime]) -> None:
        self._subscriptions = subscriptions
        self._command = command
        self._membership = ChannelsOfPeople(now)

    def message(self, team: str, person: str, client: WebClient) -> Message:
        """A line for each."""
        return list_message(*self.visible(team, person, client), self._command)

    def visible(self, team: str, person: str, client: WebClient) -> tuple[tuple[Subscription, ...], str | None]:
        """The subscriptions a person may see: of channels they are in, and those they made.

        Beside them, what to tell the person where Slack does not say which channels they are in.
        """
        every = self._subscriptions.of_team(team)
        known = self._membership.of(team, person, client) if every else frozenset[str]()
        channels, unsaid = (frozenset[str](), known) if isinstance(known, str) else (known, None)
        return tuple(one for one in every if one.channel in channels or one.creator == person), unsaid

    def home(self, team: str, person: str, client: WebClient) -> list[Block]:
        """App Home's part on daily posts."""
        return home_blocks(*self.visible(team, person, client), self._command)

    def home_known(self, team: str, person: str) -> bool:
        """Whether that part can be drawn without asking Slack."""
        return self._membership.known(team, person) or not self._subscriptions.of_team(team)

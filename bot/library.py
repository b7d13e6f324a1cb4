"""What is known right now, for each workspace: an immutable shelf, which one object hands out and can swap whole."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from bot.answering.identity import Identity, identity_of
from bot.answering.service import Answering
from bot.knowledge.model import Knowledge
from bot.posting.cards import cards_of
from bot.posting.subscription import Deck


@dataclass(frozen=True)
class Shelf:
    """Everything that is known at one moment; it never changes, so whoever holds one sees one state throughout.

    `version` tells one shelf from the next: it grows with every swap. `name` and `command` are the settings', where
    given.
    """

    answering: Answering
    version: int = 0
    name: str | None = None
    command: str | None = None

    @property
    def knowledge(self) -> Knowledge:
        """The packs."""
        return self.answering.knowledge

    @cached_property
    def identity(self) -> Identity:
        """Who the bot is with these packs."""
        return identity_of(self.knowledge, name=self.name, command=self.command)

    @cached_property
    def deck(self) -> Deck:
        """The cards of the packs, for the daily post."""
        return Deck(cards_of(self.knowledge))


class Library:
    """Hands out the shelf of a workspace; safe to share between threads.

    Ask for the shelf once at the beginning of some work, and pass it on: a swap in between then changes nothing.
    """

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def of(self, team: str) -> Shelf:  # every workspace has the same packs today
        """What is known now for the workspace `team` (its Slack id)."""
        return self._shelf

    @property
    def command(self) -> str:
        """The slash command, the same in every workspace."""
        return self._shelf.identity.command

    def swap(self, answering: Answering) -> Shelf:
        """Replace everything at once; work that has its shelf already goes on with that one."""
        self._shelf = replace(self._shelf, answering=answering, version=self._shelf.version + 1)
        return self._shelf

"""What is known right now, for each workspace: an immutable shelf, which one object hands out and can swap whole."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count

from bot.answering.identity import Identity, identity_of
from bot.answering.service import Answering
from bot.knowledge.model import Knowledge
from bot.posting.cards import cards_of
from bot.posting.deck import Deck


@dataclass(frozen=True)
class Shelf:
    """Everything that is known at one moment; it never changes, so whoever holds one sees one state throughout.

    `version` tells one shelf from the next: it grows with every swap. `name` and `command` are the settings', where
    given. `packs` is the shelf of the packs alone that a workspace's own one was made from.
    """

    answering: Answering
    version: int = 0
    name: str | None = None
    command: str | None = None
    packs: Shelf | None = None

    @property
    def knowledge(self) -> Knowledge:
        """The packs, and what the workspace was taught."""
        return self.answering.knowledge

    @cached_property
    def identity(self) -> Identity:
        """Who the bot is with these packs; what it was taught gives it no other name."""
        if self.packs is not None:
            return replace(self.packs.identity, entries=len(self.knowledge.entries))
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
        self._packs = shelf
        self._own: dict[str, Shelf] = {}
        self._versions = count(shelf.version + 1)

    def of(self, team: str) -> Shelf:
        """What is known now for the workspace `team` (its Slack id)."""
        return self._own.get(team, self._packs)

    @property
    def packs(self) -> Shelf:
        """What is known where nothing was taught."""
        return self._packs

    @property
    def command(self) -> str:
        """The slash command, the same in every workspace."""
        return self._packs.identity.command

    def swap(self, answering: Answering) -> Shelf:
        """Replace the packs at once; work that has its shelf already goes on with that one.

        A workspace with a shelf of its own keeps it until that one is given anew.
        """
        self._packs = replace(self._packs, answering=answering, version=next(self._versions))
        return self._packs

    def give(self, team: str, answering: Answering | None, packs: Shelf) -> Shelf:
        """Give a workspace a shelf of its own, made from `packs`; None takes it back."""
        if answering is None:
            self._own.pop(team, None)
        else:
            self._own[team] = replace(packs, answering=answering, version=next(self._versions), packs=packs)
        return self.of(team)

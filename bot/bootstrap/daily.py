"""The daily post: its cards, and the ledger's motor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.knowledge.files import pack_folders
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.engine.daily import Daily
    from bot.library import Library
    from bot.posting.deck import Deck
    from bot.slack.clients import Clients
    from bot.store.clock import Clock
    from bot.store.database import Database


def build_deck(settings: Settings) -> Deck:
    """The cards of the configured packs. Raises KnowledgeError with every problem of every pack."""
    from bot.knowledge.loader import load
    from bot.posting.cards import cards_of
    from bot.posting.deck import Deck

    return Deck(cards_of(load(pack_folders(settings.knowledge))))


def build_daily(settings: Settings, library: Library, clients: Clients, database: Database, clock: Clock) -> Daily:
    """The daily post over a migrated database, to be started and stopped."""
    from bot.engine.daily import Daily
    from bot.posting.delivery import InDoubt
    from bot.slack.daily.publisher import DailyPublisher

    publisher = DailyPublisher(clients, lambda team: library.of(team).identity)
    return Daily(
        database,
        lambda team: library.of(team).deck,
        publisher,
        publisher.tell,
        clock=clock.now,
        teams=clients.teams,
        in_doubt=InDoubt(settings.daily_in_doubt),
    )

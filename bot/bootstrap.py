"""The one place that joins settings, domain and adapters; everyone else receives what they need."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.answering import Answering
from bot.knowledge.loader import bundled_folder, load
from bot.matching.matcher import Matcher
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.engine.daily import Daily
    from bot.knowledge.model import Knowledge
    from bot.posting.subscription import Deck
    from bot.store.database import Database


def build_answering(settings: Settings) -> Answering:
    """The answering service over the configured packs.

    Raises KnowledgeError with every problem of every pack.
    """
    knowledge = load(settings.knowledge or (bundled_folder(),))
    return Answering(knowledge, Matcher(knowledge))


def build_deck(settings: Settings) -> Deck:
    """The cards of the configured packs. Raises KnowledgeError with every problem of every pack."""
    from bot.posting.cards import cards_of
    from bot.posting.subscription import Deck

    return Deck(cards_of(load(settings.knowledge or (bundled_folder(),))))


def build_daily(
    settings: Settings, knowledge: Knowledge, database: Database, token_for: Callable[[str], str | None]
) -> Daily:
    """The daily post over a migrated database, to be started and stopped; `token_for` gives a workspace's bot token.

    Its clients never repeat a call by themselves: a post whose answer was lost must not go out twice.
    """
    from slack_sdk import WebClient

    from bot.engine.daily import Daily
    from bot.posting.cards import cards_of
    from bot.posting.delivery import InDoubt
    from bot.posting.subscription import Deck
    from bot.slack.daily_publisher import TIMEOUT_SECONDS, DailyPublisher

    def client_for(team: str) -> WebClient | None:
        token = token_for(team)
        url = settings.slack_api_url
        return WebClient(token, base_url=url, timeout=TIMEOUT_SECONDS, retry_handlers=[]) if token else None

    deck, in_doubt = Deck(cards_of(knowledge)), InDoubt(settings.daily_in_doubt)
    return Daily(database, deck, DailyPublisher(client_for), replica=settings.replica, in_doubt=in_doubt)

"""The one place that joins settings, domain and adapters; everyone else receives what they need."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.answering import Answering
from bot.compiled import compile_packs
from bot.knowledge.files import bundled_folder
from bot.matching.matcher import Matcher
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.slack.publisher import Pace
    from bot.slack.runtime import Runtime


def build_answering(settings: Settings) -> Answering:
    """The answering service over the configured packs.

    Raises KnowledgeError with every problem of every pack.
    """
    knowledge, index = compile_packs(settings.knowledge or (bundled_folder(),), settings.cache)
    return Answering(knowledge, Matcher(knowledge, index))


def build_slack(settings: Settings, answering: Answering, *, pace: Pace | None = None) -> Runtime:
    """The Slack app with its database migrated and its token checked.

    Raises StoreError or SettingsError.
    """
    from bot.slack.app import build_app, build_client
    from bot.slack.desk import Desk
    from bot.slack.once import Once
    from bot.slack.publisher import Pace, Publisher
    from bot.slack.queues import ChannelQueues
    from bot.slack.runtime import Listeners, Runtime
    from bot.store.claims import Claims
    from bot.store.database import Database
    from bot.store.replies import Replies

    pace = pace or Pace()
    database = Database.open(settings.database_url)
    database.migrate()
    claims, replies = Claims(database), Replies(database)
    queues, threads = ChannelQueues(spacing=pace.spacing), Listeners()
    publisher = Publisher(queues, now=utc_now, reconcile_after=pace.reconcile_after)
    desk = Desk(answering, publisher, claims, replies, now=utc_now)
    client = build_client(settings, timeout_seconds=pace.timeout_seconds)
    app = build_app(client, settings, desk, Once(claims, now=utc_now), threads)
    return Runtime(app, threads, queues, desk, database, claims, replies)


def utc_now() -> datetime:
    """The one clock; everyone else is told the time."""
    return datetime.now(UTC)

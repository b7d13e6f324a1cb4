"""The features, each built over the same ground; a new one is a function here, and its place in `FEATURES`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.settings import Settings

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from bot.engine.daily import Daily
    from bot.engine.every import Every
    from bot.library import Library
    from bot.slack.clients import Clients
    from bot.slack.home.home import Section
    from bot.slack.intake import Intake
    from bot.slack.listening import Listening
    from bot.slack.outbox.publisher import Publisher
    from bot.store.clock import Clock
    from bot.store.database import Database
    from bot.store.replies import Replies


@dataclass(frozen=True, slots=True)
class Ground:
    """What every feature stands on."""

    settings: Settings
    library: Library
    clients: Clients
    database: Database
    clock: Clock
    intake: Intake
    publisher: Publisher
    replies: Replies
    daily: Daily


# Shows a person of a team their App Home as it is now.
Refresh = Callable[[str, str, "WebClient"], None]


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature: how it registers its listeners, its section of the App Home, and what it does by itself."""

    listen: Callable[[Listening, Refresh], None]
    section: Section | None = None
    jobs: Sequence[Every] = ()


def daily(ground: Ground) -> Feature:
    """The daily post as people set it up."""
    from bot.slack.daily import listeners
    from bot.slack.daily.desk import DailyDesk

    desk = DailyDesk(
        ground.daily.subscriptions,
        ground.daily.deliveries,
        ground.library,
        managers=ground.settings.daily_managers,
        now=ground.clock.now,
        nudge=ground.daily.nudge,
    )
    return Feature(lambda listening, refresh: listeners.register(listening, desk, refresh=refresh), desk.home)


def asking(ground: Ground) -> Feature:
    """Questions and their answers."""
    from bot.slack.asking import listeners
    from bot.slack.asking.desk import Desk
    from bot.slack.asking.journal import Journal
    from bot.store.gaps import Gaps

    desk = Desk(
        ground.library,
        ground.publisher,
        ground.intake,
        ground.replies,
        now=ground.clock.now,
        gaps=Gaps(ground.database, questions=ground.settings.record_questions),
        journal=Journal(words=ground.settings.log_questions),
    )
    return Feature(lambda listening, refresh: listeners.register(listening, desk))


# In this order their listeners are asked: the first that fits a payload gets it, and asking takes any words.
FEATURES: tuple[Callable[[Ground], Feature], ...] = (daily, asking)

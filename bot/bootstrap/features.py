"""The features, each built over the same ground; a new one is a function here, and its place in `FEATURES`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from bot.settings import Settings

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from bot.engine.daily import Daily
    from bot.engine.every import Every
    from bot.library import Library
    from bot.render.message import Block
    from bot.slack.clients import Clients
    from bot.slack.gaps.clustered import Clustered
    from bot.slack.home.home import Section
    from bot.slack.intake import Intake
    from bot.slack.listening import Listening, Refresh
    from bot.slack.outbox.publisher import Publisher
    from bot.slack.teachers import Teachers
    from bot.slack.workers import Workers
    from bot.store.asks import Asks
    from bot.store.clock import Clock
    from bot.store.database import Database
    from bot.store.experts import ExpertsChannels
    from bot.store.gaps import Gaps
    from bot.store.replies import Replies
    from bot.store.tallies import Tallies
    from bot.store.writer import Writer


@dataclass(frozen=True, slots=True)
class Ground:
    """What every feature stands on."""

    settings: Settings
    library: Library
    clients: Clients
    database: Database
    clock: Clock
    intake: Intake
    answerers: Workers
    publisher: Publisher
    replies: Replies
    writer: Writer
    tallies: Tallies
    gaps: Gaps
    clustered: Clustered
    asks: Asks
    experts: ExpertsChannels
    daily: Daily
    teachers: Teachers


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
    from bot.slack.daily.overview import Overview
    from bot.slack.home.home import Section

    desk = DailyDesk(
        ground.daily.subscriptions,
        ground.daily.deliveries,
        ground.library,
        managers=ground.settings.daily_managers,
        now=ground.clock.now,
        nudge=ground.daily.nudge,
    )
    overview = Overview(ground.daily.subscriptions, ground.library.command, now=ground.clock.now)
    return Feature(
        lambda listening, refresh: listeners.register(listening, desk, overview, refresh=refresh),
        Section(overview.home, overview.home_known),
    )


def asking(ground: Ground) -> Feature:
    """Questions and their answers."""
    from bot.slack.asking import listeners
    from bot.slack.asking.desk import Desk
    from bot.slack.asking.journal import Journal
    from bot.slack.asking.record import Record
    from bot.store.watched import Watched

    stored = (ground.gaps, ground.tallies, ground.replies)
    record = Record(ground.library, *stored, now=ground.clock.now)
    desk = Desk(
        ground.library,
        ground.publisher,
        ground.intake,
        ground.replies,
        now=ground.clock.now,
        record=record,
        journal=Journal(words=ground.settings.log_questions),
        unasked=Watched(ground.database).answered,
        has_experts=ground.experts.has,
    )
    return Feature(lambda listening, refresh: listeners.register(listening, desk))


def teaching(ground: Ground) -> Feature:
    """What teachers add in Slack, in force beside the packs of their workspace."""
    from bot.bootstrap.answering import extend
    from bot.engine.every import Every
    from bot.learning.suggestion import Suggestion
    from bot.library import Overlays
    from bot.library.overlays import AT_ONCE, LOOK
    from bot.slack.home.home import Section
    from bot.slack.teaching import list_listeners, listeners
    from bot.slack.teaching.desk import TeachingDesk
    from bot.store.documents import Documents
    from bot.store.learned import Learned

    learned, documents = Learned(ground.database), Documents(ground.database)
    overlays = Overlays(ground.library, learned, documents, extend)
    overlays.look(AT_ONCE)

    def gap(team: str, number: int) -> Suggestion | None:
        """What one may teach for a gap."""
        return ground.clustered.suggestion(team, number) if number < 2**31 else None

    def ask(team: str, number: int) -> Suggestion | None:
        """What one may teach of what the team was asked: the question, and the last answer."""
        return ground.asks.suggestion(team, f"{number:012}")

    # What a button may be about, by the beginning of its value.
    sources = {"gap": gap, "ask": ask}
    desk = TeachingDesk(
        ground.library, overlays, learned, ground.teachers, documents, sources, extend, ground.clock.now
    )
    return Feature(
        lambda listening, refresh: listeners.register(
            listening, desk, ground.intake, ground.publisher, refresh=refresh
        ),
        Section(partial(list_listeners.home, desk=desk)),
        jobs=(Every(LOOK, overlays.look, name="overlays"),),
    )


def gaps(ground: Ground) -> Feature:
    """What went unanswered, for teachers; and the weekly digest of it."""
    from bot.engine.every import Every
    from bot.render.elements import divider
    from bot.slack.gaps import digest_setup, listeners
    from bot.slack.gaps.desk import GapDesk
    from bot.slack.gaps.digest_post import DIGEST, LOOK, DigestPost
    from bot.slack.gaps.digest_setup import DigestSetup
    from bot.slack.gaps.reviews import Reviews
    from bot.slack.home.home import Section
    from bot.store.digests import Digests
    from bot.store.learned import Learned

    digests = Digests(ground.database)
    desk = GapDesk(
        ground.library,
        ground.gaps,
        ground.clustered,
        Learned(ground.database),
        ground.tallies,
        ground.teachers,
        digests,
        ground.asks,
        has_experts=ground.experts.has,
        now=ground.clock.now,
    )
    setup = DigestSetup(desk, digests, ground.settings.daily_managers)
    posts = DigestPost(desk, digests, ground.intake, ground.publisher, ground.clients)

    def listen(listening: Listening, refresh: Refresh) -> None:
        """The list, the windows of digests, and the digests that are due."""
        listeners.register(listening, desk, refresh=refresh)
        digest_setup.register(listening, setup, refresh=refresh)
        listening.task(DIGEST, posts.post)

    reviews = Reviews(ground.library, ground.teachers, now=ground.clock.now)

    def home(team: str, person: str, client: WebClient) -> list[Block]:
        """What went unanswered, and what is due for review, as far as the person may see either."""
        parts = desk.home(team, person, client), reviews.home(team, person, client)
        return [*parts[0], *([divider()] if all(parts) else []), *parts[1]]

    return Feature(listen, Section(home), jobs=(Every(LOOK, posts.look, name="digests"),))


def watching(ground: Ground) -> Feature:
    """Watched channels, where questions are answered unasked."""
    from datetime import timedelta

    from bot.engine.every import Every
    from bot.slack.home.home import Section
    from bot.slack.watching import listeners
    from bot.slack.watching.desk import WatchingDesk
    from bot.store.watched import Watched

    desk = WatchingDesk(
        Watched(ground.database),
        ground.library,
        ground.intake,
        ground.clients,
        ground.answerers,
        wait=timedelta(seconds=ground.settings.watch_wait),
        now=ground.clock.now,
    )
    return Feature(
        lambda listening, refresh: listeners.register(listening, desk, refresh=refresh),
        Section(desk.home),
        jobs=(Every(timedelta(seconds=2), desk.look, name="watching"),),
    )


def experts(ground: Ground) -> Feature:
    """Questions without an answer, put to the team."""
    from bot.engine.every import Every
    from bot.slack.experts import channel, listeners
    from bot.slack.experts.channel import ChannelSetup
    from bot.slack.experts.desk import LOOK, ExpertsDesk
    from bot.slack.home.home import Section
    from bot.slack.rights import SharedChannels

    shared = SharedChannels(ground.clock.now)
    desk = ExpertsDesk(
        ground.asks,
        ground.library,
        ground.intake,
        ground.publisher,
        ground.replies,
        ground.teachers,
        shared,
        channel_of=ground.experts.of,
        gap=ground.gaps.asked,
        now=ground.clock.now,
    )
    setup = ChannelSetup(ground.experts, ground.teachers, ground.intake, shared, now=ground.clock.now)

    def listen(listening: Listening, refresh: Refresh) -> None:
        """What people ask and answer, and where teachers have them asked."""
        listeners.register(listening, desk, refresh=refresh)
        channel.register(listening, setup, refresh=refresh)

    return Feature(listen, Section(setup.home), jobs=(Every(LOOK, desk.look, name="asks"),))


# In this order their listeners are asked: the first that fits a payload gets it, and asking takes any words.
FEATURES: tuple[Callable[[Ground], Feature], ...] = (daily, gaps, teaching, experts, watching, asking)

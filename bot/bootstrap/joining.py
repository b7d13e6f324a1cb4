"""Adds everything to a Bolt app, ours or somebody else's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.answering import Answering
from bot.bootstrap.daily import build_daily
from bot.bootstrap.features import FEATURES, Ground
from bot.settings import Settings

if TYPE_CHECKING:
    from slack_bolt import App

    from bot.engine.every import Every
    from bot.slack.clients import Clients
    from bot.slack.outbox.publisher import Pace
    from bot.slack.runtime import Runtime
    from bot.slack.workers import Workers
    from bot.store.clock import Clock
    from bot.store.database import Database


def join(
    app: App,
    settings: Settings,
    answering: Answering,
    clients: Clients,
    database: Database,
    clock: Clock,
    *,
    pace: Pace | None = None,
    listeners: Workers | None = None,
    own_home: bool = True,
    jobs: Sequence[Every] = (),
) -> Runtime:
    """Add everything to a Bolt app, ours or somebody else's: what it listens to, and what runs under that.

    `listeners` are the app's own threads where they are ours to wait for; `own_home`: whether its App Home is ours.
    `jobs` are what it does by itself beside what its features do.
    Nothing runs by itself yet: that begins with the runtime's `start`.
    """
    from bot.library import Library, Shelf
    from bot.slack.app import listen
    from bot.slack.gaps.clustered import Clustered
    from bot.slack.home import listeners as home_pages
    from bot.slack.home.home import Home
    from bot.slack.intake import Intake
    from bot.slack.outbox.publisher import Pace, Publisher
    from bot.slack.outbox.queues import ChannelQueues
    from bot.slack.restraint import Restraint
    from bot.slack.rights import zone_of_person
    from bot.slack.runtime import Runtime
    from bot.slack.teachers import Teachers
    from bot.slack.workers import ANSWERERS, Workers
    from bot.store.asks import Asks
    from bot.store.experts import ExpertsChannels
    from bot.store.gaps import Gaps
    from bot.store.inbox import Inbox
    from bot.store.replies import Replies
    from bot.store.tallies import Tallies
    from bot.store.writer import Writer

    pace, workers, answerers = pace or Pace(), Workers("worker"), Workers("answerer", ANSWERERS)
    clock.compare()
    writer = Writer(database)
    intake = Intake(Inbox(database, writer), workers, answerers, clients, now=clock.now)
    queues = ChannelQueues(spacing=pace.spacing)
    publisher = Publisher(queues, now=clock.now, reconcile_after=pace.reconcile_after)
    library = Library(Shelf(answering, name=settings.name, command=settings.command))
    daily, replies = build_daily(settings, library, clients, database, clock), Replies(database)
    gaps = Gaps(database, questions=settings.record_questions, writer=writer)
    asks, experts = Asks(database), ExpertsChannels(database, settings.experts)
    clustered = Clustered(library, gaps, now=clock.now)
    stored = (replies, writer, Tallies(database, writer), gaps, clustered, asks, experts)
    teachers = Teachers(settings.teachers, now=clock.now)
    ground = Ground(
        *(settings, library, clients, database, clock, intake, answerers, publisher), *stored, daily, teachers
    )
    features = [build(ground) for build in FEATURES]
    sections = [feature.section for feature in features if feature.section]
    home = Home(library, sections, now=clock.now, zone_of=zone_of_person, published=own_home)
    restraint = Restraint(person=settings.person_per_minute, workspace=settings.workspace_per_minute)
    listening = listen(app, workers, intake, restraint, own_app=listeners is not None)
    home_pages.register(listening, home)  # before the features: its topics are pressed like anybody's
    for feature in features:
        feature.listen(listening, home.publish)
    intake.start()
    threads = (listeners, workers, answerers) if listeners else (workers, answerers)
    every = [*jobs, *(job for feature in features for job in feature.jobs)]
    return Runtime(app, threads, intake, queues, library, home, daily, every, database, clock, replies, clients)

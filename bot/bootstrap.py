"""The one place that joins settings, domain and adapters; everyone else receives what they need."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answering import Answering
from bot.compiled import compile_packs, vectors_file
from bot.knowledge.files import SHIPPED_VECTORS, bundled_folder, pack_folders
from bot.matching.matcher import Matcher
from bot.settings import OFF, Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt import App

    from bot.encoded import PackVectors, Progress, Watch
    from bot.engine.daily import Daily
    from bot.knowledge.model import Knowledge
    from bot.library import Library
    from bot.matching.index import Index
    from bot.posting.subscription import Deck
    from bot.slack.clients import Clients
    from bot.slack.outbox.publisher import Pace
    from bot.slack.runtime import Runtime
    from bot.slack.workers import Workers
    from bot.store.clock import Clock
    from bot.store.database import Database


def build_answering(settings: Settings, *, watch: Watch | None = None, serving: bool = False) -> Answering:
    """The answering service over the configured packs.

    `watch` is told how far their encoding is; `serving` makes everything ready before the first question comes.
    Raises KnowledgeError with every problem of every pack, or EncoderError.
    """
    knowledge, index = compile_packs(pack_folders(settings.knowledge), settings.cache)
    meaning = build_meaning(settings, index, watch=watch)
    if serving and meaning:
        meaning.prepare()
    return Answering(knowledge, Matcher(knowledge, index, meaning=meaning))


def read_knowledge(settings: Settings) -> Knowledge:
    """The configured packs, from the cache where they are compiled. Raises KnowledgeError."""
    return compile_packs(pack_folders(settings.knowledge), settings.cache)[0]


def build_meaning(settings: Settings, index: Index, *, watch: Watch | None = None) -> PackVectors | None:
    """The vectors of the packs by the configured encoder; None where there is none.

    Raises EncoderError for a model that cannot be used.
    """
    from bot.encoded import PackVectors
    from bot.encoding.find import bundled_encoder, folder_encoder

    if settings.encoder == OFF:
        return None
    encoder = folder_encoder(settings.encoder) if isinstance(settings.encoder, Path) else bundled_encoder()
    if encoder is None:
        _say_what_vectors_bring(settings)
        return None
    kept = vectors_file(pack_folders(settings.knowledge), settings.cache)
    return PackVectors(index, encoder, [bundled_folder() / SHIPPED_VECTORS], kept, watch or _unwatched)


def _unwatched(missing: int) -> AbstractContextManager[Progress]:
    return nullcontext(lambda done: None)


def _say_what_vectors_bring(settings: Settings) -> None:
    """Say once, for each cache folder, what the extra would bring."""
    if settings.cache is None:
        return
    try:
        settings.cache.mkdir(mode=0o700, parents=True, exist_ok=True)
        (settings.cache / "semantic-mentioned").open("x").close()
    except OSError:  # said before, or nobody could remember that it was
        return
    from logging import getLogger

    getLogger(__name__).warning(
        "Words alone are compared. Questions put in quite other words are understood with the extra: "
        '.venv/bin/pip install -e ".[semantic]" (said once; PRINCIPLES_ENCODER=off does without).'
    )


def build_slack(settings: Settings, answering: Answering, *, pace: Pace | None = None) -> Runtime:
    """A Slack app of our own with everything in it: its database migrated, its token checked.

    Raises StoreError or SettingsError.
    """
    from bot.slack.app import build_app, build_client, listen_for_removal
    from bot.slack.clients import one_workspace
    from bot.slack.outbox.publisher import Pace
    from bot.slack.workers import Workers
    from bot.store.clock import Clock
    from bot.store.workspaces import Workspaces

    pace, listeners, database = pace or Pace(), Workers("listener"), open_database(settings)
    clock = Clock(database)
    if settings.many_workspaces:
        app, clients, on_removed = _installable(settings, database, clock, listeners)
    else:
        client = build_client(settings, timeout_seconds=pace.timeout_seconds)
        app, workspaces = build_app(client, settings, listeners), Workspaces(database)
        clients = one_workspace(client)
        if clients.team:  # it may have removed the app, and given it a new token
            workspaces.present(clients.team, None, now=clock.now())
        on_removed = lambda team, enterprise: workspaces.remove(team, enterprise, now=clock.now())  # noqa: E731 - one thought
    listen_for_removal(app, on_removed)
    return join(app, settings, answering, clients, database, clock, pace=pace, listeners=listeners)


def open_database(settings: Settings) -> Database:
    """The database of the settings, its tables up to date; a SQLite file is made. Raises StoreError."""
    from bot.store.database import Database

    database = Database.open(settings.database_url)
    database.migrate()
    return database


def existing_database(settings: Settings) -> Database:
    """The same, for who only looks or deletes: it makes no file. Raises StoreError where there is none."""
    from bot.store.database import require_file

    require_file(settings.database_url)
    return open_database(settings)


def await_database(settings: Settings, wait: Callable[[float], bool], *, tries: int = 20) -> None:
    """Return when the database answers, or after `tries`; `wait` sleeps for seconds, and is true to give up.

    Raises StoreError for what waiting does not mend, such as an address that cannot be read.
    """
    from logging import getLogger

    from bot.errors import StoreLostError
    from bot.store.database import Database

    database = Database.open(settings.database_url)
    for attempt in range(tries):
        try:
            database.ping()
        except StoreLostError as error:
            if attempt == 0:
                getLogger(__name__).warning("waiting for the database, for up to %d tries: %s", tries, error)
            if wait(1.0):
                break
        else:
            break
    database.close()


def _installable(
    settings: Settings, database: Database, clock: Clock, listeners: Workers
) -> tuple[App, Clients, Callable[[str | None, str | None], object]]:
    """An app that workspaces install by a link, their clients, and what to do when one removes it."""
    from bot.slack.app import build_client, build_many
    from bot.slack.installed import Installed, oauth_settings
    from bot.slack.manifest import SCOPES
    from bot.store.installations import Installations, States, read_keys
    from bot.store.workspaces import Workspaces

    secret = settings.slack_client_secret or ""
    installations = Installations(settings.slack_client_id or "", database, read_keys(settings.encryption_keys))
    workspaces, client = Workspaces(database), build_client(settings)
    installed = Installed(installations, workspaces, client, secret, now=clock.now)

    def installed_in(team: str, enterprise: str | None) -> None:
        workspaces.present(team, enterprise, now=clock.now())

    def removed_from(team: str | None, enterprise: str | None) -> None:
        workspaces.remove(team, enterprise, now=clock.now())
        installations.delete_bot(enterprise_id=enterprise, team_id=team)
        installed.forget(team)

    scopes = [scope.name for scope in SCOPES]
    states = States(database)
    oauth = oauth_settings(
        installed, installations, states, client_secret=secret, scopes=scopes, on_install=installed_in
    )
    return build_many(client, settings, oauth, listeners), installed, removed_from


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
) -> Runtime:
    """Add everything to a Bolt app, ours or somebody else's: what it listens to, and what runs under that.

    `listeners` are the app's own threads where they are ours to wait for; `own_home`: whether its App Home is ours.
    The daily post is joined, and not started.
    """
    from bot.library import Library, Shelf
    from bot.slack.app import listen
    from bot.slack.asking.desk import Desk
    from bot.slack.asking.journal import Journal
    from bot.slack.daily.desk import DailyDesk
    from bot.slack.daily.rights import zone_of_person
    from bot.slack.home.home import Home
    from bot.slack.intake import Intake
    from bot.slack.outbox.publisher import Pace, Publisher
    from bot.slack.outbox.queues import ChannelQueues
    from bot.slack.runtime import Runtime
    from bot.slack.workers import ANSWERERS, Workers
    from bot.store.gaps import Gaps
    from bot.store.inbox import Inbox
    from bot.store.replies import Replies
    from bot.store.writer import Writer

    pace, workers, answerers = pace or Pace(), Workers("worker"), Workers("answerer", ANSWERERS)
    clock.compare()
    intake = Intake(Inbox(database, Writer(database)), workers, answerers, clients, now=clock.now)
    replies = Replies(database)
    queues = ChannelQueues(spacing=pace.spacing)
    publisher = Publisher(queues, now=clock.now, reconcile_after=pace.reconcile_after)
    library = Library(Shelf(answering, name=settings.name, command=settings.command))
    daily = build_daily(settings, library, clients, database, clock)
    daily_desk = DailyDesk(
        daily.subscriptions,
        daily.deliveries,
        library,
        managers=settings.daily_managers,
        now=clock.now,
        nudge=daily.nudge,
    )
    desk = Desk(
        library,
        publisher,
        intake,
        replies,
        now=clock.now,
        gaps=Gaps(database, questions=settings.record_questions),
        journal=Journal(words=settings.log_questions),
    )
    home = Home(library, [daily_desk.home], now=clock.now, zone_of=zone_of_person, published=own_home)
    listen(app, workers, intake, desk, daily_desk, home)
    intake.start()
    threads = (listeners, workers, answerers) if listeners else (workers, answerers)
    return Runtime(app, threads, intake, queues, desk, home, daily, database, clock, replies, clients)


def build_deck(settings: Settings) -> Deck:
    """The cards of the configured packs. Raises KnowledgeError with every problem of every pack."""
    from bot.knowledge.loader import load
    from bot.posting.cards import cards_of
    from bot.posting.subscription import Deck

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

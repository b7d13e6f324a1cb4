"""A Slack app of our own, with one bot token or installed by a link into many workspaces."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.answering import Answering
from bot.bootstrap.database import open_database
from bot.bootstrap.joining import join
from bot.settings import Settings

if TYPE_CHECKING:
    from slack_bolt import App

    from bot.slack.clients import Clients
    from bot.slack.installed import Installed
    from bot.slack.outbox.publisher import Pace
    from bot.slack.runtime import Runtime
    from bot.slack.workers import Workers
    from bot.store.clock import Clock
    from bot.store.database import Database


def build_slack(settings: Settings, answering: Answering, *, pace: Pace | None = None) -> Runtime:
    """A Slack app of our own with everything in it: its database migrated, its token checked.

    Raises StoreError or SettingsError.
    """
    from bot.engine.every import Every
    from bot.slack.app import build_app, build_client, listen_for_removal
    from bot.slack.clients import one_workspace
    from bot.slack.installed import LOOK
    from bot.slack.outbox.publisher import Pace
    from bot.slack.workers import Workers
    from bot.store.clock import Clock
    from bot.store.workspaces import Workspaces

    pace, listeners, database = pace or Pace(), Workers("listener"), open_database(settings)
    clock, jobs = Clock(database), []
    clients: Clients
    if settings.many_workspaces:
        app, installed, on_removed = _installable(settings, database, clock, listeners)
        clients = installed
        jobs.append(Every(LOOK, installed.look, name="installations"))
    else:
        client = build_client(settings, timeout_seconds=pace.timeout_seconds)
        app, workspaces = build_app(client, settings, listeners), Workspaces(database)
        clients = one_workspace(client)
        if clients.team:  # it may have removed the app, and given it a new token
            workspaces.present(clients.team, None, now=clock.now())
        on_removed = lambda team, enterprise: workspaces.remove(team, enterprise, now=clock.now())  # noqa: E731 - one thought
    listen_for_removal(app, on_removed)
    return join(app, settings, answering, clients, database, clock, pace=pace, listeners=listeners, jobs=jobs)


def _installable(
    settings: Settings, database: Database, clock: Clock, listeners: Workers
) -> tuple[App, Installed, Callable[[str | None, str | None], object]]:
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
        """Note that a workspace has the app; its daily posts go on. Raises StoreError."""
        workspaces.present(team, enterprise, now=clock.now())

    def removed_from(team: str | None, enterprise: str | None) -> None:
        """Note that a workspace, or (no team) an organisation, removed the app; its token goes. Raises StoreError."""
        workspaces.remove(team, enterprise, now=clock.now())
        installations.delete_bot(enterprise_id=enterprise, team_id=team)
        installed.forget(team)

    scopes = [scope.name for scope in SCOPES]
    states = States(database)
    oauth = oauth_settings(
        installed, installations, states, client_secret=secret, scopes=scopes, on_install=installed_in
    )
    return build_many(client, settings, oauth, listeners), installed, removed_from

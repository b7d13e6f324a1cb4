"""The bot in somebody's own Bolt app: three lines add everything to it, and nothing of theirs is changed.

from bot.plugin import attach

app = App(token=..., signing_secret=...)
attach(app, packs="packs")
"""

from __future__ import annotations

import atexit
import logging
import os
from collections.abc import Collection, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from weakref import WeakSet

from bot.bootstrap.answering import build_answering
from bot.bootstrap.database import open_database
from bot.bootstrap.joining import join
from bot.errors import SettingsError, see
from bot.reloading import Reloader, reloader
from bot.settings import ADMINS, MANAGERS, MEMBERS, TEACHERS, Settings

if TYPE_CHECKING:
    from slack_bolt import App
    from slack_sdk import WebClient

    from bot.render.message import Block
    from bot.slack.runtime import Runtime

logger = logging.getLogger(__name__)

SECTION = f"{see('In your own Bolt app')}."

# How long the end of the process waits for messages that are on their way.
DRAIN = timedelta(seconds=5)

_attached: WeakSet[App] = WeakSet()


class Attached:
    """What `attach` added, running under the app; closed at the end of the process, or before by `close`."""

    def __init__(self, runtime: Runtime, reloading: Reloader) -> None:
        self._runtime = runtime
        self._reloading = reloading
        self._reloading.start()
        self._open = True
        atexit.register(self.close)

    def home_blocks(self, team: str, person: str, client: WebClient) -> list[Block]:
        """What to show a person in an App Home of your own (`home=False`): the daily posts of their channels."""
        return [block for section in self._runtime.home.sections(team, person, client) for block in section]

    def settle(self, limit: timedelta = DRAIN) -> bool:
        """Wait until everything asked so far is answered; False when that took longer than `limit`."""
        return self._runtime.settle(limit)

    def close(self) -> None:
        """Finish what is on its way, for some seconds, and stop the daily post. A second call does nothing."""
        if self._open:
            self._open = False
            atexit.unregister(self.close)
            self._reloading.stop()
            self._runtime.close(DRAIN)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def attach(
    app: App,
    packs: str | os.PathLike[str] | Sequence[str | os.PathLike[str]] | None = None,
    *,
    database_url: str | None = None,
    daily: bool = False,
    home: bool = True,
    name: str | None = None,
    command: str | None = None,
    managers: str = MANAGERS[0],
    teachers: str | Collection[str] = ADMINS,
) -> Attached:
    """Add mentions, direct messages, the slash command, shortcuts, App Home and, with `daily`, the daily post to `app`.

    `packs` is a folder of packs, or several (the bundled ones if left out). Nothing is read from the environment:
    `database_url` is SQLite in the user's data folder unless given. `home=False` leaves the App Home to you.
    `teachers` may teach it answers: "admins", "members", or people by their Slack ids.

    Your listeners, middleware, threads, OAuth and error handler stay yours. A listener of yours for `app_mention` or
    `message` runs beside ours if it was registered before this call.

    Raises SettingsError for an app that this cannot be added to, KnowledgeError with every problem of the packs,
    StoreError for a database that cannot be used.
    """
    _check(app)
    folders = [packs] if isinstance(packs, (str, os.PathLike)) else packs or ()
    settings = Settings(
        knowledge=tuple(Path(folder) for folder in folders),
        cache=Settings.from_env({}).cache,
        name=name,
        command=command,
        database_url=database_url,
        daily_managers=_manager(managers),
        teachers=_teachers(teachers),
    )
    from bot.slack.clients import once_only, one_workspace
    from bot.store.clock import Clock

    answering, database = build_answering(settings), open_database(settings)
    runtime = join(
        app, settings, answering, one_workspace(once_only(app.client)), database, Clock(database), own_home=home
    )
    _attached.add(app)
    runtime.start(daily=daily)
    logger.info("attached", extra={"entries": len(runtime.home.knowledge("").entries)})
    return Attached(runtime, reloader(runtime.library, settings))


def _check(app: Any) -> None:
    """Whether the bot can be added to it."""
    from slack_bolt import App

    if type(app).__name__ == "AsyncApp":
        raise SettingsError(
            f"attach needs a slack_bolt.App: an AsyncApp's event loop would wait for our threads. {SECTION}"
        )
    if not isinstance(app, App):
        raise SettingsError(f"attach needs a slack_bolt.App, and got a {type(app).__name__}. {SECTION}")
    if app in _attached:
        raise SettingsError(f"This app has the bot already: attach it once. {SECTION}")


def _manager(managers: str) -> str:
    if managers not in MANAGERS:
        raise SettingsError(f"managers must be one of {', '.join(MANAGERS)}, not {managers!r}. {SECTION}")
    return managers


def _teachers(teachers: str | Collection[str]) -> str | frozenset[str]:
    """As the environment would say it."""
    named = teachers if isinstance(teachers, str) else ",".join(teachers)
    try:
        return Settings.from_env({TEACHERS.name: named}).teachers
    except SettingsError:
        allowed = f"{ADMINS}, {MEMBERS}, or people by their Slack ids"
        raise SettingsError(f"teachers must be {allowed}, not {teachers!r}. {SECTION}") from None

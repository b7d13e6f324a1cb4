"""`principles serve`: run the Slack app until it is told to stop."""

from __future__ import annotations

import logging
import math
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from socket import socket as open_socket
from tempfile import TemporaryDirectory
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, Literal

import click

from bot.bootstrap.answering import build_answering
from bot.bootstrap.database import await_database
from bot.bootstrap.slack import build_slack
from bot.cli.checks import health_of, slack_rows, workers_row
from bot.cli.lookout import Lookout
from bot.cli.options import knowledge_option, settings_with
from bot.cli.supervisor import Board, Post, Supervisor, stop_without_parent
from bot.errors import SettingsError, see
from bot.health import Check
from bot.logs import configure_logs
from bot.reloading import reloader
from bot.settings import (
    APP_TOKEN,
    BOT_TOKEN,
    CLIENT_SECRET,
    ENCRYPTION_KEYS,
    SIGNING_SECRET,
    WORKERS,
    Settings,
    Variable,
    missing,
)

if TYPE_CHECKING:
    from bot.health import Health
    from bot.slack.runtime import Runtime

logger = logging.getLogger(__name__)

Mode = Literal["socket", "http"]

SETUP = "Set up Slack"
MANY = "Many workspaces"
SEE_MANY = f"{see(MANY)}."

# Docker kills after 10 s; the door may take 4 of them to end the requests at work.
DRAIN = timedelta(seconds=5)

TIDY_SECONDS = 3600.0

# So late a signal is seen at the most.
LOOK_SECONDS = 0.5


@click.command("serve")
@click.option("--socket", is_flag=True, help="Use Socket Mode (needs SLACK_APP_TOKEN).")
@click.option("--http", is_flag=True, help="Use HTTP (needs SLACK_SIGNING_SECRET).")
@click.option("--worker", hidden=True, type=Post.parse, help="What the parent of several workers gives to each.")
@knowledge_option
def command(socket: bool, http: bool, worker: Post | None, knowledge: tuple[Path, ...]) -> None:
    """Run the Slack app: Socket Mode if SLACK_APP_TOKEN is set, else HTTP on HOST:PORT."""
    settings = settings_with(knowledge)
    mode = choose_mode(settings, socket=socket, http=http)
    configure_logs(settings.log_level, settings.log_format)
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if worker is not None:
        stop_without_parent(stop)
    elif settings.workers > 1:
        require_several(mode)
        sys.exit(_supervise(settings, knowledge, stop))
    _serve(settings, mode, stop, worker)


def _supervise(settings: Settings, knowledge: Sequence[Path], stop: Event) -> int:
    """Run so many workers behind one socket; the exit status."""
    from bot.slack.doors.server import listen_at

    arguments = ["--http", *(part for folder in knowledge for part in ("--knowledge", str(folder)))]
    with listen_at(settings.host, settings.port) as listening, TemporaryDirectory(prefix="principles-") as folder:
        board = Board(Path(folder))
        logger.info("starting %d workers", settings.workers)
        spawn = lambda number: Post(number, listening.fileno(), board).spawn(arguments)  # noqa: E731  # one thought
        return Supervisor(spawn, settings.workers, board, stop).run()


def _serve(settings: Settings, mode: Mode, stop: Event, worker: Post | None) -> None:
    """Serve in this process until `stop` is set, or nobody reaches it any more."""
    lost = Event()

    def give_up() -> None:
        """End the app, and know afterwards that it lost its link."""
        lost.set()
        stop.set()

    await_database(settings, stop.wait)
    runtime = build_slack(settings, build_answering(settings, serving=True))
    first = worker is None or worker.number == 0  # what is done by itself is one worker's
    try:
        runtime.start(daily=first)
        with reloader(runtime.library, settings) as packs, ExitStack() as doors:
            health = health_of(settings, runtime.database, packs)
            lookout = doors.enter_context(Lookout(partial(slack_rows, settings, runtime.database)))
            health.reports.append(lookout.rows)
            if worker is not None:
                health.checks.append(Check(partial(workers_row, worker.board)))
            doors.enter_context(_doors(runtime, settings, mode, health, give_up, worker))
            logger.info("ready: %s; %s", runtime.introduction(), lookout.briefly())
            if worker is not None:
                worker.board.tell_ready(os.getpid())
            while first:
                runtime.tidy(runtime.clock.now())
                if _wait(stop, TIDY_SECONDS):
                    break
            _wait(stop)
            logger.info("stopping: finishing what is at work")
    finally:
        finished = runtime.close(DRAIN)
    logger.info("stopped")
    if not finished:
        # A thread still waits for Slack; the interpreter would wait for it.
        logging.shutdown()
        os._exit(1 if lost.is_set() else 0)
    if lost.is_set():
        sys.exit(1)


def _wait(stop: Event, seconds: float = math.inf) -> bool:
    """Wait until `stop` is set, for at most so many seconds; whether it is.

    A signal that comes just before the wait begins, or to another thread, wakes nobody: it is seen at the next look.
    """
    until = monotonic() + seconds
    while not stop.wait(min(LOOK_SECONDS, max(0.0, until - monotonic()))):
        if monotonic() >= until:
            return False
    return True


def require_several(mode: Mode) -> None:
    """Raise SettingsError where more than one worker cannot be."""
    alone = f"{WORKERS.name} can only be 1"
    if mode == "socket":
        why = "over Socket Mode, for Slack deals its events out among connections: start several replicas instead"
        raise SettingsError(f"{alone} {why}, or use HTTP. {see('Several workers')}.")
    if os.name != "posix":
        raise SettingsError(f"{alone} on this system: start several replicas instead. {see('Several workers')}.")


def choose_mode(settings: Settings, *, socket: bool, http: bool) -> Mode:
    """Which way Slack reaches the app.

    Raises SettingsError with one line for each setting that is missing for it.
    """
    if socket and http:
        raise SettingsError("--socket and --http exclude each other: choose one.")
    if settings.many_workspaces:
        return _for_many(settings, socket=socket)
    mode: Mode = "socket" if socket or (settings.slack_app_token and not http) else "http"
    needed: list[tuple[Variable, str | None]] = [(BOT_TOKEN, settings.slack_bot_token)]
    if mode == "socket":
        needed.append((APP_TOKEN, settings.slack_app_token))
    elif http or settings.slack_signing_secret:
        needed.append((SIGNING_SECRET, settings.slack_signing_secret))
    problems = [str(missing(variable, SETUP)) for variable, value in needed if not value]
    if not (socket or http or settings.slack_app_token or settings.slack_signing_secret):
        either = (
            f"{APP_TOKEN.name} (Socket Mode) or {SIGNING_SECRET.name} (HTTP) is missing: one way for Slack to reach us"
        )
        problems.append(f"{either}. {see(SETUP)}.")
    if problems:
        raise SettingsError("\n".join(problems))
    return mode


def _for_many(settings: Settings, *, socket: bool) -> Mode:
    """HTTP, where people install the app; with all that this needs."""
    if socket:
        raise SettingsError(f"--socket is for one workspace: people install the app over HTTP. {SEE_MANY}")
    needed = [
        (CLIENT_SECRET, settings.slack_client_secret),
        (SIGNING_SECRET, settings.slack_signing_secret),
        (ENCRYPTION_KEYS, settings.encryption_keys),
    ]
    problems = [str(missing(variable, MANY)) for variable, value in needed if not value]
    if problems:
        raise SettingsError("\n".join(problems))
    return "http"


@contextmanager
def _doors(
    runtime: Runtime,
    settings: Settings,
    mode: Mode,
    health: Health,
    on_lost: Callable[[], object],
    worker: Post | None,
) -> Iterator[None]:
    """The open door of that mode, and the operators' own beside Socket Mode where a port is given."""
    if mode == "http":
        from bot.slack.doors.http import HttpDoor

        listening = open_socket(fileno=worker.socket) if worker else None
        with HttpDoor(runtime.app, settings.host, settings.port, health=health, on_lost=on_lost, listening=listening):
            yield
        return
    from bot.slack.doors.operations import OperatorsDoor
    from bot.slack.doors.socket_mode import SocketDoor

    with ExitStack() as stack:
        if settings.port_given:
            stack.enter_context(OperatorsDoor(settings.host, settings.port, health))
        stack.enter_context(SocketDoor(runtime.app, settings.slack_app_token or "", health=health))
        yield

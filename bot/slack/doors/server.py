"""A WSGI application on a port, served by waitress.

Bolt's listeners are synchronous and a command's request waits for its ack, so a server with threads fits;
under an event loop each such wait would hold up all the others.
"""

from __future__ import annotations

import errno
import logging
import os
import select
import socket
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, cast

from waitress import wasyncore
from waitress.server import BaseWSGIServer, create_server

from bot.errors import SettingsError, see
from bot.settings import HOST, PORT
from bot.slack.doors.channel import Channel

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

logger = logging.getLogger(__name__)

# A request lasts until its ack, three seconds at the most. Claims that wait together share a commit (computing time of
# a question on PostgreSQL: 1,190 us with 16 threads, 1,020 with 32); but requests that compute hold up the others, the
# more of them are at work (100 clients that ask for /metrics 50 times each: 1.1 s with 24 threads, 2.4 s with 48).
THREADS = 24

# Slack's largest payload, a view submission, has 250 kB.
MAX_BODY_BYTES = 1_000_000

# A load balancer keeps its connections open: beyond the limit a new one would wait until an old one times out.
CONNECTIONS = 1_500
BACKLOG = 1_024
# Files that the process needs beside them: database, websocket, calls of Slack.
OTHER_FILES = 500

# A connection without a request is closed after this; longer than the 60 s of most load balancers, who close first.
IDLE_SECONDS = 75

# The loop also wakes when a request comes or the door closes.
POLL_SECONDS = 30.0

# How long requests at work may take after the door is closed: their ack is due in three seconds.
GRACE_SECONDS = 4

# An error of the loop is one connection's affair; so many without a good turn between them are not.
MOST_FAILURES = 20

# Waitress says with every request that has to wait how many do: in a rush, a line a request.
QUEUE = logging.getLogger("waitress.queue")
QUEUE_SECONDS = 60.0

# select() knows no file beyond the 1,024th.
POLL = hasattr(select, "poll")


class Server:
    """A listening server; a context manager. `port` is the real one where 0 was asked for.

    `on_lost` is called, once, when it cannot go on: a process that nobody reaches has to end. `listening` is the
    socket of that address where somebody else has opened it; then several processes may take from it.
    """

    def __init__(
        self,
        application: WSGIApplication,
        host: str,
        port: int,
        *,
        on_lost: Callable[[], object] = lambda: None,
        listening: socket.socket | None = None,
    ) -> None:
        self._map: dict[int, Any] = {}
        self._stop, self._woken = Event(), Event()
        self._on_lost = on_lost
        _allow_files(CONNECTIONS + OTHER_FILES)
        listening = listening or listen_at(host, port)
        self.port = int(listening.getsockname()[1])
        self.host = host
        server = create_server(
            application,
            map=self._map,
            sockets=[listening],
            threads=THREADS,
            max_request_body_size=MAX_BODY_BYTES,
            connection_limit=CONNECTIONS,
            channel_timeout=IDLE_SECONDS,
            backlog=BACKLOG,
            ident=None,
        )
        self._server = cast(BaseWSGIServer, server)  # for one socket it is this one
        self._server.channel_class = Channel
        self._thread = Thread(target=self._serve, name="http")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take no new request; let those at work end."""
        self._stop.set()
        with suppress(OSError):  # a loop that was lost has closed it
            self._server.pull_trigger()
        self._woken.set()
        self._thread.join()

    def is_alive(self) -> bool:
        """Whether requests are taken."""
        return self._thread.is_alive() and not self._stop.is_set()

    def _serve(self) -> None:
        if not self._turn():
            self._on_lost()
        # The trigger is a pipe: closed before it is pulled, the pull would hit a file that is not ours.
        self._woken.wait()
        self._server.task_dispatcher.shutdown(timeout=GRACE_SECONDS)
        with suppress(Exception):  # the last answers leave, if the loop still turns
            wasyncore.loop(timeout=0, use_poll=POLL, map=self._map, count=2)
        wasyncore.close_all(self._map, ignore_all=True)

    def _turn(self) -> bool:
        """Turn the loop until it is stopped; False when it cannot go on."""
        failures = 0
        while not self._stop.is_set():
            try:
                wasyncore.loop(timeout=POLL_SECONDS, use_poll=POLL, map=self._map, count=1)
                failures = 0
            except Exception:
                failures += 1
                logger.exception("the HTTP server stumbled")
                if failures >= MOST_FAILURES:
                    logger.critical("the HTTP server cannot go on: the app stops")
                    self._stop.set()
                    return False
        return True


class _Seldom(logging.Filter):
    """Lets one line pass in so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self._seconds = seconds
        self._next = 0.0

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether this one passes."""
        passes = record.created >= self._next
        if passes:
            self._next = record.created + self._seconds
        return passes


QUEUE.addFilter(_Seldom(QUEUE_SECONDS))


def listen_at(host: str, port: int) -> socket.socket:
    """A listening socket there; 0 is any free port. Raises SettingsError."""
    try:
        return socket.create_server((host, port), backlog=BACKLOG)
    except (OSError, OverflowError) as error:
        raise _cannot_listen(host, port, error) from error


def _cannot_listen(host: str, port: int, error: Exception) -> SettingsError:
    """The reason, and what to do about it."""
    number = error.errno if isinstance(error, OSError) else None
    remedies = {
        errno.EADDRINUSE: f"another program listens there: stop it, or set {PORT.name} to another number",
        errno.EACCES: f"ports below 1024 are the system's: set {PORT.name} to a larger number",
        errno.EADDRNOTAVAIL: f"this computer has no such address: set {HOST.name} to 127.0.0.1, or 0.0.0.0 for all",
    }
    reason = os.strerror(number) if number and number > 0 else str(error)  # a name that is not found has a number below
    remedy = remedies.get(number or 0, f"set {HOST.name} to an address of this computer")
    return SettingsError(
        f"{HOST.name} and {PORT.name} ({host}:{port}) cannot be listened on: {reason}; {remedy}. {see('Settings')}."
    )


def _allow_files(wanted: int) -> None:
    """Raise the process's own limit of open files as far as the system lets it."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))

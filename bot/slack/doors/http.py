"""HTTP: Slack's requests to one path, served by waitress.

Bolt's listeners are synchronous and a command's request waits for its ack, so a server with threads fits;
under an event loop each such wait would hold up all the others.
"""

from __future__ import annotations

import logging
import socket
from threading import Event, Thread
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, cast

from slack_bolt import App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from waitress import wasyncore
from waitress.server import BaseWSGIServer, create_server

from bot.errors import SettingsError
from bot.settings import HOST, PORT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

logger = logging.getLogger(__name__)

PATH = "/slack/events"

# A request lasts until its ack, three seconds at the most.
THREADS = 16

# Slack's largest payload, a view submission, has 250 kB.
MAX_BODY_BYTES = 1_000_000

# The loop also wakes when a request comes or the door closes.
POLL_SECONDS = 30.0

# How long requests at work may take after the door is closed: their ack is due in three seconds.
GRACE_SECONDS = 4


class HttpDoor:
    """A listening server; a context manager. `port` is the real one where 0 was asked for."""

    def __init__(self, app: App, host: str, port: int) -> None:
        self._map: dict[int, Any] = {}
        self._stop, self._woken = Event(), Event()
        try:
            listening = socket.create_server((host, port))
        except OSError as error:
            raise SettingsError(
                f"{HOST.name} and {PORT.name} ({host}:{port}) cannot be listened on: {error.strerror}. "
                'See README, section "Settings".'
            ) from error
        self.port = int(listening.getsockname()[1])
        self._host = host
        server = create_server(
            _timely(SlackRequestHandler(app, path=PATH)),
            map=self._map,
            sockets=[listening],
            threads=THREADS,
            max_request_body_size=MAX_BODY_BYTES,
            ident=None,
        )
        self._server = cast(BaseWSGIServer, server)  # for one socket it is this one
        self._thread = Thread(target=self._serve, name="http")

    def __enter__(self) -> Self:
        self._thread.start()
        logger.info("listening on http://%s:%d%s", self._host, self.port, PATH)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take no new request; let those at work end."""
        self._stop.set()
        self._server.pull_trigger()
        self._woken.set()
        self._thread.join()

    def _serve(self) -> None:
        while not self._stop.is_set():
            wasyncore.loop(timeout=POLL_SECONDS, map=self._map, count=1)
        # The trigger is a pipe: closed before it is pulled, the pull would hit a file that is not ours.
        self._woken.wait()
        self._server.task_dispatcher.shutdown(timeout=GRACE_SECONDS)
        # The last answers leave.
        wasyncore.loop(timeout=0, map=self._map, count=2)
        wasyncore.close_all(self._map)


def _timely(serve: WSGIApplication) -> WSGIApplication:
    """Refuse a request whose timestamp is no number: Bolt would fail on it before it looks at the signature."""

    def checked(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ.get("HTTP_X_SLACK_REQUEST_TIMESTAMP", "0").isdecimal():
            return serve(environ, start_response)
        start_response("401 Unauthorized", [("Content-Type", "text/plain;charset=utf-8")])
        return [b"invalid request"]

    return checked

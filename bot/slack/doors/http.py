"""HTTP: Slack's requests to one path, operators' to theirs."""

from __future__ import annotations

import logging
from collections.abc import Callable
from socket import socket
from types import TracebackType
from typing import Self

from slack_bolt import App

from bot.health import Check, Health, Row
from bot.slack.doors.guard import Guard
from bot.slack.doors.operations import Operations
from bot.slack.doors.server import Server

logger = logging.getLogger(__name__)

PATH = "/slack/events"


class HttpDoor:
    """A listening server; a context manager. `port` is the real one where 0 was asked for.

    `health` is told to operators; `on_lost` is called when the server cannot go on; `listening` is the socket where
    it is open already.
    """

    def __init__(
        self,
        app: App,
        host: str,
        port: int,
        *,
        health: Health | None = None,
        on_lost: Callable[[], object] = lambda: None,
        listening: socket | None = None,
    ) -> None:
        health = health or Health()
        served = Operations(health, Guard(app, PATH))
        self._server = Server(served, host, port, on_lost=on_lost, listening=listening)
        health.checks.append(Check(self._row, blocks=True, vital=True))
        self.port = self._server.port

    def __enter__(self) -> Self:
        self._server.__enter__()
        logger.info("listening on http://%s:%d%s", self._server.host, self.port, PATH)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take no new request; let those at work end."""
        self._server.__exit__(kind, error, trace)

    def _row(self) -> Row:
        if self._server.is_alive():
            return Row("connection", "ok", f"HTTP on port {self.port}")
        return Row("connection", "broken", "the HTTP server stops", "start the app again")

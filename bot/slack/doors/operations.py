"""For operators: `/healthz`, `/readyz` and `/metrics`, as a WSGI application before another one."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from types import TracebackType
from typing import TYPE_CHECKING, Self

from bot.health import Health
from bot.slack.doors.server import Server

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

logger = logging.getLogger(__name__)

JSON = "application/json; charset=utf-8"


class Operations:
    """Answers operators itself, and hands everything else to `behind`; 404 where there is nobody."""

    def __init__(self, health: Health, behind: WSGIApplication | None = None) -> None:
        self._health = health
        self._behind = behind

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Serve one request."""
        answer = self._answer(environ.get("PATH_INFO", "")) if environ["REQUEST_METHOD"] in ("GET", "HEAD") else None
        if answer is None and self._behind is not None:
            return self._behind(environ, start_response)
        status, kind, body = answer or ("404 Not Found", JSON, b'{"error": "not found"}')
        start_response(
            status, [("Content-Type", kind), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")]
        )
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def _answer(self, path: str) -> tuple[str, str, bytes] | None:
        """Status, kind and body; None for a path that is not ours."""
        if path == "/metrics":
            from bot import metrics

            return "200 OK", metrics.CONTENT_TYPE, metrics.exposition()
        if path not in ("/healthz", "/readyz"):
            return None
        well, rows = self._health.alive() if path == "/healthz" else self._health.ready()
        body = json.dumps([row.as_json(outside=True) for row in rows]).encode()
        return "200 OK" if well else "503 Service Unavailable", JSON, body


class OperatorsDoor:
    """The same on a port of their own, beside Socket Mode; a context manager."""

    def __init__(self, host: str, port: int, health: Health) -> None:
        self._server = Server(Operations(health), host, port)
        self.port = self._server.port

    def __enter__(self) -> Self:
        self._server.__enter__()
        logger.info("operators look at http://%s:%d/readyz", self._server.host, self.port)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Answer no more."""
        self._server.__exit__(kind, error, trace)

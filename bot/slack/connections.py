"""Connections to Slack's Web API that are kept open: each call saves two round trips and a handshake.

A connection that breaks is never tried again here: what was sent over it may have arrived, and whoever made the call
has to look. So that it hardly ever happens, one that has rested for long, or that the other side has closed, is not
used again.
"""

from __future__ import annotations

import select
import ssl
import time
from collections.abc import Callable, Mapping
from functools import cache
from http.client import HTTPConnection, HTTPMessage, HTTPSConnection
from threading import Lock
from typing import Any, NamedTuple
from urllib.parse import SplitResult, urlsplit

# Seconds. Slack's load balancers, and what stands between, close a connection that rests after a minute or more.
LONGEST_REST = 15.0

# More calls at once than the outbox has threads are rare; their connections are closed after them.
MOST_RESTING = 32


class Origin(NamedTuple):
    """Where a connection leads to, and by which certificates it is trusted (None for the system's)."""

    scheme: str
    host: str
    port: int | None
    trust: ssl.SSLContext | None


class Answer(NamedTuple):
    """What came back; the body as text in the charset that was told."""

    status: int
    headers: HTTPMessage
    body: str


class _Gathered(HTTPConnection):
    """Keeps what is to be sent until `flush`: head and body leave in one piece, and arrive in one packet."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._gathered: list[bytes] = []

    def send(self, data: bytes) -> None:  # type: ignore[override]  # nothing else is sent here
        """Keep it."""
        self._gathered.append(data)

    def flush(self) -> None:
        """Send what was kept. Raises OSError."""
        gathered, self._gathered = b"".join(self._gathered), []
        super().send(gathered)


class _Secure(_Gathered, HTTPSConnection):
    """The same over TLS."""


class Connections:
    """The resting connections of this process, by where they lead to; safe to share between threads."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._resting: dict[Origin, list[tuple[float, _Gathered]]] = {}
        self._lock = Lock()
        self._clock = clock

    def post(
        self,
        url: str,
        body: bytes | None,
        headers: Mapping[str, str],
        *,
        timeout: float,
        trust: ssl.SSLContext | None = None,
    ) -> Answer:
        """Send a POST and read what comes back, whatever its status. Raises OSError or HTTPException."""
        parts = urlsplit(url)
        origin = Origin(parts.scheme, parts.hostname or "", parts.port, trust)
        connection = self._take(origin) or _connection(origin)
        connection.timeout = timeout
        if connection.sock is not None:
            connection.sock.settimeout(timeout)
        try:
            connection.request("POST", _target(parts), body=body, headers=dict(headers))
            connection.flush()
            response = connection.getresponse()
            content = response.read()
        except BaseException:
            connection.close()
            raise
        if not response.will_close:
            self._rest(origin, connection)
        charset = response.headers.get_content_charset() or "utf-8"
        return Answer(response.status, response.headers, content.decode(charset))

    def close(self) -> None:
        """Close those that rest."""
        with self._lock:
            resting = [connection for kept in self._resting.values() for _, connection in kept]
            self._resting.clear()
        for connection in resting:
            connection.close()

    def _take(self, origin: Origin) -> _Gathered | None:
        """The one that rested last, if it is still open."""
        while True:
            with self._lock:
                kept = self._resting.get(origin)
                if not kept:
                    return None
                since, connection = kept.pop()
            if self._clock() - since < LONGEST_REST and _is_open(connection):
                return connection
            connection.close()

    def _rest(self, origin: Origin, connection: _Gathered) -> None:
        with self._lock:
            kept = self._resting.setdefault(origin, [])
            kept.append((self._clock(), connection))
            spare = kept.pop(0)[1] if len(kept) > MOST_RESTING else None
        if spare is not None:
            spare.close()


def _connection(origin: Origin) -> _Gathered:
    if origin.scheme == "https":
        return _Secure(origin.host, origin.port, context=origin.trust or _usual_trust())
    return _Gathered(origin.host, origin.port)


@cache
def _usual_trust() -> ssl.SSLContext:
    """The system's certificates; reading them takes longer than a call, so it is done once."""
    return ssl.create_default_context()


def _target(parts: SplitResult) -> str:
    return f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"


def _is_open(connection: HTTPConnection) -> bool:
    """Whether nothing has come on a connection that rests: what comes then is its end."""
    if connection.sock is None:
        return False
    if not hasattr(select, "poll"):
        return not select.select([connection.sock], [], [], 0)[0]
    looking = select.poll()  # unlike select() it knows files beyond the 1,024th
    looking.register(connection.sock, select.POLLIN)
    return not looking.poll(0)

"""Socket Mode: the websocket that `apps.connections.open` leads to."""

import json
import socket
from contextlib import suppress
from threading import Condition, Thread
from typing import Any
from uuid import uuid4

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve


class Link:
    """A websocket server; sends envelopes to the app and collects its acks."""

    def __init__(self) -> None:
        self._server = serve(self._talk, "127.0.0.1", 0)
        self._thread = Thread(target=self._server.serve_forever, daemon=True)
        self._connections: list[ServerConnection] = []
        self._acks: dict[str, Any] = {}
        self._changed = Condition()
        self.opened = 0

    def url(self) -> str:
        """A new address to connect to."""
        return f"ws://127.0.0.1:{self._server.socket.getsockname()[1]}/link?ticket={uuid4().hex}"

    def start(self) -> None:
        """Listen."""
        self._thread.start()

    def close(self) -> None:
        """Close every connection and stop listening."""
        for connection in list(self._connections):
            self._sever(connection)
        self._server.shutdown()
        self._thread.join(timeout=5)

    def wait_connected(self, *, times: int = 1, seconds: float = 60.0) -> None:
        """Wait until an app is connected, and has connected `times` times in all."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._connections and self.opened >= times, timeout=seconds):
                raise AssertionError(f"no app connected within {seconds} s")

    def cut(self) -> None:
        """Drop every connection without a close frame, as a failing network does."""
        with self._changed:
            connections = list(self._connections)
            self._connections.clear()
        for connection in connections:
            self._sever(connection)

    def disconnect(self) -> None:
        """Ask the app to move to a new connection, as Slack does every few hours."""
        for connection in list(self._connections):
            connection.send(json.dumps({"type": "disconnect", "reason": "refresh_requested"}))

    def send(
        self, kind: str, payload: dict[str, Any], *, retry: tuple[int, str] | None = None, seconds: float = 5.0
    ) -> dict[str, Any] | None:
        """Send one envelope; the ack's payload ({} for a bare ack), or None when no ack came in time."""
        envelope = {"envelope_id": uuid4().hex, "type": kind, "payload": payload, "accepts_response_payload": True}
        if retry:
            envelope |= {"retry_attempt": retry[0], "retry_reason": retry[1]}
        with self._changed:
            connection = self._connections[-1]
        connection.send(json.dumps(envelope))
        with self._changed:
            self._changed.wait_for(lambda: envelope["envelope_id"] in self._acks, timeout=seconds)
            return self._acks.get(envelope["envelope_id"])

    def _talk(self, connection: ServerConnection) -> None:
        connection.send(json.dumps({"type": "hello", "num_connections": 1}))
        with self._changed:
            self._connections.append(connection)
            self.opened += 1
            self._changed.notify_all()
        with suppress(ConnectionClosed):
            for raw in connection:
                answer = json.loads(raw)
                with self._changed:
                    self._acks[answer["envelope_id"]] = answer.get("payload") or {}
                    self._changed.notify_all()
        with self._changed:
            if connection in self._connections:
                self._connections.remove(connection)

    @staticmethod
    def _sever(connection: ServerConnection) -> None:
        with suppress(OSError):
            connection.socket.shutdown(socket.SHUT_RDWR)

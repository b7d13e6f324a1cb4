"""Socket Mode: Slack's messages over a websocket that the app opens."""

from __future__ import annotations

import json
import logging
import socket
import time
from contextlib import suppress
from dataclasses import replace
from types import TracebackType
from typing import Self

from slack_bolt import App
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.websocket_client import SocketModeClient
from websocket import WebSocketApp, WebSocketException

from bot.errors import SettingsError
from bot.health import Check, Health, Row
from bot.settings import APP_TOKEN
from bot.slack.events.fields import text_at
from bot.slack.events.shape import is_well_formed
from bot.slack.reasons import refusal, why, word_of

logger = logging.getLogger(__name__)

# The client pings every 10 s, and nobody counts the pongs: the kernel does, and drops a link that two are lost on.
DEAD_LINK_MS = 25_000

# A link opens within a round trip or two.
OPENING_SECONDS = 1.0

# Slack says "disconnect" every few hours, and the next link is there in seconds.
LONG_SILENCE_SECONDS = 120.0


class _Handler(SocketModeHandler):
    """Bolt's, behind a look at the payload's shape."""

    def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]  # as Bolt's
        """Hand the payload to Bolt; one that it cannot read is dropped, with a line in the log."""
        if is_well_formed(req.payload):
            super().handle(client, req)
        else:
            logger.warning("a payload that is none of Slack's was dropped")


class SocketDoor:
    """An open websocket; a context manager.

    The websocket-client adapter is back 0.5 s after a cut link; Bolt's builtin one stayed deaf for 58.8 s.
    """

    def __init__(self, app: App, app_token: str, *, health: Health | None = None) -> None:
        # The SDK's words about this link alone: what it says while we leave are errors of its goodbye, not ours.
        self._words = logging.Logger("bot.slack.socket_mode")
        self._words.parent = logging.getLogger("bot.slack")
        self._handler = _Handler(app, app_token, logger=self._words)
        self._handler.client.on_open_listeners.append(_drop_when_dead)
        self._handler.client.on_message_listeners.append(_leave_when_asked)
        self._silent_since: float | None = None
        if health is not None:
            health.checks += [Check(self._row, blocks=True), Check(self._life, vital=True)]

    def __enter__(self) -> Self:
        """Connect. Raises SettingsError when Slack does not let us."""
        try:
            self._handler.connect()  # type: ignore[no-untyped-call]  # Bolt leaves it so
        except SlackApiError as error:
            self._close()
            raise refusal(APP_TOKEN, word_of(error), "an app-level token with the scope connections:write") from error
        except (SlackClientError, OSError, WebSocketException) as error:
            self._close()
            raise SettingsError(f"Slack's websocket cannot be opened: {why(error)}.") from error
        logger.info("listening in Socket Mode")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take nothing more from Slack."""
        self._close()

    def _row(self) -> Row:
        """Whether Slack reaches us now."""
        if self._handler.client.is_connected():
            self._silent_since = None
            return Row("connection", "ok", "Socket Mode is connected")
        return Row("connection", "broken", "Socket Mode is not connected", "it is tried again all the time")

    def _life(self) -> Row:
        """A link is opened again in seconds; where that fails for long, the process may do better anew."""
        row, now = self._row(), time.monotonic()
        if row.state == "ok":
            return row
        self._silent_since = self._silent_since or now
        if now - self._silent_since < LONG_SILENCE_SECONDS:
            return replace(row, state="ok")
        return replace(row, remedy="start the app again")

    def _let_it_open(self) -> None:
        """Wait for a link that is just being opened: closed half-open, its threads would wait for 10 s."""
        deadline = time.monotonic() + OPENING_SECONDS
        link = self._handler.client.current_session
        while link is not None and not _is_open(link) and time.monotonic() < deadline:
            time.sleep(0.01)

    def _close(self) -> None:
        """Say goodbye and wake the threads: the reading one would else sleep up to 10 s, the sorting one up to 1 s."""
        self._words.disabled = True
        client = self._handler.client
        self._let_it_open()
        client.auto_reconnect_enabled = False
        client.closed = True
        client.enqueue_message("")
        connection = client.current_session.sock if client.current_session else None
        if connection is not None:
            with suppress(OSError, WebSocketException):
                connection.send_close()
                connection.abort()  # type: ignore[no-untyped-call]  # as below
        self._handler.close()  # type: ignore[no-untyped-call]  # Bolt leaves it so
        if connection is not None:
            connection.shutdown()  # type: ignore[no-untyped-call]  # as above


def _is_open(link: WebSocketApp) -> bool:
    return link.sock is not None and bool(link.sock.connected)


def _drop_when_dead(link: WebSocketApp) -> None:
    """A link that went silent without a word (a router forgot it) is closed, and so opened again."""
    if hasattr(socket, "TCP_USER_TIMEOUT") and link.sock and link.sock.sock:
        link.sock.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, DEAD_LINK_MS)


def _leave_when_asked(link: WebSocketApp, message: str) -> None:
    """Slack moves a connection every few hours; without this the reading thread sleeps up to 10 s on the old one."""
    with suppress(ValueError, RecursionError):
        if text_at(json.loads(message), "type") == "disconnect":
            link.keep_running = False

"""How Slack reaches the app: signed HTTP requests, or envelopes over Socket Mode."""

import hashlib
import hmac
import json
from dataclasses import dataclass
from http.client import HTTPConnection
from time import time
from typing import Any, Protocol
from urllib.parse import urlencode, urlsplit

from tests.slack_stand_in.server import SlackStandIn
from tests.slack_stand_in.workspace import SIGNING_SECRET

Payload = dict[str, Any]


@dataclass(frozen=True)
class Ack:
    """The app's answer to one delivery; status 0 means that none came."""

    status: int
    body: Payload | str


class Delivery(Protocol):
    """One way of reaching the app."""

    def event(self, payload: Payload, *, retry: int | None = None) -> Ack:
        """Deliver an event; `retry` counts from 1."""

    def command(self, payload: Payload) -> Ack:
        """Deliver a slash command."""

    def interaction(self, payload: Payload) -> Ack:
        """Deliver a press, a pick, a shortcut, a submission, or typing into a select."""


def signature(body: str, timestamp: str, secret: str = SIGNING_SECRET) -> str:
    """Slack's signature, version 0."""
    return "v0=" + hmac.new(secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256).hexdigest()


class HttpDelivery:
    """Signed requests to the app's request URL."""

    def __init__(self, url: str, *, timeout_seconds: float = 10.0) -> None:
        self._url = urlsplit(url)
        self._timeout = timeout_seconds

    def event(self, payload: Payload, *, retry: int | None = None) -> Ack:
        headers = {"Content-Type": "application/json"}
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"}
        return self.post(json.dumps(payload), headers)

    def command(self, payload: Payload) -> Ack:
        return self.post(
            urlencode(payload, errors="surrogatepass"), {"Content-Type": "application/x-www-form-urlencoded"}
        )

    def interaction(self, payload: Payload) -> Ack:
        return self.command({"payload": json.dumps(payload)})

    def post(self, body: str, headers: dict[str, str], *, signed: dict[str, str] | None = None) -> Ack:
        """POST `body`, with the right signature unless `signed` replaces its headers."""
        timestamp = str(int(time()))
        right = {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": signature(body, timestamp)}
        connection = HTTPConnection(self._url.hostname or "", self._url.port, timeout=self._timeout)
        try:
            connection.request("POST", self._url.path, body.encode(), headers | (right if signed is None else signed))
            response = connection.getresponse()
            text = response.read().decode()
        finally:
            connection.close()
        is_json = (response.getheader("Content-Type") or "").startswith("application/json")
        return Ack(response.status, json.loads(text) if is_json and text else text)


class SocketDelivery:
    """Envelopes over the app's websocket."""

    def __init__(self, slack: SlackStandIn) -> None:
        self._link = slack.link

    def event(self, payload: Payload, *, retry: int | None = None) -> Ack:
        return self._send("events_api", payload, retry=(retry, "timeout") if retry else None)

    def command(self, payload: Payload) -> Ack:
        return self._send("slash_commands", payload)

    def interaction(self, payload: Payload) -> Ack:
        return self._send("interactive", payload)

    def _send(self, kind: str, payload: Payload, *, retry: tuple[int, str] | None = None) -> Ack:
        answer = self._link.send(kind, payload, retry=retry, seconds=5.0)
        return Ack(0, "") if answer is None else Ack(200, answer)

"""Who may pass the HTTP door, as a WSGI application: only what Slack has signed is read at all.

An unsigned request is refused before anything of it is parsed; a signed one that is no payload, with one line in
the log. Bolt would fail on either, with a traceback for whoever finds the address.
"""

from __future__ import annotations

import logging
import re
from collections import OrderedDict
from threading import Lock
from time import monotonic
from typing import Any

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_bolt.adapter.wsgi.http_request import WsgiHttpRequest
from slack_sdk.signature import SignatureVerifier

from bot.slack.events.shape import is_well_formed

logger = logging.getLogger(__name__)

# Slack's are 10 digits; Bolt makes a number of whatever came.
TIMESTAMP = re.compile(r"[0-9]{1,12}")
SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")

# For this long, in seconds, Slack's signature is good; within it, one may be sent again by somebody who saw it.
SIGNATURE_LIFE = 2 * 5 * 60
MAX_REMEMBERED = 20_000

# Whoever finds the address must not fill the log: one line, in seconds, for each reason.
LOG_EVERY = 60

# With these Bolt tells itself what to run; nobody outside does.
BOLTS_OWN = "x-slack-bolt-"

NOT_SLACKS = "a request that Slack did not sign was refused"
REPLAYED = "a request that had come before was refused"
MALFORMED = "a signed request that is no payload of Slack's was refused"


class Guard(SlackRequestHandler):
    """Bolt's WSGI application behind the checks; install links and redirects pass as they come."""

    def __init__(self, app: App, path: str) -> None:
        super().__init__(app, path=path)
        self._verifier = SignatureVerifier(app._signing_secret)  # what Bolt itself verifies with
        self._seen = Remembered()
        self._logged: dict[str, float] = {}

    def dispatch(self, request: WsgiHttpRequest) -> BoltResponse:
        """Hand the request to Bolt, if Slack sent it and it is a payload; 401 or 400 otherwise."""
        headers = {k: v for k, v in request.get_headers().items() if not k.startswith(BOLTS_OWN)}
        try:
            body = request.get_body()
        except ValueError:  # not UTF-8, or a length that is no number
            return self._refused(400, MALFORMED)
        if not self._is_slacks(body, headers):
            return self._refused(401, NOT_SLACKS)
        if _is_form(headers) and not self._seen.is_new(str(headers.get("x-slack-signature"))):
            return self._refused(401, REPLAYED)
        try:
            read = BoltRequest(body=body, query=request.query_string, headers=headers)
        except Exception:  # whatever Bolt meets in a body of any shape
            return self._refused(400, MALFORMED)
        return self.app.dispatch(read) if is_well_formed(read.body) else self._refused(400, MALFORMED)

    def _is_slacks(self, body: str, headers: dict[str, Any]) -> bool:
        timestamp = str(headers.get("x-slack-request-timestamp", ""))
        signature = str(headers.get("x-slack-signature", ""))
        if not TIMESTAMP.fullmatch(timestamp) or not SIGNATURE.fullmatch(signature):
            return False
        return self._verifier.is_valid(body, timestamp, signature)

    def _refused(self, status: int, why: str) -> BoltResponse:
        """One line now and then, and nothing of what was sent."""
        now = monotonic()
        if now - self._logged.get(why, -LOG_EVERY) >= LOG_EVERY:
            self._logged[why] = now
            logger.warning("%s (told once a minute)", why)
        return BoltResponse(status=status, body={"error": "invalid request"})


class Remembered:
    """The signatures that came lately, until they are too old to be good."""

    def __init__(self) -> None:
        self._until: OrderedDict[bytes, float] = OrderedDict()
        self._lock = Lock()

    def is_new(self, signature: str) -> bool:
        """Whether this one comes for the first time; from now on it does not."""
        now = monotonic()
        with self._lock:
            while self._until and (len(self._until) >= MAX_REMEMBERED or next(iter(self._until.values())) < now):
                self._until.popitem(last=False)
            key = signature.encode()
            if key in self._until:
                return False
            self._until[key] = now + SIGNATURE_LIFE
            return True


def _is_form(headers: dict[str, Any]) -> bool:
    """Commands and interactions come as forms, once each; an event may come again, and is told by its id."""
    return str(headers.get("content-type", "")).startswith("application/x-www-form-urlencoded")

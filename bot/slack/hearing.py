"""Messages that are ours to hear: each once, claimed before the work, left to Slack's retry when its taker died.

What an event means is decided first, from the event alone; only what is meant for us is claimed, and the talk of
a channel costs nothing. As a middleware it lets every event through: other listeners of the app hear it too.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from slack_bolt import App, BoltContext, BoltRequest, BoltResponse
from slack_sdk import WebClient

from bot.errors import StoreError
from bot.slack import errors
from bot.slack.clients import once_only
from bot.slack.events.caller import Caller
from bot.slack.events.fields import mapping_at, text_at
from bot.slack.events.meaning import Question, Said, said_in
from bot.slack.workers import Workers
from bot.store.claims import Claim, Claims, Lease, Refusal

logger = logging.getLogger(__name__)

# Slack gives an event up after its third retry; until then the retry may go well, and nobody needs to hear.
LAST_RETRY = "3"


class Hearing:
    """Bolt middleware that hands what was said to `act`, once, on threads of ours."""

    def __init__(
        self, claims: Claims, workers: Workers, act: Callable[[Said, WebClient], None], *, now: Callable[[], datetime]
    ) -> None:
        self._claims = claims
        self._workers = workers
        self._act = act
        self._now = now

    def register(self, app: App) -> None:
        """Hear every message of the app. Both events need a listener too, or Bolt does not acknowledge them."""
        app.use(self.hear)
        app.event("app_mention")(_acknowledged)
        app.event("message")(_acknowledged)

    def hear(
        self,
        body: dict[str, Any],
        context: BoltContext,
        request: BoltRequest,
        client: WebClient,
        next_: Callable[[], BoltResponse],
    ) -> BoltResponse | None:
        """Let the event through, after handing over what it says to us.

        A question that is still pending is answered 503: if its taker has died, Slack's next retry finds the claim
        free; if not, finds it done. Socket Mode sends no ack for it, with the same effect.
        """
        caller = Caller.of(context)
        said = said_in(mapping_at(body, "event"), team=caller.team, bot_user=caller.bot_user)
        if said is None or body.get("type") != "event_callback":
            return next_()
        try:
            return self._once(said, text_at(body, "event_id"), body, context, client) or next_()
        except StoreError as error:
            last = request.headers.get("x-slack-retry-num") == [LAST_RETRY]
            errors.report(error, body, context, client, tell=last)
            return BoltResponse(status=503, body="")

    def _once(
        self, said: Said, event_id: str, body: dict[str, Any], context: BoltContext, client: WebClient
    ) -> BoltResponse | None:
        """Begin the work, unless somebody has it; a response where Slack must not take it for done."""
        if not isinstance(said, Question):  # an edit or a deletion does no harm twice
            self._workers.submit(self._work, said, None, body, context, client)
            return None
        match self._claims.take(Claim.on_event(said.team, event_id), now=self._now()):
            case Lease() as lease:
                self._workers.submit(self._work, said, lease, body, context, client)
            case Refusal.PENDING:
                return BoltResponse(status=503, body="")
        return None

    def _work(
        self, said: Said, lease: Lease | None, body: dict[str, Any], context: BoltContext, client: WebClient
    ) -> None:
        """Act, and finish the event, whatever came of it."""
        try:
            self._act(said, once_only(client))
        except Exception as error:
            errors.report(error, body, context, client)
        if lease is None:
            return
        try:
            self._claims.finish(lease)
        except StoreError as error:
            # The claim stays pending; the reply has a claim of its own, so a retry doubles nothing.
            logger.warning("an event stays pending: %s", error)


def _acknowledged() -> None:
    """The work is on its way."""

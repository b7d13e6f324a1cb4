"""Every event once: claimed before the work, done after it, and left to Slack's retry when its taker died."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from slack_bolt import BoltContext, BoltResponse

from bot.errors import StoreError
from bot.store.claims import Claim, Claims, Lease, Refusal

logger = logging.getLogger(__name__)

LEASE = "event_lease"


class Once:
    """Bolt middleware that claims events, and the completion handler that finishes them."""

    def __init__(self, claims: Claims, *, now: Callable[[], datetime]) -> None:
        self._claims = claims
        self._now = now

    def claim(
        self, body: dict[str, Any], context: BoltContext, next_: Callable[[], BoltResponse]
    ) -> BoltResponse | None:
        """Let an event through if nobody has it.

        A done one is acknowledged. One that is still pending is answered 503: if its taker has died, Slack's
        next retry finds the claim free; if not, finds it done. Socket Mode sends no ack for it, with the same effect.
        """
        if body.get("type") != "event_callback":
            return next_()
        team = str(body.get("team_id") or context.team_id or "")
        match self._claims.take(Claim.on_event(team, str(body.get("event_id", ""))), now=self._now()):
            case Lease() as lease:
                context[LEASE] = lease
                return next_()
            case Refusal.DONE:
                return BoltResponse(status=200, body="")
            case Refusal.PENDING:
                return BoltResponse(status=503, body="")

    def finish(self, context: BoltContext) -> None:
        """The listener has run: its event is done, whatever came of it."""
        lease = context.get(LEASE)
        if lease is None:
            return
        try:
            self._claims.finish(lease)
        except StoreError as error:
            # The claim stays pending; the reply has a claim of its own, so a retry doubles nothing.
            logger.warning("an event stays pending: %s", error)

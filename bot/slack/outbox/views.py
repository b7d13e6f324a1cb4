"""Windows and pages of the app: opened, changed, published. What Slack does not take is no fault of anybody's.

A trigger lives for three seconds, a window may be closed or changed meanwhile, and a page is shown again with the
next opening: the work that a window tells of is done in any case.
"""

from __future__ import annotations

import logging
import time
from datetime import timedelta
from typing import Any

from slack_sdk import WebClient

from bot.slack.outbox.outcome import Done, Outcome, TryAgain, attempt

logger = logging.getLogger(__name__)

# Beyond this the person has gone on, and opens the Home again.
LONGEST_WAIT = timedelta(seconds=10)


def open_view(client: WebClient, trigger_id: str, view: dict[str, Any]) -> str | None:
    """Open a window; its id, or None where Slack did not open it."""
    outcome = attempt(lambda: client.views_open(trigger_id=trigger_id, view=view))
    if not isinstance(outcome, Done):
        _log("opened", outcome)
        return None
    return str((outcome.answer.get("view") or {}).get("id") or "") or None


def update_view(client: WebClient, view_id: str, view: dict[str, Any], *, hash: str | None = None) -> bool:
    """Change a window, with `hash` only if nobody else changed it meanwhile; whether it was changed."""
    outcome = attempt(lambda: client.views_update(view_id=view_id, view=view, hash=hash))
    if not isinstance(outcome, Done):
        _log("changed", outcome)
    return isinstance(outcome, Done)


def publish_home(client: WebClient, person: str, view: dict[str, Any]) -> bool:
    """Show a person their App Home; whether Slack took it. A rate limit is waited for, once."""
    outcome = attempt(lambda: client.views_publish(user_id=person, view=view))
    if isinstance(outcome, TryAgain) and outcome.after <= LONGEST_WAIT:
        time.sleep(outcome.after.total_seconds())
        outcome = attempt(lambda: client.views_publish(user_id=person, view=view))
    if not isinstance(outcome, Done):
        _log("published", outcome)
    return isinstance(outcome, Done)


def _log(what: str, outcome: Outcome) -> None:
    why = getattr(outcome, "error", None) or getattr(outcome, "reason", "")
    logger.info("a view was not %s", what, extra={"reason": why})

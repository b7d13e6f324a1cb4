"""Windows and pages of the app: opened, changed, published. What Slack does not take is no fault of anybody's.

A trigger lives for three seconds: who pressed and sees nothing is told to press again. A window that cannot be changed
was closed or changed by the person meanwhile, and a page is shown again with the next opening: both are logged. The
work that a window tells of is done in any case.
"""

from __future__ import annotations

import logging
import time
from datetime import timedelta
from typing import Any

from slack_sdk import WebClient

from bot.errors import PublishError
from bot.render.messages import notice_message
from bot.slack.events.interactions import Command
from bot.slack.events.press import InModal, Press
from bot.slack.outbox.notices import direct
from bot.slack.outbox.outcome import Done, Outcome, TryAgain, attempt
from bot.slack.outbox.respond import respond

logger = logging.getLogger(__name__)

NOT_OPENED = "Slack was too slow for me to open that window. Please try once more."
DONE = "Done. Only the window that shows it did not open, for Slack was too slow."

# Beyond this the person has gone on, and opens the Home again.
LONGEST_WAIT = timedelta(seconds=10)


def open_view(client: WebClient, trigger_id: str, view: dict[str, Any]) -> str | None:
    """Open a window; its id, or None where Slack did not open it."""
    outcome = attempt(lambda: client.views_open(trigger_id=trigger_id, view=view))
    if not isinstance(outcome, Done):
        _log("opened", outcome)
        return None
    return str((outcome.answer.get("view") or {}).get("id") or "") or None


def open_or_tell(
    client: WebClient, asked: Command | Press, view: dict[str, Any], *, told: str = NOT_OPENED
) -> str | None:
    """Open a window for whoever asked for it; its id. Where Slack does not open it they are `told`, and it is None."""
    window = open_view(client, asked.trigger_id, view)
    if window is None:
        _tell(asked, told, client)
    return window


def show_view(client: WebClient, press: Press, view: dict[str, Any], *, told: str = NOT_OPENED) -> None:
    """Show a view where somebody pressed: in the window that is open, or in a new one."""
    if isinstance(press.spot, InModal):
        update_view(client, press.spot.view_id, view)
    else:
        open_or_tell(client, press, view, told=told)


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


def _tell(asked: Command | Press, text: str, client: WebClient) -> None:
    """Tell a person by the address that came with what they pressed or typed; in a direct message where none did."""
    if not asked.response_url:
        direct(asked.person, text, client)
        return
    try:
        respond(asked.response_url, notice_message(text))
    except PublishError as error:
        logger.warning("nor could the person be told that no window opened: %s", error)


def _log(what: str, outcome: Outcome) -> None:
    why = getattr(outcome, "error", None) or getattr(outcome, "reason", "")
    logger.info("a view was not %s", what, extra={"reason": why})

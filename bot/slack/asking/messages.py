"""Direct messages, and what becomes of questions: edited, deleted."""

from __future__ import annotations

from typing import Any

from slack_bolt import App, BoltContext
from slack_sdk import WebClient

from bot.slack.asking.desk import Desk
from bot.slack.events.reading import edit_in, question_in, withdrawal_in
from bot.slack.inject import inject


def handle_message(event: dict[str, Any], context: BoltContext, client: WebClient, *, desk: Desk) -> None:
    """Answer, change or take back; a message that is none of these is none of our business."""
    team, bot_user = context.team_id or "", context.bot_user_id or ""
    if (withdrawal := withdrawal_in(event, team=team)) is not None:
        desk.withdraw(withdrawal, client)
    elif (edit := edit_in(event, team=team, bot_user=bot_user)) is not None:
        desk.revise(edit, client)
    elif (question := question_in(event, team=team, bot_user=bot_user)) is not None:
        desk.answer(question, client)


def register(app: App, desk: Desk) -> None:
    """Listen to messages of every subtype; the routing picks."""
    app.event("message")(inject(handle_message, desk=desk))

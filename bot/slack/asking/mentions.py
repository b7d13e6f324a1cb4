"""`@principles what are the 7 Cs`, anywhere in a sentence, in a channel or a thread."""

from __future__ import annotations

from typing import Any

from slack_bolt import App, BoltContext
from slack_sdk import WebClient

from bot.slack.asking.desk import Desk
from bot.slack.events.reading import question_in
from bot.slack.inject import inject


def handle_mention(event: dict[str, Any], context: BoltContext, client: WebClient, *, desk: Desk) -> None:
    """Answer in the thread."""
    question = question_in(event, team=context.team_id or "", bot_user=context.bot_user_id or "")
    if question is not None:
        desk.answer(question, client)


def register(app: App, desk: Desk) -> None:
    """Listen to mentions."""
    app.event("app_mention")(inject(handle_mention, desk=desk))

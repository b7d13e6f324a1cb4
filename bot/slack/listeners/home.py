"""The app's own pages: its Home, and the prompts in its message tab."""

from __future__ import annotations

from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from bot.render.catalogue import suggested_prompts
from bot.slack.desk import Desk
from bot.slack.inject import inject
from bot.slack.notices import courtesy
from bot.slack.outcome import attempt
from bot.slack.views import home_view


def handle_home(event: dict[str, Any], body: dict[str, Any], client: WebClient, *, desk: Desk) -> None:
    """Publish the Home, or set the prompts, whichever was opened."""
    knowledge = desk.answering.knowledge
    if event.get("tab") == "messages":
        # Without thread_ts: in an agent's view Slack drops the call silently when there is one. And without
        # the assistant:write scope there are no prompts, which is no fault.
        prompts = list(suggested_prompts(knowledge))
        brief = courtesy(client)
        attempt(lambda: brief.assistant_threads_setSuggestedPrompts(channel_id=event["channel"], prompts=prompts))
    else:
        daily = desk.daily_blocks(str(body.get("team_id") or ""), event["user"], client)
        client.views_publish(user_id=event["user"], view=home_view(knowledge, now=desk.now(), daily=daily))


def register(app: App, desk: Desk) -> None:
    """Listen to the opening of either page."""
    app.event("app_home_opened")(inject(handle_home, desk=desk))

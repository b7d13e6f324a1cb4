"""The app's own pages are opened, and topics turned to: the Home is published, the prompts are set."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.render import ids
from bot.render.catalogue import suggested_prompts
from bot.slack.events.press import InHome, Press, spot_of
from bot.slack.home.home import Home
from bot.slack.inject import inject
from bot.slack.outbox.notices import courtesy
from bot.slack.outbox.outcome import attempt


def handle_opened(event: dict[str, Any], body: dict[str, Any], client: WebClient, *, home: Home) -> None:
    """Publish the Home, or set the prompts, whichever was opened."""
    team = str(body.get("team_id") or "")
    if event.get("tab") == "messages":
        # Without thread_ts: in an agent's view Slack drops the call silently when there is one. And without
        # the assistant:write scope there are no prompts, which is no fault.
        prompts = list(suggested_prompts(home.knowledge(team)))
        brief = courtesy(client)
        attempt(lambda: brief.assistant_threads_setSuggestedPrompts(channel_id=event["channel"], prompts=prompts))
    else:
        home.publish(team, event["user"], client)


def handle_topic(ack: Ack, body: dict[str, Any], client: WebClient, *, home: Home) -> None:
    """Turn to a topic, or to a page of it."""
    ack()
    press = Press.read(body)
    topic, page = ids.read_topic(press.value)
    home.publish(press.team, press.person, client, topic=topic, page=page)


def in_home(body: dict[str, Any]) -> bool:
    """Whether the control that was pressed stands in the App Home."""
    return isinstance(spot_of(body), InHome)


def register(app: App, home: Home) -> None:
    """Listen to the opening of either page, and to topics in the Home."""
    app.event("app_home_opened")(inject(handle_opened, home=home))
    app.action(ids.pattern(ids.BROWSE_TOPIC), matchers=[in_home])(inject(handle_topic, home=home))

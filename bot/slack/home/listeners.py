"""The app's own pages are opened, and topics turned to: the Home is published, the prompts are set."""

from __future__ import annotations

from slack_sdk import WebClient

from bot.render import ids
from bot.render.catalogue import suggested_prompts
from bot.slack.events.fields import Payload
from bot.slack.events.interactions import Opened
from bot.slack.events.press import InHome, Press, spot_of
from bot.slack.home.home import Home
from bot.slack.listening import Listening
from bot.slack.outbox.notices import courtesy
from bot.slack.outbox.outcome import attempt


def handle_opened(opened: Opened, client: WebClient, *, home: Home) -> None:
    """Publish the Home, or set the prompts, whichever was opened."""
    if opened.tab == "messages":
        # Without thread_ts: in an agent's view Slack drops the call silently when there is one. And without
        # the assistant:write scope there are no prompts, which is no fault.
        prompts = list(suggested_prompts(home.knowledge(opened.team)))
        brief = courtesy(client)
        attempt(lambda: brief.assistant_threads_setSuggestedPrompts(channel_id=opened.channel, prompts=prompts))
    else:
        home.publish(opened.team, opened.person, client)


def handle_topic(press: Press, client: WebClient, *, home: Home) -> None:
    """Turn to a topic, or to a page of it."""
    topic, page = ids.read_topic(press.value)
    home.publish(press.team, press.person, client, topic=topic, page=page)


def in_home(body: Payload) -> bool:
    """Whether the control that was pressed stands in the App Home."""
    return isinstance(spot_of(body), InHome)


def register(listening: Listening, home: Home) -> None:
    """Listen to the opening of either page, and to topics in the Home."""
    if home.published:
        listening.opened(handle_opened, home=home)
    listening.press_where(ids.pattern(ids.BROWSE_TOPIC), in_home, handle_topic, home=home)

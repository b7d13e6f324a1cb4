"""The real app against the stand-in, over HTTP and over Socket Mode."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet

from bot.bootstrap.slack import build_slack
from bot.settings import Settings
from bot.slack.doors.http import HttpDoor
from bot.slack.doors.socket_mode import SocketDoor
from bot.slack.outbox.publisher import Pace
from bot.slack.runtime import Runtime
from tests.integration.slack.knowledge import answering
from tests.slack_stand_in import (
    APP_TOKEN,
    BOT_TOKEN,
    SIGNING_SECRET,
    Ack,
    Delivery,
    HttpDelivery,
    Message,
    Payloads,
    SlackStandIn,
    SocketDelivery,
)

PATIENCE = timedelta(seconds=60)

# No waiting between posts, and a short one before a lost post is looked for.
QUICK = Pace(spacing=timedelta(0), reconcile_after=timedelta(milliseconds=50), timeout_seconds=1)


def many_settings(slack: SlackStandIn, database_url: str, **more: str) -> Settings:
    """The settings of an app that any workspace may install, with whatever `more` is set."""
    given = {
        "SLACK_CLIENT_ID": "1.2",
        "SLACK_CLIENT_SECRET": "client-secret",
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "SLACK_API_URL": slack.api_url,
        "PRINCIPLES_ENCRYPTION_KEYS": Fernet.generate_key().decode(),
        "DATABASE_URL": database_url,
    }
    return Settings.from_env(given | more)


@dataclass
class Bot:
    """A running app, and the people who talk to it."""

    slack: SlackStandIn
    runtime: Runtime
    slacks: Delivery
    payloads: Payloads
    url: str = ""

    def settle(self) -> None:
        """Wait until the app has nothing left to do."""
        assert self.runtime.settle(PATIENCE), "the app did not come to rest"

    def mention(self, text: str, **place: str) -> Message:
        """Somebody mentions the bot, and the app comes to rest."""
        message = self.payloads.say(text, **place)
        self.event(self.payloads.mention(message))
        return message

    def dm(self, text: str, **place: str) -> Message:
        """Somebody writes a direct message, and the app comes to rest."""
        message = self.payloads.say(text, **({"channel": "D1"} | place))
        self.event(self.payloads.message(message))
        return message

    def event(self, payload: dict, *, retry: int | None = None) -> Ack:
        """Slack delivers an event, and the app comes to rest."""
        ack = self.slacks.event(payload, retry=retry)
        self.settle()
        return ack

    def command(self, text: str, **place: str) -> Ack:
        """Somebody types `/principle text`, and the app comes to rest."""
        ack = self.slacks.command(self.payloads.command(text, **place))
        self.settle()
        return ack

    def interact(self, payload: dict) -> Ack:
        """Somebody presses, picks or submits something, and the app comes to rest."""
        ack = self.slacks.interaction(payload)
        self.settle()
        return ack

    @property
    def said(self) -> list[Message]:
        """What the bot has posted, oldest first."""
        return self.slack.workspace.from_bot()

    @property
    def whispered(self) -> list[dict]:
        """What the bot has said to one person only, oldest first."""
        return self.slack.workspace.ephemerals


@pytest.fixture
def slack() -> Iterator[SlackStandIn]:
    """A workspace; nothing sent to it may break Slack's limits."""
    with SlackStandIn() as slack:
        yield slack
        assert slack.block_problems == []
        assert all(
            call.params["text"] for call in slack.calls_of("chat.postMessage", "chat.update", "chat.postEphemeral")
        )


@pytest.fixture
def start_bot(slack, sqlite_url) -> Iterator[Callable[..., Bot]]:
    """Starts the app in a mode; twice for two replicas on one database."""
    settings = Settings.from_env(
        {
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_APP_TOKEN": APP_TOKEN,
            "SLACK_SIGNING_SECRET": SIGNING_SECRET,
            "SLACK_API_URL": slack.api_url,
            "DATABASE_URL": sqlite_url,
            "PERSON_PER_MINUTE": "0",  # one person asks everything here
        }
    )
    with ExitStack() as stack:

        def start(mode: str = "http", *, pace: Pace = QUICK, **changed: object) -> Bot:
            runtime = build_slack(replace(settings, **changed), answering(), pace=pace)
            stack.callback(runtime.close, timedelta(seconds=5))
            if mode == "socket":
                stack.enter_context(SocketDoor(runtime.app, APP_TOKEN))
                slack.link.wait_connected()
                return Bot(slack, runtime, SocketDelivery(slack), Payloads(slack))
            door = stack.enter_context(HttpDoor(runtime.app, "127.0.0.1", 0))
            url = f"http://127.0.0.1:{door.port}/slack/events"
            return Bot(slack, runtime, HttpDelivery(url), Payloads(slack), url)

        yield start


@pytest.fixture(params=["http", "socket"])
def bot(request, start_bot) -> Bot:
    """The app, in both modes."""
    return start_bot(request.param)


@pytest.fixture
def http_bot(start_bot) -> Bot:
    """The app over HTTP, for what does not depend on the mode."""
    return start_bot("http")

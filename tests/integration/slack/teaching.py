"""A bot that can be taught, and what teachers do in its windows."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from time import monotonic, sleep

from bot.bootstrap.answering import build_answering
from bot.bootstrap.slack import build_slack
from bot.render import ids
from bot.settings import Settings
from bot.slack.doors.http import HttpDoor
from tests.integration.slack.conftest import QUICK, Bot
from tests.integration.slack.knowledge import SHOP_PACK
from tests.slack_stand_in import BOT_TOKEN, SIGNING_SECRET, HttpDelivery, Payloads, SlackStandIn, find

SHED = "Where is the bike shed?"
BEHIND = "Behind the house, left of the gate."


@dataclass
class School:
    """A database and packs, and any number of replicas that serve them."""

    slack: SlackStandIn
    folder: Path
    database_url: str
    stack: ExitStack

    def start(self, **settings: str) -> Bot:
        """One replica over HTTP."""
        packs = self.folder / "packs"
        if not packs.exists():
            packs.mkdir()
            (packs / "shop.yaml").write_text(SHOP_PACK, encoding="utf-8")
        given = {
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_SIGNING_SECRET": SIGNING_SECRET,
            "SLACK_API_URL": self.slack.api_url,
            "DATABASE_URL": self.database_url,
            "PRINCIPLES_KNOWLEDGE": str(packs),
            "PRINCIPLES_ENCODER": "off",
            "PRINCIPLES_CACHE": "off",
        }
        read = Settings.from_env(given | settings)
        runtime = build_slack(read, build_answering(read), pace=QUICK)
        self.stack.callback(runtime.close, timedelta(seconds=5))
        runtime.start(daily=False)
        door = self.stack.enter_context(HttpDoor(runtime.app, "127.0.0.1", 0))
        url = f"http://127.0.0.1:{door.port}/slack/events"
        return Bot(self.slack, runtime, HttpDelivery(url), Payloads(self.slack), url)


def until(condition: Callable[[], bool], *, seconds: float = 60.0) -> None:
    """Wait until what another thread does has come about; fails after `seconds`."""
    deadline = monotonic() + seconds
    while not condition():
        assert monotonic() < deadline, f"it did not happen within {seconds} s"
        sleep(0.02)


def rich(*elements: dict) -> dict:
    """What a rich text input holds."""
    return {"type": "rich_text_input", "rich_text_value": {"type": "rich_text", "elements": list(elements)}}


def words(text: str, **more: object) -> dict:
    """A passage of rich text."""
    return {"type": "rich_text_section", "elements": [{"type": "text", "text": text, **more}]}


def filled(question: str, answer: dict | str = BEHIND, *, wordings: str = "", target: str = "") -> dict:
    """The inputs of the window as somebody fills them."""
    shown = rich(words(answer)) if isinstance(answer, str) else answer
    option = {"text": {"type": "plain_text", "text": "…"}, "value": target} if target else None
    return {
        ids.TEACH_QUESTION: {ids.TEACH_QUESTION: {"type": "plain_text_input", "value": question}},
        ids.TEACH_WORDINGS: {ids.TEACH_WORDINGS: {"type": "plain_text_input", "value": wordings or None}},
        ids.TEACH_TARGET: {ids.TEACH_TARGET: {"type": "external_select", "selected_option": option}},
        ids.TEACH_ANSWER: {ids.TEACH_ANSWER: shown},
    }


def open_window(bot: Bot, value: str = ids.NO_VALUE, *, user: str):
    """A teacher presses a button that opens the window; the view that they see then."""
    button = {"type": "button", "action_id": ids.TEACH, "value": value}
    message = bot.payloads.say("…", user=user)
    bot.interact(bot.payloads.press(message, button, user=user))
    return list(bot.slack.workspace.views.values())[-1]


def accept(bot: Bot, view, form: dict) -> None:
    """They look at what it would change, and accept it."""
    bot.interact(bot.payloads.submit(view, form))
    bot.interact(bot.payloads.submit(view, form))


def says(view) -> str:
    """Everything a view shows, as text."""
    return str(view.content)


def teach(bot: Bot, question: str = SHED, answer: dict | str = BEHIND, *, user: str, **form: str):
    """They teach an answer; the last view that they see."""
    view = open_window(bot, user=user)
    accept(bot, view, filled(question, answer, **form))
    return view


def press_in(bot: Bot, view, action_id: str, value: str | None = None) -> None:
    """They press a button in the window."""
    found = find(view.content["blocks"], action_id)
    bot.interact(bot.payloads.press_in_view(view, found, **({"value": value} if value else {})))

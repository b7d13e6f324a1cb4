"""Nobody's words stand in the log, whatever goes wrong on whichever way they came."""

import logging

import pytest

from bot.render import ids
from tests.slack_stand_in import BOT_USER, Refuse, View, shapes

PRIVATE = "my salary is a secret"

WAYS = {
    "mention": lambda p: ("event", p.mention(p.say(f"<@{BOT_USER}> {PRIVATE}"))),
    "direct message": lambda p: ("event", p.message(p.say(PRIVATE, channel="D1"))),
    "forward": lambda p: ("event", p.message(p.say("", channel="D1"), attachments=[shapes.forward(PRIVATE)])),
    "recording": lambda p: ("event", p.message(p.say("", channel="D1"), **shapes.voice_clip(PRIVATE))),
    "command": lambda p: ("command", p.command(PRIVATE)),
    "menu": lambda p: ("interaction", p.message_shortcut(p.say(PRIVATE), ids.FIND_ANSWER)),
    "typing": lambda p: ("interaction", p.typing(a_view(p), PRIVATE, action_id=ids.PICK)),
    "typing that nobody awaits": lambda p: ("interaction", p.typing(a_view(p), PRIVATE, action_id="unknown")),
    "a button that nobody awaits": lambda p: ("interaction", p.press(p.say("x", user=BOT_USER), button("unknown"))),
    "a prompt": lambda p: ("interaction", p.press_in_view(a_view(p), button(ids.ASK_PROMPT))),
}
TROUBLES = ["none", "the matcher fails", "Slack refuses", "the store fails"]


def button(action: str) -> dict:
    return {"type": "button", "action_id": action, "block_id": "b", "value": PRIVATE}


def a_view(payloads) -> View:
    content = {"type": "modal", "callback_id": ids.SEARCH_VIEW, "private_metadata": ""}
    return payloads.workspace.views.setdefault("V1", View("V1", "U0ASKER", content, "hash-1"))


@pytest.mark.parametrize("trouble", TROUBLES)
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_no_word_of_a_person_is_logged(start_bot, caplog, monkeypatch, way, trouble):
    """From WARNING on: neither by us nor by Bolt, nor inside a traceback."""
    caplog.set_level(logging.WARNING)
    bot = start_bot()
    if trouble == "the matcher fails":
        matcher = bot.runtime.library.of("").answering.matcher
        for name in ("match", "suggest"):
            monkeypatch.setattr(matcher, name, lambda words, **_: {}[words])
    if trouble == "Slack refuses":
        for method in ("chat.postMessage", "views.open", "views.update"):
            bot.slack.faults.sometimes(method, Refuse("restricted_action"), rate=1, seed=1)
    if trouble == "the store fails":
        bot.runtime.database.close()
    kind, payload = way(bot.payloads)
    getattr(bot.slacks, kind)(payload)
    bot.settle()
    assert "salary" not in caplog.text

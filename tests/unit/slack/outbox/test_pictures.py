"""A picture that Slack cannot fetch costs the picture, not the answer."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.errors import PublishError
from bot.render.message import Message
from bot.slack.outbox.outcome import Done, Refused
from bot.slack.outbox.posts import Mark, send
from bot.slack.outbox.respond import respond

PICTURE = {"type": "image", "image_url": "https://a.example/map.png", "alt_text": "map"}
LINK = {"type": "link", "url": "https://a.example/map.png", "text": "map"}
WORDS = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "a"}]}]}
SHOWN, PLAIN = Message("a map", [WORDS, PICTURE]), Message("a", [WORDS])


class Slack(WebClient):
    """Refuses a message with a picture, and keeps what it was sent."""

    def __init__(self, error: str = "invalid_blocks") -> None:
        super().__init__()
        self.sent: list[list[dict]] = []
        self.error = error

    def chat_postMessage(self, *, blocks, **_):  # noqa: N802  # the SDK's name
        self.sent.append(blocks)
        if self.error != "invalid_blocks" or any(block["type"] == "image" for block in blocks):
            raise SlackApiError("no", {"ok": False, "error": self.error})
        return SimpleNamespace(data={"ok": True, "ts": "1.1"})


def test_a_refused_message_is_posted_again_with_links_to_its_pictures():
    slack = Slack()
    assert isinstance(send(slack, "C1", SHOWN, Mark("e", "k")), Done)
    first, second = slack.sent
    assert first == SHOWN.blocks
    assert second == [WORDS, {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [LINK]}]}]


@pytest.mark.parametrize(("message", "error"), [(PLAIN, "channel_not_found"), (SHOWN, "channel_not_found")])
def test_other_refusals_stay_refusals(message, error):
    slack = Slack(error)
    assert send(slack, "C1", message, Mark("e", "k")) == Refused(error)
    assert len(slack.sent) == 1


@pytest.fixture
def bodies(monkeypatch):
    """What a response URL was sent; it refuses pictures, and everything once `refuse` is in the list."""
    sent: list[dict] = []

    def answer(_, body):
        sent.append({**body})
        refused = sent[0] == "refuse" or any(block["type"] == "image" for block in body["blocks"])
        return SimpleNamespace(status_code=400 if refused else 200, headers={})

    monkeypatch.setattr(WebhookClient, "send_dict", answer)
    return sent


def test_a_private_answer_too(bodies):
    respond("https://hooks.slack.example/x", SHOWN)
    assert [[block["type"] for block in body["blocks"]] for body in bodies] == [
        ["rich_text", "image"],
        ["rich_text", "rich_text"],
    ]


def test_a_private_answer_without_pictures_is_sent_once(bodies):
    bodies.append("refuse")
    with pytest.raises(PublishError):
        respond("https://hooks.slack.example/x", PLAIN)
    assert len(bodies) == 2

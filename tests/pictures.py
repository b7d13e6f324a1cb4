"""The documents' pictures, and further ones to look at, as JSON: `python -m tests.pictures FOLDER`, a file each.

Paste a file's blocks into Slack's Block Kit Builder (https://app.slack.com/block-kit-builder), or give
it to any renderer of Block Kit, to see it again.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.answering import Answering, Reply
from bot.answering.identity import identity_of
from bot.bootstrap.answering import build_answering
from bot.posting.cards import cards_of
from bot.posting.deck import Deck
from bot.render.messages import MATCHES, reply_message
from bot.settings import Settings
from bot.slack.asking.answer_view import answer_view
from bot.slack.asking.search_view import search_view
from bot.slack.home.view import home_view
from tests.learning_pictures import learning_pictures
from tests.teaching_pictures import teaching_pictures

ASKER = "U0ALICE"
DAY = datetime(2026, 11, 21, tzinfo=UTC)

BULLETS = "what are the 7 principles of customer service"
STEPS = "how do I deal with an angry customer"
OPEN = "upset customer"
UNKNOWN = "what are the 9 pillars of customer service"


def pictures(answering: Answering) -> dict[str, dict[str, Any]]:
    """Each picture's name with the message or view that Slack is sent."""
    me = identity_of(answering.knowledge)

    def ask(question: str) -> Reply:
        return answering.ask(question, top=MATCHES)

    messages = {"answer-bullets": BULLETS, "answer-steps": STEPS, "did-you-mean": OPEN, "no-answer": UNKNOWN}
    views = {
        "search": search_view(me),
        "answer-modal": answer_view(ask(STEPS), mode="thread"),
        "home": home_view(answering.knowledge, me, card=Deck(cards_of(answering.knowledge)).of_day(DAY.date())),
    }
    replies = {name: reply_message(ask(q), asker=ASKER).payload() for name, q in messages.items()}
    learning = learning_pictures(answering)
    shown = {name: learning[name] for name in ("gaps", "ask-the-team")}
    return replies | views | teaching_pictures(answering) | shown


def main(folder: Path) -> None:
    """Write every picture's JSON into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    answering = build_answering(Settings())
    for name, payload in (pictures(answering) | learning_pictures(answering)).items():
        (folder / f"{name}.json").write_text(json.dumps(payload, indent=2, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""The README's pictures, as JSON: `python -m tests.pictures FOLDER` writes one file a picture.

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
from bot.knowledge.files import bundled_folder
from bot.knowledge.loader import load
from bot.matching.decision import Abstained, Ambiguous, Match
from bot.matching.matcher import Matcher
from bot.render.messages import reply_message
from bot.slack.views import answer_view, home_view, search_view

ASKER = "U0ALICE"
DAY = datetime(2026, 11, 21, tzinfo=UTC)

BULLETS = "riseup-principles/seven-principles"
STEPS = "pillars-faq/angry-customer"
NEAR = (BULLETS, "seven-pillars-article/seven-pillars", "riseup-principles/seven-cs", "riseup-principles/seven-ps")


def pictures(answering: Answering) -> dict[str, dict[str, Any]]:
    """Each picture's name with the message or view that Slack is sent."""
    near = tuple(Match(answering.knowledge.by_id[id], 0.5, id) for id in NEAR)
    replies = {
        "answer-bullets": chosen(answering, BULLETS),
        "answer-steps": chosen(answering, STEPS),
        "did-you-mean": Reply("what are the 7 things", Ambiguous(near, "")),
        "no-answer": Reply("how do I reset my password", Abstained(near[:2], "")),
    }
    views = {
        "search": search_view(),
        "answer-modal": answer_view(chosen(answering, STEPS), mode="thread"),
        "home": home_view(answering.knowledge, now=DAY),
    }
    return {name: reply_message(reply, asker=ASKER).payload() for name, reply in replies.items()} | views


def chosen(answering: Answering, entry_id: str) -> Reply:
    reply = answering.choose(entry_id)
    if reply is None:
        raise LookupError(f"the packs have no {entry_id}")
    return reply


def main(folder: Path, packs: Path) -> None:
    knowledge = load([packs])
    folder.mkdir(parents=True, exist_ok=True)
    for name, payload in pictures(Answering(knowledge, Matcher(knowledge))).items():
        (folder / f"{name}.json").write_text(json.dumps(payload, indent=2, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else bundled_folder())

"""A reply as the JSON object that scripts rely on; keys are added, never renamed."""

from __future__ import annotations

from typing import Any

from bot.answering import Reply
from bot.knowledge.model import Entry
from bot.matching.decision import Abstained, Ambiguous, Answered


def reply_json(reply: Reply) -> dict[str, Any]:
    """The reply as plain data; `outcome` is answered, ambiguous or abstained."""
    decision = reply.decision
    answer: dict[str, Any] | None = None
    match decision:
        case Answered(also=also):
            outcome, answer = "answered", _answer(decision.best.entry, also)
        case Ambiguous():
            outcome = "ambiguous"
        case Abstained():
            outcome = "abstained"
    return {
        "question": reply.question.encode("utf-8", "replace").decode("utf-8"),
        "outcome": outcome,
        "reason": decision.reason,
        "matches": [
            {
                "id": match.entry.id,
                "question": match.entry.question,
                "score": round(match.score, 4),
                "matched": match.matched,
                "section": match.entry.section,
            }
            for match in decision.matches
        ],
        "answer": answer,
    }


def _answer(entry: Entry, also: tuple[Entry, ...]) -> dict[str, Any]:
    """The quoted answer with its source."""
    source = entry.source
    return {
        "id": entry.id,
        "question": entry.question,
        "kind": entry.answer.kind,
        "intro": entry.answer.intro,
        "items": [{"text": item.text, "detail": item.detail} for item in entry.answer.items],
        "text": entry.answer.text,
        "outro": entry.answer.outro,
        "notes": list(entry.notes),
        "source": {
            "title": source.title,
            "publisher": source.publisher,
            "file": source.file,
            "lines": entry.lines,
            "url": source.url,
            "dated": source.dated,
            "cites": source.cites,
        },
        "also": [other.id for other in also],
        "section": entry.section,
        "link": entry.link,
    }

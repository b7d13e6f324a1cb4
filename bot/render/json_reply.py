"""A reply as the JSON object that scripts rely on; keys are added, never renamed."""

from __future__ import annotations

from typing import Any

from bot.answering import Reply
from bot.knowledge.model import Entry, Item
from bot.knowledge.passages import blocks_of
from bot.markup import plain_text
from bot.matching.decision import Abstained, Ambiguous, Answered, Besides, Match


def reply_json(reply: Reply) -> dict[str, Any]:
    """The reply as plain data; `outcome` is answered, ambiguous or abstained.

    `manner`, `each` (true: the message asked for every one of the matches) and `besides` (what it asked besides what
    is answered) stand there only where they apply.
    """
    decision = reply.decision
    answer: dict[str, Any] | None = None
    more: dict[str, Any] = {}
    match decision:
        case Answered(also=also):
            outcome, answer = "answered", _answer(decision.best.entry, also)
        case Ambiguous(each=each):
            outcome, more = "ambiguous", {"each": True} if each else {}
        case Abstained():
            outcome = "abstained"
    data = {
        "question": reply.question.encode("utf-8", "replace").decode("utf-8"),
        "outcome": outcome,
        "reason": decision.reason,
        "matches": [_match(match) for match in decision.matches],
        "answer": answer,
        **more,
    }
    if not isinstance(decision, Abstained) and decision.besides:
        data["besides"] = _besides(decision.besides)
    return {**data, "manner": reply.manner.name} if reply.manner else data


def _match(match: Match) -> dict[str, Any]:
    """An entry with how sure the matcher is of it, from 0 to 1."""
    return {
        "id": match.entry.id,
        "question": match.entry.question,
        "score": round(match.score, 4),
        "matched": match.matched,
        "section": match.entry.section,
    }


def _besides(besides: Besides) -> dict[str, Any]:
    """What else was asked, in the matcher's words, why it is not answered, and what is near it."""
    return {
        "question": besides.question,
        "reason": besides.reason,
        "matches": [_match(match) for match in besides.matches],
    }


def _answer(entry: Entry, also: tuple[Entry, ...]) -> dict[str, Any]:
    """The quoted answer with its source: its texts as the pack has them, and in `plain` the words without markup."""
    source = entry.source
    return {
        "id": entry.id,
        "question": entry.question,
        "kind": entry.answer.kind,
        "intro": entry.answer.intro,
        "items": [_item(item) for item in entry.answer.items],
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
        "format": entry.answer.format,
        "plain": plain_text(blocks_of(entry.answer)) or None,
    }


def _item(item: Item) -> dict[str, Any]:
    """One point as its pack has it, with the points under it where there are any."""
    under = {"kind": item.kind, "items": [_item(inner) for inner in item.items]} if item.items else {}
    return {"text": item.text, "detail": item.detail, **under}

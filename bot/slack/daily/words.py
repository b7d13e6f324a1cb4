"""What people type after `/principle daily`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.slack.daily.desk import Act, DailyDesk

WORDS: dict[str, Act] = {
    "pause": DailyDesk.pause,
    "resume": DailyDesk.resume,
    "skip": DailyDesk.skip,
    "next": DailyDesk.tell_next,
    "now": DailyDesk.post_now,
    "stop": DailyDesk.stop,
}


def usage(command: str) -> str:
    """The words there are."""
    known = " | ".join(["list", *WORDS]).replace("skip", "skip [2026-12-24]")
    return f"{command} daily sets up a channel's post; {command} daily {known}."


def act_of(words: Sequence[str]) -> Act | None:
    """What the words ask for; None for words that say nothing here."""
    match words:
        case [word]:
            return WORDS.get(word)
        case ["skip", text]:
            day = _date(text)
            return (lambda desk, one: desk.skip_day(one, day)) if day else None
    return None


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

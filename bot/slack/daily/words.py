"""What people type after `/principle daily`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, time

from bot.posting.dates import read_day, read_time
from bot.posting.subscription import Subscription
from bot.slack.daily.desk import Act, DailyDesk

WORDS: dict[str, Act] = {
    "pause": DailyDesk.pause,
    "resume": DailyDesk.resume,
    "skip": DailyDesk.skip,
    "unskip": DailyDesk.unskip,
    "next": DailyDesk.tell_next,
    "now": DailyDesk.post_now,
    "stop": DailyDesk.stop,
}
LIST = "list"

# A day as a person in 2026 might write it; whether words are a day at all does not depend on today.
SOME_DAY = date(2026, 1, 1)

DAY_ACTS = {"skip": DailyDesk.skip_day, "unskip": DailyDesk.unskip_day}


def means_daily(words: Sequence[str]) -> bool:
    """Whether the words after "daily" are about the daily post; a question that begins with it is none of these."""
    if not words or words[0] in ("skip", "unskip"):
        return len(words) <= 1 or read_day(" ".join(words[1:]), SOME_DAY) is not None or len(words) == 2
    return len(words) == 1 or time_of(words) is not None


def time_of(words: Sequence[str]) -> time | None:
    """The time of day that the words are, with or without "at"."""
    return read_time(" ".join(words[1:] if words[:1] == ["at"] else words))


def act_of(words: Sequence[str]) -> Act | None:
    """What the words ask for; None for words that say nothing here."""
    if len(words) == 1:
        return WORDS.get(words[0])
    if words and words[0] in DAY_ACTS:
        return _on_a_day(DAY_ACTS[words[0]], " ".join(words[1:]))
    return None


def told(command: str) -> str:
    """What can be said, for somebody whose words said nothing."""
    return (
        f"I did not understand that. {command} daily opens this channel's settings, and {command} daily 9:00 does so "
        f"with that time. Besides, there are {', '.join([LIST, *WORDS])}. A day is written like tomorrow, friday or "
        f"24.12.2026: {command} daily skip tomorrow."
    )


def _on_a_day(act: Callable[[DailyDesk, Subscription, date], str], text: str) -> Act:
    """The act for the day that is written, as the channel's own calendar has it."""

    def on(desk: DailyDesk, one: Subscription) -> str:
        """Do it for that day; what to tell the person."""
        day = read_day(text, desk.today(one))
        if day is None:
            return "I do not know which day that is. Write it like tomorrow, friday, 24 December or 24.12.2026."
        return act(desk, one, day)

    return on

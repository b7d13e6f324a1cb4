"""Daily posts in words: schedules, subscriptions, and what was done with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from bot.posting.calendar import EVERY_DAY, WORKDAYS, Schedule, Slot, zone_of
from bot.posting.subscription import Standing, Subscription
from bot.render import ids
from bot.render.budget import FALLBACK_TEXT, SECTION, cut
from bot.render.elements import Element, actions_row, button, context, header, plain
from bot.render.escape import mrkdwn
from bot.render.message import Block, Message
from bot.render.trouble import reason

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

CHANNEL_ID = re.compile(r"[CG][A-Z0-9]{1,30}")

# App Home shows this many subscriptions with their buttons; the command lists more.
HOME_SUBSCRIPTIONS = 8
LISTED = 40


def channel_mention(channel: str) -> str:
    """The mrkdwn mention of a channel; anything that is no channel id becomes a word."""
    return f"<#{channel}>" if CHANNEL_ID.fullmatch(channel) else "that channel"


def schedule_text(schedule: Schedule) -> str:
    """When: "at 09:00 (Europe/London), Monday to Friday"."""
    return f"at {schedule.at:%H:%M} ({schedule.zone}), {weekdays_text(schedule.weekdays)}"


def slot_text(slot: Slot, schedule: Schedule) -> str:
    """When a slot is due, as the channel's clock shows it: "Monday 23 November at 09:00"."""
    local = slot.due.astimezone(zone_of(schedule.zone))
    return f"{day_text(slot.day)} at {local:%H:%M}"


def day_text(day: date, today: date | None = None) -> str:
    """A local date in words, with its year where that is another one than `today`'s."""
    year = f" {day.year}" if today is not None and day.year != today.year else ""
    return f"{DAYS[day.weekday()]} {day.day} {day:%B}{year}"


def weekday_text(day: date) -> str:
    """The days of the week like this one: "Saturdays"."""
    return f"{DAYS[day.weekday()]}s"


def subscription_line(one: Subscription) -> str:
    """One subscription on one line of mrkdwn."""
    return f"{channel_mention(one.channel)} · {mrkdwn(schedule_text(one.schedule))} · {mrkdwn(_state(one))}"


def line_message(markup: str) -> Message:
    """One line of our own, with mentions of ours; its untrusted parts come escaped."""
    return Message(markup, [_section(markup)])


def list_message(subscriptions: Sequence[Subscription], unsaid: str | None, command: str) -> Message:
    """The subscriptions that a person may see, and why there may be more; `command` is the slash command."""
    if not subscriptions:
        return line_message(unsaid or f"No channel of yours has a daily post yet. `{command} daily` sets one up.")
    lines = [f"• {subscription_line(one)}" for one in subscriptions[:LISTED]]
    if (more := len(subscriptions) - LISTED) > 0:
        lines.append(f"and {more} more")
    lines += [unsaid] if unsaid else []
    return Message("\n".join(lines)[:FALLBACK_TEXT], [_section(part) for part in _parts(lines)])


def home_blocks(subscriptions: Sequence[Subscription], unsaid: str | None, command: str) -> list[Block]:
    """App Home's part on daily posts: each subscription with its buttons, and the way to a new one.

    `unsaid` is why there may be more of them.
    """
    shown = subscriptions[:HOME_SUBSCRIPTIONS]
    rows = [block for one in shown for block in (_section(subscription_line(one)), *_buttons(one))]
    more = len(subscriptions) - len(shown)
    rest = [context(f"and {more} more: type {command} daily list")] if more > 0 else []
    rest += [context(unsaid)] if unsaid else []
    new = actions_row([button("Set up a daily post", ids.DAILY_SETUP)])
    return [header("Daily post"), *rows, *rest, *new]


def _buttons(one: Subscription) -> list[Block]:
    """What can be done with a subscription; each button's id and value name its channel."""
    running = one.standing is Standing.ACTIVE
    wanted = [("Change", ids.DAILY_SETUP), ("Pause", ids.DAILY_PAUSE) if running else _resume()]
    wanted += [("Skip next", ids.DAILY_SKIP)] if one.upcoming else []
    wanted += [("Undo skip", ids.DAILY_UNSKIP)] if one.schedule.skip else []
    made = [button(label, f"{name}:{one.channel}", one.channel) for label, name in wanted]
    return actions_row([*made, _stop(one.channel)])


def _resume() -> tuple[str, str]:
    return "Resume", ids.DAILY_RESUME


def _stop(channel: str) -> Element:
    confirm: Element = {
        "title": plain("Stop the daily post?", 100),
        "text": plain("The channel gets no more of them. You can set it up again.", 300),
        "confirm": plain("Stop", 30),
        "deny": plain("Keep", 30),
    }
    return {**button("Stop", f"{ids.DAILY_STOP}:{channel}", channel), "confirm": confirm}


def _state(one: Subscription) -> str:
    """Next slot, pause or trouble."""
    if one.standing is Standing.PAUSED:
        return "paused"
    if one.standing is Standing.HALTED:
        return f"halted: {reason(one.trouble)}"
    return f"next on {slot_text(one.upcoming, one.schedule)}" if one.upcoming else "no day ahead"


def weekdays_text(weekdays: frozenset[int]) -> str:
    """On which days: "every day", "Monday to Friday", or their names."""
    if weekdays == EVERY_DAY:
        return "every day"
    if weekdays == WORKDAYS:
        return "Monday to Friday"
    return ", ".join(DAYS[number] for number in sorted(weekdays))


def _section(markup: str) -> Block:
    """A paragraph of our own mrkdwn; its untrusted parts come escaped."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": markup, "verbatim": True}}


def _parts(lines: Iterable[str]) -> Iterable[str]:
    """Lines joined into texts that each fit a section."""
    part = ""
    for line in lines:
        if part and len(part) + len(line) + 1 > SECTION:
            yield part
            part = ""
        part = f"{part}\n{line}" if part else line
    yield cut(part, SECTION) if len(part) > SECTION else part

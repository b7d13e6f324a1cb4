"""`principles stats`: what is asked most, what helps least, what is never asked, how much goes unanswered."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from bot.cli.gaps import looking_back, since_option, team_option
from bot.cli.options import knowledge_option, settings_with
from bot.counting import count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from bot.learning.tally import Counts
    from bot.store.gaps import EntryStats

MOST = 10
WEEKS = 8


@click.command("stats")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@since_option
@team_option
@knowledge_option
def command(as_json: bool, since: str, team: str | None, knowledge: tuple[Path, ...]) -> None:
    """Say what is asked most, what helps least, what is never asked, and how much goes unanswered."""
    from bot.bootstrap.answering import read_knowledge
    from bot.bootstrap.database import existing_database
    from bot.learning.tally import day_of, first_monday, together, weeks
    from bot.store.gaps import Gaps
    from bot.store.tallies import Tallies

    settings, now = settings_with(knowledge), datetime.now(UTC)
    database, when = existing_database(settings), looking_back(since, now=now)
    entries, tallies = Gaps(database).entries(when, team), Tallies(database)
    total = together(tallies.since(day_of(when), team), when.date())
    by_week = weeks(tallies.since(first_monday(now.date(), WEEKS), team), last=now.date(), count=WEEKS)
    given = {one.entry_id for one in entries if one.given}
    never = [entry.id for entry in read_knowledge(settings).entries if entry.id not in given]
    if as_json:
        print(json.dumps(as_data(when, total, by_week, entries, never)))
    else:
        print("\n".join(_lines(since, total, by_week, entries, never)))


def as_data(
    when: datetime, total: Counts, by_week: Sequence[Counts], entries: Sequence[EntryStats], never: Sequence[str]
) -> dict[str, object]:
    """Everything as plain data."""
    listed = [
        {
            "id": one.entry_id,
            "given": one.given,
            "helpful": one.helpful,
            "unhelpful": one.unhelpful,
            "reasons": dict(one.reasons),
        }
        for one in entries
    ]
    return {
        "since": when.isoformat(),
        **_counts(total),
        "weeks": [_week(week) for week in by_week],
        "entries": listed,
        "never": list(never),
    }


def _counts(counts: Counts) -> dict[str, object]:
    return {
        "asked": counts.asked,
        "answered": counts.answered,
        "asked_back": counts.asked_back,
        "unanswered": counts.missed,
    }


def _week(week: Counts) -> dict[str, object]:
    rate = None if week.rate is None else round(week.rate, 4)
    return {"from": week.begin.isoformat(), **_counts(week), "rate": rate}


def _lines(
    since: str, total: Counts, by_week: Sequence[Counts], entries: Sequence[EntryStats], never: Sequence[str]
) -> Iterator[str]:
    asked = count(total.asked, "question")
    yield f"In {since}: {asked}; {total.answered} answered, {total.asked_back} asked back, {total.missed} not answered."
    disliked = sorted((one for one in entries if one.unhelpful), key=lambda one: one.helpful - one.unhelpful)
    for title, chosen in (
        ("Most asked", [one for one in entries if one.given][:MOST]),
        ("Least helpful", disliked[:MOST]),
    ):
        if chosen:
            yield f"\n{title}:"
            yield from map(_entry_line, chosen)
    if never:
        more = f" and {len(never) - MOST} more" if len(never) > MOST else ""
        yield f"\nNever asked: {', '.join(never[:MOST])}{more}"
    if any(week.asked for week in by_week):
        yield "\nAnswered by week (from its Monday):"
        yield from (f"{week.begin}  {week.rate:>4.0%} of {week.asked}" for week in by_week if week.rate is not None)


def _entry_line(one: EntryStats) -> str:
    from bot.render.feedback import reasons_in_words

    why = f": {reasons_in_words(one.reasons)}" if one.reasons else ""
    return f"{one.given:>5} × {one.entry_id}  ({one.helpful} helpful, {one.unhelpful} not{why})"

"""`principles stats`: what is asked most, what helps least, how much goes unanswered."""

from __future__ import annotations

import json

import click

from bot.cli.gaps import looking_back, since_option, team_option
from bot.cli.options import settings_with
from bot.counting import count

MOST = 10


@click.command("stats")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@since_option
@team_option
def command(as_json: bool, since: str, team: str | None) -> None:
    """Say what is asked most, what helps least, and how much goes unanswered."""
    from bot.bootstrap.database import existing_database
    from bot.store.gaps import Gaps

    store, when = Gaps(existing_database(settings_with(()))), looking_back(since)
    entries, gaps = store.entries(when, team), store.since(when, team)
    answered, missed = sum(one.given for one in entries), sum(gap.kind == "unanswered" for gap in gaps)
    if as_json:
        listed = [
            {"id": one.entry_id, "given": one.given, "helpful": one.helpful, "unhelpful": one.unhelpful}
            for one in entries
        ]
        print(json.dumps({"since": when.isoformat(), "answered": answered, "unanswered": missed, "entries": listed}))
        return
    print(f"In {since}: {count(answered, 'answer')} given, {count(missed, 'question')} not answered.")
    for title, chosen in (
        ("Most asked", [one for one in entries if one.given][:MOST]),
        ("Least helpful", sorted((e for e in entries if e.unhelpful), key=lambda e: e.helpful - e.unhelpful)[:MOST]),
    ):
        if chosen:
            print(f"\n{title}:")
            for one in chosen:
                print(f"{one.given:>5} × {one.entry_id}  ({one.helpful} helpful, {one.unhelpful} not)")

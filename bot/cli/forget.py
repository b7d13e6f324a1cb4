"""`principles forget`: delete what is kept of a workspace, or of one person in it."""

from __future__ import annotations

import click

from bot.cli.options import settings_with
from bot.counting import count


@click.command("forget")
@click.option("--team", required=True, metavar="T…", help="The workspace, by its Slack id.")
@click.option("--user", metavar="U…", help="Only this person, by their Slack id.")
def command(team: str, user: str | None) -> None:
    """Delete what the database keeps of a workspace, or of one person in it."""
    from bot.bootstrap.database import existing_database
    from bot.store.forget import forget_person, forget_team

    database = existing_database(settings_with(()))
    gone = forget_person(database, team, user) if user else forget_team(database, team)
    rows = sum(gone.values())
    whose = f"{user} in {team}" if user else team
    if not rows:
        print(f"{database.name} keeps nothing of {whose}.")
        return
    listed = ", ".join(f"{some:,} in {table}" for table, some in gone.items() if some)
    print(f"Deleted {count(rows, 'row')} of {whose}: {listed}.")

"""Nothing is kept for ever: one list says how long, one purge keeps to it, and a page tells people."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Boolean, Date, Integer, func, insert, select

from bot.store.columns import Instant
from bot.store.retention import KEPT, purge
from bot.store.schema import metadata
from tests.daily_examples import utc

NOW, SECOND = utc("2026-11-20 09:00"), timedelta(seconds=1)
OPERATE = (Path(__file__).parents[2] / "docs" / "operate.md").read_text(encoding="utf-8")


def row(table, number, **values):
    """A row of any table; instants are long ago, so that only `values` can keep it."""
    made = {}
    for column in table.columns:
        match column.type:
            case Instant():
                made[column.name] = utc("2001-01-01 00:00")
            case Date():
                made[column.name] = date(2001, 1, number)
            case Integer():
                made[column.name] = number
            case Boolean():
                made[column.name] = True
            case _:
                made[column.name] = f"x{number}"
    if "removed_at" in made:
        made["removed_at"] = None  # a workspace that has the app
    return made | values


def counted(database):
    with database.begin() as connection:
        return {
            kept.table.name: connection.execute(select(func.count()).select_from(kept.table)).scalar() for kept in KEPT
        }


def test_every_table_is_on_the_list():
    assert sorted(kept.table.name for kept in KEPT) == sorted(table.name for table in metadata.sorted_tables)


@pytest.mark.parametrize("kept", KEPT, ids=lambda kept: kept.table.name)
def test_what_is_past_its_life_goes_and_nothing_younger(database, kept):
    life = kept.life or timedelta(days=36_500)
    with database.begin() as connection:
        for number, since in ((1, NOW - life), (2, NOW - life + SECOND)):
            connection.execute(insert(kept.table).values(row(kept.table, number, **{kept.since: since})))
    gone = purge(database, now=NOW)
    assert gone.get(kept.table.name, 0) == (0 if kept.life is None else 1)
    assert counted(database)[kept.table.name] == (2 if kept.life is None else 1)
    assert sum(gone.values()) == gone.get(kept.table.name, 0)


def test_an_opinion_of_2020_is_gone(database):
    """With it, who gave it."""
    feedback = next(kept.table for kept in KEPT if kept.table.name == "feedback")
    with database.begin() as connection:
        connection.execute(insert(feedback).values(row(feedback, 1, given_at=datetime.fromisoformat("2020-01-01T00Z"))))
    purge(database, now=NOW)
    assert counted(database)["feedback"] == 0


@pytest.mark.parametrize("kept", KEPT, ids=lambda kept: kept.table.name)
def test_people_can_read_what_is_kept_and_how_long(kept):
    section = OPERATE.split("## What is kept, and for how long")[1].split("\n#")[0]
    (line,) = [line for line in section.splitlines() if line.startswith(f"| `{kept.table.name}` |")]
    how_long = "until" if kept.life is None else f"{kept.life.days} day"
    assert how_long in line

"""Moving to another database takes everything along, and never mixes two."""

import pytest
from sqlalchemy import insert, select

from bot.errors import StoreError
from bot.posting.planner import plan
from bot.store.database import Database
from bot.store.deliveries import Deliveries
from bot.store.inbox import Inbox, Task
from bot.store.move import move
from bot.store.schema import metadata, slack_bots
from bot.store.subscriptions import Subscriptions
from bot.store.writer import Writer
from tests.daily_examples import BEFORE, NOW, deck, subscription

QUESTION = Task("T1", "message:C1:1.0", "question", {"text": "what are the 7 Cs"})


@pytest.fixture
def old(tmp_path):
    """A SQLite with subscriptions, a day planned, and a question in work."""
    database = Database.open(f"sqlite:///{tmp_path}/old.sqlite3")
    database.migrate()
    store = Subscriptions(database)
    for number in range(3):
        store.save(subscription(channel=f"C{number}").rescheduled(BEFORE))
    store.advance(NOW, lambda one: plan(one, deck(), NOW))
    Inbox(database, Writer(database)).accept(QUESTION, now=NOW)
    yield database
    database.close()


def test_everything_is_there_afterwards(old, open_empty):
    """Subscriptions with their rotation, the ledger that keeps a day from being posted twice, and the rest."""
    new = open_empty()
    none = {table.name: 0 for table in metadata.sorted_tables}
    assert move(old, new) == none | {"deliveries": 3, "inbox": 1, "subscriptions": 3}
    assert Subscriptions(new).all() == Subscriptions(old).all()
    assert Deliveries(new).planned(limit=9) == Deliveries(old).planned(limit=9)
    [taken] = Inbox(new, Writer(new)).take_over(now=NOW)
    assert taken.task.body == QUESTION.body


def test_a_database_that_is_in_use_is_refused_and_stays_as_it_is(old, database):
    Subscriptions(database).save(subscription(channel="C9"))
    with pytest.raises(StoreError, match="not empty"):
        move(old, database)
    assert [one.channel for one in Subscriptions(database).all()] == ["C9"]


def test_numbers_that_the_database_gives_go_on_after_those_that_were_copied(old, open_empty):
    """PostgreSQL counts apart from the rows: the next workspace installed would have the number of the first."""
    row = {"client_id": "1.2", "app_id": "A1", "team_id": "T1", "installed_at": NOW}
    with old.begin() as connection:
        connection.execute(insert(slack_bots), [row, row | {"team_id": "T2"}])
    new = open_empty()
    move(old, new)
    with new.begin() as connection:
        connection.execute(insert(slack_bots).values(row | {"team_id": "T3"}))
        assert connection.execute(select(slack_bots.c.id).order_by(slack_bots.c.id)).scalars().all() == [1, 2, 3]

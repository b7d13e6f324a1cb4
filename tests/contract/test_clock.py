"""Replicas go by the database's clock: a machine whose own is wrong takes nobody else's work for abandoned."""

from datetime import timedelta

import pytest

from bot.store.clock import TOLERANCE, Clock, system_now
from bot.store.inbox import LEASE, Inbox, Task
from bot.store.writer import Writer

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize("wrong_by", [-5 * MINUTE, timedelta(0), MINUTE])
def test_every_machine_shows_the_time_of_the_database(database, wrong_by):
    if database.engine.dialect.name == "sqlite":
        wrong_by = timedelta(0)  # one machine, one clock
    clock = Clock(database, lambda: system_now() + wrong_by)
    clock.compare()
    assert abs(clock.now() - system_now()) < 2 * TOLERANCE


def test_a_machine_that_is_a_minute_ahead_takes_nothing_over_from_the_living(database, open_database):
    here = Clock(database)
    ahead = Clock(open_database(), lambda: system_now() + (LEASE + MINUTE if is_shared(database) else timedelta(0)))
    for clock in (here, ahead):
        clock.compare()
    living = Inbox(database, Writer(database))
    living.beat(now=here.now())
    living.accept(Task("T1", "message:C1:1.0", "question", {"text": "why"}), now=here.now())
    assert Inbox(database, Writer(database)).take_over(now=ahead.now()) == []


def is_shared(database):
    """Whether replicas on several machines may use it."""
    return database.engine.dialect.name == "postgresql"


def test_a_clock_that_is_far_off_is_worth_a_word(database, caplog):
    clock = Clock(database, lambda: system_now() - MINUTE)
    for _ in range(2):
        clock.compare()
    assert len(caplog.records) == (1 if is_shared(database) else 0)


def test_a_small_difference_is_left_alone(database):
    """An answer of the database may take that long."""
    clock = Clock(database, lambda: system_now() - TOLERANCE / 2)
    clock.compare()
    assert abs(clock.now() - (system_now() - TOLERANCE / 2)) < TOLERANCE / 4

"""The writer: many threads' wishes in few transactions, and nobody waits for a database that is away."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from threading import Event

import pytest

from bot.errors import StoreError, StoreLostError
from bot.store.writer import PAUSE, Writer


class Transactions:
    """A database that only counts; `fails` is what it does next."""

    name = "SQLite test"

    def __init__(self) -> None:
        self.count = 0
        self.fails: list[Exception] = []
        self.gate = Event()
        self.gate.set()
        self.entered = Event()

    @contextmanager
    def begin(self):
        self.entered.set()
        assert self.gate.wait(10)
        self.count += 1
        if self.fails:
            raise self.fails.pop(0)
        yield None


def double(_connection, numbers):
    if None in numbers:
        raise ValueError("no number")
    return [2 * number for number in numbers]


def negate(_connection, numbers):
    return [-number for number in numbers]


@pytest.fixture
def database():
    return Transactions()


@pytest.fixture
def clock():
    class Clock:
        time = 100.0

        def __call__(self):
            return self.time

    return Clock()


@pytest.fixture
def writer(database, clock):
    writer = Writer(database, patience=timedelta(seconds=5), clock=clock)
    yield writer
    database.gate.set()
    writer.close()


def held_up(writer, database, *wishes):
    """What the wishes come to that gather while one transaction is under way."""
    database.gate.clear()
    first = writer.submit(double, 0)
    assert database.entered.wait(10)
    futures = [writer.submit(work, item) for work, item in wishes]
    database.gate.set()
    assert first.result(10) == 0
    return futures


def test_each_wish_comes_to_its_own_result(writer):
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda number: writer.write(double, number), range(50))) == [2 * n for n in range(50)]


def test_what_comes_while_one_transaction_is_under_way_shares_the_next(writer, database):
    futures = held_up(writer, database, *[(double, number) for number in range(20)])
    assert [future.result(10) for future in futures] == [2 * number for number in range(20)]
    assert database.count == 2


def test_different_work_shares_one_transaction_and_stands_in_it_in_one_order(writer, database):
    """Two processes that took the same rows in two orders would wait for each other for ever."""
    order = []

    def alpha(_connection, items):
        order.append(("alpha", items))
        return items

    def omega(_connection, items):
        order.append(("omega", items))
        return items

    futures = held_up(writer, database, (omega, 1), (alpha, 2), (omega, 3), (alpha, 4))
    assert [future.result(10) for future in futures] == [1, 2, 3, 4]
    assert order == [("alpha", [2, 4]), ("omega", [1, 3])]
    assert database.count == 2


def test_impossible_work_does_not_spoil_other_work(writer, database):
    good, bad, other = held_up(writer, database, (negate, 1), (double, None), (negate, 3))
    assert (good.result(10), other.result(10)) == (-1, -3)
    with pytest.raises(ValueError, match="no number"):
        bad.result(10)
    assert database.count == 4  # the first, all together, and each kind alone


def test_an_impossible_wish_does_not_spoil_the_others(writer, database):
    good, bad, other = held_up(writer, database, (double, 1), (double, None), (double, 3))
    assert (good.result(10), other.result(10)) == (2, 6)
    with pytest.raises(ValueError, match="no number"):
        bad.result(10)


def test_a_database_that_is_away_fails_at_once_and_is_asked_again_after_a_pause(writer, database, clock):
    """In between nobody waits for it."""
    database.fails = [StoreLostError("away")]
    for _ in range(2):
        with pytest.raises(StoreLostError):
            writer.write(double, 1)
    assert database.count == 1
    clock.time += PAUSE.total_seconds()
    assert writer.write(double, 1) == 2


def test_a_refusal_is_no_absence(writer, database):
    """The next wish is tried at once."""
    database.fails = [StoreError("too long")]
    with pytest.raises(StoreError):
        writer.write(double, 1)
    assert writer.write(double, 1) == 2


def test_nobody_waits_behind_a_database_that_hangs(writer, database, clock):
    """Whoever comes while it hangs longer than anybody would wait is told at once."""
    database.gate.clear()
    writer.submit(double, 1)
    assert database.entered.wait(10)
    clock.time += 6
    with pytest.raises(StoreLostError, match="does not answer"):
        writer.write(double, 2)


def test_patience_has_an_end(database):
    writer = Writer(database, patience=timedelta(seconds=0.05))
    database.gate.clear()
    with pytest.raises(StoreLostError, match="too slow"):
        writer.write(double, 1)
    assert not writer.wait_idle(timedelta(0))
    database.gate.set()
    assert writer.wait_idle(timedelta(seconds=10))
    writer.close()


def test_closing_writes_what_was_wished_for(writer, database):
    [future] = held_up(writer, database, (double, 4))
    writer.close()
    assert future.result(0) == 8
    with pytest.raises(StoreLostError):
        writer.write(double, 1)

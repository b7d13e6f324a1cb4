"""Every contract runs on SQLite and on a real PostgreSQL; a database of its own, with all tables, for each test."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager

import pytest

from bot.posting.subscription import Subscription
from bot.store.database import Database
from bot.store.subscriptions import Subscriptions
from tests.daily_examples import BEFORE, subscription


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request, tmp_path) -> str:
    """The URL of a database of each kind that has not even tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/empty.sqlite3"
    return request.getfixturevalue("empty_postgres_url")


@contextmanager
def opening(url: str) -> Iterator[Callable[[], Database]]:
    """Opens that database, as each replica would; all are closed at the end."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(closing(Database.open(url)))


@pytest.fixture
def open_database(database_url) -> Iterator[Callable[[], Database]]:
    """Opens the test's database, as each replica would; closed after the test."""
    with opening(database_url) as open_one:
        yield open_one


@pytest.fixture
def open_empty(empty_url) -> Iterator[Callable[[], Database]]:
    """Opens a database without tables, as each replica would; closed after the test."""
    with opening(empty_url) as open_one:
        yield open_one


@pytest.fixture
def database(open_database) -> Database:
    """The test's database with all tables."""
    return open_database()


@pytest.fixture
def subscriptions(database) -> Subscriptions:
    """The subscriptions of that database."""
    return Subscriptions(database)


@pytest.fixture
def due(subscriptions) -> Subscription:
    """One subscription that falls due on the 20th at nine."""
    one = subscription().rescheduled(BEFORE)
    subscriptions.save(one)
    return one

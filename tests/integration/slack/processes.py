"""`principles serve` as a process of its own."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from time import monotonic

ROOT = Path(__file__).parents[3]
COMMAND = (sys.executable, "-m", "bot")

# Everything of ours that the surrounding environment might hold.
OWN = ("SLACK_", "DATABASE_URL", "PRINCIPLES_", "HOST", "PORT", "LOG_LEVEL")


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """The surrounding environment without settings of ours, and these."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OWN)}
    return kept | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"} | settings


class Served:
    """A running `principles serve` and what it logs."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.log: list[str] = []
        self._lines: Queue[str | None] = Queue()
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def wait_for(self, words: str, *, seconds: float = 60.0) -> str:
        """The first log line with these words; fails when it does not come in time."""
        deadline = monotonic() + seconds
        while True:
            try:
                line = self._lines.get(timeout=max(0.01, deadline - monotonic()))
            except Empty:
                line = None
            if line is None:
                raise AssertionError(f"{words!r} was not logged; the log: {''.join(self.log)}")
            self.log.append(line)
            if words in line:
                return line

    def stop(self, number: int = signal.SIGTERM, *, seconds: float = 10.0) -> int:
        """Send a signal; the exit status, if it comes in time."""
        self.process.send_signal(number)
        return self.process.wait(timeout=seconds)

    def _read(self) -> None:
        for line in self.process.stderr:
            self._lines.put(line)
        self._lines.put(None)


@contextmanager
def serving(
    settings: Mapping[str, str], *arguments: str, command: tuple[str, ...] = (*COMMAND, "serve"), cwd: Path
) -> Iterator[Served]:
    """Run `principles serve`; killed at the end if it still runs."""
    with subprocess.Popen(
        [*command, *arguments],
        env=environment(settings),
        cwd=cwd,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        served = Served(process)
        try:
            yield served
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()
            served._reader.join(timeout=5)

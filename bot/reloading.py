"""Packs, lexicons and manners that changed come into force while the app runs, whole or not at all.

A process of its own reads and compiles what changed into the cache, so that nobody's answer waits for it; then the
library gets the new shelf at once. What has faults is refused, its lines are logged, and the last good packs stay.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from typing import Self

from bot.answering import Answering
from bot.bootstrap.answering import build_answering
from bot.errors import BotError
from bot.knowledge.files import pack_folders, yaml_files
from bot.library import Library
from bot.metrics import PACKS_LOADED, PACKS_REJECTED
from bot.settings import OFF, Settings

logger = logging.getLogger(__name__)

# Two looks that see the same make a change: a file that is still being written is left alone. With the time it
# takes to compile, an edit is in force within ten seconds.
LOOK_SECONDS = 2.0

# 100,000 entries are compiled in a quarter of a minute, and their vectors come later; beyond this something hangs.
COMPILE_SECONDS = 600

# Every file as the file system knows it.
Seen = tuple[tuple[str, int, int, int], ...]


@dataclass(slots=True)
class Reloader:
    """Looks at the folders of the packs, and swaps the library's shelf when they changed; a context manager.

    `refused` holds the faults of a change that is not in force; `loaded_at` is the time of the last one that is
    (seconds since 1970).
    """

    library: Library
    folders: Sequence[Path]
    build: Callable[[], Answering]
    refused: str = ""
    loaded_at: float = field(default_factory=time.time)
    _inforce: Seen = ()
    _last: Seen = ()
    _stop: Event = field(default_factory=Event)

    def __post_init__(self) -> None:
        """What is in force now is what the library was made from."""
        self._inforce = self._last = seen_in(self.folders)
        PACKS_LOADED.set(self.loaded_at)

    def start(self) -> None:
        """Look every few seconds, on a thread of its own."""
        Thread(target=self._watch, name="reload", daemon=True).start()

    def stop(self) -> None:
        """Look no more."""
        self._stop.set()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def look(self) -> bool:
        """Look once; whether something new came into force."""
        seen = seen_in(self.folders)
        settled, self._last = seen == self._last, seen
        if seen == self._inforce or not settled:
            return False
        # Said once, also when it is refused: the same files have the same faults.
        self._inforce = seen
        try:
            answering = self.build()
        except BotError as error:
            self.refused = str(error)
            PACKS_REJECTED.inc()
            logger.error("changed packs are not in force, the last good ones stay:\n%s", self.refused)
            return False
        shelf = self.library.swap(answering)
        self.refused, self.loaded_at = "", time.time()
        PACKS_LOADED.set(self.loaded_at)
        logger.info("packs loaded again", extra={"entries": len(shelf.knowledge.entries), "version": shelf.version})
        return True

    def _watch(self) -> None:
        while not self._stop.wait(LOOK_SECONDS):
            try:
                self.look()
            except Exception:  # whatever it is, the packs in force go on serving, and the next look may go well
                logger.exception("the packs could not be looked at")


def reloader(library: Library, settings: Settings) -> Reloader:
    """A reloader of the configured packs."""
    return Reloader(library, pack_folders(settings.knowledge), lambda: rebuild(settings))


def rebuild(settings: Settings) -> Answering:
    """The packs as they are now, compiled elsewhere first where there is a cache to find the result in.

    Raises KnowledgeError with every problem, or another BotError that says what is in the way.
    """
    if settings.cache is not None:
        _compile_elsewhere(settings)
    return build_answering(settings, serving=True)


def seen_in(folders: Iterable[Path]) -> Seen:
    """Everything that packs are made of, as the file system knows it; what cannot be read is left out."""
    seen = []
    for folder in folders:
        with suppress(OSError):  # a folder that is away, or a file that went while it was looked at
            for path in yaml_files(folder) if folder.is_dir() else [folder]:
                stat = path.stat()
                seen.append((str(path), stat.st_size, stat.st_mtime_ns, stat.st_ino))
    return tuple(seen)


def _compile_elsewhere(settings: Settings) -> None:
    """Fill the cache from a process of its own. What goes wrong there comes up again here, where it is told."""
    encoder = str(settings.encoder)
    task = {"knowledge": list(map(str, settings.knowledge)), "cache": str(settings.cache), "encoder": encoder}
    command = [sys.executable, "-m", "bot.reloading", json.dumps(task)]
    try:
        subprocess.run(  # noqa: S603 - our own interpreter and module
            command, capture_output=True, timeout=COMPILE_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        logger.warning("packs are compiled beside the answers (%s)", type(error).__name__)


def main(task: str) -> None:
    """Compile what the task names into its cache."""
    read = json.loads(task)
    encoder = read["encoder"]
    settings = Settings(
        knowledge=tuple(map(Path, read["knowledge"])),
        cache=Path(read["cache"]),
        encoder=encoder if encoder in (OFF, Settings().encoder) else Path(encoder),
    )
    try:
        build_answering(settings, serving=True)
    except BotError:
        sys.exit(2)


if __name__ == "__main__":
    main(sys.argv[1])

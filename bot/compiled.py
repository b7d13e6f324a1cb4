"""Packs compiled once: the knowledge and its index, kept in the user's cache folder.

Parsing 86 entries with 4,600 aliases and indexing them takes about 0.4 s; reading them back
takes 0.03 s, so that a single question in a terminal is answered at once. The cache is only
a copy: whatever is wrong with it, the packs are compiled anew.
"""

from __future__ import annotations

import gc
import os
import pickle
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from bot import __version__
from bot.knowledge.files import lexicon_files, pack_files
from bot.knowledge.model import Knowledge
from bot.matching.index import Index

# Old compilations that are kept beside the newest (several projects may share the folder).
KEPT = 8


def compile_packs(folders: Iterable[Path], cache: Path | None) -> tuple[Knowledge, Index]:
    """The knowledge of the folders and its index, from the cache where it holds them.

    `cache` is a folder (made when missing), or None for no cache.
    Raises KnowledgeError with every problem of every pack, or of the lexicons beside them.
    """
    folders = tuple(folders)
    lexicons = lexicon_files(folders)
    state = _state([*pack_files(folders), *lexicons]) if cache else None
    stored = cache / f"{zlib.crc32(repr(folders).encode()):08x}.compiled" if cache else None
    if stored is not None and (found := _read(stored, state)) is not None:
        return found
    from bot.knowledge.loader import load
    from bot.matching.lexicon_file import lexicon_with
    from bot.matching.spelling import English

    knowledge = load(folders)
    index = Index(knowledge, lexicon_with(lexicons), English())
    if stored is not None:
        _write(stored, (state, knowledge, index))
    return knowledge, index


def _state(packs: Iterable[Path]) -> tuple[object, ...]:
    """What a compilation depends on: this code, this Python, and each pack as the file system knows it."""
    seen: list[object] = [__version__, sys.version]
    for path in (*_code_files(), *packs):
        try:
            stat = path.stat()
            seen.append((str(path.absolute()), stat.st_size, stat.st_mtime_ns, stat.st_ino))
        except OSError:
            seen.append((str(path), "unreadable"))
    return tuple(seen)


def _code_files() -> Iterator[Path]:
    here = Path(__file__).parent
    for room in ("knowledge", "matching"):
        yield from sorted(path for path in (here / room).iterdir() if path.suffix in (".py", ".yaml"))


def _read(stored: Path, state: object) -> tuple[Knowledge, Index] | None:
    """The stored compilation, or None when there is none of ours, or one of another state."""
    try:
        with stored.open("rb") as file:
            owner = os.fstat(file.fileno())
            if hasattr(os, "getuid") and (owner.st_uid != os.getuid() or owner.st_mode & 0o022):
                return None
            gc.disable()  # 20,000 new objects, none of them garbage
            found = pickle.load(file)  # noqa: S301  # written by us: owner and mode are checked above
    except Exception:  # a cache may be damaged in any way; the packs are the truth
        return None
    finally:
        gc.enable()
    match found:
        case (kept, Knowledge() as knowledge, Index() as index) if kept == state:
            return knowledge, index
    return None


def _write(stored: Path, compiled: tuple[object, Knowledge, Index]) -> None:
    """Store for the next time, whole or not at all; a folder that cannot be written is left alone."""
    from tempfile import mkstemp

    try:
        stored.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, temporary = mkstemp(dir=stored.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                pickle.dump(compiled, file, protocol=pickle.HIGHEST_PROTOCOL)
            os.replace(temporary, stored)
        finally:
            Path(temporary).unlink(missing_ok=True)  # gone already, unless the disk is full
        older = sorted(stored.parent.glob("*.compiled"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in older[KEPT:]:
            path.unlink(missing_ok=True)
    except OSError:
        return

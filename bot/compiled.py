"""Packs compiled once: the knowledge and its index, kept in the user's cache folder.

Parsing 86 entries with 4,600 aliases and indexing them takes about 0.4 s; reading them back
takes 0.03 s, so that a single question in a terminal is answered at once. The cache is only
a copy: whatever is wrong with it, the packs are compiled anew.

A copy is data and nothing else, an .npz file: `state` (what it was made from) and `values` (the
knowledge and the index) as JSON, and every numpy array that stands anywhere in them under a name of
its own. So an array beside the index (vectors of its wordings) is kept by making it an attribute of
`Index`, or one more part of `Compiled`; a new class in there is named in `KINDS`.
"""

from __future__ import annotations

import json
import os
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import Stemmer

from bot import __version__, snapshot
from bot.knowledge.files import lexicon_files, manners_files, pack_files
from bot.knowledge.model import Answer, Entry, Item, Knowledge, Manner, Pack, Source
from bot.matching.bounds import Span
from bot.matching.contrasts import Contrast
from bot.matching.exact import ExactWordings
from bot.matching.facts import EntryFacts, Facts
from bot.matching.identifiers import Identifier
from bot.matching.index import Index
from bot.matching.lexicon import Lexicon
from bot.matching.numbers import Count, EntryCounts
from bot.matching.opposites import Opposites, Side
from bot.matching.postings import Postings
from bot.matching.spelling import English, Speller, dictionary
from bot.matching.wording_terms import WordingTerms

Compiled = tuple[Knowledge, Index]

# Everything that knowledge and index are made of.
KINDS = {
    kind.__name__: kind
    for kind in (
        *(Answer, Entry, Item, Knowledge, Manner, Pack, Source),
        *(Count, English, EntryCounts, Index, Lexicon, Postings, Speller, WordingTerms),
        *(Contrast, EntryFacts, ExactWordings, Facts, Identifier, Opposites, Side, Span),
    )
}

# Old compilations that are kept beside the newest (several projects may share the folder).
KEPT = 8


def compile_packs(folders: Iterable[Path], cache: Path | None) -> Compiled:
    """The knowledge of the folders and its index, from the cache where it holds them.

    `cache` is a folder (made when missing), or None for no cache.
    Raises KnowledgeError with every problem of every pack, or of the lexicons beside them.
    """
    folders = tuple(folders)
    lexicons = lexicon_files(folders)
    state = _state([*pack_files(folders), *lexicons, *manners_files(folders)]) if cache else ""
    stored = cache / f"{_name_of(folders)}.npz" if cache else None
    if stored is not None and (found := _read(stored, state)) is not None:
        return found
    from bot.knowledge.loader import load
    from bot.matching.lexicon_file import lexicon_with

    knowledge = load(folders)
    index = Index(knowledge, lexicon_with(lexicons), English())
    if stored is not None:
        _write(stored, state, (knowledge, index))
    return knowledge, index


def vectors_file(folders: Iterable[Path], cache: Path | None) -> Path | None:
    """Where the vectors of these folders' packs are kept; None for no cache."""
    return cache / f"{_name_of(tuple(folders))}.vectors" if cache else None


def _name_of(folders: tuple[Path, ...]) -> str:
    return f"{zlib.crc32(repr(folders).encode()):08x}"


def _state(packs: Iterable[Path]) -> str:
    """What a compilation depends on: this code, what it computes with, and each pack as the file system knows it."""
    seen: list[Any] = [__version__, sys.version, np.__version__, Stemmer.version()]
    for path in (*_code_files(), dictionary(), *packs):
        try:
            stat = path.stat()
            seen.append((str(path.absolute()), stat.st_size, stat.st_mtime_ns, stat.st_ino))
        except OSError:
            seen.append((str(path), "unreadable"))
    return json.dumps(seen)


def _code_files() -> Iterator[Path]:
    here = Path(__file__)
    yield from (here, Path(snapshot.__file__))
    for room in ("knowledge", "markup", "matching"):
        yield from sorted(path for path in (here.parent / room).iterdir() if path.suffix in (".py", ".yaml"))


def _read(stored: Path, state: str) -> Compiled | None:
    """The stored compilation, or None when there is none of ours, or one of another state."""
    try:
        with stored.open("rb") as file:
            owner = os.fstat(file.fileno())
            if hasattr(os, "getuid") and (owner.st_uid != os.getuid() or owner.st_mode & 0o022):
                return None
            with np.load(file, allow_pickle=False) as copy:
                if _text(copy["state"]) != state:
                    return None
                found = snapshot.load(_text(copy["values"]), copy, KINDS)
    except Exception:  # a cache may be damaged in any way; the packs are the truth
        return None
    match found:
        case (Knowledge() as knowledge, Index() as index):
            return knowledge, index
    return None


def _write(stored: Path, state: str, compiled: Compiled) -> None:
    """Store for the next time, whole or not at all; a folder that cannot be written is left alone."""
    from tempfile import mkstemp

    values, arrays = snapshot.dump(compiled, KINDS)
    try:
        stored.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, temporary = mkstemp(dir=stored.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                parts: dict[str, Any] = {"state": _array(state), "values": _array(values), **arrays}
                np.savez(file, **parts)
            os.replace(temporary, stored)
        finally:
            Path(temporary).unlink(missing_ok=True)  # gone already, unless the disk is full
        for kind in ("npz", "vectors"):
            older = sorted(stored.parent.glob(f"*.{kind}"), key=lambda path: path.stat().st_mtime, reverse=True)
            for path in older[KEPT:]:
                path.unlink(missing_ok=True)
    except OSError:
        return


def _array(text: str) -> np.ndarray[Any, np.dtype[np.uint8]]:
    return np.frombuffer(text.encode("utf-8", "surrogatepass"), dtype=np.uint8)


def _text(array: np.ndarray[Any, Any]) -> str:
    return array.tobytes().decode("utf-8", "surrogatepass")

"""Where packs are: the bundled folder, and the pack files of any folders."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.errors import KnowledgeError, Problem


def bundled_folder() -> Path:
    """The folder of the bundled packs: inside the wheel, or beside `bot/` in a checkout."""
    here = Path(__file__).resolve()
    inside = here.with_name("packs")
    return inside if inside.is_dir() else here.parents[2] / "knowledge"


def pack_files(folders: Sequence[Path]) -> list[Path]:
    """The pack files of the folders (or the files themselves), in order.

    Raises KnowledgeError for a folder that does not exist or has no packs.
    """
    found: list[Path] = []
    problems: list[Problem] = []
    for folder in folders:
        if folder.is_file():
            found.append(folder)
            continue
        if not folder.is_dir():
            problems.append(Problem(str(folder), 0, "no such folder: name a folder that holds *.yaml packs"))
            continue
        packs = sorted(p for p in folder.iterdir() if p.suffix in (".yaml", ".yml") and not p.name.startswith("."))
        if not packs:
            problems.append(Problem(str(folder), 0, "no packs here: put at least one *.yaml pack into this folder"))
        found += packs
    if problems:
        raise KnowledgeError(problems)
    return found

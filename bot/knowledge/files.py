"""Where packs are: the bundled folder, and the pack files of any folders."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.errors import KnowledgeError, Problem

# Beside packs, a file of this name adds words to the lexicon; it is no pack.
LEXICON = "lexicon.yaml"

# Far above any real pack (the five bundled ones hold under 0.5 MB together); stops a slip
# such as a data dump in the folder before it is parsed.
MAX_BYTES = 5_000_000

# The vectors of the bundled packs, beside them.
SHIPPED_VECTORS = "vectors.bin"


def bundled_folder() -> Path:
    """The folder of the bundled packs: inside the wheel, or beside `bot/` in a checkout."""
    here = Path(__file__).resolve()
    inside = here.with_name("packs")
    return inside if inside.is_dir() else here.parents[2] / "knowledge"


def pack_files(folders: Sequence[Path]) -> list[Path]:
    """The pack files of the folders (or the files themselves), in order.

    Raises KnowledgeError for every folder that does not exist, cannot be listed or has no packs.
    """
    found: list[Path] = []
    problems: list[Problem] = []
    for folder in folders:
        try:
            packs = _packs_in(folder)
        except (FileNotFoundError, NotADirectoryError):
            problems.append(Problem(str(folder), 0, "no such folder: name a folder that holds *.yaml packs"))
        except OSError as error:
            problems.append(
                Problem(str(folder), 0, f"cannot be listed ({error.strerror}): mend the folder's permissions")
            )
        else:
            if not packs:
                problems.append(Problem(str(folder), 0, "no packs here: put at least one *.yaml pack into this folder"))
            found += packs
    if problems:
        raise KnowledgeError(problems)
    return found


def _packs_in(folder: Path) -> list[Path]:
    """The packs of a folder by name, or the file itself."""
    if folder.is_file():
        return [folder]
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix in (".yaml", ".yml") and not path.name.startswith(".") and path.name != LEXICON
    )


def lexicon_files(folders: Sequence[Path]) -> list[Path]:
    """The lexicons that stand beside the packs of these folders."""
    return [folder / LEXICON for folder in folders if (folder / LEXICON).is_file()]


def read_text(path: Path) -> tuple[str, Problem | None]:
    """The text of a pack or lexicon file, or the problem that keeps it from being read."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            limit = f"{MAX_BYTES / 1e6:.0f} MB"
            return "", Problem(
                str(path), 0, f"the file has {size / 1e6:.1f} MB, a pack may have {limit}: split the pack"
            )
        raw = path.read_bytes()
    except OSError as error:
        message = f"cannot be read ({error.strerror}): mend the file's permissions or remove it"
        return "", Problem(str(path), 0, message)
    try:
        return raw.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return "", Problem(str(path), line, "this text is not UTF-8: save the file with the encoding UTF-8")

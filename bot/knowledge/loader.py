"""Folders of packs -> Knowledge, or every problem at once."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from bot.errors import KnowledgeError, Problem
from bot.knowledge import schema
from bot.knowledge.model import Knowledge
from bot.knowledge.validation import Checked, check_pack, check_together
from bot.knowledge.yaml_reader import read

# Far above any real pack (the five bundled ones hold under 0.5 MB together); stops a slip
# such as a data dump in the folder before it is parsed.
MAX_BYTES = 5_000_000


def bundled_folder() -> Path:
    """The folder of the bundled packs: inside the wheel, or beside `bot/` in a checkout."""
    inside = Path(str(files("bot"))) / "knowledge" / "packs"
    return inside if inside.is_dir() else Path(__file__).resolve().parents[2] / "knowledge"


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


def load(folders: Sequence[Path]) -> Knowledge:
    """The knowledge of all packs in the folders.

    Raises KnowledgeError with every problem of every pack, sorted by file and line.
    """
    problems: list[Problem] = []
    checked: list[Checked] = []
    for path in pack_files(folders):
        loaded, faults = _load_file(path)
        problems += faults
        if loaded is not None:
            checked.append(loaded)
            problems += check_pack(loaded)
    problems += check_together(checked)
    if problems:
        raise KnowledgeError(sorted(set(problems)))
    return Knowledge(item.pack for item in checked)


def _load_file(path: Path) -> tuple[Checked | None, list[Problem]]:
    """One file read and held against the schema."""

    def problem(line: int, message: str) -> Problem:
        return Problem(str(path), line, message)

    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            limit = f"{MAX_BYTES / 1e6:.0f} MB"
            return None, [problem(0, f"the file has {size / 1e6:.1f} MB, a pack may have {limit}: split the pack")]
        raw = path.read_bytes()
    except OSError as error:
        return None, [problem(0, f"cannot be read ({error.strerror}): mend the file's permissions or remove it")]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return None, [problem(line, "this text is not UTF-8: save the file with the encoding UTF-8")]
    document = read(text)
    faults = [problem(line, message) for line, message in document.faults]
    if document.data is None and faults:
        return None, faults
    fields, refused = schema.parse(document)
    faults += [problem(line, message) for line, message in refused]
    if fields is None or document.faults:
        return None, faults
    return Checked(path, fields.to_model(), document), faults

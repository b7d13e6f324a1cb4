"""Folders of packs -> Knowledge, or every problem at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.errors import KnowledgeError, Problem
from bot.knowledge import schema
from bot.knowledge.files import pack_files
from bot.knowledge.model import Knowledge
from bot.knowledge.validation import Checked, check_pack, check_together
from bot.knowledge.yaml_reader import read

# Far above any real pack (the five bundled ones hold under 0.5 MB together); stops a slip
# such as a data dump in the folder before it is parsed.
MAX_BYTES = 5_000_000


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

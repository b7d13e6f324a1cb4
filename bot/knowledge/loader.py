"""Folders of packs -> Knowledge, or every problem at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.errors import KnowledgeError, Problem
from bot.knowledge import refusals
from bot.knowledge.eaten import eaten_words
from bot.knowledge.files import manners_files, pack_files, read_text
from bot.knowledge.manners_file import load_manners
from bot.knowledge.model import Knowledge, Pack
from bot.knowledge.slug import slug
from bot.knowledge.validation import Checked, check_pack, check_together
from bot.knowledge.yaml_reader import problems_in, read


def load(folders: Sequence[Path]) -> Knowledge:
    """The knowledge of all packs in the folders, with the manners beside them.

    Raises KnowledgeError with every problem of every pack, sorted by file and line.
    """
    packs = read_packs(folders)
    return Knowledge((checked.pack for checked in packs), load_manners(manners_files(folders)))


def read_packs(folders: Sequence[Path]) -> list[Checked]:
    """All packs in the folders, each with the places of its parts; raises as `load` does."""
    problems: list[Problem] = []
    packs: list[Checked] = []
    for path in pack_files(folders):
        checked, faults = _load_file(path)
        problems += faults
        if checked is not None:
            packs.append(checked)
            problems += check_pack(checked)
    problems += check_together(packs)
    if problems:
        raise KnowledgeError(sorted(set(problems)))
    return packs


def read_pack(path: Path, text: str) -> Pack:
    """One pack from its text, as if it stood alone in a file of that name; raises as `load` does."""
    checked, problems = _held(path, text)
    if checked is not None:
        problems += [*check_pack(checked), *check_together([checked])]
    if checked is None or problems:
        raise KnowledgeError(sorted(set(problems)))
    return checked.pack


def _load_file(path: Path) -> tuple[Checked | None, list[Problem]]:
    """One file read and held against the schema."""
    text, unreadable = read_text(path)
    return (None, [unreadable]) if unreadable is not None else _held(path, text)


def _held(path: Path, text: str) -> tuple[Checked | None, list[Problem]]:
    """The text of a file held against the schema."""
    document = read(text)
    if document.data is None and document.faults:
        return None, problems_in(path, document, document.faults)
    fields, refused = refusals.parse(document, slug(path.stem))
    eaten = list(eaten_words(document))
    lines = {fault.line for fault in (*document.faults, *eaten)}
    # What a line lacks when YAML took half of it is no fault of its own.
    faults = [*document.faults, *eaten, *(fault for fault in refused if fault.line not in lines)]
    if fields is None or faults:
        return None, problems_in(path, document, faults)
    return Checked(path, fields.to_model(), document), []

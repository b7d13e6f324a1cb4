"""Files of their own form that stand beside packs, such as lexicons and manners: read, with every problem of all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from bot.errors import KnowledgeError, Problem
from bot.knowledge.fault import Fault
from bot.knowledge.files import read_text
from bot.knowledge.yaml_reader import Document, problems_in, read

# What a form does not allow in a document, as (line, message).
Faults = Callable[[Document], Iterator[tuple[int, str]]]


def read_beside(path: Path, faults_of: Faults) -> dict[str, Any]:
    """One file's mapping, held against its form; an empty file has none. Raises KnowledgeError with every problem."""
    text, problem = read_text(path)
    if problem is not None:
        raise KnowledgeError([problem])
    document = read(text)
    faults = list(document.faults)
    if document.data is not None:
        faults += [Fault(line, message) for line, message in faults_of(document)]
    if faults:
        raise KnowledgeError(sorted(problems_in(path, document, faults)))
    data: dict[str, Any] = document.data or {}
    return data


def read_each(paths: Iterable[Path], faults_of: Faults) -> list[dict[str, Any]]:
    """The mappings of all files. Raises KnowledgeError with every problem of every file."""
    found: list[dict[str, Any]] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            found.append(read_beside(path, faults_of))
        except KnowledgeError as error:
            problems += error.problems
    if problems:
        raise KnowledgeError(problems)
    return found

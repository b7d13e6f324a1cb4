"""How the tests of packs look at problems."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.errors import KnowledgeError
from bot.knowledge.loader import load

ProblemsOf = Callable[[Path], list[str]]


@pytest.fixture
def problems_of() -> ProblemsOf:
    """Loads a folder that must be refused; gives each problem as its author reads it, without the folder."""

    def problems(folder: Path) -> list[str]:
        with pytest.raises(KnowledgeError) as refused:
            load([folder])
        return [str(problem).removeprefix(f"{folder}/") for problem in refused.value.problems]

    return problems

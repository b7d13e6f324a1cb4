"""Read a Dockerfile's instructions, as far as ours uses them."""

import json
import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Instruction:
    """One instruction: `RUN`, and what it says on one line."""

    word: str
    rest: str


def instructions(path: Path) -> list[Instruction]:
    """The instructions in order, continued lines joined, comments dropped."""
    lines = [line for line in path.read_text().splitlines() if not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n\s*", " ", "\n".join(lines))
    return [Instruction(*line.strip().split(" ", 1)) for line in joined.splitlines() if line.strip()]


def exec_form(rest: str) -> list[str]:
    """The words of an instruction in exec form; fails for the shell form, which would swallow SIGTERM."""
    words = json.loads(rest)
    assert isinstance(words, list)
    return words

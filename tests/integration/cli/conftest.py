"""The command line as people run it: a process of its own, with a cache of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

COMMAND = (sys.executable, "-m", "bot")

# Far beyond what any of these takes, so that a hang fails instead of hanging.
PATIENCE_SECONDS = 60

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def environ(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment without settings of the person who runs the tests; packs are compiled once."""
    foreign = ("PRINCIPLES_", "SLACK_", "PYTHON")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    for name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "TERM", "DATABASE_URL", "PORT", "HOST", "LOG_LEVEL"):
        kept.pop(name, None)
    root = Path(__file__).parents[3]
    return {**kept, "PRINCIPLES_CACHE": str(tmp_path_factory.mktemp("cache")), "PYTHONPATH": str(root)}


@pytest.fixture
def run(environ: dict[str, str], tmp_path: Path) -> Run:
    """Runs `principles ARGUMENTS...` and returns what it printed; a traceback fails the test at once."""

    def run_command(
        *arguments: str | Path, stdin: str | bytes = "", **variables: str
    ) -> subprocess.CompletedProcess[str]:
        given = stdin.encode() if isinstance(stdin, str) else stdin
        done = subprocess.run(
            [*COMMAND, *map(str, arguments)],
            input=given,
            capture_output=True,
            cwd=tmp_path,
            env={**environ, **variables},
            timeout=PATIENCE_SECONDS,
        )
        stdout, stderr = (raw.decode("utf-8", "replace") for raw in (done.stdout, done.stderr))
        text = subprocess.CompletedProcess(done.args, done.returncode, stdout, stderr)
        assert "Traceback" not in text.stderr, text.stderr
        return text

    return run_command

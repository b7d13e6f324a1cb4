"""Rooms keep to themselves: declared in pyproject.toml, checked here, and proved on a running `ask`."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOMAIN = ("knowledge", "matching", "answering", "posting", "render")

# Asks one question and tells on the error stream which modules that took.
ASK = """
import sys
sys.argv = ["principles", "ask", *sys.argv[1:], "what are the 7 Cs"]
from bot.cli import main
try:
    main()
except SystemExit as ended:
    assert not ended.code, ended.code
print(*sys.modules, sep="\\n", file=sys.stderr)
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """Top-level modules that `principles ask` loads the second time, when its packs are compiled."""
    cache = str(tmp_path_factory.mktemp("cache"))

    def modules(*arguments):
        command = [sys.executable, "-c", ASK, *arguments]
        environ = {**os.environ, "PRINCIPLES_CACHE": cache}
        for _ in range(2):
            done = subprocess.run(
                command, cwd=ROOT, env=environ, capture_output=True, text=True, check=True, timeout=60
            )
        assert "Customer" in done.stdout
        return {name.partition(".")[0] for name in done.stderr.splitlines()}

    return modules


def test_imports_keep_to_the_contracts_of_pyproject():
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout
    assert "Imports point downwards KEPT" in done.stdout


@pytest.mark.parametrize("arguments", [(), ("--json",)], ids=["text", "json"])
def test_a_question_needs_neither_slack_nor_sql_nor_schema(loaded, arguments):
    """What is not loaded costs nothing: a newcomer's first answer comes at once."""
    unwanted = {"slack_bolt", "slack_sdk", "sqlalchemy", "alembic", "psycopg", "dbos", "pydantic", "yaml"}
    unwanted |= {"prometheus_client", "waitress", "websocket", "asyncio", "ssl"}
    assert loaded(*arguments).isdisjoint(unwanted)


def test_json_needs_no_terminal_library(loaded):
    assert "rich" not in loaded("--json")


def environment_reads(path):
    """Lines of a module that name the process's environment."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = {node.attr} if isinstance(node, ast.Attribute) else set()
        if isinstance(node, ast.ImportFrom) and node.module == "os":
            names = {alias.name for alias in node.names}
        if not names.isdisjoint({"environ", "environb", "getenv", "getenvb", "putenv"}):
            yield node.lineno


def test_the_domain_never_reads_the_environment():
    modules = [path for room in DOMAIN for path in (ROOT / "bot" / room).rglob("*.py")]
    assert len(modules) > 20
    assert [f"{path.name}:{line}" for path in modules for line in environment_reads(path)] == []


def test_only_the_settings_read_a_setting_from_the_environment():
    """The command line may ask the terminal's own COLUMNS; a setting comes through `Settings`."""
    for path in (ROOT / "bot").rglob("*.py"):
        if path.name != "settings.py":
            text = path.read_text(encoding="utf-8")
            assert 'os.environ["' not in text, path.name
            assert "os.environ.get" not in text, path.name
            assert "getenv" not in text, path.name

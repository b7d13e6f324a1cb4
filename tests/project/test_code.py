"""How the code is kept: examples that run, short files, nothing put off."""

from __future__ import annotations

import ast
import doctest
import importlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "bot").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))

# A file that needs more serves two purposes.
LONGEST_FILE_LINES = 300


def with_examples():
    return [path for path in MODULES if ">>> " in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("path", with_examples(), ids=lambda path: path.stem)
def test_examples_in_docstrings_give_what_they_show(path):
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    result = doctest.testmod(importlib.import_module(name))
    assert result.attempted > 0
    assert result.failed == 0


def test_files_are_short():
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in (*MODULES, *TESTS)}
    long = {str(path.relative_to(ROOT)): lines for path, lines in lengths.items() if lines > LONGEST_FILE_LINES}
    assert long == {}


def test_every_module_says_what_it_is_for():
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        assert not text.strip() or text.startswith('"""'), path


def undocumented(path):
    """What has a name without an underscore and does not say what it is.

    Ruff's D holds it for what a module shows; this one also for the insides of private classes and of functions.
    """
    for one in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        is_named = isinstance(one, ast.ClassDef | ast.FunctionDef) and not one.name.startswith("_")
        if is_named and ast.get_docstring(one) is None:
            yield f"{path.stem}.{one.name}, line {one.lineno}"


def test_every_name_for_others_says_what_it_is():
    assert [found for path in MODULES for found in undocumented(path)] == []


def test_nothing_is_put_off_or_skipped():
    put_off = re.compile(r"\b(TO" r"DO|FIX" r"ME|X" r"XX)\b|pytest\.(mark\.)?(skip|x" r"fail)")
    for path in (*MODULES, *TESTS):
        assert not put_off.search(path.read_text(encoding="utf-8")), path

"""The README says what is so: its commands run, its examples give what they show, nothing is left out."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from bot.cli import COMMANDS
from bot.settings import VARIABLES
from bot.slack.manifest import SCOPES

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")

FENCES = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
SHELL = [line for kind, text in FENCES if kind == "sh" for line in text.splitlines()]
SETUP = [line for line in SHELL if line.startswith("python3 -m venv")]
SESSIONS = [text for kind, text in FENCES if kind == "console"]


def principles(arguments: str, folder: Path = ROOT, **env: str) -> str:
    environ = {"PATH": os.environ["PATH"], "COLUMNS": "80", "PYTHONPATH": str(ROOT), "PRINCIPLES_CACHE": "off", **env}
    command = [sys.executable, "-m", "bot", *shlex.split(arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=folder, env=environ).stdout


def test_it_opens_with_one_sentence_one_command_and_its_output():
    heading, sentence, command, output = README.split("\n\n", 4)[:4]
    assert heading == "# service-principles-bot"
    assert sentence.count(". ") == 0
    assert command.strip("`").removeprefix("sh\n").strip() == SETUP[0]
    assert output.startswith("```text\nWhat are the 7 C's")


def test_the_first_command_ends_with_what_is_shown():
    asked = SETUP[0].rpartition("principles ")[2]
    shown = next(text for kind, text in FENCES if kind == "text")
    assert principles(asked).strip() == shown.strip()


@pytest.mark.parametrize("session", SESSIONS)
def test_each_example_gives_what_it_shows(session: str):
    command, _, shown = session.partition("\n")
    assert principles(command.removeprefix("$ principles ")).strip() == shown.strip()


def test_ci_runs_the_test_command_of_the_readme():
    assert SETUP[1].endswith(" -m pytest -q")
    assert SETUP[1] in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


def test_each_set_up_command_stands_on_its_own():
    """Whichever comes first in a fresh clone makes the environment it needs."""
    for command in SETUP:
        assert command.startswith("python3 -m venv .venv && .venv/bin/pip install -qr ")
        locked = re.search(r"-qr (\S+)", command)
        assert locked is not None
        assert (ROOT / locked[1]).is_file()


def test_every_command_is_documented():
    assert [name for name in COMMANDS if f"`principles {name}" not in README] == []


def test_every_setting_is_documented_with_its_purpose():
    rows = [f"| `{variable.name}` | {variable.purpose}" for variable in VARIABLES]
    assert [row for row in rows if row not in README] == []


def test_every_scope_is_documented_with_its_purpose():
    rows = [f"| `{s.name}` | {s.purpose} | {'optional' if s.optional else 'required'} |" for s in SCOPES]
    assert [row for row in rows if row not in README] == []


def test_the_pack_of_five_lines_answers(tmp_path: Path):
    pack = next(text for kind, text in FENCES if kind == "yaml")
    name = yaml.safe_load(pack)["pack"]
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs" / f"{name}.yaml").write_text(pack, encoding="utf-8")
    command = next(line for line in SHELL if line.startswith("principles ask --knowledge packs"))
    answer = json.loads(principles(command.removeprefix("principles ") + " --json", tmp_path))
    assert answer["outcome"] == "answered"
    assert answer["answer"]["id"].startswith(f"{name}/")


def test_the_pack_format_is_one_that_loads(tmp_path: Path):
    """The long example as it stands, without the ids it only mentions."""
    shown = [text for kind, text in FENCES if kind == "yaml"][1]
    written = re.sub(r"^    (twins|part_of): .*\n", "", shown, flags=re.MULTILINE)
    name = yaml.safe_load(written)["pack"]
    (tmp_path / f"{name}.yaml").write_text(written, encoding="utf-8")
    assert "1 entry in 1 pack: no problems" in principles(f"check {tmp_path}")


def test_every_link_into_the_repository_leads_somewhere():
    links = re.findall(r"\]\((?!https?:|#)([^)]+)\)", README)
    assert [link for link in links if not (ROOT / link).exists()] == []

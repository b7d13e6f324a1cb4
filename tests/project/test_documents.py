"""The documents say what is so: their commands run, their examples give what they show, nothing is left out."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from bot.cli import COMMANDS
from bot.errors import DOCUMENTS as SECTIONS
from bot.knowledge.loader import load
from bot.settings import VARIABLES
from bot.slack.manifest import SCOPES

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
FORMAT = (ROOT / "docs" / "format.md").read_text(encoding="utf-8")
OPERATE = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")
DOCUMENTS = {path: path.read_text(encoding="utf-8") for path in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]}

# The product's face: whoever opens it sees an answer before anything else.
LONGEST_README_BYTES = 10_000


def fences_of(document: str) -> list[tuple[str, str]]:
    return re.findall(r"^ *```(\w+)\n(.*?)^ *```$", document, re.MULTILINE | re.DOTALL)


def shell_of(document: str) -> list[str]:
    return [line.strip() for kind, text in fences_of(document) if kind == "sh" for line in text.splitlines()]


FENCES = fences_of(README)
SHELL = shell_of(README)
SETUP = [line for text in (README, CONTRIBUTING) for line in shell_of(text) if line.startswith("python3 -m venv")]
SESSIONS = [text for document in DOCUMENTS.values() for kind, text in fences_of(document) if kind == "console"]

# Commands that no test runs as they stand, and why.
NOT_RUN = {
    "pip install": "needs the registry; the set-up commands above install the same",
    ".venv/bin/pip install": "needs the registry",
    "uv pip compile": "needs the registry; the lock files are its result",
    "createdb": "makes a database of the reader's own",
    "principles serve": "runs until it is stopped; tests/integration/slack/test_serve.py runs it",
    "principles import": "names documents of the reader's own; tests/integration/cli/test_import.py runs it",
    "principles manifest": "tests/unit/slack/test_manifest.py runs it",
    "principles ask": "run above, with the pack of five lines",
    "principles daily move": "tests/contract/test_move.py runs it",
    "python -m tests.": "figures; minutes to an hour",
    ".venv/bin/python -m tests.": "figures; minutes to an hour",
    "DOMAIN=": "needs Docker; tests/project/test_deploy.py holds what it names",
    "kubectl": "needs a cluster; tests/project/test_deploy.py holds what it applies",
    "cp deploy/systemd": "changes the reader's machine",
    "docker": "needs Docker; tests/project/test_dockerfile.py runs the steps of the image",
    "systemctl": "needs systemd",
    "sudo": "changes the reader's machine",
    "sqlite3": "the reader's own database",
    "pg_dump": "the reader's own database; tests/contract/test_backup.py makes one and restores it",
    "pg_restore": "the same",
    "SLACK_": "settings of the reader's own",
    "#": "a remark",
}


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
    assert " -m pytest -q" in SETUP[1]
    assert SETUP[1] in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


def test_each_set_up_command_stands_on_its_own():
    """Whichever comes first in a fresh clone makes the environment it needs."""
    for command in SETUP:
        assert command.startswith("python3 -m venv .venv && .venv/bin/pip install -qr ")
        locked = re.search(r"-qr (\S+)", command)
        assert locked is not None
        assert (ROOT / locked[1]).is_file()


def test_every_command_is_documented():
    assert [name for name in COMMANDS if f"`principles {name}" not in OPERATE] == []


def test_every_setting_is_documented_with_its_purpose():
    rows = [f"| `{variable.name}` | {variable.purpose}" for variable in VARIABLES]
    assert [row for row in rows if row not in OPERATE] == []


def test_every_scope_is_documented_with_its_purpose():
    rows = [f"| `{s.name}` | {s.purpose} | {'optional' if s.optional else 'required'} |" for s in SCOPES]
    assert [row for row in rows if row not in OPERATE] == []


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
    shown = next(text for kind, text in fences_of(FORMAT) if kind == "yaml")
    written = re.sub(r"^    (twins|part_of): .*\n", "", shown, flags=re.MULTILINE)
    name = yaml.safe_load(written)["pack"]
    (tmp_path / f"{name}.yaml").write_text(written, encoding="utf-8")
    assert "1 entry in 1 pack: no problems" in principles(f"check {tmp_path}")


def test_the_readme_is_short():
    assert len(README.encode()) <= LONGEST_README_BYTES


def test_every_command_that_is_shown_is_run_or_says_why_not():
    shown = {line for document in DOCUMENTS.values() for line in shell_of(document) if line}
    assert [line for line in sorted(shown - set(SETUP)) if not line.startswith(tuple(NOT_RUN))] == []


def test_every_link_into_the_repository_leads_somewhere():
    """To a file that is there, and to a heading that it has."""
    broken = []
    for path, document in DOCUMENTS.items():
        for link in re.findall(r"\]\((?!https?:)([^)]+)\)", document):
            name, _, heading = link.partition("#")
            target = (path.parent / name).resolve() if name else path
            if not target.exists() or (heading and heading not in headings_of(target)):
                broken.append(f"{path.name}: {link}")
    assert broken == []


def headings_of(path: Path) -> set[str]:
    found = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in found}


def test_errors_send_people_to_sections_that_are_there():
    assert [see for see in SECTIONS if f"# {see}\n" not in (ROOT / SECTIONS[see]).read_text(encoding="utf-8")] == []


def test_each_document_says_where_to_go_next():
    ends = [
        path.name for path in (ROOT / "docs").glob("*.md") if "](" not in DOCUMENTS[path].rstrip().rpartition("\n\n")[2]
    ]
    assert ends == []


def test_the_manners_that_are_shown_change_what_is_said(tmp_path: Path):
    shown = [text for kind, text in fences_of(FORMAT) if kind == "yaml"][1]
    pack = next(text for kind, text in FENCES if kind == "yaml")
    (tmp_path / "shop.yaml").write_text(pack, encoding="utf-8")
    (tmp_path / "manners.yaml").write_text(shown, encoding="utf-8")
    manners = {manner.name: manner for manner in load([tmp_path]).manners}
    assert "thanks" not in manners
    assert manners["greeting"].reply.startswith("Welcome to the front desk.")
    assert manners["shift"].say == ("who is on duty", "who has the desk")


def test_the_picture_of_the_rooms_is_what_the_contracts_say():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = [contract["layers"] for contract in contracts if contract["type"] == "layers"]
    pictures = [text for kind, text in fences_of((ROOT / "docs" / "architecture.md").read_text(encoding="utf-8"))]
    drawn = [[re.split(r" {3,}", line)[0] for line in picture.splitlines()] for picture in pictures]
    assert drawn == layers

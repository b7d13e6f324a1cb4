"""`check`, `eval` and the command line as a whole."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from bot.cli import COMMANDS

QUESTIONS = Path(__file__).parents[2] / "quality" / "questions"

GOOD = """\
pack: shop
source: {title: Shop handbook}
entries:
  - {id: hours, question: When do we open?, answer: At nine.}
"""


def test_the_bundled_packs_have_no_problems(run):
    done = run("check")
    assert done.returncode == 0
    assert done.stdout.splitlines()[0] == "86 entries in 5 packs: no problems"
    assert len(done.stdout.splitlines()) < 20, "calm: what there is to see at a glance, the rest on demand"
    assert "--all" in done.stdout
    assert len(run("check", "--all").stdout.splitlines()) > len(done.stdout.splitlines())


def test_check_names_every_problem_of_every_pack(run, write_pack):
    write_pack(GOOD)
    write_pack(GOOD.replace("shop", "kiosk").replace("answer", "anwser"), "kiosk.yaml")
    folder = write_pack("pack: [\n", "annex.yaml")
    done = run("check", folder)
    assert done.returncode == 1
    assert done.stderr == ""
    told = [line for line in done.stdout.splitlines() if line.startswith(str(folder))]
    assert [line.split(": ")[0].removeprefix(f"{folder}/") for line in told] == [
        "annex.yaml:1",
        "kiosk.yaml:4",
        "kiosk.yaml:4",
    ]
    assert done.stdout.endswith("\n3 problems in 2 files.\n")


def test_check_takes_a_good_folder_by_argument_or_setting(run, write_pack):
    folder = write_pack(GOOD)
    shown = run("check", folder).stdout
    assert shown == run("check", PRINCIPLES_KNOWLEDGE=str(folder)).stdout
    assert shown.splitlines()[0] == "1 entry in 1 pack: no problems"


def test_check_tells_how_a_pack_is(run, write_pack):
    """What a poor pack lacks is said in plain words, and does not fail it."""
    done = run("check", "--strict", write_pack(GOOD))
    assert done.returncode == 0
    assert done.stdout.splitlines()[2:] == [
        'Wordings:  1 for 1 entry. No entry has an alias: `principles ask --explain "words of a customer"` '
        "says which aliases to add.",
        "Topics:    none yet. No entry has a topic: a line such as `topics: [returns]` lets people look around.",
        "Cards:     none. Lists make cards for the daily post, and so does a text with `daily: true`.",
    ]


def test_warnings_are_counted_and_fail_only_when_strict(run, write_pack):
    write_pack(GOOD)
    folder = write_pack(GOOD.replace("shop", "my-faq").replace("open", "close"), "My FAQ.yaml")
    (folder / "kiosk.yaml.txt").touch()
    done = run("check", folder)
    assert done.returncode == 0
    assert done.stdout.splitlines()[:5] == [
        "2 entries in 2 packs: no problems, 2 warnings",
        "",
        "Files that are left out, or called otherwise than their packs:",
        f"{folder}/My FAQ.yaml: rename the file to my-faq.yaml, so that it is called like its pack",
        f"{folder}/kiosk.yaml.txt: is left out: a pack ends in .yaml or .yml and does not begin with a dot",
    ]
    assert run("check", "--strict", folder).returncode == 1


@pytest.mark.parametrize("folder", ["missing", "."], ids=["missing", "empty"])
def test_check_of_no_packs_is_a_problem(run, folder):
    done = run("check", folder)
    assert done.returncode == 1
    assert done.stdout.startswith(f"{folder}: no ")


def test_a_file_name_that_is_not_utf8_is_shown_somehow(run, tmp_path):
    folder = tmp_path / "packs"
    folder.mkdir()
    (folder / b"caf\xe9.yaml".decode("utf-8", "surrogateescape")).write_text("pack: [\n")
    done = run("check", folder)
    assert done.returncode == 1
    assert "never closed" in done.stdout


def judged(rows, replies):
    """The measures as the description of the labelled questions defines them, from the JSON contract alone."""
    counts = dict.fromkeys(["right at 1", "right at 3", "answered right", "answered wrong", "offered"], 0)
    counts |= {"false answers": 0, "false offers": 0}
    for row, reply in zip(rows, replies, strict=True):
        ids = [match["id"] for match in reply["matches"]]
        answered = reply["answer"]["id"] if reply["outcome"] == "answered" else None
        if row["expect"]:
            near = not set(ids[:3]).isdisjoint(row["expect"])
            counts["right at 1"] += bool(ids) and ids[0] in row["expect"]
            counts["right at 3"] += near
            counts["answered right"] += answered in row["expect"]
            counts["answered wrong"] += answered is not None and answered not in row["expect"]
            counts["offered"] += reply["outcome"] == "ambiguous" and near
        else:
            counts["false answers"] += reply["outcome"] == "answered"
            counts["false offers"] += reply["outcome"] == "ambiguous"
    inside = sum(bool(row["expect"]) for row in rows)
    total = {"false answers": len(rows) - inside, "false offers": len(rows) - inside}
    return {name: f"{count / total.get(name, inside):.3f}" for name, count in counts.items()}


@pytest.mark.slow
def test_eval_measures_what_the_command_line_answers(run, tmp_path):
    """The same measures, computed from `ask --json` alone, line by line."""
    rows = [json.loads(line) for line in (QUESTIONS / "dev.jsonl").read_text(encoding="utf-8").splitlines()]
    rows = [row | {"q": " ".join(row["q"].split())} for row in rows]
    file = tmp_path / "questions.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    asked = run("ask", "--json", stdin="".join(row["q"] + "\n" for row in rows))
    printed = run("eval", file).stdout
    shown = dict(line.rsplit(maxsplit=1) for line in printed.splitlines()[:9])
    replies = [json.loads(line) for line in asked.stdout.splitlines()]
    assert {name: shown[name] for name in shown if "scope" not in name} == judged(rows, replies)


def test_eval_shows_kinds_thresholds_and_misses_on_demand(run, tmp_path):
    file = tmp_path / "questions.jsonl"
    rows = [
        {"q": "what are the 7 Cs", "expect": ["riseup-principles/seven-cs"], "kind": "short"},
        {"q": "rule of seven", "expect": ["riseup-principles/seven-cs"], "kind": "odd"},
    ]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    done = run("eval", "--by-kind", "--misses", "5", file)
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert "odd" in lines
    assert "short" in lines
    assert any(line.startswith("threshold") for line in lines)
    assert lines[-3:] == ["odd: rule of seven", "  wanted riseup-principles/seven-cs", lines[-1]]
    assert lines[-1].startswith("  got    riseup-principles/rule-of-seven")


@pytest.mark.parametrize(
    ("text", "expected"),
    [(GOOD, ":1: not a labelled question: write it like"), ("", ": holds no questions"), (None, ": cannot be read")],
    ids=["not JSON", "empty", "missing"],
)
def test_eval_of_a_bad_file_names_it(run, tmp_path, text, expected):
    file = tmp_path / "questions.jsonl"
    if text is not None:
        file.write_text(text)
    done = run("eval", file)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"{file}{expected}")


def test_eval_names_an_expected_id_that_no_pack_has(run, tmp_path):
    file = tmp_path / "questions.jsonl"
    file.write_text('{"q": "the 7 Cs", "expect": ["riseup-principles/seven-c"]}\n{"q": "x", "expect": ["no/such"]}\n')
    done = run("eval", file)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        f'{file}:1: no entry is called "riseup-principles/seven-c": did you mean "riseup-principles/seven-cs"?',
        f'{file}:2: no entry is called "no/such": `principles list` shows every id',
    ]


def test_eval_wants_a_file(run):
    done = run("eval")
    assert done.returncode == 2
    assert "FILE" in done.stderr


def test_help_names_every_command_with_one_line(run):
    done = run("--help")
    assert done.returncode == 0
    for command in COMMANDS:
        assert f"\n  {command} " in done.stdout


@pytest.mark.parametrize("arguments", [["nonsense"], ["ask", "--nonsense"]])
def test_what_is_not_known_is_refused_with_a_hint(run, arguments):
    done = run(*arguments)
    assert done.returncode == 2
    assert "nonsense" in done.stderr
    assert "--help" in done.stderr


def test_the_version_is_told(run):
    from bot import __version__

    assert run("--version").stdout == f"principles, version {__version__}\n"


def test_the_report_shows_how_packs_do_and_where(run, write_pack, tmp_path):
    other = "  - {id: zoo, question: What does the zebra eat?, answer: Grass.}\n"
    folder = write_pack(GOOD.replace("answer", "aliases: [opening hours], review_by: 2020-01-31, answer") + other)
    done = run("check", folder, "--report", "out.html")
    assert done.returncode == 0
    page = (tmp_path / "out.html").read_text()
    assert "2020-01-31" in page
    assert "<td>shop</td><td>2</td><td>1</td><td>1</td>" in page, "one alias was tried, and answered without itself"
    assert re.search(r'<a href="#f1-\d">packs/shop.yaml:\d</a>', page)
    assert "No record is at hand" in page


def test_the_report_of_packs_that_do_not_load_has_their_problems(run, write_pack, tmp_path):
    done = run("check", write_pack(GOOD.replace("answer", "anwser")), "--report", "out.html")
    assert done.returncode == 1
    assert "anwser" in (tmp_path / "out.html").read_text()


def test_a_report_that_cannot_be_written_says_so(run, write_pack, tmp_path):
    (tmp_path / "taken").write_text("a file, and no folder")
    done = run("check", write_pack(GOOD), "--report", "taken/out.html")
    assert done.returncode == 2
    assert "cannot be written" in done.stderr

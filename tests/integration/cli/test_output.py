"""Output that cannot be written, and output that nobody folds."""

from __future__ import annotations

import subprocess

import pytest

from tests.integration.cli.conftest import COMMAND, PATIENCE_SECONDS

LONG = "https://shop.example/" + "a-very-long-address/" * 12

PACK = f"""\
pack: shop
source: {{title: Shop handbook, url: "{LONG}source"}}
entries:
  - id: links
    question: Where are the links?
    answer: ["{LONG}item", "{"word " * 60}end"]
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", "what are the 7 Cs"),
        ("ask", "--json", "what are the 7 Cs"),
        ("list",),
        ("check",),
        ("manifest",),
        ("--help",),
    ],
    ids=" ".join,
)
def test_a_full_disk_is_one_line_and_no_success(environ, arguments):
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*COMMAND, *arguments], stdout=full, stderr=subprocess.PIPE, env=environ, timeout=PATIENCE_SECONDS
        )
    assert done.returncode == 2
    assert done.stderr == b"This could not be finished: No space left on device.\n"


def test_a_closed_output_is_no_traceback(environ):
    command = " ".join(COMMAND)
    done = subprocess.run(
        ["sh", "-c", f"{command} ask 'what are the 7 Cs' >&-"],
        capture_output=True,
        env=environ,
        timeout=PATIENCE_SECONDS,
    )
    assert b"Traceback" not in done.stderr


def test_a_pipe_has_no_width_so_nothing_is_folded_or_cut(run, write_pack):
    lines = run("ask", "--knowledge", write_pack(PACK), "where are the links").stdout.splitlines()
    assert f" • {LONG}item" in lines
    assert f" • {'word ' * 60}end" in lines
    assert any(line.endswith(f"{LONG}source") for line in lines)


@pytest.mark.parametrize("columns", ["40", "80"])
def test_a_terminal_folds_between_words_and_breaks_no_address(run, write_pack, columns):
    """What is copied or clicked is whole; the terminal itself wraps a line that is wider than it is."""
    shown = run("ask", "--knowledge", write_pack(PACK), "where are the links", COLUMNS=columns).stdout
    assert "…" not in shown
    assert max(len(line) for line in shown.splitlines() if "://" not in line) <= int(columns)
    assert f"{LONG}item" in shown.split()
    assert f"{LONG}source" in shown.split()


def test_a_batch_shows_each_question_above_its_answer_and_skips_blank_lines(run):
    done = run("ask", stdin="what are the 7 Cs\n\n   \nwhat's for lunch\n")
    assert [line for line in done.stdout.splitlines() if line.startswith("> ")] == [
        "> what are the 7 Cs",
        "> what's for lunch",
    ]
    assert done.stdout.count("I do not know that one.") == 1


def test_an_explanation_begins_with_what_an_author_can_do(run):
    shown = run("ask", "--explain", "which pillars matter for gravel bikes").stdout
    why = shown[shown.index("Why:") :].splitlines()[0]
    assert "an alias with these words would bring it nearer" in why
    assert "gravel" in why


def test_an_explanation_of_a_wrong_number_says_that_numbers_are_facts(run):
    shown = run("ask", "--explain", "what are the 9 pillars of customer service").stdout
    assert "it has another number than 9 pillars, and a number is a fact." in shown


def test_a_folder_that_was_removed_under_ones_feet_is_no_obstacle(environ, tmp_path):
    """A shell or a service whose release folder was replaced stands in such a one."""
    gone = tmp_path / "gone"
    gone.mkdir()
    command = f"rmdir {gone} && exec {' '.join(COMMAND)} ask 'rule of 7'"
    done = subprocess.run(["sh", "-c", command], cwd=gone, capture_output=True, env=environ, timeout=PATIENCE_SECONDS)
    assert done.returncode == 0, done.stderr
    assert b"Rule of 7" in done.stdout

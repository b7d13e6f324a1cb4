"""`principles ask` on standard input: one answer a line, in order, as they come."""

from __future__ import annotations

import json
import os
import resource
import select
import subprocess
import time
from pathlib import Path

import pytest

from bot.matching.evaluation import read_labelled
from tests.integration.cli.conftest import COMMAND, PATIENCE_SECONDS

QUESTIONS = Path(__file__).parents[2] / "quality" / "questions" / "dev.jsonl"


def replies(done):
    return [json.loads(line) for line in done.stdout.splitlines()]


def start(environ, *arguments):
    """`principles ask` with both ends in the test's hands."""
    return subprocess.Popen(
        [*COMMAND, "ask", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environ,
    )


def read_until(process, wanted: bytes) -> bytes:
    """What the process prints until `wanted` is in it, however long that takes within patience."""
    printed, deadline = b"", time.monotonic() + PATIENCE_SECONDS
    while wanted not in printed:
        ready, _, _ = select.select([process.stdout], [], [], max(0, deadline - time.monotonic()))
        assert ready, f"nothing came but {printed!r}"
        chunk = os.read(process.stdout.fileno(), 65_536)
        assert chunk, f"ended after {printed!r}"
        printed += chunk
    return printed


@pytest.mark.parametrize(("arguments", "sign"), [(("--json",), b"\n"), ((), b"Source:")], ids=["json", "text"])
def test_an_answer_comes_before_the_next_question_is_sent(environ, arguments, sign):
    with start(environ, *arguments) as process:
        for question, part in (
            (b"what are the 7 Cs\n", b"Co"),
            (b"how do I handle an angry customer\n", b"Remain calm"),
        ):
            process.stdin.write(question)
            process.stdin.flush()
            assert part in read_until(process, sign)
        process.stdin.close()
        assert process.wait(PATIENCE_SECONDS) == 0


def test_answers_stand_in_the_order_of_questions_and_blank_lines_count(run):
    questions = ["what are the 7 Cs", "", "what's for lunch", "  ", "rule of seven"]
    done = run("ask", "--json", stdin="\n".join(questions) + "\n")
    assert done.returncode == 0, "a batch is a success, whatever was answered"
    assert [reply["question"] for reply in replies(done)] == questions
    assert [reply["outcome"] for reply in replies(done)] == [
        "answered",
        "abstained",
        "abstained",
        "abstained",
        "answered",
    ]


@pytest.mark.parametrize("stdin", ["what are the 7 Cs", "what are the 7 Cs\r\n"], ids=["no line end", "CRLF"])
def test_the_last_line_needs_no_end_and_windows_ends_are_no_words(run, stdin):
    (reply,) = replies(run("ask", "--json", stdin=stdin))
    assert reply["question"] == "what are the 7 Cs"


def test_an_empty_input_has_no_answers(run):
    done = run("ask", "--json", stdin="")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def seconds_of_children() -> float:
    """The processor's time of all commands that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.mark.slow
def test_a_thousand_questions_take_seconds(run):
    """The index is built once. The processor's time, and ten times what it takes: slow and busy machines stay green."""
    started = seconds_of_children()
    done = run("ask", "--json", stdin="".join(f"what are the {number} pillars of service\n" for number in range(1000)))
    assert len(replies(done)) == 1000
    assert seconds_of_children() - started < 20


def test_broken_bytes_are_still_a_question(run):
    """Each line that is not UTF-8 gets its answer, and the lines around it theirs."""
    stdin = b"what are the 7 Cs \xff\xfe\n\x80\x81\n\x00\x07\xed\xa0\x80 rule of seven\nwhat are the 7 Cs\n"
    done = run("ask", "--json", stdin=stdin)
    assert [reply["outcome"] for reply in replies(done)] == ["answered", "abstained", "answered", "answered"]


def test_a_line_longer_than_memory_should_hold_is_one_question(run):
    done = run("ask", "--json", stdin=b"what are the 7 Cs " + b"x" * 3_000_000 + b"\nrule of seven\n")
    first, second = replies(done)
    assert len(first["question"]) <= 1_000_000
    assert "Only the first 4,000 characters were read." in first["reason"]
    assert second["question"] == "rule of seven"


@pytest.mark.parametrize("arguments", [("--json",), ()], ids=["json", "text"])
def test_a_reader_that_leaves_ends_it_quietly(environ, arguments):
    """As in `principles ask < questions | head -1`: no traceback, no hang."""
    with start(environ, *arguments) as process:
        process.stdin.write(b"what are the 7 Cs\n")
        process.stdin.flush()
        read_until(process, b"Customer")
        process.stdout.close()
        try:
            process.stdin.write(b"what are the 7 Cs\n" * 2000)
            process.stdin.close()
        except BrokenPipeError:
            pass  # it left before everything was sent, as it should
        process.wait(PATIENCE_SECONDS)
        assert process.stderr.read() == b""


def test_text_answers_are_parted_by_an_empty_line(run):
    done = run("ask", stdin="what's for lunch\nwhat's for lunch\n")
    one = "> what's for lunch\n\n" + run("ask", "what's for lunch").stdout
    assert done.stdout == one + one
    assert one.endswith("\n\n")


def test_the_same_questions_give_the_same_bytes_whatever_python_hashes(environ):
    """Nothing is random: neither between processes nor between machines."""
    questions = "\n".join(row.question.replace("\n", " ") for row in read_labelled(QUESTIONS)[:150])
    printed = {
        subprocess.run(
            [*COMMAND, "ask", "--json", "--explain"],
            input=questions.encode(),
            capture_output=True,
            env={**environ, "PRINCIPLES_CACHE": "off", "PYTHONHASHSEED": seed},
            timeout=PATIENCE_SECONDS,
        ).stdout
        for seed in ("0", "77")
    }
    assert len(printed) == 1

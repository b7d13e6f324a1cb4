"""The same questions get the same decisions whatever the hash seed, the threads and the processor's instructions."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.quality.fitting.names import QUESTIONS

# Every ninth watched question: some that words settle, some that meaning has to.
ASKED = [json.loads(line)["q"] for line in (QUESTIONS / "watch.jsonl").read_text(encoding="utf-8").splitlines()][::9]


def decisions(environ, **changed):
    """(outcome, answer, matches) of every question, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", "ask", "--json"],
        input="\n".join(" ".join(question.split()) for question in ASKED),
        env={**environ, "PRINCIPLES_CACHE": "off", **changed},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    replies = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(replies) == len(ASKED)
    return [
        (reply["outcome"], reply["answer"] and reply["answer"]["id"], [match["id"] for match in reply["matches"]])
        for reply in replies
    ]


@pytest.fixture(scope="module")
def usual(environ):
    return decisions(environ, PYTHONHASHSEED="1")


@pytest.mark.parametrize(
    "changed",
    [
        {"PYTHONHASHSEED": "2"},
        {"OPENBLAS_NUM_THREADS": "1"},
        {"OPENBLAS_NUM_THREADS": "4"},
        {"NPY_DISABLE_CPU_FEATURES": "AVX2 FMA3 AVX512F AVX512CD AVX512_SKX AVX512_ICL"},
        {"OPENBLAS_CORETYPE": "Prescott"},
        {"OPENBLAS_CORETYPE": "Haswell"},
    ],
    ids=lambda changed: " ".join(f"{name}={value}" for name, value in changed.items()),
)
def test_decisions_do_not_depend_on_the_machine(environ, usual, changed):
    assert decisions(environ, **{"PYTHONHASHSEED": "1", **changed}) == usual


def test_vectors_took_part_in_them(environ, usual):
    assert decisions(environ, PRINCIPLES_ENCODER="off") != usual

"""`python -m tests.questions`: the long form of the crash harness. Exit status 1 if a reply was lost or doubled."""

import argparse
import sys
import tempfile
from functools import partial

from tests.daily.postgres import Postgres
from tests.questions import scenarios


def main() -> None:
    """Run every trial, print a line for each."""
    parser = argparse.ArgumentParser(prog="python -m tests.questions", description="The crash harness of questions.")
    parser.add_argument("--questions", type=int, default=5000, help="how many in each trial (default 5000)")
    questions = parser.parse_args().questions
    print(f"{'trial':55} questions doubled lost pending taken-over slowest-seconds", flush=True)
    good = True
    with tempfile.TemporaryDirectory() as folder, Postgres() as postgres:
        trials = {
            "SQLite, one process, five kill -9": partial(scenarios.sqlite_killed_and_restarted, folder, questions),
            "PostgreSQL, two replicas, three killed one by one": partial(
                scenarios.one_of_two_killed, postgres, questions
            ),
            "PostgreSQL, two replicas, database crashed twice": partial(
                scenarios.database_restarted, postgres, questions
            ),
        }
        for name, trial in trials.items():
            count = trial()
            good &= count.good
            figures = f"{count.questions:9} {count.doubled:7} {count.lost:4} {count.pending:7} {count.taken_over:10}"
            print(f"{name:55} {figures} {count.slowest_seconds:15}", flush=True)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()

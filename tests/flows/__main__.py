"""`python -m tests.flows`: the long form of the crash harness. Exit status 1 if a post was lost or doubled."""

import argparse
import sys
import tempfile
from functools import partial

from tests.daily.postgres import Postgres
from tests.flows import scenarios


def main() -> None:
    """Run every trial, print a line for each."""
    parser = argparse.ArgumentParser(prog="python -m tests.flows", description="The crash harness of the flows.")
    parser.add_argument("--answers", type=int, default=1000, help="how many in each trial (default 1000)")
    parser.add_argument("--digests", type=int, default=200, help="how many in each trial (default 200)")
    given = parser.parse_args()
    print(f"{'trial':55} answers digests doubled lost open taken-over seconds", flush=True)
    good = True
    with tempfile.TemporaryDirectory() as folder, Postgres() as postgres:
        trials = {
            "SQLite, one process, three kill -9": partial(scenarios.sqlite_killed_and_restarted, folder),
            "PostgreSQL, two replicas, three killed one by one": partial(scenarios.one_of_two_killed, postgres),
            "PostgreSQL, two replicas, database crashed twice": partial(scenarios.database_restarted, postgres),
        }
        for name, trial in trials.items():
            count = trial(given.answers, given.digests)
            good &= count.good
            figures = f"{count.answers:7} {count.digests:7} {count.doubled:7} {count.lost:4} {count.open:4}"
            print(f"{name:55} {figures} {count.taken_over:10} {count.seconds:7}", flush=True)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()

"""`python -m tests.daily`: the long form of the crash harness. Exit status 1 if a post was lost or doubled."""

import argparse
import sys
import tempfile
from collections.abc import Callable
from functools import partial

from tests.daily import scenarios
from tests.daily.harness import Count
from tests.daily.postgres import Postgres

# Freezes for ten seconds must end before a frozen replica's work is given away.
PATIENT = {"lease": 12.0}


def main() -> None:
    """Run every trial, print a line for each."""
    parser = argparse.ArgumentParser(prog="python -m tests.daily", description="The crash harness of the daily post.")
    parser.add_argument("--posts", type=int, default=2000, help="how many in each trial (default 2000)")
    posts = parser.parse_args().posts
    print(f"{'trial':50} posts doubled lost  unsettled looked-for  seconds stop-seconds", flush=True)
    with tempfile.TemporaryDirectory() as folder, Postgres() as postgres:
        trials: dict[str, Callable[[], Count]] = {
            "SQLite, one process, five kill -9": partial(scenarios.sqlite_killed_and_restarted, folder, posts),
            "PostgreSQL, three replicas, one killed, one frozen": partial(
                scenarios.one_killed_one_frozen, postgres, posts, **PATIENT
            ),
            "PostgreSQL, two replicas, database crashed twice": partial(scenarios.database_restarted, postgres, posts),
        }
        counts = {name: run(name, trial) for name, trial in trials.items()}
    sys.exit(0 if all(count.good for count in counts.values()) else 1)


def run(name: str, trial: Callable[[], Count]) -> Count:
    """One trial and its line."""
    count = trial()
    figures = f"{count.posts:5} {count.doubled:7} {count.lost:4} {count.unsettled:10} {count.in_doubt:10}"
    print(f"{name:50} {figures} {count.seconds:8} {count.stop_seconds:12}", flush=True)
    return count


if __name__ == "__main__":
    main()

"""The short form of the questions' crash harness: every accepted question is answered once.

`python -m tests.questions` is the long one.
"""

from collections.abc import Iterator

import pytest

from tests.daily.postgres import Postgres
from tests.questions import scenarios

pytestmark = pytest.mark.slow

# Enough that something is always in flight when a replica is killed, few enough for every run of CI.
QUESTIONS = 150


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    with Postgres() as server:
        yield server


def test_sqlite_survives_kills(tmp_path):
    """The only process, killed while it answers, and started again."""
    count = scenarios.sqlite_killed_and_restarted(tmp_path, QUESTIONS, kills=1)
    print(count)
    assert count.good


def test_postgres_survives_a_dead_replica(postgres):
    """What one of two had accepted, the other one answers."""
    count = scenarios.one_of_two_killed(postgres, 2 * QUESTIONS, kills=1)
    print(count)
    assert count.good

"""The short form of the crash harness: nothing doubled, nothing lost. `python -m tests.daily` is the long one."""

from collections.abc import Iterator

import pytest

from tests.daily import scenarios
from tests.daily.postgres import Postgres

pytestmark = pytest.mark.slow

# Enough posts that something is always in flight when a replica is killed, few enough for every test run.
POSTS = 100

# Impatient replicas: a dead one is missed after six seconds, and a frozen one must wake before that. The lease
# outlasts the time-outs of one call (connecting, sending, receiving), as it does in production.
IMPATIENT = {"timeout": 1.5, "lease": 5.0, "read_lag": 1.0}


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    with Postgres() as server:
        yield server


def test_sqlite_survives_kills(tmp_path):
    """One process, killed while it posts."""
    count = scenarios.sqlite_killed_and_restarted(tmp_path, POSTS, kills=1, **IMPATIENT)
    print(count)
    assert count.good


def test_postgres_survives_a_dead_and_a_frozen_replica(postgres):
    """Three replicas, one killed for good, one frozen for two seconds."""
    count = scenarios.one_killed_one_frozen(postgres, 2 * POSTS, frozen_seconds=2, **IMPATIENT)
    print(count)
    assert count.good


def test_posts_survive_a_crash_of_the_database(postgres):
    """Two replicas, their PostgreSQL crashed once."""
    count = scenarios.database_restarted(postgres, POSTS, restarts=1, **IMPATIENT)
    print(count)
    assert count.good

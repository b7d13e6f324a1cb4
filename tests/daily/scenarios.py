"""The accidents: what happens to the replicas while the posts go out."""

import time

from tests.daily.harness import Count, Trial
from tests.daily.postgres import Postgres


def sqlite_killed_and_restarted(folder, posts: int, *, kills: int = 5, **config) -> Count:
    """One process on SQLite, killed again and again, and started again under its name."""
    with Trial(f"sqlite:///{folder}/daily.sqlite3", posts, **config) as trial:
        replica = trial.replica("only")
        for number in range(1, kills + 1):
            trial.wait_for_posts(posts * number // (kills + 2))
            replica.kill()
            replica = trial.replica("only")
        return trial.finish()


def one_killed_one_frozen(postgres: Postgres, posts: int, *, frozen_seconds: float = 10.0, **config) -> Count:
    """Three replicas on PostgreSQL: one killed for good, one frozen for a while and resumed."""
    with Trial(postgres.new_url(), posts, **config) as trial:
        first, second, _ = (trial.replica(f"replica-{n}") for n in range(3))
        trial.wait_for_posts(posts // 4)
        first.kill()
        trial.wait_for_posts(posts // 2)
        second.freeze()
        time.sleep(frozen_seconds)  # the accident itself: how long it is frozen
        second.thaw()
        return trial.finish()


def database_restarted(postgres: Postgres, posts: int, *, restarts: int = 2, **config) -> Count:
    """Two replicas whose PostgreSQL crashes and comes back while they post."""
    with Trial(postgres.new_url(), posts, **config) as trial:
        trial.replica("replica-0")
        trial.replica("replica-1")
        for number in range(1, restarts + 1):
            trial.wait_for_posts(posts * number // (restarts + 2))
            postgres.restart()
        return trial.finish()

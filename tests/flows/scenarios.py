"""The accidents: what happens to the replicas between an answer and its asker, a digest and its channel."""

import time

from tests.daily.postgres import Postgres
from tests.flows.harness import Count, Trial


def killed_with_all_in_flight(trial: Trial, *, alone: bool) -> Count:
    """A replica is killed while every post waits for Slack, which has taken every second one without a word.

    `alone`: it is started again; otherwise another one was there.
    """
    everything = trial.answers + trial.weekly
    with trial:
        trial.hang(everything)
        doomed = trial.start()
        trial.begin()
        trial.wait_for_calls(everything)
        if not alone:
            trial.start()
        trial.kill(doomed)
        if alone:
            trial.start()
        return trial.finish()


def sqlite_killed_and_restarted(folder, answers: int, digests: int, *, kills: int = 3, seed: int = 1) -> Count:
    """The only process on SQLite, killed at random points, and started again."""
    with Trial(f"sqlite:///{folder}/flows-{seed}.sqlite3", answers, digests, seed=seed) as trial:
        trial.fail_at_random()
        replica = trial.start()
        trial.begin()
        for number in range(1, kills + 1):
            trial.wait_for_posts((answers + digests) * number // (kills + 1))
            time.sleep(trial.random.random() / 10)  # the point of the kill
            trial.kill(replica)
            replica = trial.start()
        return trial.finish()


def one_of_two_killed(postgres: Postgres, answers: int, digests: int, *, kills: int = 3, seed: int = 2) -> Count:
    """Two replicas on PostgreSQL; one after the other is killed for good, and a new one comes."""
    with Trial(postgres.new_url(), answers, digests, seed=seed) as trial:
        trial.fail_at_random()
        for _ in range(2):
            trial.start()
        trial.begin()
        for number in range(1, kills + 1):
            trial.wait_for_posts((answers + digests) * number // (kills + 1))
            time.sleep(trial.random.random() / 10)  # the point of the kill
            trial.kill(trial.replicas[0])
            trial.start()
        return trial.finish()


def database_restarted(postgres: Postgres, answers: int, digests: int, *, restarts: int = 2, seed: int = 3) -> Count:
    """Two replicas whose PostgreSQL crashes and comes back while experts answer and digests are due."""
    with Trial(postgres.new_url(), answers, digests, seed=seed) as trial:
        trial.fail_at_random()
        for _ in range(2):
            trial.start()
        trial.begin()
        for number in range(1, restarts + 1):
            trial.wait_for_posts((answers + digests) * number // (restarts + 1))
            postgres.restart()
        return trial.finish()

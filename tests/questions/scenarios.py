"""The accidents: what happens to the replicas while people ask."""

import time

from tests.daily.postgres import Postgres
from tests.questions.harness import Count, Trial


def sqlite_killed_and_restarted(folder, questions: int, *, kills: int = 5, seed: int = 1) -> Count:
    """The only process on SQLite, killed at random points, and started again."""
    with Trial(f"sqlite:///{folder}/questions-{seed}.sqlite3", questions, seed=seed) as trial:
        replica = trial.start()
        trial.ask_all()
        for number in range(1, kills + 1):
            trial.wait_for_acks(questions * number // (kills + 1))
            time.sleep(trial.random.random() / 10)  # the point of the kill
            trial.kill(replica)
            replica = trial.start()
        return trial.finish()


def one_of_two_killed(postgres: Postgres, questions: int, *, kills: int = 3, seed: int = 2) -> Count:
    """Two replicas on PostgreSQL under load; one after the other is killed for good, and a new one comes."""
    with Trial(postgres.new_url(), questions, seed=seed) as trial:
        for _ in range(2):
            trial.start()
        trial.ask_all()
        for number in range(1, kills + 1):
            trial.wait_for_acks(questions * number // (kills + 1))
            time.sleep(trial.random.random() / 10)  # the point of the kill
            trial.kill(trial.replicas[0])
            trial.start()
        return trial.finish()


def database_restarted(postgres: Postgres, questions: int, *, restarts: int = 2, seed: int = 3) -> Count:
    """Two replicas whose PostgreSQL crashes and comes back while people ask."""
    with Trial(postgres.new_url(), questions, seed=seed) as trial:
        for _ in range(2):
            trial.start()
        trial.ask_all()
        for number in range(1, restarts + 1):
            trial.wait_for_acks(questions * number // (restarts + 1))
            postgres.restart()
        return trial.finish()

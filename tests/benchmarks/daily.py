"""`python -m tests.benchmarks.daily`: posts a second on PostgreSQL, and 100,000 subscriptions planned at once.

Not part of the test run: it takes some minutes, and says more about the machine than about the code.
"""

import resource
import time
from datetime import UTC, datetime

from bot.knowledge.files import bundled_folder
from bot.knowledge.loader import load
from bot.posting.cards import cards_of
from bot.posting.deck import Deck
from bot.posting.planner import plan
from bot.store.database import Database
from bot.store.schema import subscriptions as table
from bot.store.subscriptions import Subscriptions, as_row
from tests.daily.harness import Trial
from tests.daily.postgres import Postgres
from tests.daily_examples import just_due

POSTS = 2_000
SUBSCRIPTIONS = 100_000


def throughput(postgres: Postgres, workspaces: int, replicas: int) -> float:
    """Posts a second until all are in Slack, from the moment the replicas are up; a stand-in's answer takes 50 ms."""
    with Trial(postgres.new_url(), POSTS, workspaces=workspaces, seed=None) as trial:
        for number in range(replicas):
            trial.replica(f"replica-{number}")
        trial.wait_for_posts(1)
        begun = time.monotonic()
        trial.wait_for_posts(POSTS)
        return (POSTS - 1) / (time.monotonic() - begun)


def planning(postgres: Postgres) -> tuple[float, float]:
    """The seconds it takes to plan all subscriptions, and the process's peak memory in MB."""
    database = Database.open(postgres.new_url())
    database.migrate()
    now = datetime.now(UTC)
    for start in range(0, SUBSCRIPTIONS, 5_000):
        made = [just_due(f"T{n % 1000}", f"C{n}", now) for n in range(start, start + 5_000)]
        with database.begin() as connection:
            connection.execute(table.insert(), [as_row(one) for one in made])
    deck, store = Deck(cards_of(load([bundled_folder()]))), Subscriptions(database)
    begun = time.monotonic()
    while store.advance(now, lambda one: plan(one, deck, now)):
        pass
    taken = time.monotonic() - begun
    database.close()
    return taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print one line for each measure."""
    with Postgres() as postgres:
        seconds, megabytes = planning(postgres)
        print(f"{SUBSCRIPTIONS} subscriptions due in one minute: planned in {seconds:.1f} s, peak {megabytes:.0f} MB")
        for workspaces in (10, 1_000):
            for replicas in (1, 2):
                rate = throughput(postgres, workspaces, replicas)
                print(f"{workspaces} workspaces, {replicas} replica(s): {rate:.0f} posts/s", flush=True)


if __name__ == "__main__":
    main()

"""`python -m tests.daily.replica '{...}'`: one replica of the daily post in its own process, until SIGTERM."""

import json
import logging
import signal
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Event

from slack_sdk import WebClient

from bot.answering.identity import identity_of
from bot.engine.daily import Daily, Rates
from bot.knowledge.files import bundled_folder
from bot.knowledge.loader import load
from bot.posting.cards import cards_of
from bot.posting.courier import Timing
from bot.posting.deck import Deck
from bot.slack.clients import OneWorkspace
from bot.slack.daily.publisher import DailyPublisher
from bot.store.clock import Clock
from bot.store.database import Database
from tests.slack_stand_in import BOT_TOKEN


@dataclass(frozen=True)
class Replica:
    """How a replica runs. Times are in seconds, and much shorter than in production, to crash often in a minute."""

    name: str
    database_url: str
    slack_url: str
    timeout: float = 2.0
    lease: float = 8.0
    read_lag: float = 0.3
    posts_per_second: int = 1000
    workers: int = 32
    poll: float = 0.1
    teams: list[str] | None = None
    minutes_ahead: float = 0.0


def build(config: Replica, database: Database) -> Daily:
    """The daily post over the bundled packs, against the stand-in, on a machine whose clock may be wrong."""
    clock = Clock(database, lambda: datetime.now(UTC) + timedelta(minutes=config.minutes_ahead))
    clock.compare()
    client = WebClient(BOT_TOKEN, base_url=config.slack_url, timeout=config.timeout, retry_handlers=[])
    pace = Rates(
        posts_per_second=config.posts_per_second,
        workers=config.workers,
        poll=timedelta(seconds=config.poll),
        plan=timedelta(seconds=1),
        tell=timedelta(seconds=2),
    )
    timing = Timing(
        lease=timedelta(seconds=config.lease),
        read_lag=timedelta(seconds=config.read_lag),
        longest_wait=timedelta(seconds=5),
    )
    knowledge = load([bundled_folder()])
    deck, me = Deck(cards_of(knowledge)), identity_of(knowledge)
    publisher = DailyPublisher(OneWorkspace(client), lambda _team: me)
    return Daily(
        database,
        lambda _team: deck,
        publisher,
        publisher.tell,
        clock=clock.now,
        teams=lambda: None if config.teams is None else frozenset(config.teams),
        pace=pace,
        timing=timing,
    )


def main() -> None:
    """Run until told to stop; say so on standard output."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(message)s %(error)s", defaults={"error": ""}))
    logging.basicConfig(level="WARNING", handlers=[handler])
    logging.getLogger("slack_sdk").setLevel("CRITICAL")
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    config = Replica(**json.loads(sys.argv[1]))
    database = Database.open(config.database_url)
    database.migrate()
    daily = build(config, database)
    daily.start()
    print("ready", flush=True)
    stop.wait()
    daily.stop()
    database.close()
    print("stopped", flush=True)


if __name__ == "__main__":
    main()

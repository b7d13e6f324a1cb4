"""The creator of a halted subscription is told once, and a message that did not arrive is sent again."""

import pytest

from bot.engine.telling import DOUBTS, TRIES, Telling
from bot.posting.delivery import Doubtful, Posted, Refused, Throttled
from bot.store.database import Database
from bot.store.subscriptions import Subscriptions
from tests.daily_examples import subscription, utc

NOW = utc("2026-11-20 09:00")


class Told:
    """One halted subscription; `outcomes` are what Slack says to the messages, the last one for ever."""

    def __init__(self, database, *outcomes):
        self.outcomes, self.sent = list(outcomes), []
        self.subscriptions = Subscriptions(database)
        self.subscriptions.save(subscription().rescheduled(NOW))
        self.subscriptions.halt("T1", "C1", "is_archived")
        self.telling = Telling(self.subscriptions, self.tell)

    def tell(self, halted):
        self.sent.append(halted.channel)
        return self.outcomes.pop(0) if len(self.outcomes) > 1 else self.outcomes[0]

    def sweep(self, times):
        for _ in range(times):
            self.telling.tell_creators()
        return len(self.sent)


@pytest.fixture
def database(sqlite_url):
    database = Database.open(sqlite_url)
    yield database
    database.close()


def test_one_message_is_enough(database):
    assert Told(database, Posted("1.1")).sweep(5) == 1


@pytest.mark.parametrize("failure", [Throttled(30), Doubtful("time-out"), Refused("ratelimited", lasting=False)])
def test_a_message_that_did_not_arrive_is_sent_again(database, failure):
    assert Told(database, failure, failure, Posted("1.1")).sweep(9) == 3


def test_a_person_who_cannot_be_told_is_asked_once(database):
    assert Told(database, Refused("account_inactive", lasting=True)).sweep(5) == 1


@pytest.mark.parametrize(
    ("failure", "messages"),
    [(Doubtful("time-out"), DOUBTS), (Throttled(30), TRIES), (Refused("odd", lasting=False), TRIES)],
)
def test_nobody_is_told_for_ever(database, failure, messages):
    """Where nobody knows whether a message arrived, there are few of them."""
    assert Told(database, failure).sweep(TRIES + 20) == messages

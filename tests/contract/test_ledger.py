"""The ledger keeps a day to one delivery, and a delivery to one process; in memory and on both databases."""

from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from prometheus_client import REGISTRY

from bot.posting.delivery import Delivery, Key, State
from bot.store.deliveries import Deliveries, insert_deliveries
from tests.daily_examples import utc
from tests.memory_ledger import MemoryLedger

NOW = utc("2026-11-20 09:00")
SOON = NOW + timedelta(seconds=40)
KEY = Key("T1", "C1", NOW.date())
PLANNED = Delivery(KEY, State.PLANNED, "pack/list#a", NOW, NOW + timedelta(hours=4), NOW)


def add(database, *deliveries, now=NOW):
    with database.begin() as connection:
        insert_deliveries(database, connection, deliveries, now)


@pytest.fixture
def deliveries(database):
    """The ledger in the database, with one planned delivery."""
    add(database, PLANNED)
    return Deliveries(database)


@pytest.fixture(params=["memory", "stored"])
def ledger(request, deliveries):
    """Any ledger with one planned delivery."""
    return MemoryLedger(PLANNED) if request.param == "memory" else deliveries


def test_a_day_has_one_delivery(database, deliveries):
    """The first plan for a day stands; the second one changes nothing."""
    add(database, replace(PLANNED, card_id="pack/list#b"))
    assert deliveries.read(KEY) == PLANNED


@pytest.mark.parametrize("there", [0, 1, 2, 3])
def test_what_was_new_is_told_from_what_was_there(database, there):
    """Of three deliveries so many have been written before, at this very moment by this very clock."""
    three = [replace(PLANNED, key=replace(KEY, channel=f"C{n}")) for n in range(3)]
    add(database, *three[:there])
    with database.begin() as connection:
        new = insert_deliveries(database, connection, three, NOW)
    assert new == {item.key for item in three[there:]}
    assert len(Deliveries(database).planned(limit=9)) == 3


def test_a_call_is_announced_by_one_process(ledger):
    """Of two processes that read the same delivery, one may call Slack."""
    mine = ledger.announce(PLANNED, now=NOW, ready=SOON)
    assert (mine.state, mine.attempt, mine.first_intent, mine.ready) == (State.SENDING, 1, NOW, SOON)
    assert ledger.announce(PLANNED, now=NOW, ready=SOON) is None
    assert ledger.read(KEY) == mine


def test_the_first_intent_is_kept(ledger):
    """The look-up has to reach back to the first call, not only to the last."""
    first = ledger.announce(PLANNED, now=NOW, ready=SOON)
    second = ledger.announce(first, now=SOON, ready=SOON)
    assert (second.attempt, second.first_intent) == (2, NOW)


def test_who_lost_a_delivery_cannot_change_it(ledger):
    """A process that comes back late neither settles nor postpones what another one has taken on."""
    first = ledger.announce(PLANNED, now=NOW, ready=SOON)
    second = ledger.announce(first, now=SOON, ready=SOON)
    assert not ledger.settle(first, State.FAILED, now=SOON, error="late")
    assert not ledger.postpone(first, State.QUEUED, now=SOON, ready=SOON)
    assert ledger.read(KEY) == second


def test_a_final_state_is_final(ledger):
    sent = ledger.announce(PLANNED, now=NOW, ready=SOON)
    assert ledger.settle(sent, State.SENT, now=NOW, ts="1.0")
    assert not ledger.settle(sent, State.MISSED, now=NOW)
    assert not ledger.postpone(sent, State.QUEUED, now=NOW, ready=SOON)
    assert ledger.announce(sent, now=NOW, ready=SOON) is None
    assert ledger.read(KEY).state is State.SENT


def test_postponing_keeps_the_reason_for_it(ledger):
    """Surely not posted is queued again; doubtful stays sending."""
    sent = ledger.announce(PLANNED, now=NOW, ready=SOON)
    assert ledger.postpone(sent, State.QUEUED, now=NOW, ready=SOON)
    assert (ledger.read(KEY).state, ledger.read(KEY).ready) == (State.QUEUED, SOON)


def test_nobody_s_delivery_is_none(ledger):
    assert ledger.read(Key("T1", "C2", NOW.date())) is None


def test_two_processes_at_once_announce_once(deliveries, open_database):
    """Ten threads on two connections announce the same delivery at the same moment: one wins."""
    others = Deliveries(open_database())
    barrier, won = Barrier(10), []

    def announce(ledger):
        barrier.wait()
        if ledger.announce(PLANNED, now=NOW, ready=SOON):
            won.append(ledger)

    threads = [Thread(target=announce, args=(deliveries if n % 2 else others,)) for n in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1


@pytest.mark.parametrize(
    ("state", "ready", "taken"),
    [
        (State.PLANNED, NOW, True),
        (State.QUEUED, NOW, True),
        (State.SENDING, NOW, True),  # its process died, or nobody knows what Slack did
        (State.QUEUED, NOW + timedelta(hours=1), False),  # Slack said to come back in an hour
        (State.SENT, NOW, False),
        (State.MISSED, NOW, False),
    ],
)
def test_what_is_ready_is_taken_and_left_alone_for_the_lease(database, state, ready, taken):
    add(database, replace(PLANNED, state=state, ready=ready))
    ledger = Deliveries(database)
    found = ledger.take(NOW, until=SOON, limit=10)
    assert found == ((replace(PLANNED, state=state, ready=SOON),) if taken else ())
    assert ledger.take(SOON - timedelta(seconds=1), until=SOON, limit=10) == ()
    assert bool(ledger.take(SOON, until=SOON, limit=10)) is taken


def test_what_waits_longest_is_taken_first(database):
    """And no more than was asked for."""
    rows = [replace(PLANNED, key=replace(KEY, channel=f"C{n}"), ready=NOW - timedelta(minutes=n)) for n in range(5)]
    add(database, *rows)
    found = Deliveries(database).take(NOW, until=SOON, limit=2)
    assert {item.key.channel for item in found} == {"C4", "C3"}


def test_two_deployments_on_one_database_leave_each_others_posts_alone(database):
    add(database, PLANNED, replace(PLANNED, key=replace(KEY, team="T2")))
    ledger = Deliveries(database)
    assert ledger.take(NOW, until=SOON, limit=10, teams=frozenset()) == ()
    assert [item.key.team for item in ledger.take(NOW, until=SOON, limit=10, teams=frozenset({"T2"}))] == ["T2"]
    assert [item.key.team for item in ledger.take(NOW, until=SOON, limit=10)] == ["T1"]


def test_replicas_that_take_at_once_share_what_is_ready(database, open_database):
    """Four of them, again and again: everything is taken, and nothing twice."""
    add(database, *(replace(PLANNED, key=replace(KEY, channel=f"C{n}")) for n in range(200)))
    replicas, taken = [Deliveries(open_database()) for _ in range(4)], []
    barrier = Barrier(len(replicas))

    def work(ledger):
        barrier.wait()
        while found := ledger.take(NOW, until=SOON, limit=7):
            taken.extend(item.key for item in found)

    threads = [Thread(target=work, args=(ledger,)) for ledger in replicas]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == len(set(taken)) == 200


def test_status_counts_by_state_and_names_the_late_ones(database):
    days = [replace(KEY, channel=f"C{n}") for n in range(5)]
    states = [State.PLANNED, State.PLANNED, State.MISSED, State.FAILED, State.PLANNED]
    add(database, *(replace(PLANNED, key=key, state=state) for key, state in zip(days, states, strict=True)))
    ledger = Deliveries(database)
    for key, after in ((days[0], timedelta(seconds=20)), (days[1], timedelta(hours=1))):
        announced = ledger.announce(replace(PLANNED, key=key), now=NOW, ready=NOW)
        ledger.settle(announced, State.SENT, now=NOW + after, ts="1.0")
    status = ledger.status(NOW, NOW + timedelta(days=1))
    assert status.states == {State.PLANNED: 1, State.SENT: 2, State.MISSED: 1, State.FAILED: 1}
    assert status.late == 1
    assert ledger.status(NOW + timedelta(days=1), NOW + timedelta(days=2)).states == {}


def test_what_needs_an_operator_is_listed_with_its_reason(deliveries):
    announced = deliveries.announce(PLANNED, now=NOW, ready=NOW)
    deliveries.settle(announced, State.UNKNOWN, now=NOW, error="missing_scope" * 10)
    (outcome,) = deliveries.troubled(NOW)
    assert (outcome.key, outcome.state, outcome.card_id) == (KEY, State.UNKNOWN, "pack/list#a")
    assert outcome.error.startswith("missing_scope")
    assert deliveries.troubled(NOW + timedelta(seconds=1)) == ()


def test_what_became_of_a_delivery_is_counted_once(deliveries):
    """Whoever comes second changes nothing, and counts nothing."""
    sent = deliveries.announce(PLANNED, now=NOW, ready=SOON)
    before = REGISTRY.get_sample_value("principles_posts_total", {"state": "sent"}) or 0
    for _ in range(2):
        deliveries.settle(sent, State.SENT, now=NOW, ts="1.0")
    assert REGISTRY.get_sample_value("principles_posts_total", {"state": "sent"}) == before + 1

"""Subscriptions as kept in the database, and planned from it by one or two planners."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from threading import Barrier, Thread

import pytest

from bot.posting.calendar import WORKDAYS
from bot.posting.delivery import Key, State
from bot.posting.planner import plan, plan_now
from bot.posting.rotation import Bag
from bot.posting.subscription import Choice, Standing
from bot.store.deliveries import Deliveries
from bot.store.subscriptions import Subscriptions
from tests.daily_examples import deck, subscription, utc

DECK = deck()
BEFORE, NOW = utc("2026-11-20 00:00"), utc("2026-11-20 09:01")
TODAY = date(2026, 11, 20)


@pytest.fixture
def subscriptions(database):
    return Subscriptions(database)


@pytest.fixture
def due(subscriptions):
    """One subscription that falls due on the 20th at nine."""
    one = subscription().rescheduled(BEFORE)
    subscriptions.save(one)
    return one


def decide(now, cards=DECK):
    return lambda one: plan(one, cards, now)


def test_everything_a_person_chose_comes_back(subscriptions):
    choice = Choice(frozenset({"pack"}), frozenset({"retail", "team work"}))
    one = subscription(zone="Asia/Kathmandu", at="17:05", weekdays=WORKDAYS, skip=[TODAY], choice=choice)
    one = replace(one.rescheduled(BEFORE), standing=Standing.HALTED, trouble="is_archived")
    subscriptions.save(one)
    assert subscriptions.get("T1", "C1") == one
    assert subscriptions.get("T1", "C2") is None


def test_a_channel_has_one_subscription(subscriptions, due):
    """Saving again changes it."""
    later = subscription(at="10:00").rescheduled(BEFORE)
    subscriptions.save(later)
    assert subscriptions.all() == (later,)


def test_editing_does_not_restart_the_rotation(subscriptions, due):
    """The planner may draw a card while a person has the form open."""
    subscriptions.advance(NOW, decide(NOW))
    drawn = subscriptions.get("T1", "C1").bag
    subscriptions.save(replace(due, schedule=subscription(at="10:00").schedule))
    assert drawn != Bag()
    assert subscriptions.get("T1", "C1").bag == drawn


def test_teams_do_not_see_each_other(subscriptions, due):
    subscriptions.save(subscription(team="T2"))
    assert [one.team for one in subscriptions.of_team("T2")] == ["T2"]


def test_planning_writes_delivery_and_next_slot_together(subscriptions, due, database):
    assert subscriptions.advance(NOW, decide(NOW)) == 1
    delivery = Deliveries(database).read(Key("T1", "C1", TODAY))
    assert (delivery.state, delivery.card_id in DECK.cards) == (State.PLANNED, True)
    assert subscriptions.get("T1", "C1").upcoming.day == TODAY + timedelta(days=1)
    assert subscriptions.advance(NOW, decide(NOW)) == 0


def test_a_planner_that_dies_leaves_nothing_half_done(subscriptions, due, database):
    def die(one):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        subscriptions.advance(NOW, die)
    assert subscriptions.get("T1", "C1") == due
    assert Deliveries(database).planned(limit=10) == ()


def test_two_planners_at_once_plan_each_subscription_once(subscriptions, open_database, database):
    """Two replicas plan two hundred subscriptions at the same moment: each has one delivery and one card drawn."""
    for n in range(200):
        subscriptions.save(subscription(channel=f"C{n}").rescheduled(BEFORE))
    barrier = Barrier(2)

    def planner(own):
        barrier.wait()
        while own.advance(NOW, decide(NOW), limit=20):
            pass

    threads = [Thread(target=planner, args=(Subscriptions(open_database()),)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    planned = Deliveries(database).planned(limit=1000)
    assert len({delivery.key for delivery in planned}) == len(planned) == 200
    assert {len(one.bag.shown) for one in subscriptions.all()} == {1}


def test_three_rounds_with_the_packs_edited_in_between(subscriptions, due, database):
    """Every card once a round; a card that joins is shown in the round it joined; none restarts it."""
    packs = [deck("p/l#a", "p/l#b", "p/l#c"), deck("p/l#a", "p/l#b", "p/l#c", "p/l#d"), deck("p/l#b", "p/l#d", "p/l#e")]
    now, shown = NOW, []
    for cards, days in ((packs[0], 2), (packs[1], 2), (packs[1], 4), (packs[2], 3)):
        part = []
        for _ in range(days):
            subscriptions.advance(now, decide(now, cards))
            part.append(Deliveries(database).read(Key("T1", "C1", now.date())).card_id)
            now += timedelta(days=1)
        shown.append(part)
    assert sorted(shown[0] + shown[1]) == sorted(packs[1].cards)
    assert sorted(shown[2]) == sorted(packs[1].cards)
    assert sorted(shown[3]) == sorted(packs[2].cards)
    days = [card for part in shown for card in part]
    assert all(card != following for card, following in pairwise(days))


def test_only_active_subscriptions_are_planned(subscriptions, due):
    subscriptions.save(replace(due, standing=Standing.PAUSED).rescheduled(BEFORE))
    assert subscriptions.advance(NOW, decide(NOW)) == 0


def test_now_is_written_once_a_day(subscriptions, due, database):
    """Brought forward twice, or brought forward after it was planned, a day still has one delivery."""
    slot = replace(due.upcoming, due=BEFORE + timedelta(hours=1), deadline=BEFORE + timedelta(hours=5))
    early = plan_now(due, slot, DECK, slot.due)
    assert subscriptions.bring_forward(early, slot.due)
    assert not subscriptions.bring_forward(early, slot.due)
    assert subscriptions.get("T1", "C1").upcoming.day == TODAY + timedelta(days=1)
    assert len(Deliveries(database).planned(limit=10)) == 1


def test_halting_happens_once_and_is_told_once(subscriptions, due):
    """Two refusals at once halt once; of two sweeps one tells."""
    assert subscriptions.halt("T1", "C1", "is_archived")
    assert not subscriptions.halt("T1", "C1", "is_archived")
    (halted,) = subscriptions.untold()
    assert (halted.standing, halted.trouble, halted.upcoming) == (Standing.HALTED, "is_archived", None)
    assert subscriptions.mark_told("T1", "C1", told=True)
    assert not subscriptions.mark_told("T1", "C1", told=True)
    assert subscriptions.untold() == ()


def test_resuming_clears_what_was_told(subscriptions, due):
    """After it was mended, the next trouble is told anew."""
    subscriptions.halt("T1", "C1", "is_archived")
    subscriptions.mark_told("T1", "C1", told=True)
    subscriptions.save(due)
    subscriptions.halt("T1", "C1", "not_in_channel")
    assert [one.trouble for one in subscriptions.untold()] == ["not_in_channel"]


def test_stopping_removes_the_subscription_and_keeps_the_ledger(subscriptions, due, database):
    """Stop and start on one day does not post twice."""
    subscriptions.advance(NOW, decide(NOW))
    assert subscriptions.remove("T1", "C1")
    assert not subscriptions.remove("T1", "C1")
    subscriptions.save(due)
    subscriptions.advance(NOW, decide(NOW))
    assert len(Deliveries(database).planned(limit=10)) == 1

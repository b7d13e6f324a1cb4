"""Subscriptions as kept in the database, and planned from it by one or two planners."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from threading import Barrier, Thread

import pytest
from sqlalchemy import update

from bot.posting.calendar import WORKDAYS
from bot.posting.delivery import Key, State
from bot.posting.planner import plan_now
from bot.posting.rotation import Bag
from bot.posting.subscription import UNKNOWN_ZONE, UNREADABLE, Choice, Halted, Standing
from bot.store.deliveries import Deliveries
from bot.store.schema import subscriptions as table
from bot.store.subscriptions import Subscriptions
from tests.daily_examples import BEFORE, DECK, NOW, TODAY, decide, deck, subscription


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

    def now(one):
        return plan_now(one, slot, DECK, slot.due)

    assert subscriptions.bring_forward("T1", "C1", now, slot.due)
    assert subscriptions.bring_forward("T1", "C1", now, slot.due) is None
    assert subscriptions.bring_forward("T1", "C2", now, slot.due) is None
    assert subscriptions.get("T1", "C1").upcoming.day == TODAY + timedelta(days=1)
    assert len(Deliveries(database).planned(limit=10)) == 1


def test_halting_happens_once_and_is_told_once(subscriptions, due):
    """Two refusals at once halt once; of two sweeps one tells."""
    assert subscriptions.halt("T1", "C1", "is_archived")
    assert not subscriptions.halt("T1", "C1", "is_archived")
    (halted,) = subscriptions.untold()
    assert halted == Halted("T1", "C1", "U1", "is_archived")
    kept = subscriptions.get("T1", "C1")
    assert (kept.standing, kept.trouble, kept.upcoming) == (Standing.HALTED, "is_archived", None)
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


UNUSABLE = {
    "a zone that was withdrawn": ({"zone": "US/Pacific-New"}, UNKNOWN_ZONE),
    "no zone at all": ({"zone": "../../etc/passwd"}, UNKNOWN_ZONE),
    "a folder of zones": ({"zone": "Europe"}, UNKNOWN_ZONE),
    "no time": ({"at": "25:00"}, UNREADABLE),
    "no days": ({"weekdays": "mon"}, UNREADABLE),
    "no dates": ({"skip": ["tomorrow"]}, UNREADABLE),
    "no list": ({"skip": 7}, UNREADABLE),
    "no topics": ({"topics": None}, UNREADABLE),
}


@pytest.mark.parametrize(("spoilt", "trouble"), UNUSABLE.values(), ids=UNUSABLE.keys())
def test_one_unusable_subscription_holds_up_nobody(subscriptions, database, spoilt, trouble):
    """It is halted with its reason, its creator is told, and all the others post."""
    for n in range(20):
        subscriptions.save(subscription(channel=f"C{n}").rescheduled(BEFORE))
    with database.begin() as connection:
        connection.execute(update(table).where(table.c.channel == "C7").values(**spoilt, next_due=BEFORE))
    assert subscriptions.advance(NOW, decide(NOW)) == 20
    assert len(Deliveries(database).planned(limit=99)) == 19
    assert subscriptions.advance(NOW, decide(NOW)) == 0
    assert subscriptions.untold() == (Halted("T1", "C7", "U1", trouble),)
    assert {one.channel for one in subscriptions.of_team("T1")} >= {f"C{n}" for n in range(20) if n != 7}


def test_json_that_is_none_holds_up_nobody(subscriptions, database):
    """Only SQLite lets such text into the column."""
    if database.engine.dialect.name != "sqlite":
        return
    for n in range(3):
        subscriptions.save(subscription(channel=f"C{n}").rescheduled(BEFORE))
    with database.begin() as connection:
        connection.exec_driver_sql("UPDATE subscriptions SET packs = '{' WHERE channel = 'C1'")
    assert subscriptions.advance(NOW, decide(NOW)) == 3
    assert [one.trouble for one in subscriptions.untold()] == [UNREADABLE]
    assert len(subscriptions.of_team("T1")) == 2


@pytest.mark.parametrize("spoilt", [{"zone": "US/Pacific-New"}, {"at": "25:00"}], ids=["zone", "time"])
def test_an_unusable_subscription_is_mended_by_setting_it_up_again(subscriptions, due, database, spoilt):
    with database.begin() as connection:
        connection.execute(update(table).values(**spoilt))
    subscriptions.advance(NOW, decide(NOW))
    new = subscription(at="10:00")
    subscriptions.change(
        "T1",
        "C1",
        lambda existing, posted: (
            existing.changed(new.schedule, new.choice, NOW, posted) if existing else new.rescheduled(NOW, posted)
        ),
    )
    mended = subscriptions.get("T1", "C1")
    assert (mended.standing, mended.trouble, mended.upcoming.day) == (Standing.ACTIVE, None, TODAY)
    assert subscriptions.untold() == ()


def test_a_subscription_whose_zone_is_unknown_reads_as_halted(subscriptions, due, database):
    """Before the planner came by: App Home and `list` show it, and its siblings."""
    subscriptions.save(subscription(channel="C2"))
    with database.begin() as connection:
        connection.execute(update(table).where(table.c.channel == "C1").values(zone="US/Pacific-New"))
    spoilt, other = subscriptions.of_team("T1")
    assert (spoilt.standing, spoilt.trouble, spoilt.upcoming) == (Standing.HALTED, UNKNOWN_ZONE, None)
    assert other.standing is Standing.ACTIVE


def test_a_deployment_plans_and_tells_in_its_own_workspaces_alone(subscriptions, database):
    for team in ("T1", "T2", "T3"):
        subscriptions.save(subscription(team=team).rescheduled(BEFORE))
        subscriptions.save(subscription(team=team, channel="C2"))
        subscriptions.halt(team, "C2", "is_archived")
    assert subscriptions.advance(NOW, decide(NOW), teams=frozenset({"T2"})) == 1
    assert [item.key.team for item in Deliveries(database).planned(limit=9)] == ["T2"]
    assert [one.team for one in subscriptions.untold(frozenset({"T2", "T3"}))] == ["T2", "T3"]
    assert subscriptions.advance(NOW, decide(NOW), teams=frozenset()) == 0

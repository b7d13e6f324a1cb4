"""People's changes of a subscription: made of what there is when they are made, one after the other."""

from datetime import timedelta
from threading import Barrier, Event, Thread

import pytest

from bot.posting.rotation import Bag
from bot.posting.subscription import Standing
from bot.store.subscriptions import Subscriptions
from tests.daily_examples import BEFORE, NOW, TODAY, decide, subscription


def test_a_day_that_has_a_delivery_uses_up_no_card(subscriptions, due):
    """Stopped and set up again on one day: the insert does nothing, and whose turn it is stays."""
    subscriptions.advance(NOW, decide(NOW))
    subscriptions.remove("T1", "C1")
    subscriptions.save(due)
    assert subscriptions.advance(NOW, decide(NOW)) == 1
    again = subscriptions.get("T1", "C1")
    assert (again.bag, again.upcoming.day) == (Bag(), TODAY + timedelta(days=1))


def test_a_change_knows_the_last_day_that_has_a_delivery(subscriptions, due):
    """After today's post, a later time today would never come: the next one is tomorrow's."""
    seen = []

    def later(one, posted):
        seen.append(posted)
        return one.changed(subscription(at="10:05").schedule, one.choice, NOW, posted)

    subscriptions.change("T1", "C1", later)
    subscriptions.save(due)
    subscriptions.advance(NOW, decide(NOW))
    after = subscriptions.change("T1", "C1", later)
    assert seen == [None, TODAY]
    assert after == subscriptions.get("T1", "C1")
    assert after.upcoming.day == TODAY + timedelta(days=1)


def test_a_change_makes_changes_and_removes(subscriptions):
    assert subscriptions.change("T1", "C1", lambda existing, _: existing) is None
    one = subscription().rescheduled(BEFORE)
    assert subscriptions.change("T1", "C1", lambda existing, _: existing or one) == one
    paused = subscriptions.change("T1", "C1", lambda existing, _: existing.paused())
    assert subscriptions.all() == (paused,)
    assert subscriptions.change("T1", "C1", lambda *_: None) is None
    assert subscriptions.all() == ()


def test_what_a_change_raises_changes_nothing(subscriptions, due):
    def die(existing, posted):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        subscriptions.change("T1", "C1", die)
    assert subscriptions.all() == (due,)


def test_a_change_is_made_of_what_there_is_when_it_is_made(subscriptions, due, open_database):
    """One person stops while another one's change is under way: the second waits, and finds nothing to change."""
    inside, seen = Event(), []

    def slowly(existing, _):
        inside.set()
        other.join(0.3)  # long enough for the other one to be at the door
        return

    def skip(existing, _):
        seen.append(existing)
        return existing.paused() if existing else None

    def second():
        inside.wait()
        Subscriptions(open_database()).change("T1", "C1", skip)

    other = Thread(target=second)
    other.start()
    subscriptions.change("T1", "C1", slowly)
    other.join()
    assert seen == [None]
    assert subscriptions.all() == ()


def test_two_who_set_up_one_channel_at_once_make_one_subscription(subscriptions, open_database):
    barrier, seen = Barrier(2), []

    def make(own):
        barrier.wait()

        def decided(existing, _):
            seen.append(existing)
            return existing or subscription().rescheduled(BEFORE)

        own.change("T1", "C1", decided)

    threads = [Thread(target=make, args=(Subscriptions(open_database()),)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one is None for one in seen] == [True, False]
    assert len(subscriptions.all()) == 1


def test_who_was_told_is_not_told_again_for_another_time_of_day(subscriptions, due):
    subscriptions.halt("T1", "C1", "is_archived")
    subscriptions.mark_told("T1", "C1", told=True)
    subscriptions.change("T1", "C1", lambda one, _: one.changed(subscription(at="10:00").schedule, one.choice, NOW))
    assert subscriptions.get("T1", "C1").standing is Standing.HALTED
    assert subscriptions.untold() == ()

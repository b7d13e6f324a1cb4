"""A workspace's posts go out one after the other, also when hundreds fall due in one minute."""

from dataclasses import replace
from datetime import timedelta

from bot.posting.delivery import State
from bot.posting.pacing import Pacing
from bot.posting.planner import plan
from tests.daily_examples import deck, subscription, utc

NOW, DECK = utc("2026-11-20 09:01"), deck()


def due(team="T1", channel="C1", **fields):
    return plan(subscription(team, channel, **fields).rescheduled(utc("2026-11-20 00:00")), DECK, NOW)


def waits(pacing, *plans, now=NOW):
    spread = [pacing.spread(made, now) for made in plans]
    return [(item.ready - now).total_seconds() for made in spread for item in made.deliveries]


def test_posts_of_a_workspace_are_spread_and_others_do_not_wait_for_them():
    pacing = Pacing(4)
    assert waits(pacing, *(due(channel=f"C{n}") for n in range(5))) == [0, 0.25, 0.5, 0.75, 1]
    assert waits(pacing, due(team="T2")) == [0]


def test_the_next_tick_goes_on_where_the_last_one_ended():
    pacing = Pacing(0.1)
    assert waits(pacing, due(), due(channel="C2"), due(channel="C3")) == [0, 10, 20]
    later = NOW + timedelta(seconds=15)
    pacing.begin(later)
    assert waits(pacing, due(channel="C4"), now=later) == [15]
    much_later = NOW + timedelta(hours=1)
    pacing.begin(much_later)
    assert waits(pacing, due(channel="C5"), now=much_later) == [0]


def test_nobody_waits_beyond_the_deadline():
    """At 23:59 there is half a minute for all of a workspace's channels."""
    pacing = Pacing(0.01)
    made = due()
    (item,) = made.deliveries
    late = replace(made, deliveries=(replace(item, deadline=NOW + timedelta(seconds=30)),))
    assert waits(pacing, made, late) == [0, 10]


def test_what_is_not_posted_takes_no_turn():
    pacing = Pacing(1)
    made = due()
    missed = replace(made, deliveries=(replace(made.deliveries[0], state=State.MISSED),))
    assert pacing.spread(missed, NOW) == missed
    assert waits(pacing, made) == [0]

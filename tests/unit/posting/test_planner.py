"""From a subscription and an instant to deliveries."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import islice

import pytest

from bot.posting.delivery import State
from bot.posting.planner import MAX_MISSED, NO_CARD, plan, plan_now, preview
from bot.posting.subscription import Choice, Standing
from tests.daily_examples import deck, subscription, utc

DECK = deck()


def due_on(now, **fields):
    return subscription(**fields).rescheduled(utc(now))


def states(made):
    return [(delivery.key.day.isoformat(), delivery.state.value) for delivery in made.deliveries]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-20 08:59", []),
        ("2026-11-20 09:01", [("2026-11-20", "planned")]),
        ("2026-11-20 12:59", [("2026-11-20", "planned")]),  # late, within the grace
        ("2026-11-20 13:01", [("2026-11-20", "missed")]),  # past it
        ("2026-11-21 08:00", [("2026-11-20", "missed")]),
        ("2026-11-22 09:30", [("2026-11-20", "missed"), ("2026-11-21", "missed"), ("2026-11-22", "planned")]),
    ],
)
def test_downtime_gives_one_late_post_or_none_and_never_a_burst(now, expected):
    assert states(plan(due_on("2026-11-20 00:00"), DECK, utc(now))) == expected


def test_a_late_post_stays_in_its_local_day():
    """A slot at 22:30 in New York is missed after local midnight, though its four hours are not over."""
    late = due_on("2026-11-20 12:00", at="22:30", zone="America/New_York")
    assert states(plan(late, DECK, utc("2026-11-21 04:59"))) == [("2026-11-20", "planned")]
    assert states(plan(late, DECK, utc("2026-11-21 05:01"))) == [("2026-11-20", "missed")]


def test_a_new_subscription_makes_up_for_nothing():
    """Subscribing at ten for nine o'clock begins tomorrow."""
    assert due_on("2026-11-20 10:00").upcoming.day == date(2026, 11, 21)


def test_a_long_downtime_names_a_month_of_missed_slots_at_most():
    made = plan(due_on("2026-01-01 00:00"), DECK, utc("2026-11-20 08:00"))
    assert len(made.deliveries) == MAX_MISSED
    assert {delivery.state for delivery in made.deliveries} == {State.MISSED}
    assert made.after.upcoming.day == date(2026, 11, 20)


def test_missed_slots_use_up_no_card():
    made = plan(due_on("2026-11-20 00:00"), DECK, utc("2026-11-21 08:00"))
    assert made.deliveries[0].card_id is None
    assert made.after.bag == subscription().bag


def test_the_card_is_chosen_when_it_is_planned():
    made = plan(due_on("2026-11-20 00:00"), DECK, utc("2026-11-20 09:01"))
    assert made.deliveries[0].card_id in DECK.cards
    assert len(made.after.bag.shown) == 1


def test_a_choice_without_cards_fails_with_its_reason():
    made = plan(
        due_on("2026-11-20 00:00", choice=Choice(topics=frozenset({"none such"}))), DECK, utc("2026-11-20 10:00")
    )
    assert [(delivery.state, delivery.error) for delivery in made.deliveries] == [(State.FAILED, NO_CARD)]


def test_days_skipped_after_the_slot_was_stored_are_skipped():
    one = due_on("2026-11-20 00:00")
    one = replace(one, schedule=replace(one.schedule, skip=frozenset({date(2026, 11, 20)})))
    made = plan(one, DECK, utc("2026-11-20 10:00"))
    assert (made.deliveries, made.after.upcoming.day) == ((), date(2026, 11, 21))


def test_a_skipped_day_is_passed_over():
    skipped = due_on("2026-11-20 00:00").without(date(2026, 11, 20), utc("2026-11-20 00:00"))
    assert skipped.upcoming.day == date(2026, 11, 21)


def test_now_brings_today_forward_and_leaves_tomorrow():
    one, now = due_on("2026-11-20 00:00"), utc("2026-11-20 07:00")
    slot = replace(one.upcoming, due=now, deadline=now + timedelta(hours=4))
    made = plan_now(one, slot, DECK, now)
    assert states(made) == [("2026-11-20", "planned")]
    assert made.after.upcoming.day == date(2026, 11, 21)


def test_a_paused_subscription_has_no_next_slot():
    assert replace(subscription(), standing=Standing.PAUSED).rescheduled(utc("2026-11-20 00:00")).upcoming is None


def test_the_preview_is_what_the_planner_does():
    """Fourteen days foretold are the fourteen days planned, across three rounds and a change of the clock."""
    one, now = due_on("2026-03-20 00:00", zone="Europe/London"), utc("2026-03-20 00:00")
    foretold = [(slot.day, slot.due, card) for slot, card in islice(preview(one, DECK, now), 14)]
    planned = []
    while len(planned) < 14:
        made = plan(one, DECK, one.upcoming.due)
        planned += [(delivery.key.day, delivery.due, delivery.card_id) for delivery in made.deliveries]
        one = made.after
    assert foretold == planned

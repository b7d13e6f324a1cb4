"""What people's changes make of a subscription, and what a choice makes of the cards."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.posting.calendar import UnknownZoneError
from bot.posting.deck import Deck
from bot.posting.rotation import Bag
from bot.posting.subscription import UNKNOWN_ZONE, Choice, Standing
from tests.daily_examples import card, deck, subscription, utc

NOW, TODAY = utc("2026-11-20 10:00"), date(2026, 11, 20)
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def shown():
    """A subscription that has shown a card, at nine today."""
    return replace(subscription(), bag=Bag(0, frozenset({"mark"}), "mark")).rescheduled(NOW, TODAY)


def test_another_time_keeps_whose_turn_it_is_and_the_skip_dates(shown):
    skipped = shown.without(TOMORROW, NOW, TODAY)
    changed = skipped.changed(subscription(at="11:00").schedule, Choice(topics=frozenset({"retail"})), NOW)
    assert changed.bag == shown.bag
    assert changed.schedule.skip == {TOMORROW}
    assert (changed.schedule.at.hour, changed.choice.topics) == (11, {"retail"})


@pytest.mark.parametrize("standing", [Standing.PAUSED, Standing.HALTED])
def test_another_time_resumes_nothing(shown, standing):
    """Neither what a person paused nor what Slack refuses."""
    still = replace(shown, standing=standing, trouble="is_archived" if standing is Standing.HALTED else None)
    changed = still.changed(subscription(at="11:00").schedule, Choice(), NOW)
    assert (changed.standing, changed.trouble, changed.upcoming) == (standing, still.trouble, None)


def test_a_known_zone_mends_what_an_unknown_one_halted(shown):
    halted = replace(shown, standing=Standing.HALTED, trouble=UNKNOWN_ZONE, upcoming=None)
    changed = halted.changed(subscription(zone="Asia/Tokyo").schedule, Choice(), NOW)
    assert (changed.standing, changed.trouble) == (Standing.ACTIVE, None)
    assert changed.upcoming is not None


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one.changed(subscription(at="10:05").schedule, one.choice, NOW, TODAY),
        lambda one: one.paused().resumed(NOW, TODAY),
        lambda one: one.without(date(2026, 12, 24), NOW, TODAY),
        lambda one: one.rescheduled(NOW, TODAY),
    ],
    ids=["another time", "resume", "skip", "set up again"],
)
def test_a_day_that_has_its_post_gets_no_second_one(change):
    """Whatever was changed after it, the next one comes tomorrow."""
    assert change(subscription(at="10:05").rescheduled(NOW)).upcoming.day == TOMORROW


def test_a_paused_one_has_nothing_coming_until_it_is_resumed(shown):
    assert (shown.paused().standing, shown.paused().upcoming) == (Standing.PAUSED, None)
    assert shown.paused().resumed(NOW, TODAY) == shown


def test_an_unknown_zone_cannot_be_resumed(shown):
    halted = replace(shown, standing=Standing.HALTED, schedule=replace(shown.schedule, zone="US/Pacific-New"))
    with pytest.raises(UnknownZoneError):
        halted.resumed(NOW)


def test_every_change_forgets_the_skip_dates_that_are_over(shown):
    old = replace(shown, schedule=replace(shown.schedule, skip=frozenset({TODAY - timedelta(days=9), TOMORROW})))
    assert old.rescheduled(NOW).schedule.skip == {TOMORROW}
    assert old.changed(subscription().schedule, Choice(), NOW).schedule.skip == {TOMORROW}


CARDS = Deck([card("a/list#1", topics=["retail"]), card("a/list#2", topics=["phone"]), card("b/list#1")])


@pytest.mark.parametrize(
    ("packs", "topics", "fitting"),
    [
        ((), (), ((), ())),
        (("a",), ("retail",), (("a",), ("retail",))),
        (("a", "gone"), ("retail", "junk"), (("a",), ("retail",))),
        (("gone",), (), None),
        ((), ("junk",), None),  # never: no topic left means all
        (("b",), ("retail",), None),
    ],
)
def test_a_choice_is_held_against_the_cards(packs, topics, fitting):
    found = CARDS.fitting(Choice(frozenset(packs), frozenset(topics)))
    assert found == (fitting and Choice(*map(frozenset, fitting)))


def test_choices_that_people_tried_are_not_kept_for_ever():
    cards = deck()
    for n in range(2_000):
        cards.lots(Choice(topics=frozenset({f"topic {n}"})))
    assert cards._dealt.cache_info().currsize < 300


def test_the_principle_of_the_day_is_a_card_and_every_card_has_its_turn():
    days = [CARDS.of_day(TODAY + timedelta(days=n)).id for n in range(6)]
    assert sorted(days[:3]) == sorted(CARDS.cards)
    assert days[:3] == days[3:]
    assert Deck([]).of_day(TODAY) is None


@pytest.mark.parametrize(
    ("gone", "choice", "stand_in"),
    [
        ("a/list#9", Choice(), "a/list#1"),  # of its list
        ("b/other#9", Choice(), "b/list#1"),  # of its pack
        ("c/other#9", Choice(), "a/list#1"),  # any
        ("a/list#9", Choice(topics=frozenset({"phone"})), "a/list#2"),
        ("a/list#9", Choice(packs=frozenset({"b"})), "b/list#1"),
    ],
)
def test_a_card_that_is_gone_has_a_stand_in_that_the_channel_wants(gone, choice, stand_in):
    assert CARDS.stand_in(gone, choice).id == stand_in
    assert CARDS.stand_in(gone, Choice(packs=frozenset({"none such"}))) is None

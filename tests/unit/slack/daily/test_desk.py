"""What people change, written as it is when it is written; Slack, asked in between, always allows it."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import update

from bot.library import Library, Shelf
from bot.posting.deck import Deck
from bot.posting.delivery import Key
from bot.posting.planner import plan
from bot.posting.subscription import Choice, Standing
from bot.slack import rights
from bot.slack.daily.desk import NONE_HERE, UNKNOWN_ZONE, DailyDesk
from bot.slack.daily.view import Form, no_card
from bot.store.database import Database
from bot.store.deliveries import Deliveries
from bot.store.schema import subscriptions as table
from bot.store.subscriptions import Subscriptions
from tests.daily_examples import card, utc
from tests.integration.slack.knowledge import answering


class Office:
    """A desk over a database of its own, with a clock to be set; 23 November 2026 is a Monday."""

    def __init__(self, url):
        self.database = Database.open(url)
        self.now: datetime = utc("2026-11-23 08:00")
        self.subscriptions, self.deliveries = Subscriptions(self.database), Deliveries(self.database)
        self.library = Library(Shelf(answering()))
        self.desk = DailyDesk(
            self.subscriptions,
            self.deliveries,
            self.library,
            managers="members",
            now=lambda: self.now,
            nudge=lambda: None,
        )

    @property
    def one(self):
        return self.subscriptions.get("T1", "C1")

    def save(self, at, **fields):
        return self.desk.save("T1", "U1", Form("C1", time.fromisoformat(at), "UTC", **fields), None).said

    def tick(self, text):
        """The planner comes by."""
        self.now = utc(text)
        self.subscriptions.advance(self.now, lambda one: plan(one, self.library.of("T1").deck, self.now))

    def posted(self):
        return [item.key.day.day for item in self.deliveries.planned(limit=99)]


@pytest.fixture
def office(sqlite_url, monkeypatch):
    monkeypatch.setattr(rights, "refusal", lambda *_, **__: None)
    monkeypatch.setattr(rights, "look", lambda *_: {"is_member": True})
    monkeypatch.setattr(rights, "join", lambda *_: None)
    office = Office(sqlite_url)
    yield office
    office.database.close()


def test_another_time_after_todays_post_is_promised_for_the_next_day(office):
    """What every admin does to try it: nothing is promised that never comes, and no card is used up."""
    office.save("09:00")
    office.tick("2026-11-23 09:01")
    shown = office.one.bag
    office.now = utc("2026-11-23 10:00")
    said = office.save("10:05")
    assert "Tuesday 24 November at 10:05" in said
    office.tick("2026-11-23 10:07")
    assert (office.posted(), office.one.bag) == ([23], shown)


@pytest.mark.parametrize("way", ["stop and set up", "pause and resume", "now and another time"])
def test_no_way_round_promises_a_second_post_today(office, way):
    office.save("09:00")
    if way == "now and another time":
        office.desk.act(DailyDesk.post_now, "T1", "C1", "U1", None)
        said = office.save("08:05")
    else:
        office.tick("2026-11-23 09:01")
        first, second = (DailyDesk.stop, None) if way == "stop and set up" else (DailyDesk.pause, DailyDesk.resume)
        office.desk.act(first, "T1", "C1", "U1", None)
        said = office.desk.act(second, "T1", "C1", "U1", None) if second else office.save("10:05")
    assert "Tuesday 24 November" in said
    assert office.posted() == [23]


def test_the_next_card_is_another_one_after_a_change(office):
    """The confirmation names the card that comes, not the one posted an hour ago."""
    office.save("09:00")
    office.tick("2026-11-23 09:01")
    card_id = office.deliveries.read(Key("T1", "C1", office.now.date())).card_id
    title = office.library.of("T1").deck.cards[card_id].title
    assert title not in office.save("10:05")


@pytest.mark.parametrize("act", [DailyDesk.pause, DailyDesk.resume, DailyDesk.skip, DailyDesk.post_now])
def test_what_was_stopped_meanwhile_stays_stopped(office, monkeypatch, act):
    """While Slack is asked whether the person may, somebody else stops the post."""
    office.save("09:00")
    monkeypatch.setattr(rights, "refusal", lambda *_, **__: office.desk.stop(office.one) and None)
    assert office.desk.act(act, "T1", "C1", "U1", None) == NONE_HERE.format(command="/principle")
    assert office.one is None


def test_a_halt_in_between_is_not_lost(office, monkeypatch):
    """Slack refuses the channel for good while somebody skips a day."""
    office.save("09:00")
    halt = office.subscriptions.halt
    monkeypatch.setattr(rights, "refusal", lambda *_, **__: halt("T1", "C1", "is_archived") and None)
    office.desk.act(DailyDesk.skip, "T1", "C1", "U1", None)
    assert (office.one.standing, office.one.trouble) == (Standing.HALTED, "is_archived")


def test_another_time_does_not_resume_what_is_paused(office):
    office.save("09:00")
    office.desk.act(DailyDesk.pause, "T1", "C1", "U1", None)
    said = office.save("11:00")
    assert office.one.standing is Standing.PAUSED
    assert (office.one.schedule.at, office.one.upcoming) == (time(11), None)
    assert "paused" in said


def test_topics_that_no_card_has_are_not_kept(office):
    """Values of a form come back through people's hands."""
    topic = office.library.of("T1").deck.topics()[0]
    assert office.save("09:00", choice=Choice(topics=frozenset({"junk"}))) == no_card(office.library.of("T1").deck)
    assert office.one is None
    office.save("09:00", choice=Choice(topics=frozenset({"junk", topic})))
    assert office.one.choice == Choice(topics=frozenset({topic}))


def test_a_zone_that_is_not_known_here_is_said_and_mended(office):
    office.save("09:00")
    with office.database.begin() as connection:
        connection.execute(update(table).values(zone="US/Pacific-New"))
    office.tick("2026-11-23 09:01")
    assert office.desk.act(DailyDesk.resume, "T1", "C1", "U1", None) == UNKNOWN_ZONE.format(command="/principle")
    assert office.desk.act(DailyDesk.post_now, "T1", "C1", "U1", None) == UNKNOWN_ZONE.format(command="/principle")
    assert "Monday 23 November at 10:05" in office.save("10:05")


def test_skip_dates_that_are_over_are_dropped_with_the_next_change(office):
    office.save("09:00")
    office.desk.act(DailyDesk.skip, "T1", "C1", "U1", None)
    assert len(office.one.schedule.skip) == 1
    office.now += timedelta(days=7)
    office.save("10:00")
    assert office.one.schedule.skip == frozenset()


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2020, 1, 1), "Wednesday 1 January 2020 is over: there is nothing to skip."),
        (date(2026, 11, 22), "Sunday 22 November is over: there is nothing to skip."),
        (date(2026, 11, 28), "Nothing is posted on Saturdays, only Monday to Friday: there is nothing to skip."),
    ],
)
def test_a_day_without_a_post_to_come_is_not_skipped(office, day, said):
    """A slip of the hand is told, not confirmed."""
    office.save("09:00")
    assert office.desk.skip_day(office.one, day) == said
    assert office.one.schedule.skip == frozenset()


def test_a_skip_in_another_year_says_the_year(office):
    """So that a slip for this year is seen."""
    office.save("09:00")
    assert office.desk.skip_day(office.one, date(2027, 11, 30)).startswith("Skipped Tuesday 30 November 2027. ")
    assert office.desk.skip_day(office.one, date(2027, 11, 30)) == "Tuesday 30 November 2027 is left out already."
    assert office.desk.skip_day(office.one, date(2026, 11, 30)).startswith("Skipped Monday 30 November. ")


def test_now_while_halted_says_how_to_go_on(office):
    """Nothing comes "as planned" from a post that stands still."""
    office.save("09:00")
    office.subscriptions.halt("T1", "C1", "is_archived")
    said = office.desk.act(DailyDesk.post_now, "T1", "C1", "U1", None)
    assert said == "It is halted: /principle daily resume goes on."


def test_packs_without_cards_are_not_told_to_choose_other_topics():
    """There is no such field to choose from."""
    assert "topics" not in no_card(Deck([]))
    assert "topics" in no_card(Deck([card("p/list#a", topics=("a",))]))


def test_whose_turn_it_is_in_a_channel_is_for_those_who_may_know(office):
    """The channel in a form comes through people's hands."""
    form = Form("C1", time(9), "UTC")
    before = office.desk.view("T1", form, permitted=False)
    office.save("09:00")
    office.tick("2026-11-23 09:02")
    assert office.desk.view("T1", form, permitted=True) != before
    assert office.desk.view("T1", form, permitted=False) == before

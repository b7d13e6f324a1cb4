"""The Home that a person opens: today's principle is the deck's, and the day is theirs."""

from datetime import datetime
from types import SimpleNamespace

import pytest

from bot.library import Library, Shelf
from bot.render.card import opening_of
from bot.slack.home.home import Home
from tests.daily_examples import utc
from tests.integration.slack.knowledge import answering


class Slack:
    """A client that keeps what was published."""

    def __init__(self):
        self.views = []

    def views_publish(self, *, user_id, view):
        self.views.append(view)
        return SimpleNamespace(data={"ok": True})


class Opened:
    """A Home with a clock and a person's zone to be set."""

    def __init__(self, zone):
        self.now: datetime = utc("2026-11-21 00:30")
        self.asked = 0
        self.zone = zone
        self.library = Library(Shelf(answering()))
        self.home = Home(self.library, [], now=lambda: self.now, zone_of=self.zone_of)

    def zone_of(self, client, person):
        self.asked += 1
        return self.zone

    def shown(self, person="U1"):
        slack = Slack()
        self.home.publish("T1", person, slack)
        (view,) = slack.views
        return str(view)


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("UTC", "2026-11-21"),
        ("America/Los_Angeles", "2026-11-20"),  # half past four in the afternoon
        ("Pacific/Auckland", "2026-11-21"),
        (None, "2026-11-21"),
        ("Mars/Base", "2026-11-21"),
    ],
)
def test_the_principle_of_the_day_turns_at_the_persons_midnight(zone, day):
    opened, date = Opened(zone), datetime.fromisoformat(day).date()
    card = opened.library.of("T1").deck.of_day(date)
    assert card.title in opened.shown()
    assert opening_of(opened.library.of("T1").identity.card, card) in opened.shown()


def test_slack_is_asked_once_where_a_person_is():
    opened = Opened("Asia/Tokyo")
    for person in ("U1", "U1", "U2"):
        opened.shown(person)
    assert opened.asked == 2


def test_the_zones_of_ever_more_people_are_not_kept(monkeypatch):
    monkeypatch.setattr("bot.slack.home.home.KEPT_ZONES", 3)
    opened = Opened("Asia/Tokyo")
    for number in range(10):
        opened.shown(f"U{number}")
    assert len(opened.home._zones) <= 3


def test_a_topic_s_page_asks_nobody():
    opened, slack = Opened("Asia/Tokyo"), Slack()
    opened.home.publish("T1", "U1", slack, topic="none such")
    assert opened.asked == 0

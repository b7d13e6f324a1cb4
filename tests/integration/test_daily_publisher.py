"""Posting a card, looking for it and telling a person, against the stand-in and its faults."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from slack_sdk import WebClient

from bot.answering.identity import Identity
from bot.posting.delivery import Absent, Doubtful, Key, Posted, Refused, Throttled, Unreadable
from bot.posting.subscription import Halted
from bot.slack.daily.publisher import EVENT_TYPE, DailyPublisher
from tests.daily_examples import card
from tests.slack_stand_in import (
    ASKER,
    BOT_TOKEN,
    AnswerLost,
    Channel,
    Hang,
    Message,
    RateLimited,
    Refuse,
    ServerError,
    SlackStandIn,
)

ME = Identity("Desk", "the desk", "/desk", (), 3, principles=False)
KEY = Key("T0TEAM", "C1", datetime.now(UTC).date())
CARD = card("pack/list#a")
SOON = datetime.now(UTC) - timedelta(minutes=1)


@pytest.fixture
def slack():
    with SlackStandIn() as stand_in:
        yield stand_in


@dataclass
class Installed:
    """The app is installed in one workspace."""

    client: WebClient

    def of(self, team):
        return self.client if team == KEY.team else None


@pytest.fixture
def publisher(slack):
    client = WebClient(BOT_TOKEN, base_url=slack.api_url, timeout=1, retry_handlers=[])
    return DailyPublisher(Installed(client), lambda _team: ME)


def test_a_post_carries_its_key_and_is_found_by_it(slack, publisher):
    outcome = publisher.post(KEY, CARD)
    (message,) = slack.workspace.from_bot("C1")
    assert outcome == Posted(message.ts)
    assert message.metadata == {"event_type": EVENT_TYPE, "event_payload": {"key": str(KEY), "card": CARD.id}}
    assert publisher.look(KEY, SOON) == outcome


def test_another_day_s_post_is_not_taken_for_today_s(slack, publisher):
    publisher.post(Key("T0TEAM", "C1", KEY.day - timedelta(days=1)), CARD)
    assert publisher.look(KEY, SOON) == Absent()


def test_a_person_cannot_pass_for_the_bot(slack, publisher):
    """Only an app's message counts, whatever metadata it shows."""
    metadata = {"event_type": EVENT_TYPE, "event_payload": {"key": str(KEY)}}
    slack.workspace.add(Message("C1", slack.workspace.new_ts(), "U1", "hello", metadata=metadata))
    assert publisher.look(KEY, SOON) == Absent()


def test_another_app_cannot_pass_for_the_bot(slack, publisher):
    """Keys can be guessed, and any app may copy a mark: what counts is whose message it is."""
    metadata = {"event_type": EVENT_TYPE, "event_payload": {"key": str(KEY)}}
    copied = Message("C1", slack.workspace.new_ts(), "U0OTHERBOT", "a copy", metadata=metadata, bot_id="B0OTHER")
    slack.workspace.add(copied)
    assert publisher.look(KEY, SOON) == Absent()


def test_whoever_cannot_say_who_they_are_stays_in_doubt(slack, publisher):
    publisher.post(KEY, CARD)
    slack.faults.add("auth.test", ServerError(500))
    assert isinstance(publisher.look(KEY, SOON), Doubtful)


def test_the_post_is_found_behind_pages_of_talk(slack, publisher):
    posted = publisher.post(KEY, CARD)
    for _ in range(450):
        slack.workspace.add(Message("C1", slack.workspace.new_ts(), "U1", "chatter"))
    assert publisher.look(KEY, SOON) == posted
    assert len(slack.calls_of("conversations.history")) == 3


def test_more_talk_than_can_be_read_stays_in_doubt(slack, publisher):
    for _ in range(1001):
        slack.workspace.add(Message("C1", slack.workspace.new_ts(), "U1", "chatter"))
    assert isinstance(publisher.look(KEY, SOON), Doubtful)


@pytest.mark.parametrize(
    ("fault", "outcome", "posts"),
    [
        (RateLimited(7), Throttled(7.0), 0),
        (RateLimited(999_999), Throttled(300.0), 0),
        (ServerError(500), Doubtful, 0),
        (ServerError(503, stored=True), Doubtful, 1),
        (AnswerLost(), Doubtful, 1),
        (Hang(3.0, stored=True), Doubtful, 1),
        (Refuse("internal_error", stored=True), Doubtful, 1),
        (Refuse("fatal_error"), Doubtful, 0),
        (Refuse("team_added_to_org"), Throttled, 0),
        (Refuse("is_archived"), Refused("is_archived", lasting=True), 0),
        (Refuse("not_in_channel"), Refused("not_in_channel", lasting=True), 0),
        (Refuse("channel_not_found"), Refused("channel_not_found", lasting=True), 0),
        (Refuse("restricted_action"), Refused("restricted_action", lasting=True), 0),
        (Refuse("token_revoked"), Refused("token_revoked", lasting=True), 0),
        (Refuse("invalid_blocks"), Refused("invalid_blocks", lasting=False), 0),
        (Refuse("Oops, <html>"), Doubtful, 0),
    ],
)
def test_each_answer_means_what_it_says_and_nothing_is_sent_twice(slack, publisher, fault, outcome, posts):
    """One call each, even when the answer is lost: what it did is for the protocol to find out."""
    slack.faults.add("chat.postMessage", fault)
    found = publisher.post(KEY, CARD)
    assert found == outcome or (isinstance(outcome, type) and isinstance(found, outcome))
    assert len(slack.workspace.from_bot("C1")) == posts
    assert len(slack.calls_of("chat.postMessage")) == 1


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (RateLimited(60), Throttled(60.0)),
        (ServerError(500), Doubtful("server_error")),
        (Refuse("missing_scope"), Unreadable("missing_scope")),
    ],
)
def test_a_look_that_fails_says_why(slack, publisher, fault, outcome):
    slack.faults.add("conversations.history", fault)
    assert publisher.look(KEY, SOON) == outcome


def test_without_a_connection_nothing_was_posted():
    """A refused connection is no doubt: it is tried again."""
    client = WebClient(BOT_TOKEN, base_url="http://127.0.0.1:1/api/", timeout=1, retry_handlers=[])
    assert isinstance(DailyPublisher(Installed(client), lambda _team: ME).post(KEY, CARD), Throttled)


def test_a_workspace_without_a_token_is_refused_and_not_looked_into(publisher):
    elsewhere = Key("T2", "C1", KEY.day)
    assert publisher.post(elsewhere, CARD) == Refused("not_authed", lasting=True)
    assert publisher.look(elsewhere, SOON) == Unreadable("not_authed")
    assert publisher.tell(Halted("T2", "C1", "U1", "is_archived")) == Refused("not_authed", lasting=True)


def test_a_person_is_told_by_direct_message(slack, publisher):
    assert isinstance(publisher.tell(Halted("T0TEAM", "C1", ASKER, "is_archived")), Posted)
    (message,) = slack.workspace.from_bot("D1")
    assert message.text.startswith("The daily post for <#C1> is halted: <#C1> is archived.")


def test_an_archived_channel_refuses(slack, publisher):
    slack.workspace.channels["C1"] = Channel("C1", archived=True)
    assert publisher.post(KEY, CARD) == Refused("is_archived", lasting=True)

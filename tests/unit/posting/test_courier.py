"""The protocol: one post whatever is lost, in doubt a look before another try."""

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.posting.courier import Courier, Timing
from bot.posting.delivery import (
    NO_CARD,
    Absent,
    Delivery,
    Doubtful,
    InDoubt,
    Key,
    Posted,
    Refused,
    State,
    Throttled,
    Unreadable,
)
from bot.posting.subscription import Choice
from tests.daily_examples import deck, utc
from tests.memory_ledger import MemoryLedger

START = utc("2026-11-20 09:00")
KEY = Key("T1", "C1", START.date())
CARD = "pack/list#a"


class KilledError(Exception):
    """The process dies here."""


class World:
    """A clock, a ledger and a Slack whose answers are given beforehand; `posts` is what the channel holds."""

    def __init__(self, *answers, looks=None, in_doubt=InDoubt.HOLD, card=CARD):
        self.now = START
        self.answers = list(answers)
        self.looks = looks
        self.posts = []
        self.refused = []
        self.choice = Choice()
        deadline = START + timedelta(hours=4)
        self.ledger = MemoryLedger(Delivery(KEY, State.QUEUED, card, START, deadline, START))
        self.courier = Courier(
            self.ledger,
            self,
            lambda _team: deck(),
            clock=lambda: self.now,
            choice_of=lambda _key: self.choice,
            on_refused=lambda key, error: self.refused.append((key, error)),
            in_doubt=in_doubt,
            timing=Timing(),
        )

    def post(self, key, card):
        """Slack's side: `stored:` answers leave a post in the channel, whatever the caller hears."""
        answer = self.answers.pop(0) if self.answers else Posted("1.0")
        if isinstance(answer, tuple):
            self.posts.append(card.id)
            answer = answer[1]
        elif isinstance(answer, Posted):
            self.posts.append(card.id)
        if answer is KilledError:
            raise KilledError
        return answer

    def look(self, key, since):
        if self.looks:
            return self.looks.pop(0)
        return Posted("1.0") if self.posts else Absent()

    def take(self):
        """Take the delivery as a replica does, which others then leave alone; None if it is not ready."""
        return next(iter(self.ledger.take(self.now, until=self.now + Timing().lease)), None)

    def deliver(self, delivery):
        """Take a step; a process that dies in it leaves the next one to another."""
        with suppress(KilledError):
            self.courier.deliver(delivery)

    def step(self):
        """One step, when the delivery is ready; how long it then takes until it is ready again, None if it is done."""
        row = self.ledger.read(KEY)
        if row.state.is_final:
            return None
        self.now = max(self.now, row.ready)
        self.deliver(self.take())
        row = self.ledger.read(KEY)
        return None if row.state.is_final else row.ready - self.now

    def run(self, steps=40):
        while steps and self.step() is not None:
            steps -= 1
        return self.state

    @property
    def state(self):
        return self.ledger.read(KEY).state


LOST = ("stored", Doubtful("answer lost"))
NOT_TAKEN = Doubtful("connection cut")
DIED_AFTER = ("stored", KilledError)


@pytest.mark.parametrize(
    "answers",
    [
        pytest.param([], id="all goes well"),
        pytest.param([LOST], id="answer lost"),
        pytest.param([NOT_TAKEN], id="request lost"),
        pytest.param([NOT_TAKEN, NOT_TAKEN, LOST], id="requests lost, then an answer"),
        pytest.param([Throttled(30)], id="429"),
        pytest.param([Throttled(30), NOT_TAKEN, Throttled(1), LOST], id="everything at once"),
        pytest.param([KilledError], id="killed before the call"),
        pytest.param([DIED_AFTER], id="killed after the call"),
        pytest.param([KilledError, DIED_AFTER], id="killed twice"),
    ],
)
def test_exactly_one_post(answers):
    world = World(*answers)
    assert world.run() is State.SENT
    assert world.posts == [CARD]


ANSWERS = st.sampled_from([LOST, NOT_TAKEN, Throttled(5), KilledError, DIED_AFTER])


@given(st.lists(ANSWERS, max_size=8))
@settings(max_examples=200)
def test_no_order_of_accidents_doubles_or_loses_a_post(answers):
    world = World(*answers)
    assert world.run() is State.SENT
    assert world.posts == [CARD]


@given(st.lists(ANSWERS, max_size=6), st.lists(st.tuples(st.booleans(), st.booleans()), min_size=30, max_size=60))
def test_two_processes_on_one_delivery_post_once(answers, turns):
    """Each takes and delivers in any order, and may be frozen in between for longer than others wait for it."""
    world = World(*answers)
    held = {}
    for process, frozen in turns:
        if held.get(process) is None:
            held[process] = world.take()
        elif not frozen:
            world.deliver(held.pop(process))
        world.now += Timing().lease / 2
    for delivery in filter(None, held.values()):
        world.deliver(delivery)
    assert world.run() is State.SENT
    assert world.posts == [CARD]


def test_retry_after_is_waited_out():
    world = World(Throttled(30))
    assert world.step() == timedelta(seconds=30)
    assert world.state is State.QUEUED


def test_another_process_is_given_time_for_its_call():
    """A delivery that someone else is sending is left alone for the lease."""
    world = World()
    delivery = world.ledger.read(KEY)
    world.ledger.announce(delivery, now=START, ready=START + Timing().lease)
    assert world.take() is None
    world.now += Timing().lease
    assert world.take() is not None


def test_who_lost_a_delivery_posts_nothing():
    """It was taken, and given up; meanwhile another process has announced its call."""
    world = World()
    mine = world.take()
    world.ledger.announce(mine, now=START, ready=START + Timing().lease)
    world.deliver(mine)
    assert world.posts == []


def test_doubts_wait_longer_each_time():
    """Slack's history lags; each doubt gives it more time, up to a minute."""
    world = World(*[NOT_TAKEN] * 6)
    waits = []
    while (wait := world.step()) is not None:
        waits.append(wait.total_seconds())
    assert waits == [5, 5, 10, 20, 40, 60]


def test_a_process_that_was_frozen_does_not_begin_the_call():
    """Frozen between intent and call for most of the lease: another one may be at it by now."""
    world = World()
    times = iter([START, START + Timing().lease, START + Timing().lease])
    world.courier._clock = lambda: next(times)
    world.deliver(world.ledger.read(KEY))
    assert (world.posts, world.state) == ([], State.SENDING)


@pytest.mark.parametrize(
    ("policy", "state", "posts"), [(InDoubt.HOLD, State.UNKNOWN, 1), (InDoubt.REPOST, State.SENT, 2)]
)
def test_without_history_the_policy_decides(policy, state, posts):
    """Held: at most once, and shown to the operator. Reposted: at least once."""
    world = World(LOST, looks=[Unreadable("missing_scope")], in_doubt=policy)
    assert world.run() is state
    assert len(world.posts) == posts


def test_a_lasting_refusal_fails_once_and_is_reported_once():
    world = World(Refused("is_archived", lasting=True))
    assert world.run() is State.FAILED
    assert world.refused == [(KEY, "is_archived")]
    assert world.ledger.read(KEY).error == "is_archived"
    assert world.take() is None


def test_a_refusal_of_this_message_does_not_halt_the_subscription():
    world = World(Refused("invalid_blocks", lasting=False))
    assert world.run() is State.FAILED
    assert world.refused == []


@pytest.mark.parametrize("answers", [[], [NOT_TAKEN], [Throttled(6 * 3600)]])
def test_too_late_is_missed_and_not_posted(answers):
    """Past its deadline a delivery is not posted, however it came to be late."""
    world = World(*answers)
    if answers:
        world.step()
    world.now = START + timedelta(hours=7)
    assert world.run() is State.MISSED
    assert world.posts == []


def test_in_doubt_past_the_deadline_a_post_that_is_there_counts():
    world = World(LOST)
    world.step()
    world.now = START + timedelta(hours=5)
    assert world.run() is State.SENT


def test_a_history_that_never_answers_ends_in_unknown():
    world = World(LOST, looks=[Doubtful("HTTP 500"), Throttled(60)] * 400)
    assert world.run(steps=900) is State.UNKNOWN
    assert world.ledger.read(KEY).error == "history_unreachable"
    assert len(world.posts) == 1


def test_a_card_that_left_the_packs_has_a_stand_in():
    """The packs changed between planning and posting: another card of the list goes out, and not none."""
    world = World(card="pack/list#gone")
    assert world.run() is State.SENT
    assert world.posts == ["pack/list#a"]


def test_a_stand_in_is_one_that_the_channel_wants():
    """The card left the packs; the channel wants a pack that no other card is of."""
    world = World(Posted("1.1"), card="pack/gone#a")
    world.choice = Choice(packs=frozenset({"another"}))
    world.run()
    assert (world.posts, world.state) == ([], State.FAILED)
    assert world.ledger.read(KEY).error == NO_CARD

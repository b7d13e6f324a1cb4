"""The protocol of one post: announce, call, record; in doubt look before posting again."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.posting.cards import Card
from bot.posting.deck import Deck
from bot.posting.delivery import (
    NO_CARD,
    Absent,
    Delivery,
    Doubtful,
    InDoubt,
    Key,
    LookOutcome,
    Posted,
    PostOutcome,
    Refused,
    State,
    Throttled,
    Unreadable,
)
from bot.posting.subscription import Choice

log = logging.getLogger(__name__)


class Ledger(Protocol):
    """The truth about deliveries. Every change is refused (None, False) if `attempt` has moved on."""

    def announce(self, delivery: Delivery, *, now: datetime, ready: datetime) -> Delivery | None:
        """Commit that a call is about to be made; nobody else touches the delivery before `ready`."""

    def postpone(self, delivery: Delivery, state: State, *, now: datetime, ready: datetime) -> bool:
        """Put it off: QUEUED if it was surely not posted, SENDING if that is in doubt."""

    def settle(
        self, delivery: Delivery, state: State, *, now: datetime, ts: str | None = None, error: str | None = None
    ) -> bool:
        """Give it its final state."""


class Publisher(Protocol):
    """Slack, as far as a delivery needs it."""

    def post(self, key: Key, card: Card) -> PostOutcome:
        """Post the card once, marked with the key; never repeats a call by itself."""

    def look(self, key: Key, since: datetime) -> LookOutcome:
        """Look in the channel for the post with this key, not older than `since`."""


@dataclass(frozen=True, slots=True)
class Timing:
    """How long to wait for whom.

    `lease`: a process that announced a call may still be in it (a time-out of 6 s for each of connecting,
    sending and receiving); another one waits this long. `read_lag`: Slack's history may not show a new
    message at once; the wait doubles with each doubt, up to `longest_wait`. `patience`: how long after its
    deadline a doubtful delivery is still looked for.
    """

    lease: timedelta = timedelta(seconds=40)
    read_lag: timedelta = timedelta(seconds=5)
    longest_wait: timedelta = timedelta(seconds=60)
    patience: timedelta = timedelta(hours=1)


class Courier:
    """Takes deliveries one step further; any number of couriers may work on one ledger."""

    def __init__(
        self,
        ledger: Ledger,
        publisher: Publisher,
        deck_of: Callable[[str], Deck],
        *,
        clock: Callable[[], datetime],
        choice_of: Callable[[Key], Choice],
        on_refused: Callable[[Key, str], object],
        in_doubt: InDoubt = InDoubt.HOLD,
        timing: Timing | None = None,
    ) -> None:
        self._ledger = ledger
        self._publisher = publisher
        self._deck_of = deck_of
        self._clock = clock
        self._choice_of = choice_of
        self._on_refused = on_refused
        self._in_doubt = in_doubt
        self._timing = timing or Timing()

    def deliver(self, delivery: Delivery) -> None:
        """Take one step with a delivery that is ready; the next one, if there is one, is when it is ready again."""
        now = self._clock()
        if delivery.state is State.SENDING:
            self._resolve(delivery, now)
        else:
            self._post(delivery, now)

    def _post(self, delivery: Delivery, now: datetime) -> None:
        """Announce the call and make it; too late, or without its card, there is none."""
        deck, card_id = self._deck_of(delivery.key.team), delivery.card_id or ""
        card = deck.cards.get(card_id) or deck.stand_in(card_id, self._choice_of(delivery.key))
        if now >= delivery.deadline:
            self._ledger.settle(delivery, State.MISSED, now=now)
            return
        if card is None:
            self._ledger.settle(delivery, State.FAILED, now=now, error=NO_CARD)
            return
        lease = self._timing.lease
        announced = self._ledger.announce(delivery, now=now, ready=now + lease)
        if announced is None:
            return  # another process was faster, and has it now
        if self._clock() - now > lease / 2:
            return  # this process was frozen: the call could outlast the lease, so it is not begun
        self._record(announced, self._publisher.post(delivery.key, card))

    def _record(self, delivery: Delivery, outcome: PostOutcome) -> None:
        """Write down what Slack said."""
        now = self._clock()
        match outcome:
            case Posted(ts):
                self._ledger.settle(delivery, State.SENT, now=now, ts=ts)
            case Throttled(seconds):
                self._ledger.postpone(delivery, State.QUEUED, now=now, ready=now + timedelta(seconds=seconds))
            case Refused(error, lasting):
                log.warning("daily post refused", extra={"delivery": str(delivery.key), "error": error})
                if self._ledger.settle(delivery, State.FAILED, now=now, error=error) and lasting:
                    self._on_refused(delivery.key, error)
            case Doubtful(reason):
                log.info("daily post in doubt", extra={"delivery": str(delivery.key), "reason": reason})
                self._look_again(delivery, now, self._lag(delivery, now))

    def _resolve(self, delivery: Delivery, now: datetime) -> None:
        """In doubt: look for the post; only if it is not there, post."""
        since = delivery.first_intent or delivery.due
        match self._publisher.look(delivery.key, since):
            case Posted(ts):
                self._ledger.settle(delivery, State.SENT, now=now, ts=ts)
            case Absent():
                self._post(delivery, now)
            case Unreadable(error):
                if self._in_doubt is InDoubt.REPOST:
                    self._post(delivery, now)
                else:
                    self._ledger.settle(delivery, State.UNKNOWN, now=now, error=error)
            case Throttled(seconds):
                self._look_again(delivery, now, timedelta(seconds=seconds))
            case Doubtful():
                self._look_again(delivery, now, self._lag(delivery, now))

    def _look_again(self, delivery: Delivery, now: datetime, wait: timedelta) -> None:
        """Nobody knows yet: look later, but not for ever."""
        if now >= delivery.deadline + self._timing.patience:
            self._ledger.settle(delivery, State.UNKNOWN, now=now, error="history_unreachable")
        else:
            self._ledger.postpone(delivery, State.SENDING, now=now, ready=now + wait)

    def _lag(self, delivery: Delivery, now: datetime) -> timedelta:
        """How long to wait for Slack's history: as long as it has been in doubt, and so longer each time."""
        doubted = now - (delivery.first_intent or now)
        return min(max(doubted, self._timing.read_lag), self._timing.longest_wait)

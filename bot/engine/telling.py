"""Telling the creators of halted subscriptions, once each."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable

from bot.posting.delivery import Doubtful, Posted, PostOutcome, Refused
from bot.posting.subscription import Halted
from bot.store.subscriptions import Subscriptions

log = logging.getLogger(__name__)

# Once a minute: an hour of Slack being away is long enough, and three messages are, where nobody knows whether
# they arrived.
TRIES, DOUBTS = 60, 3


class Telling:
    """Tells whoever does not know yet; `tell` sends the message."""

    def __init__(self, subscriptions: Subscriptions, tell: Callable[[Halted], PostOutcome]) -> None:
        self._subscriptions = subscriptions
        self._tell = tell
        self._tries: Counter[Halted] = Counter()

    def tell_creators(self, teams: frozenset[str] | None = None) -> None:
        """One message to each creator; noted before it is sent, so that a crash cannot send it twice.

        One that Slack did not take, or did not answer, is sent again with the next call, but not for ever.
        """
        for one in self._subscriptions.untold(teams):
            if self._subscriptions.mark_told(one.team, one.channel, told=True):
                self._after(one, self._tell(one))

    def _after(self, one: Halted, outcome: PostOutcome) -> None:
        if isinstance(outcome, Posted):
            self._tries.pop(one, None)
            return
        self._tries[one] += 1
        lasting = isinstance(outcome, Refused) and outcome.lasting
        if not lasting and self._tries[one] < (DOUBTS if isinstance(outcome, Doubtful) else TRIES):
            self._subscriptions.mark_told(one.team, one.channel, told=False)
            return
        log.warning("creator not told", extra={"channel": one.channel, "outcome": type(outcome).__name__})
        del self._tries[one]

"""What is learned from questions: how many there were, what went wrong with which, and what people say of the answers.

All of it is kept before or beside an answer, and none of it may cost one: a database that is away costs the record.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.answering.service import Reply
from bot.errors import StoreError
from bot.knowledge.model import Entry
from bot.learning.gaps import NONE_OF_THESE, REPHRASED, UNANSWERED, UNHELPFUL, Gap, hashed
from bot.learning.lately import Lately
from bot.learning.rephrasing import AT_ONCE, Earlier, is_rephrasing
from bot.library import Library
from bot.matching.decision import Abstained, Match
from bot.slack.asking.elsewhere import Elsewhere
from bot.slack.asking.journal import outcome_of
from bot.slack.events.press import InModal, Press, Private, Visible
from bot.store.gaps import Gaps
from bot.store.replies import Opinion, Replies
from bot.store.tallies import Tallies

logger = logging.getLogger(__name__)

# As many of the nearest entries are kept with a gap.
NEAREST = 3

# A button's gap has no question of its own surface.
BUTTON = "button"

# As much of a message's name as a gap keeps.
ABOUT = 64


class Record:
    """Keeps what is learned from the questions of all workspaces."""

    def __init__(
        self,
        library: Library,
        gaps: Gaps,
        tallies: Tallies,
        replies: Replies,
        *,
        now: Callable[[], datetime],
    ) -> None:
        self._library = library
        self._gaps = gaps
        self._tallies = tallies
        self._replies = replies
        self._now = now
        self._lately = Lately()
        self._others = Elsewhere(replies.asked_since)

    def heard(self, reply: Reply | None, team: str, asker: str, surface: str) -> None:
        """Count a question; keep it where nothing answered it, and the one before where this one rephrases that."""
        if reply is None or reply.manner is not None or not reply.question.strip():
            return
        now, decision = self._now(), reply.decision
        self._tallies.add(team, outcome_of(reply), now)
        if isinstance(decision, Abstained):
            self._note(UNANSWERED, reply.question, decision.matches, team, asker, surface)
        elif besides := decision.besides:
            self._note(UNANSWERED, besides.question, besides.matches, team, asker, surface)
        entry_id = reply.entry.id if reply.entry else None
        earlier = self._lately.put(team, asker, Earlier(reply.question, entry_id or "", now))
        earlier = self._elsewhere(earlier, team, asker, now)
        lexicon = self._library.of(team).answering.lexicon
        if earlier and is_rephrasing(
            earlier, reply.question, entry_id=entry_id, near=decision.matches, now=now, lexicon=lexicon
        ):
            self._note_rephrased(earlier, team, asker, surface)

    def question_of(self, reply: Reply | None) -> str:
        """What is kept of a question beside its reply, so that a refusal can name it."""
        return reply.question if reply and reply.manner is None and self._gaps.questions else ""

    def refused(self, press: Press) -> None:
        """Nothing that was offered was meant."""
        question = self.asked(press)
        matches = self._library.of(press.team).answering.ask(question).decision.matches if question else ()
        self._note(NONE_OF_THESE, question, matches, press.team, press.person, BUTTON, about=_place(press))

    def rated(self, opinion: Opinion, entry: Entry, press: Press) -> None:
        """Somebody says whether an answer helped; the last word counts."""
        about, asker = _place(press), hashed(press.team, press.person)
        if opinion.good:
            self._gaps.withdraw(press.team, UNHELPFUL, asker, about)
            return
        near = (Match(entry, 1.0, ""),)
        self._note(UNHELPFUL, self.asked(press), near, press.team, press.person, BUTTON, about=about)

    def explained(self, team: str, person: str, place: str, reason: str) -> None:
        """Somebody says why the answer at that `place` did not help."""
        self._gaps.explain(team, UNHELPFUL, hashed(team, person), place[:ABOUT], reason)

    def _note(
        self,
        kind: str,
        question: str,
        matches: Sequence[Match],
        team: str,
        asker: str,
        surface: str,
        *,
        about: str = "",
    ) -> None:
        near = tuple((match.entry.id, round(match.score, 4)) for match in matches[:NEAREST])
        self._gaps.note(Gap(team, kind, question, surface, near, hashed(team, asker), self._now(), about))

    def _note_rephrased(self, earlier: Earlier, team: str, asker: str, surface: str) -> None:
        near = ((earlier.entry_id, 1.0),)
        person = hashed(team, asker)
        self._gaps.note(Gap(team, REPHRASED, earlier.question, surface, near, person, earlier.asked_at))

    def _elsewhere(self, earlier: Earlier | None, team: str, asker: str, now: datetime) -> Earlier | None:
        """The question before; another process may have answered it."""
        if not self._gaps.questions or (earlier is not None and earlier.asked_at >= now - AT_ONCE):
            return earlier
        try:
            return self._others.last(team, asker, now=now)
        except StoreError as error:
            logger.warning("the question before is not known: %s", error)
            return None

    def asked(self, press: Press) -> str:
        """What was asked where somebody presses; empty where nobody knows it any more, or it is not to be kept."""
        if not self._gaps.questions:
            return ""
        if isinstance(press.spot, Visible):
            return self._replies.question_at(press.team, press.spot.channel, press.spot.ts)
        last = self._lately.last(press.team, press.person)
        return last.question if last else ""


def _place(press: Press) -> str:
    """A name for what somebody judges: the same however often they do."""
    match press.spot:
        case Visible(channel, ts) | Private(channel, ts):
            return f"{channel}:{ts}"[:ABOUT]
        case InModal(view_id):
            return view_id[:ABOUT]
    return ""

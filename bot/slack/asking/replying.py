"""One reply on its way, and one that follows its question; each ends in the row of what was accepted."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.answering.service import Reply
from bot.errors import StoreError
from bot.render.messages import notice_message
from bot.slack.asking.record import Record
from bot.slack.events.meaning import Question, kept_question
from bot.slack.intake import Intake
from bot.slack.outbox.notices import tell_failure
from bot.slack.outbox.outcome import Done, InDoubt, Outcome, Refused
from bot.slack.outbox.place import Place
from bot.slack.outbox.publisher import Repeated
from bot.store.change import Change
from bot.store.inbox import Held
from bot.store.replies import Posted, Replies

logger = logging.getLogger(__name__)

# Stands in the place of an answer whose question was deleted, where others have replied below it.
WITHDRAWN = "The question was deleted, and its answer with it."

# Hears what became of a message; whether that was the end of it, or the person may ask for it again.
Then = Callable[[Outcome], bool]

# Without a database nobody knows where the reply is; it is asked for this often, and so many times.
PAUSE = timedelta(seconds=2)
MOST_PAUSES = 300


class SendingDesk(Protocol):
    """What a reply on its way needs of the desk that sent it; `desk.Desk` is one."""

    intake: Intake
    replies: Replies
    record: Record
    now: Callable[[], datetime]

    def reply_to(self, question: Question, *, edited: bool = False) -> Reply | None:
        """The reply to a question, or to what it was `edited` to."""

    def update_call(self, reply: Reply | None, posted: Posted, client: WebClient) -> Callable[[], SlackResponse]:
        """The call that shows a reply in a message of ours."""

    def forget(self, posted: Posted) -> None:
        """Drop what is known of a reply that is no longer there."""


@dataclass(slots=True)
class Replying:
    """A reply that is being posted, for what `held` says; `posting.Sender` for the outbox."""

    desk: SendingDesk
    held: Held
    reply: Reply | None
    place: Place
    client: WebClient
    then: Then | None

    def ours(self) -> bool:
        """Whether no other process has it by now."""
        return self.desk.intake.holds(self.held)

    def ended(self, outcome: Outcome) -> None:
        """Record it; tell its asker if it did not come about."""
        posted = self._posted(outcome) if isinstance(outcome, Done) else None
        try:
            final = self._hear(outcome)
        except Exception as error:
            logger.error("nobody could be told what became of a message: %s", type(error).__name__)
            final = True
        if final:
            self.desk.intake.settle(self.held, posted)
        else:
            self.desk.intake.release(*self.held.place)

    def _hear(self, outcome: Outcome) -> bool:
        if self.then is not None:
            return self.then(outcome)
        deleted = self.held.change is not None and self.held.change.deleted
        if not isinstance(outcome, Done) and not deleted:
            tell_failure(outcome, self.place, self.client)
        return self.place.question_ts is not None or isinstance(outcome, Done | InDoubt)

    def _posted(self, outcome: Done) -> Posted:
        place, entry = self.place, self.reply.entry if self.reply else None
        ts, channel = str(outcome.answer.get("ts", "")), str(outcome.answer.get("channel") or self.place.channel)
        decision = type(self.reply.decision).__name__.lower() if self.reply else "help"
        entry_id = entry.id if entry else None
        logger.info("replied", extra={"decision": decision, "entry": entry_id, "channel": channel})
        now = self.desk.now()
        question = self.desk.record.question_of(self.reply) if place.question_ts else ""
        return Posted(place.team, channel, ts, place.question_ts, place.asker, entry_id, now, place.shared, question)


@dataclass(slots=True)
class Following:
    """A reply that follows what became of its question: shown anew, or taken back."""

    desk: SendingDesk
    held: Held
    change: Change
    client: WebClient
    posts: bool = field(default=False, init=False)
    pauses: int = field(default=0, init=False)
    repeated: Repeated = field(default_factory=Repeated, init=False)
    found: tuple[Posted, Reply | None] | None = field(default=None, init=False)

    def run(self) -> timedelta | None:
        """Change the reply; in its channel's turn, when a reply that was on its way is there."""
        if not self.desk.intake.holds(self.held):
            return None
        try:
            self.found = self.found or self._find()
        except StoreError as error:
            self.pauses += 1
            if self.pauses < MOST_PAUSES:
                return PAUSE
            logger.warning("a reply does not follow its question: %s", error)
        kept = None
        if self.found is not None:
            step = self.repeated.step(self._call(*self.found))
            if isinstance(step, timedelta):
                return step
            kept = self._record(step, *self.found)
        self.held.applied = self.change.order
        self.desk.intake.settle(self.held, kept)
        return None

    def abandon(self) -> None:
        """The process stops: the next one that holds the row goes on."""

    def _find(self) -> tuple[Posted, Reply | None] | None:
        """The reply as it is, and what it should say; nothing where none was posted."""
        task, change = self.held.task, self.change
        posted = self.desk.replies.to_question(task.team, task.body["channel"], task.body["ts"])
        if posted is None:
            return None
        return posted, None if change.deleted else self.desk.reply_to(kept_question(change.body), edited=True)

    def _call(self, posted: Posted, reply: Reply | None) -> Callable[[], SlackResponse]:
        if not self.change.deleted:
            return self.desk.update_call(reply, posted, self.client)
        discussed = self.change.body["discussed"]
        if discussed and float(discussed) > float(posted.reply_ts):
            line = notice_message(WITHDRAWN).payload()
            return lambda: self.client.chat_update(channel=posted.channel, ts=posted.reply_ts, **line)
        return lambda: self.client.chat_delete(channel=posted.channel, ts=posted.reply_ts)

    def _record(self, outcome: Outcome, posted: Posted, reply: Reply | None) -> Posted | None:
        """What to keep of the reply."""
        if self.change.deleted and (isinstance(outcome, Done) or outcome == Refused("message_not_found")):
            self.desk.forget(posted)
        elif isinstance(outcome, Done):
            entry_id = reply.entry.id if reply and reply.entry else None
            return replace(posted, entry_id=entry_id, question=self.desk.record.question_of(reply))
        else:
            logger.warning(
                "a reply does not follow its question", extra={"outcome": repr(outcome), "channel": posted.channel}
            )
        return None

"""Where questions meet answers: each is answered once, changed with its question, and gone with it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.answering.service import Reply
from bot.errors import StoreError
from bot.knowledge.model import Knowledge
from bot.library import Library
from bot.render.message import Message
from bot.render.messages import (
    MATCHES,
    help_message,
    none_of_these_message,
    notice_message,
    reply_message,
    shared_message,
)
from bot.slack.asking.long_message import partly_read
from bot.slack.events.meaning import Edit, Question, Said, Withdrawal
from bot.slack.outbox.notices import tell_failure
from bot.slack.outbox.outcome import Done, Outcome, Refused
from bot.slack.outbox.place import Place
from bot.slack.outbox.publisher import STOPPED, STOPPED_IN_DOUBT, Post, Publisher
from bot.store.claims import Claim, Claims, Lease
from bot.store.replies import Posted, Replies

logger = logging.getLogger(__name__)

# Stands in the place of an answer whose question was deleted, where others have replied below it.
WITHDRAWN = "The question was deleted, and its answer with it."


class Desk:
    """Posts replies and keeps what was posted."""

    def __init__(
        self,
        library: Library,
        publisher: Publisher,
        claims: Claims,
        replies: Replies,
        *,
        now: Callable[[], datetime],
    ) -> None:
        self.library = library
        self.publisher = publisher
        self.claims = claims
        self.replies = replies
        self.now = now

    def ask(self, text: str, team: str, *, whole: bool = True) -> Reply:
        """The workspace's reply to a text, with as many matches as "Did you mean" may need.

        Where it found nothing, and the text is not the `whole` message, it says so.
        """
        reply = self.library.of(team).answering.ask(text, top=MATCHES)
        return reply if whole else partly_read(reply)

    def _reply_to(self, question: Question) -> Reply | None:
        """The reply to a question; None, which is help, for our bare name."""
        return None if question.bare else self.ask(question.text, question.team, whole=question.whole)

    def choose(self, entry_id: str, team: str) -> Reply | None:
        """The reply for an entry that a person picked; None when the workspace does not know it (any more)."""
        return self.library.of(team).answering.choose(entry_id)

    def knowledge(self, team: str) -> Knowledge:
        """What the workspace's packs hold now."""
        return self.library.of(team).knowledge

    def hear(self, said: Said, client: WebClient) -> None:
        """Answer a question, change its answer with it, or take it back."""
        match said:
            case Question():
                self.answer(said, client)
            case Edit(question):
                self.revise(question, client)
            case Withdrawal():
                self.withdraw(said, client)

    def answer(self, question: Question, client: WebClient) -> bool:
        """Answer a question in its thread, unless somebody did or does; whether it is ours to answer."""
        lease = self._take(Claim.on_message(question.team, question.channel, question.ts))
        if lease is None:
            if question.edited:
                self.revise(question, client)
            return False
        reply = self._reply_to(question)
        place = Place(question.team, question.channel, question.thread_ts, question.asker, question.ts)
        self._post(reply, place, client, lease, None)
        return True

    def post(
        self,
        reply: Reply,
        place: Place,
        client: WebClient,
        *,
        claim: Claim,
        then: Callable[[Outcome], None] | None = None,
    ) -> bool:
        """Post a reply once per `claim`; whether this was the once.

        `then` hears what became of it; without it a failure is told to the asker.
        """
        lease = self._take(claim)
        if lease is None:
            return False
        self._post(reply, place, client, lease, then)
        return True

    def _take(self, claim: Claim) -> Lease | None:
        taken = self.claims.take(claim, now=self.now())
        return taken if isinstance(taken, Lease) else None

    def _post(
        self,
        reply: Reply | None,
        place: Place,
        client: WebClient,
        lease: Lease,
        then: Callable[[Outcome], None] | None,
    ) -> None:
        def ended(outcome: Outcome) -> None:
            if outcome == STOPPED:
                # There is no time left to tell anybody; whoever asks again is answered.
                self.claims.release(lease)
                return
            if outcome == STOPPED_IN_DOUBT:
                # The claim stays pending: whoever takes it over looks for the reply first.
                return
            self._keep(outcome, reply, place, lease)
            if then is not None:
                then(outcome)
            elif not isinstance(outcome, Done):
                tell_failure(outcome, place, client)

        message = self.message(reply, place)
        self.publisher.post(
            Post(
                client,
                place.channel,
                place.thread_ts,
                message,
                lease.claim.key,
                then=ended,
                renew=lambda: self._still_ours(lease),
                again=lease.again,
            )
        )

    def _still_ours(self, lease: Lease) -> bool:
        """Renew the lease; without a store to ask, go on with what was ours a moment ago."""
        try:
            return self.claims.renew(lease, now=self.now())
        except StoreError as error:
            logger.warning("a claim was not renewed: %s", error)
            return True

    def revise(self, question: Question, client: WebClient) -> None:
        """Change the reply to a question that was edited; nothing if it has none."""
        found: list[tuple[Reply | None, Posted]] = []

        def prepare() -> Callable[[], SlackResponse] | None:
            # In the channel's turn: a reply that was still waiting when the edit came is there by now. Only where
            # there is one, what was said is looked up.
            posted = self.replies.to_question(question.team, question.channel, question.ts)
            if posted is None:
                return None
            found[:] = [(self._reply_to(question), posted)]
            return self._update_call(*found[0], client)

        self.publisher.call(question.channel, prepare, lambda outcome: self._revised(outcome, *found[0]))

    def show(self, reply: Reply, posted: Posted, client: WebClient) -> None:
        """Show another reply in a message of ours: a choice, or another source."""
        self.publisher.call(
            posted.channel,
            lambda: self._update_call(reply, posted, client),
            lambda outcome: self._revised(outcome, reply, posted),
        )

    def show_nothing(self, posted: Posted, client: WebClient) -> None:
        """None of the offered entries was meant."""
        message = none_of_these_message()
        self.publisher.call(
            posted.channel,
            lambda: lambda: client.chat_update(channel=posted.channel, ts=posted.reply_ts, **message.payload()),
            lambda outcome: self._revised(outcome, None, posted),
        )

    def withdraw(self, withdrawal: Withdrawal, client: WebClient) -> None:
        """Take the reply back with its question; where people went on below it, a line stands for it."""
        found: list[Posted] = []

        def prepare() -> Callable[[], SlackResponse] | None:
            posted = self.replies.to_question(withdrawal.team, withdrawal.channel, withdrawal.ts)
            if posted is None:
                return None
            found[:] = [posted]
            if withdrawal.discussed and float(withdrawal.discussed) > float(posted.reply_ts):
                line = notice_message(WITHDRAWN).payload()
                return lambda: client.chat_update(channel=posted.channel, ts=posted.reply_ts, **line)
            return lambda: client.chat_delete(channel=posted.channel, ts=posted.reply_ts)

        self.publisher.call(withdrawal.channel, prepare, lambda outcome: self._deleted(outcome, found[0]))

    def delete(self, posted: Posted, client: WebClient) -> None:
        """Delete a reply that its asker does not want."""
        self.publisher.call(
            posted.channel,
            lambda: lambda: client.chat_delete(channel=posted.channel, ts=posted.reply_ts),
            lambda outcome: self._deleted(outcome, posted),
        )

    def message(self, reply: Reply | None, place: Place) -> Message:
        """The reply as a message for that place."""
        if reply is None:
            return help_message(self.knowledge(place.team), self.library.of(place.team).identity)
        if place.shared:
            return shared_message(reply, shared_by=place.asker, asker=place.asker)
        return reply_message(reply, asker=place.asker)

    def _keep(self, outcome: Outcome, reply: Reply | None, place: Place, lease: Lease) -> None:
        """Record what was posted; the claim is done even after a failure, which the asker hears of instead."""
        entry_id = reply.entry.id if reply and reply.entry else None
        if isinstance(outcome, Done):
            ts = str(outcome.answer.get("ts", ""))
            channel = str(outcome.answer.get("channel") or place.channel)
            self.replies.record(
                Posted(place.team, channel, ts, place.question_ts, place.asker, entry_id, self.now(), place.shared)
            )
            decision = type(reply.decision).__name__.lower() if reply else "help"
            logger.info("replied", extra={"decision": decision, "entry": entry_id, "channel": channel})
        self.claims.finish(lease)

    def _update_call(self, reply: Reply | None, posted: Posted, client: WebClient) -> Callable[[], SlackResponse]:
        place = Place(posted.team, posted.channel, None, posted.asker, posted.question_ts, posted.shared)
        payload = self.message(reply, place).payload()
        return lambda: client.chat_update(channel=posted.channel, ts=posted.reply_ts, **payload)

    def _revised(self, outcome: Outcome, reply: Reply | None, posted: Posted) -> None:
        if isinstance(outcome, Done):
            self.replies.record(replace(posted, entry_id=reply.entry.id if reply and reply.entry else None))
        else:
            logger.warning("a reply was not changed", extra={"outcome": repr(outcome), "channel": posted.channel})

    def _deleted(self, outcome: Outcome, posted: Posted) -> None:
        if isinstance(outcome, Done) or outcome == Refused("message_not_found"):
            self.replies.forget(posted)
        else:
            logger.warning("a reply was not deleted", extra={"outcome": repr(outcome), "channel": posted.channel})

"""Where questions meet answers: each is answered once, changed with its question, and gone with it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from time import perf_counter
from typing import Any

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.answering.service import Reply
from bot.errors import StoreError
from bot.knowledge.model import Knowledge, Manner
from bot.library import Library
from bot.matching.decision import Abstained
from bot.render.asks import with_ask
from bot.render.manners import manner_message
from bot.render.message import Message
from bot.render.messages import MATCHES, help_message, none_of_these_message, reply_message, shared_message
from bot.slack.asking.journal import Asked, Journal
from bot.slack.asking.nod import nodded
from bot.slack.asking.record import Record
from bot.slack.asking.rendered import Rendered
from bot.slack.asking.replying import Following, Replying, Then
from bot.slack.asking.unread import partly_read, unheard
from bot.slack.events.meaning import Question, kept_question
from bot.slack.intake import Intake
from bot.slack.outbox.outcome import Done, Outcome, Refused
from bot.slack.outbox.place import Place
from bot.slack.outbox.publisher import CallJob, Post, Publisher
from bot.store.inbox import Held
from bot.store.replies import Posted, Replies

logger = logging.getLogger(__name__)


class Desk:
    """Posts replies and keeps what was posted."""

    def __init__(
        self,
        library: Library,
        publisher: Publisher,
        intake: Intake,
        replies: Replies,
        *,
        now: Callable[[], datetime],
        record: Record,
        journal: Journal | None = None,
        unasked: Callable[[str, str, str], bool] = lambda team, channel, ts: False,
        has_experts: Callable[[str], bool] = lambda team: False,
    ) -> None:
        """`record` keeps what is learned from questions, `journal` what was asked at all.

        `unasked` of (team, channel, ts) is whether that message was answered although it did not ask us.
        `has_experts`: whether a workspace has people who can be asked what has no answer here.
        """
        self.library = library
        self.publisher = publisher
        self.intake = intake
        self.replies = replies
        self.now = now
        self.record = record
        self.journal = journal or Journal()
        self.unasked = unasked
        self.has_experts = has_experts
        self._rendered = Rendered()

    def ask(self, text: str, team: str, asked: Asked, *, whole: bool = True) -> Reply:
        """The workspace's reply to a text, with as many matches as "Did you mean" may need.

        Where it found nothing, and the text is not the `whole` message, it says so.
        """
        began = perf_counter()
        reply = self.library.of(team).answering.ask(text, top=MATCHES)
        self.journal.note(asked, reply, perf_counter() - began)
        return reply if whole else partly_read(reply)

    def reply_to(self, question: Question, *, edited: bool = False) -> Reply | None:
        """The reply to a question, or to what it was `edited` to; None, which is help, for our bare name."""
        if question.bare:
            return None
        surface = "edit" if edited else surface_of(question)
        asked = Asked(surface, f"{question.channel}:{question.ts}")
        reply = self.ask(question.text, question.team, asked, whole=question.whole)
        return unheard(reply) if question.recording else reply

    def mannerly(self, manner: Manner, team: str, dress: Callable[[Reply], Message] = reply_message) -> Message:
        """What the workspace's bot says to what is no question; `dress` makes a message of an answer.

        To whoever wants people, with the way to those who can be asked, where there are any.
        """
        shelf = self.library.of(team)
        if manner.does == "random" and (reply := shelf.answering.any_entry()) is not None:
            return dress(reply)
        message = manner_message(manner, shelf.identity, shelf.knowledge)
        return with_ask(message, "") if manner.does == "people" and self.has_experts(team) else message

    def choose(self, entry_id: str, team: str) -> Reply | None:
        """The reply for an entry that a person picked; None when the workspace does not know it (any more)."""
        return self.library.of(team).answering.choose(entry_id)

    def knowledge(self, team: str) -> Knowledge:
        """What the workspace's packs hold now."""
        return self.library.of(team).knowledge

    def answer(self, held: Held, client: WebClient) -> None:
        """Answer a question in its thread, as it reads by now; what was deleted meanwhile is only taken back."""
        deleted = held.change is not None and held.change.deleted
        body = held.task.body
        if held.change is not None and not deleted:
            body, held.applied = held.change.body, held.change.order
        question = kept_question(body)
        place = Place(question.team, question.channel, question.thread_ts, question.asker, question.ts)
        reply = self.reply_to(question)
        if not deleted:
            self.record.heard(reply, question.team, question.asker, surface_of(question))
        if reply is not None and reply.manner is not None and not deleted and nodded(reply.manner, question, client):
            self.intake.settle(held, None)
            return
        self._post(held, reply, place, client, None, wanted=not deleted)

    def follow(self, held: Held, client: WebClient) -> None:
        """Let the reply follow what became of its question."""
        if held.change is not None:
            job = Following(self, held, held.change, client)
            self.publisher.submit(held.task.team, held.task.body["channel"], job)

    def post(self, held: Held, reply: Reply, place: Place, client: WebClient, *, then: Then | None = None) -> None:
        """Post a reply that somebody asked for by a button; `then` hears what became of it.

        Without it a failure is told to whoever asked; and what Slack refused may be asked for again.
        """
        self._post(held, reply, place, client, then)

    def revise(self, reply: Reply | None, posted: Posted, client: WebClient, *, question: str = "") -> None:
        """Show another reply in a message of ours: a choice, another source; None where nothing offered was meant.

        `question` is what was asked there.
        """
        nothing = self.nothing(posted.team, question).payload()
        call = self.update_call(reply, posted, client) if reply else self._update(posted, nothing, client)
        self._call(posted, call, lambda done: self._revised(done, reply, posted))

    def delete(self, posted: Posted, client: WebClient) -> None:
        """Delete a reply that its asker does not want."""
        self._call(
            posted,
            lambda: client.chat_delete(channel=posted.channel, ts=posted.reply_ts),
            lambda done: self._deleted(done, posted),
        )

    def message(self, reply: Reply | None, place: Place) -> Message:
        """The reply as a message for that place."""
        if reply is None:
            return help_message(self.knowledge(place.team), self.library.of(place.team).identity)
        if reply.manner is not None:
            return self.mannerly(reply.manner, place.team)
        if place.shared:
            return shared_message(reply, shared_by=place.asker, asker=place.asker)
        return self.with_experts(reply, self._rendered.message(reply, asker=place.asker), place.team)

    def nothing(self, team: str, question: str) -> Message:
        """After "None of these"."""
        message = none_of_these_message()
        return with_ask(message, question) if self.has_experts(team) else message

    def with_experts(self, reply: Reply, message: Message, team: str) -> Message:
        """The reply's message; where it has no answer, with the way to the people who may have one."""
        return with_ask(message, reply.question) if self.offers_people(reply, team) else message

    def offers_people(self, reply: Reply, team: str) -> bool:
        """Whether a reply has no answer, and there are people who may have one."""
        return isinstance(reply.decision, Abstained) and reply.manner is None and self.has_experts(team)

    def update_call(self, reply: Reply | None, posted: Posted, client: WebClient) -> Callable[[], SlackResponse]:
        """The call that shows a reply in a message of ours."""
        place = Place(posted.team, posted.channel, None, posted.asker, posted.question_ts, posted.shared)
        return self._update(posted, self.message(reply, place).payload(), client)

    def forget(self, posted: Posted) -> None:
        """Drop what is known of a reply that is no longer there."""
        try:
            self.replies.forget(posted)
        except StoreError as error:
            logger.warning("a reply that is gone stays recorded: %s", error)

    def _post(
        self,
        held: Held,
        reply: Reply | None,
        place: Place,
        client: WebClient,
        then: Then | None,
        *,
        wanted: bool = True,
    ) -> None:
        replying = Replying(self, held, reply, place, client, then)
        message = self.message(reply, place)
        self.publisher.post(Post(client, place, message, held.task.key, replying, again=held.again, wanted=wanted))

    def _update(self, posted: Posted, payload: dict[str, Any], client: WebClient) -> Callable[[], SlackResponse]:
        return lambda: client.chat_update(channel=posted.channel, ts=posted.reply_ts, **payload)

    def _call(self, posted: Posted, call: Callable[[], SlackResponse], then: Callable[[Outcome], None]) -> None:
        self.publisher.submit(posted.team, posted.channel, CallJob(call, then))

    def _revised(self, outcome: Outcome, reply: Reply | None, posted: Posted) -> None:
        if isinstance(outcome, Done):
            self.replies.record(replace(posted, entry_id=reply.entry.id if reply and reply.entry else None))
        else:
            logger.warning("a reply was not changed", extra={"outcome": repr(outcome), "channel": posted.channel})

    def _deleted(self, outcome: Outcome, posted: Posted) -> None:
        if isinstance(outcome, Done) or outcome == Refused("message_not_found"):
            self.forget(posted)
        else:
            logger.warning("a reply was not deleted", extra={"outcome": repr(outcome), "channel": posted.channel})


def surface_of(question: Question) -> str:
    """Where a message was written: to the bot itself, or in a channel."""
    return "dm" if question.direct else "mention"

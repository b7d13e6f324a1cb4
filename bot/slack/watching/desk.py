"""Watched channels: begun and ended by their members, overheard, and answered where nobody else does.

A message is judged as soon as it is said, and kept only if it would be answered: the talk of a channel is not. What
is kept waits in the database, so that any process answers it when it is due; by the way of every other question, once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from slack_sdk import WebClient

from bot.answering.service import Reply
from bot.errors import StoreError
from bot.library import Library
from bot.matching.decision import Answered
from bot.render.message import Block
from bot.render.watching import BEGUN, BEGUN_SHARED, ENDED, NOT_WATCHED, WATCHED, announcement, home_blocks
from bot.settings import MEMBERS
from bot.slack import rights
from bot.slack.clients import Clients
from bot.slack.events.meaning import Question
from bot.slack.events.talk import Talk
from bot.slack.events.words import words_of
from bot.slack.hearing import QUESTION, question_task
from bot.slack.intake import Intake
from bot.slack.outbox.outcome import Done, Refused, attempt
from bot.slack.workers import Workers
from bot.store.watched import Overheard, Watched

logger = logging.getLogger(__name__)

# How sure it has to be where nobody asked: measured by `python -m tests.quality.chatter`.
SURE = 0.9

# Nobody reads on in a thread with more replies than that before answering; one of a colleague's is enough.
LOOKED_AT = 20


class WatchingDesk:
    """The watched channels of all workspaces; `look` often, so that another process's changes count here."""

    def __init__(
        self,
        watched: Watched,
        library: Library,
        intake: Intake,
        clients: Clients,
        judges: Workers,
        *,
        wait: timedelta,
        now: Callable[[], datetime],
    ) -> None:
        """`judges` are the threads on which messages are judged; `wait` is how long people have to answer."""
        self._watched = watched
        self._library = library
        self._intake = intake
        self._clients = clients
        self._judges = judges
        self._wait = wait
        self._now = now
        self._channels: frozenset[tuple[str, str]] = frozenset()

    @property
    def command(self) -> str:
        """The slash command."""
        return self._library.command

    def look(self) -> None:
        """Learn which channels are watched, and answer what is due. Raises StoreError."""
        self._channels = self._watched.channels()
        for one in self._watched.take_due(self._now()):
            self._answer(one)

    def begin(self, team: str, channel: str, person: str, client: WebClient) -> str:
        """Watch a channel, if the person may have it watched; what to tell them."""
        info = rights.look(client, channel)
        if isinstance(info, str):
            return info
        refused = rights.refusal(client, person, team, channel, managers=MEMBERS) or rights.join(client, channel, info)
        if refused:
            return refused
        if not self._watched.begin(team, channel, person, now=self._now()):
            return WATCHED.format(command=self.command)
        self._channels |= {(team, channel)}
        told = announcement(person, int(self._wait.total_seconds()), self.command)
        outcome = attempt(lambda: client.chat_postMessage(channel=channel, text=told.text, blocks=told.blocks))
        if not isinstance(outcome, Done):
            logger.warning("a channel was not told that it is watched", extra={"channel": channel})
        return BEGUN_SHARED.format(command=self.command) if rights.is_shared(info) else BEGUN

    def end(self, team: str, channel: str, person: str, client: WebClient) -> str:
        """Watch it no more, if the person may say so; whoever began it always may."""
        if channel not in self._watched.of_person(team, person):
            refused = rights.refusal(client, person, team, channel, managers=MEMBERS)
            if refused:
                return refused
        self._channels -= {(team, channel)}
        return ENDED if self._watched.end(team, channel) else NOT_WATCHED.format(command=self.command)

    def home(self, team: str, person: str, _client: WebClient) -> list[Block]:
        """App Home's part: the channels that this person had watched."""
        return home_blocks(self._watched.of_person(team, person))

    def overhear(self, talk: Talk) -> None:
        """Hear what is said in a channel; in one that is not watched, a look into memory."""
        if (talk.team, talk.channel) not in self._channels:
            return
        if talk.happened != "said":
            self._judges.submit(self._forget, talk.team, talk.channel, talk.ts)
        elif talk.thread_ts:  # somebody answers
            self._judges.submit(self._forget, talk.team, talk.channel, talk.thread_ts)
        elif not (talk.mentions_us or talk.calls_somebody):
            self._judges.submit(self._judge, talk)

    def _judge(self, talk: Talk) -> None:
        """Keep a message if it is a question that would be answered."""
        words = words_of(talk.message, bot_user=talk.bot_user)
        if not words.text:
            return
        reply = self._library.of(talk.team).answering.ask(words.text)
        if sure(reply):
            one = Overheard(talk.team, talk.channel, talk.ts, talk.person, words.text)
            try:
                self._watched.keep(one, due=self._now() + self._wait)
            except StoreError as error:
                logger.warning("a question in a watched channel is passed over: %s", error)

    def _forget(self, team: str, channel: str, ts: str) -> None:
        try:
            self._watched.drop(team, channel, ts)
        except StoreError as error:
            logger.warning("a question in a watched channel may be answered late: %s", error)

    def _answer(self, one: Overheard) -> None:
        """Answer a question that is due, unless people have; as if it had been asked, once and in its thread."""
        client = self._clients.of(one.team)
        answered = True if client is None else _answered_by_people(one, client)
        if answered is None:
            return  # it is taken again when the lease is over
        if client is None or answered:
            self._watched.drop(one.team, one.channel, one.ts)
            return
        question = Question(one.team, one.channel, one.ts, one.ts, one.person, one.text, direct=False)
        self._intake.take(question_task(question, QUESTION), client)
        self._watched.answer(one)
        logger.info("answered unasked", extra={"channel": one.channel})


def sure(reply: Reply) -> bool:
    """Whether a message is a question whose answer is surely meant: surer than where somebody asked.

    What merely tells something makes the matcher unsure, so no form is asked for: people forget the mark at the end.
    """
    decision = reply.decision
    return reply.manner is None and isinstance(decision, Answered) and decision.best.score >= SURE


def _answered_by_people(one: Overheard, client: WebClient) -> bool | None:
    """Whether somebody else has answered in the thread, or the message is gone; None where Slack does not say."""
    outcome = attempt(lambda: client.conversations_replies(channel=one.channel, ts=one.ts, limit=LOOKED_AT))
    match outcome:
        case Done(answer):
            messages = answer.get("messages") or []
            gone = not any(message.get("ts") == one.ts and message.get("user") for message in messages)
            others = (message for message in messages if message.get("ts") != one.ts)
            return gone or any(message.get("user") != one.person for message in others)
        case Refused():  # no right to look: whether somebody answers is not known, and silence is the better guess
            return True
    return None

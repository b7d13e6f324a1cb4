"""Where questions without an answer go to people: put to them, told of, and brought to an end."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from slack_sdk import WebClient

from bot.knowledge.model import Entry
from bot.learning.asks import Ask, Given, Origin, State, ask_id
from bot.library import Library
from bot.render.asks import CLOSED, GONE, REMINDED, REMOVED, WAITING, asked_message, experts_message, told
from bot.render.message import Message
from bot.render.trouble import LASTING
from bot.slack import rights
from bot.slack.experts.sending import Sending, Then
from bot.slack.intake import Intake
from bot.slack.outbox.notices import refusal_text
from bot.slack.outbox.outcome import Done, Outcome, Refused, attempt
from bot.slack.outbox.place import Place
from bot.slack.outbox.publisher import CallJob, Post, Publisher
from bot.slack.teachers import Teachers
from bot.store.asks import Asks, Begun
from bot.store.inbox import Held, Task
from bot.store.replies import Replies

logger = logging.getLogger(__name__)

ASK, TELL, REMIND, CLOSE, LOST = "ask_team", "ask_tell", "ask_remind", "ask_close", "ask_lost"

# A question to people has time, and so has what they say.
WORTH = timedelta(hours=20)

# How often a process looks what has waited too long.
LOOK = timedelta(seconds=60)

# So many of the nearest entries are shown to the experts.
MOST_NEAR = 3

ALREADY = "That was put to the team already. Whoever asked hears the answer as soon as somebody knows."
TOO_MANY = "You have put many questions to the team today. Please ask again tomorrow."
NOBODY = "There is nobody to ask here any more."
NOT_ASKED = "I could not put your question to the team. {}"
WORDS = {"reminded": REMINDED, "closed": CLOSED, "gone": GONE, "removed": REMOVED}


@dataclass(frozen=True, slots=True)
class ExpertsDesk:
    """The asks of all workspaces.

    `channel_of` names the experts' channel of one, empty where nobody can be asked. `gap` of (workspace, number) is
    what was asked in vain; None where nobody knows it any more.
    """

    asks: Asks
    library: Library
    intake: Intake
    publisher: Publisher
    replies: Replies
    teachers: Teachers
    shared: rights.SharedChannels
    channel_of: Callable[[str], str]
    gap: Callable[[str, int], str | None]
    now: Callable[[], datetime]

    def refusal(self, team: str, place: str, person: str) -> str | None:
        """Why the person cannot ask from that place, in words for them; None if they can."""
        if not self.channel_of(team):
            return NOBODY
        return _words(self.asks.may_begin(team, ask_id(team, place), person, now=self.now()))

    def begin(self, team: str, place: str, person: str, question: str, origin: Origin, *, named: bool) -> Ask | str:
        """Keep a question for the team; or why it cannot be asked."""
        channel = self.channel_of(team)
        if not channel:
            return NOBODY
        matches = self.library.of(team).answering.ask(question).decision.matches[:MOST_NEAR]
        near = tuple(match.entry.id for match in matches)
        ask = Ask(team, ask_id(team, place), person, named, question, near, origin, channel, self.now())
        # What Slack could not deliver comes again: the row is the one that counts.
        return _words(self.asks.begin(ask)) or self.asks.read(team, ask.id) or ask

    def take(self, ask: Ask, client: WebClient) -> None:
        """Have it put to the team, whatever happens to this process."""
        # After a refusal it may be asked again, which is another task.
        self.intake.take(self._task(ASK, ask, f"{ask.id}:{ask.asked_at:%Y%m%d%H%M%S%f}"), client)

    def put(self, held: Held, client: WebClient) -> None:
        """Post a question in the experts' channel."""
        ask = self._read(held)
        if ask is None or ask.state is not State.ASKING:
            return self.intake.settle(held)
        _be_in(ask.channel, client)
        place, message = Place(ask.team, ask.channel, None, ask.asker), self.message(ask, [])
        return self.post(held, place, message, client, lambda outcome: self._put(ask, outcome, client))

    def message(self, ask: Ask, given: list[Given]) -> Message:
        """The question as it stands in the experts' channel by now."""
        known = self.library.of(ask.team).knowledge.by_id
        near: list[Entry] = [known[one] for one in ask.near if one in known]
        return experts_message(ask, near, given)

    def show(self, team: str, ask_id: str, client: WebClient) -> None:
        """Show in the experts' channel what became of a question."""
        ask = self.asks.read(team, ask_id)
        if ask is not None and ask.ts:
            payload = self.message(ask, self.asks.answers(team, ask_id)).payload()
            self.update(ask.team, ask.channel, ask.ts, payload, client)

    def update(self, team: str, channel: str, ts: str, payload: dict[str, object], client: WebClient) -> None:
        """Change a message of ours, in its channel's turn."""

        def then(outcome: Outcome) -> None:
            """Log that Slack did not change it."""
            if not isinstance(outcome, Done):
                logger.warning("a message was not changed", extra={"outcome": repr(outcome), "channel": channel})

        call = lambda: client.chat_update(channel=channel, ts=ts, **payload)  # type: ignore[arg-type]  # noqa: E731
        self.publisher.submit(team, channel, CallJob(call, then))

    def post(
        self, held: Held, place: Place, message: Message, client: WebClient, then: Then, *, broadcast: bool = False
    ) -> None:
        """Post a message once, for what `held` asks for; `then` records what became of it."""
        sender = Sending(self.intake, self.publisher, held, place.channel, then)
        key = f"{held.task.key}:{place.channel}"
        post = Post(client, place, message, key, sender, again=held.again, look_back=WORTH, broadcast=broadcast)
        self.publisher.post(post)

    def tell(self, ask: Ask, word: str, client: WebClient) -> None:
        """Tell whoever asked, once; `word` is one of WORDS."""
        # It may be asked again, and end in the same way: that is another message to the team.
        self.intake.take(self._task(TELL, ask, f"{ask.id}:{word}:{ask.ts}", word), client)

    def say(self, held: Held, client: WebClient) -> None:
        """Say to whoever asked what they are to be told."""
        ask = self._read(held)
        if ask is None:
            return self.intake.settle(held)
        return self.post(held, home_of(ask), told(WORDS[held.task.body["word"]]), client, lambda _: True)

    def remind(self, held: Held, client: WebClient) -> None:
        """Remind the team of a question, and tell whoever asked."""
        ask = self._read(held)
        if ask is None or ask.state is not State.OPEN:
            return self.intake.settle(held)

        def then(outcome: Outcome) -> bool:
            """Record that the team was reminded, or that it cannot be reached any more."""
            if isinstance(outcome, Refused):
                self.tell(ask, "gone", client)
                self._lost(ask, outcome, client)
                self.asks.end(ask, State.CLOSED)
                return True
            self.tell(ask, "reminded", client)
            self.asks.reminded(ask, now=self.now())
            return True

        place = Place(ask.team, ask.channel, ask.ts, ask.asker)
        return self.post(held, place, told(WAITING), client, then, broadcast=True)

    def close(self, held: Held, client: WebClient) -> None:
        """Stop asking, and tell whoever asked."""
        ask = self._read(held)
        if ask is not None and ask.state is State.OPEN:
            self.tell(ask, "closed", client)
            self.asks.end(ask, State.CLOSED)
            self.show(ask.team, ask.id, client)
        self.intake.settle(held)

    def withdraw(self, ask: Ask, client: WebClient) -> None:
        """The question was deleted: nobody need answer it any more."""
        if self.asks.end(ask, State.WITHDRAWN):
            self.show(ask.team, ask.id, client)

    def removed(self, ask: Ask, client: WebClient) -> None:
        """Our message to the team was deleted: nobody can answer it there any more, and whoever asked hears that."""
        if ask.state is State.OPEN:
            self.tell(ask, "removed", client)
            self.asks.end(ask, State.CLOSED)

    def look(self) -> None:
        """Take up what has waited for a day, or for a week. Raises StoreError."""
        now = self.now()
        due = [(CLOSE, ask) for ask in self.asks.to_close(now=now)]
        due += [(REMIND, ask) for ask in self.asks.to_remind(now=now)]
        for kind, ask in due:
            held = self.intake.accept(self._task(kind, ask, ask.id))
            if held is not None:
                self.intake.begin(held, None)

    def _put(self, ask: Ask, outcome: Outcome, client: WebClient) -> bool:
        """It stands in the experts' channel, or does not; its asker hears either way."""
        if not isinstance(outcome, Done):
            self.asks.drop(ask)
            text = NOT_ASKED.format(refusal_text(outcome, "the team's channel"))
            payload, place = told(text).payload(), home_of(ask)
            attempt(lambda: client.chat_postMessage(channel=place.asker, **payload))
            logger.warning("a question was not put to the team", extra={"outcome": repr(outcome)})
            self._lost(ask, outcome, client)
            return True
        self.asks.posted(ask, str(outcome.answer.get("channel") or ask.channel), str(outcome.answer["ts"]))
        receipt = asked_message(ask.question).payload()
        if ask.origin.channel:
            self.update(ask.team, ask.origin.channel, ask.origin.reply_ts, receipt, client)
            return True
        said = attempt(lambda: client.chat_postMessage(channel=ask.asker, **receipt))
        if isinstance(said, Done):
            self.asks.direct(ask, str(said.answer["channel"]), str(said.answer["ts"]))
        return True

    def _lost(self, ask: Ask, outcome: Outcome, client: WebClient) -> None:
        """What Slack will refuse again, whoever chose the channel hears: once a day, however often it is asked."""
        if isinstance(outcome, Refused) and outcome.error in LASTING:
            body = {"channel": ask.channel, "error": outcome.error}
            key = f"{LOST}:{ask.channel}:{self.now():%Y-%m-%d}"
            self.intake.take(Task(ask.team, key, LOST, body, WORTH), client)

    def _read(self, held: Held) -> Ask | None:
        return self.asks.read(held.task.team, held.task.body["ask"])

    def _task(self, kind: str, ask: Ask, key: str, word: str = "") -> Task:
        body = {"ask": ask.id, "word": word, "asker": ask.asker}
        return Task(ask.team, f"{kind}:{key}", kind, body, WORTH)


def _be_in(channel: str, client: WebClient) -> None:
    """Join a public channel where we are not (any more): one may post there from outside, and hears no reply."""
    info = rights.look(client, channel)
    refused = info if isinstance(info, str) else rights.join(client, channel, info)
    if refused:  # the post itself says what the matter is; "Answer" works from outside too
        logger.warning("the experts' channel may not be heard", extra={"channel": channel})


def home_of(ask: Ask) -> Place:
    """Where whoever asked hears of it: in their thread, or in a direct message."""
    return Place(ask.team, ask.origin.channel or ask.asker, ask.origin.thread_ts or None, ask.asker)


def _words(begun: Begun) -> str | None:
    return {Begun.NEW: None, Begun.ASKED: ALREADY, Begun.TOO_MANY: TOO_MANY}[begun]

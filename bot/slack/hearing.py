"""Messages that are ours to hear: kept before they are acknowledged, and answered once.

What an event means is decided first, from the event alone; only what is meant for us is kept, and the talk of
a channel costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.middleware import Middleware
from slack_sdk import WebClient

from bot.errors import StoreError
from bot.slack import errors
from bot.slack.clients import once_only
from bot.slack.errors import Asker
from bot.slack.events.caller import Caller
from bot.slack.events.fields import Payload, mapping_at
from bot.slack.events.meaning import MESSAGES, Edit, Question, Said, Withdrawal, kept_of, said_in
from bot.slack.events.talk import Talk, talk_in
from bot.slack.intake import CHANGE, Intake
from bot.slack.outbox.notices import whisper
from bot.slack.restraint import SLOWLY, Restraint
from bot.slack.workers import Workers
from bot.store.change import Change
from bot.store.inbox import Task

QUESTION = "question"
UPLOAD = "upload"

# Hears what people say to each other in channels, and keeps what its feature wants of it, before it is acknowledged.
# Called for every message of every channel: what is none of its business may cost one look-up by index at most.
Ear = Callable[[Talk, WebClient], None]


class Hearing(Middleware):
    """Bolt middleware that keeps what was said to us, and has it done on threads of ours."""

    def __init__(
        self,
        intake: Intake,
        workers: Workers,
        restraint: Restraint,
        ears: Sequence[Ear] = (),
        *,
        alone: bool = False,
    ) -> None:
        """`workers` tell whom `restraint` turns away; `ears` may be added to as long as nothing was heard.

        `alone`: nobody else in the app listens to messages, so they are acknowledged here and now: Bolt looks for a
        listener no more, nor waits for its thread.
        """
        self._intake = intake
        self._workers = workers
        self._restraint = restraint
        self._ears = ears
        self._alone = alone

    def register_beside_others(self, app: App) -> None:
        """Hear every message of an app whose own listeners hear them, too.

        Both events need a listener of ours, or Bolt does not acknowledge them where there is no other.
        """
        app.use(self)
        app.event("app_mention")(_acknowledged)
        app.event("message")(_acknowledged)

    def process(
        self,
        *,
        req: BoltRequest,
        resp: BoltResponse,
        next: Callable[[], BoltResponse],
    ) -> BoltResponse:
        """Keep what an event says to us; then acknowledge it, or let it through to the other listeners.

        A question is acknowledged whether it is new or not: it is kept, so that somebody answers it whatever
        happens to this process. A change without a database to note it in is left to Slack's next retry.
        """
        event = mapping_at(req.body, "event")
        if req.body.get("type") != "event_callback" or event.get("type") not in MESSAGES:
            return next()
        try:
            self._hear(event, req, once_only(req.context.client))
        except StoreError as error:
            errors.report(error, None, req.context.client)
            return BoltResponse(status=503, body="")
        return BoltResponse(status=200, body="") if self._alone else next()

    def _hear(self, event: Payload, req: BoltRequest, client: WebClient) -> None:
        """Keep what is for us; raises StoreError for what cannot be kept and must be."""
        caller, retried = Caller.of(req.context), "x-slack-retry-num" in req.headers
        said = said_in(event, team=caller.team, bot_user=caller.bot_user)
        talk = talk_in(event, team=caller.team, bot_user=caller.bot_user) if self._ears else None
        if isinstance(said, Question) and not retried and not self._admits(said, client):
            return
        try:
            if said is not None:
                self._keep(said, client, retried=retried)
            if talk is not None:
                self._tell(talk, client)
        except StoreError:
            raise
        except Exception as error:
            errors.report(error, Asker.of(req.body, req.context) if said is not None else None, client)

    def _tell(self, talk: Talk, client: WebClient) -> None:
        for ear in self._ears:
            ear(talk, client)

    def _admits(self, said: Question, client: WebClient) -> bool:
        def tell() -> None:
            """Tell whoever asks too quickly to wait."""
            self._workers.submit(whisper, said.channel, said.asker, SLOWLY, client, thread_ts=said.thread_ts)

        return self._restraint.admits(said.team, said.asker, tell)

    def _keep(self, said: Said, client: WebClient, *, retried: bool) -> None:
        match said:
            case Question(documents=documents) if documents:
                self._intake.take(upload_task(said), client, retried=retried)
            case Question():
                new = self._intake.take(question_task(said, QUESTION), client, retried=retried)
                if said.edited and not new:
                    self._keep(Edit(said, said.edited), client, retried=retried)
            case Edit(question, at):
                self._intake.follow(question_task(question, CHANGE), Change(at, kept_of(question)), client)
            case Withdrawal(team, channel, ts, at, discussed):
                task = Task(team, question_key(channel, ts), CHANGE, {"channel": channel, "ts": ts})
                self._intake.follow(task, Change(at, {"discussed": discussed}, deleted=True), client)


def upload_task(question: Question) -> Task:
    """The documents that came with a direct message, as they are kept."""
    return Task(question.team, f"upload:{question.channel}:{question.ts}", UPLOAD, kept_of(question))


def question_key(channel: str, ts: str) -> str:
    """The key of a message: under whichever events it arrives, it is answered once."""
    return f"message:{channel}:{ts}"


def question_task(question: Question, kind: str) -> Task:
    """The question as it is kept."""
    return Task(question.team, question_key(question.channel, question.ts), kind, kept_of(question))


def _acknowledged() -> None:
    """The work is on its way."""

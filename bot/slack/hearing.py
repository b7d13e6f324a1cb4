"""Messages that are ours to hear: kept before they are acknowledged, and answered once.

What an event means is decided first, from the event alone; only what is meant for us is kept, and the talk of
a channel costs nothing. As a middleware it lets every event through: other listeners of the app hear it too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from slack_bolt import App, BoltContext, BoltRequest, BoltResponse
from slack_sdk import WebClient

from bot.errors import StoreError
from bot.slack import errors
from bot.slack.clients import once_only
from bot.slack.errors import Asker
from bot.slack.events.caller import Caller
from bot.slack.events.fields import mapping_at
from bot.slack.events.meaning import Edit, Question, Said, Withdrawal, said_in
from bot.slack.events.talk import Talk, talk_in
from bot.slack.intake import CHANGE, Intake
from bot.slack.outbox.notices import whisper
from bot.slack.restraint import SLOWLY, Restraint
from bot.slack.workers import Workers
from bot.store.inbox import Change, Task

QUESTION = "question"
UPLOAD = "upload"

# Hears what people say to each other in channels, and keeps what its feature wants of it, before it is acknowledged.
# Called for every message of every channel: what is none of its business may cost one look-up by index at most.
Ear = Callable[[Talk, WebClient], None]


class Hearing:
    """Bolt middleware that keeps what was said to us, and has it done on threads of ours."""

    def __init__(self, intake: Intake, workers: Workers, restraint: Restraint, ears: Sequence[Ear] = ()) -> None:
        """`workers` tell whom `restraint` turns away; `ears` may be added to as long as nothing was heard."""
        self._intake = intake
        self._workers = workers
        self._restraint = restraint
        self._ears = ears

    def register(self, app: App) -> None:
        """Hear every message of the app. Both events need a listener too, or Bolt does not acknowledge them."""
        app.use(self.hear)
        app.event("app_mention")(_acknowledged)
        app.event("message")(_acknowledged)

    def hear(
        self,
        body: dict[str, Any],
        context: BoltContext,
        request: BoltRequest,
        client: WebClient,
        next_: Callable[[], BoltResponse],
    ) -> BoltResponse | None:
        """Let the event through, after keeping what it says to us.

        A question is acknowledged whether it is new or not: it is kept, so that somebody answers it whatever
        happens to this process. A change without a database to note it in is left to Slack's next retry.
        """
        caller = Caller.of(context)
        if body.get("type") != "event_callback":
            return next_()
        event, retried = mapping_at(body, "event"), "x-slack-retry-num" in request.headers
        said = said_in(event, team=caller.team, bot_user=caller.bot_user)
        talk = talk_in(event, team=caller.team, bot_user=caller.bot_user) if self._ears else None
        if isinstance(said, Question) and not retried and not self._admits(said, client):
            return next_()
        try:
            if said is not None:
                self._keep(said, once_only(client), retried=retried)
            if talk is not None:
                self._tell(talk, once_only(client))
        except StoreError as error:
            errors.report(error, None, client)
            return BoltResponse(status=503, body="")
        except Exception as error:
            errors.report(error, Asker.of(body, context) if said is not None else None, client)
        return next_()

    def _tell(self, talk: Talk, client: WebClient) -> None:
        for ear in self._ears:
            ear(talk, client)

    def _admits(self, said: Question, client: WebClient) -> bool:
        def tell() -> None:
            self._workers.submit(whisper, said.channel, said.asker, SLOWLY, once_only(client), thread_ts=said.thread_ts)

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
                self._intake.follow(question_task(question, CHANGE), Change(at, asdict(question)), client)
            case Withdrawal(team, channel, ts, at, discussed):
                task = Task(team, question_key(channel, ts), CHANGE, {"channel": channel, "ts": ts})
                self._intake.follow(task, Change(at, {"discussed": discussed}, deleted=True), client)


def upload_task(question: Question) -> Task:
    """The documents that came with a direct message, as they are kept."""
    return Task(question.team, f"upload:{question.channel}:{question.ts}", UPLOAD, asdict(question))


def question_key(channel: str, ts: str) -> str:
    """The key of a message: under whichever events it arrives, it is answered once."""
    return f"message:{channel}:{ts}"


def question_task(question: Question, kind: str) -> Task:
    """The question as it is kept."""
    return Task(question.team, question_key(question.channel, question.ts), kind, asdict(question))


def _acknowledged() -> None:
    """The work is on its way."""

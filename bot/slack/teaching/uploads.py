"""Documents that teachers send in a direct message: read, shown, and in force once they say so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from slack_sdk import WebClient

from bot.errors import BotError
from bot.knowledge.wordings import fold_wording
from bot.learning.documents import MOST_BYTES, Document, doubts, read, remarks
from bot.render import ids
from bot.render.documents import (
    NOT_THERE,
    accepted_message,
    discarded_message,
    doubtful_blocks,
    offered_message,
    unreadable_message,
)
from bot.render.message import Message
from bot.render.messages import notice_message
from bot.slack.events.fields import number_in
from bot.slack.events.meaning import Question, kept_question
from bot.slack.events.press import Press
from bot.slack.files import NO_SCOPE, Withheld, fetch
from bot.slack.hearing import QUESTION, UPLOAD, question_task
from bot.slack.intake import Intake
from bot.slack.listening import Listening
from bot.slack.modal import modal, notice_view
from bot.slack.outbox.outcome import Outcome
from bot.slack.outbox.place import Place
from bot.slack.outbox.publisher import Post, Publisher
from bot.slack.outbox.respond import respond
from bot.slack.outbox.views import show_view
from bot.slack.teachers import Standing
from bot.slack.teaching.desk import TeachingDesk
from bot.slack.teaching.reading import document_in
from bot.store.inbox import Held

DOUBTFUL = "Doubtful answers"
NOBODY = "Only teachers give me documents. {}"

# What a button on a document does: (workspace, the document's number) to what is left of it.
Act = Callable[[str, int], Document | None]


@dataclass(frozen=True, slots=True)
class UploadDesk:
    """Reads what teachers send, and offers it."""

    desk: TeachingDesk
    intake: Intake
    publisher: Publisher

    def read(self, held: Held, client: WebClient) -> None:
        """Read what came with a message and offer it; a question that came with it is answered as any other."""
        question = kept_question(held.task.body)
        standing = self.desk.teachers.standing(question.team, question.asker, client)
        if question.text and (standing is not Standing.TEACHER or "?" in question.text):
            self.intake.take(question_task(replace(question, documents=()), QUESTION), client)
        if standing is Standing.TEACHER:
            messages = [self._offer(file, question, client) for file in question.documents]
        elif question.text:
            return self.intake.settle(held)
        else:
            refusal = self.desk.teachers.refusal(question.team, question.asker, client)
            messages = [notice_message(NOBODY.format(refusal or ""))]
        return self._post(held, question, messages, client)

    def _offer(self, file_id: str, question: Question, client: WebClient) -> Message:
        """One document kept and shown, or why it cannot be used."""
        given = fetch(client, file_id, most=MOST_BYTES)
        if isinstance(given, Withheld):
            return notice_message(NO_SCOPE) if given.why == NO_SCOPE else unreadable_message(given.name, given.why)
        try:
            document = document_in(given, question.team, question.asker)
        except BotError as error:
            return unreadable_message(given.name, str(error))
        offered = self.desk.documents.offer(document, now=self.desk.now())
        return self._shown(offered)

    def _shown(self, document: Document) -> Message:
        """What was found in it."""
        entries = read(document.pack, document.text).entries
        same_file = [one for one in self.desk.documents.listed(document.team) if one.file == document.file]
        knowledge = self.desk.library.of(document.team).knowledge
        known = {fold_wording(wording) for entry in knowledge.entries for wording in entry.wordings}
        shared = 0 if same_file else sum(fold_wording(entry.question) in known for entry in entries)
        return offered_message(document, entries, shared, replaces=bool(same_file), remarks=remarks(document))

    def _post(self, held: Held, question: Question, messages: list[Message], client: WebClient) -> None:
        """Post each message in the thread of the upload, once; the row is settled with the last."""
        place = Place(question.team, question.channel, question.thread_ts, question.asker, question.ts)
        left = [len(messages)]
        for number, message in enumerate(messages):
            key = f"{held.task.key}:{number}"
            self.publisher.post(Post(client, place, message, key, _Telling(self.intake, held, left), again=held.again))


@dataclass(slots=True)
class _Telling:
    """One of the messages about an upload; with the last of them its row is done."""

    intake: Intake
    held: Held
    left: list[int]

    def ours(self) -> bool:
        """Whether no other process has it by now."""
        return self.intake.holds(self.held)

    def ended(self, outcome: Outcome) -> None:
        """One less to wait for; what Slack did not take, nobody can be told either."""
        self.left[0] -= 1
        if not self.left[0]:
            self.intake.settle(self.held)


def handle_decision(
    press: Press, client: WebClient, *, desk: TeachingDesk, act: Act, said: Callable[[Document], Message]
) -> None:
    """Do what a teacher decided, and say so in place of the offer."""
    refused = desk.teachers.refusal(press.team, press.person, client)
    if refused:
        respond(press.response_url, notice_message(refused))
        return
    document = act(press.team, number_in(press.value))
    respond(press.response_url, said(document) if document else notice_message(NOT_THERE), replace=True)


def handle_doubts(press: Press, client: WebClient, *, desk: TeachingDesk) -> None:
    """Show what looks doubtful in a document, and why, or turn to a page of it."""
    refused = desk.teachers.refusal(press.team, press.person, client)
    number, _, page = press.value.partition(":")
    document = None if refused else desk.documents.get(press.team, number_in(number))
    if document is None or not document.doubtful:
        view = notice_view(DOUBTFUL, refused or NOT_THERE)
    else:
        view = modal(
            DOUBTFUL, doubtful_blocks(document, doubts(document), number_in(page)), callback_id=ids.ANSWER_VIEW
        )
    show_view(client, press, view)


def register(listening: Listening, desk: TeachingDesk, intake: Intake, publisher: Publisher) -> None:
    """Listen to uploads and to what is decided about them."""
    listening.task(UPLOAD, UploadDesk(desk, intake, publisher).read)
    listening.press(ids.pattern(ids.DOCUMENT_DOUBTS), handle_doubts, desk=desk)
    for name, act, said in (
        (ids.DOCUMENT_ACCEPT, desk.use_document, accepted_message),
        (ids.DOCUMENT_DISCARD, desk.drop_document, discarded_message),
    ):
        listening.press(ids.pattern(name), handle_decision, desk=desk, act=act, said=said)

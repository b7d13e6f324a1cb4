"""What is pressed, submitted and overheard when people ask their team."""

from __future__ import annotations

from slack_sdk import WebClient

from bot.learning.asks import Given, Origin, of_gap, read_gap
from bot.render import ids
from bot.render.asks import ASK_LABEL
from bot.render.gaps import GONE
from bot.render.messages import notice_message
from bot.slack import rights
from bot.slack.events.interactions import Submission
from bot.slack.events.markdown import escaped
from bot.slack.events.press import InHome, InModal, Press, Visible
from bot.slack.experts import answers
from bot.slack.experts.answers import ANSWER, REVISE, deliver, overhear, revise, take
from bot.slack.experts.desk import ASK, CLOSE, REMIND, TELL, ExpertsDesk
from bot.slack.experts.places import pressed_at, remembered_in
from bot.slack.experts.window import (
    WRITE,
    WRITE_ANSWER,
    Asking,
    answer_in,
    ask_view,
    is_named,
    question_in,
    reply_view,
)
from bot.slack.listening import Acknowledged, Listening, Refresh
from bot.slack.modal import notice_view
from bot.slack.outbox.respond import respond
from bot.slack.outbox.views import open_or_tell, show_view

NOT_YOURS = "Only the person who asked can say whether it helped."
THANKS = "Thank you. I have told the team."
CLOSED = "This question is closed: nobody waits for its answer any more."


def handle_ask(press: Press, client: WebClient, *, desk: ExpertsDesk) -> None:
    """Open the window in which a question is put to the team."""
    question: str | None
    if (number := read_gap(press.value)) is None:
        asking, question, refused = pressed_at(press, desk.replies), ids.read_question(press.value), None
    else:
        asking, question = Asking(of_gap(number), Origin()), desk.gap(press.team, number)
        refused = desk.teachers.refusal(press.team, press.person, client)
    refused = refused or desk.refusal(press.team, asking.place, press.person)
    if refused or question is None:
        _refuse(refused or GONE, press, client)
    else:
        channel = desk.channel_of(press.team)
        shared = desk.shared.has(press.team, channel, client)
        show_view(client, press, ask_view(question, channel, asking, shared=shared))


def _refuse(why: str, press: Press, client: WebClient) -> None:
    """Say why not, where it was pressed."""
    if isinstance(press.spot, InModal | InHome):
        show_view(client, press, notice_view(ASK_LABEL, why))
    else:
        respond(press.response_url, notice_message(why))


def handle_asked(submission: Submission, client: WebClient, *, desk: ExpertsDesk, refresh: Refresh) -> Acknowledged:
    """Put the question to the team. A gap says so in the App Home from then on."""
    question = question_in(submission.form)
    if not question:
        return {"response_action": "errors", "errors": {ids.ASK_QUESTION: WRITE}}, None
    named, team, person = is_named(submission.form), submission.team, submission.person
    asking = remembered_in(submission, client, desk.replies)
    from_gap = read_gap(asking.place) is not None
    refused = desk.teachers.refusal(team, person, client) if from_gap else None
    ask = refused or desk.begin(team, asking.place, person, question, asking.origin, named=named)
    if isinstance(ask, str):
        return {"response_action": "update", "view": notice_view(ASK_LABEL, ask)}, None
    desk.take(ask, client)
    return {}, (lambda: refresh(team, person, client)) if from_gap else None


def handle_reply(press: Press, client: WebClient, *, desk: ExpertsDesk) -> None:
    """Open the window in which an expert answers."""
    ask = desk.asks.read(press.team, press.value)
    if ask is None or not ask.question:
        respond(press.response_url, notice_message(CLOSED))
    elif refused := rights.outside(client, press.person, ask.channel):
        respond(press.response_url, notice_message(refused))
    elif isinstance(press.spot, Visible) and press.spot.channel == ask.channel:
        open_or_tell(client, press, reply_view(ask))


def handle_replied(submission: Submission, client: WebClient, *, desk: ExpertsDesk) -> Acknowledged:
    """Bring the answer to whoever asked; that the person was shown the window is not believed."""
    text, ask = answer_in(submission.form), desk.asks.read(submission.team, submission.metadata)
    if not text:
        return {"response_action": "errors", "errors": {ids.ASK_ANSWER: WRITE_ANSWER}}, None
    if ask is None or not ask.question:
        return {"response_action": "update", "view": notice_view("Answer", CLOSED)}, None
    if refused := rights.outside(client, submission.person, ask.channel):
        return {"response_action": "errors", "errors": {ids.ASK_ANSWER: refused}}, None
    now = desk.now()
    key, at = f"view:{submission.view_id}"[:64], f"{now.timestamp():.6f}"
    take(Given(ask.team, key, ask.id, submission.person, escaped(text), at, now), ask, client, desk)
    return {}, None


def handle_helped(press: Press, client: WebClient, *, desk: ExpertsDesk) -> None:
    """Whoever asked says that an answer helped: the experts hear of it."""
    ask = desk.asks.read(press.team, press.value)
    if ask is None or ask.asker != press.person:
        respond(press.response_url, notice_message(NOT_YOURS))
        return
    desk.asks.helped(ask)
    desk.show(press.team, ask.id, client)
    if (after := desk.asks.read(press.team, ask.id)) is not None:
        for given in desk.asks.answers(press.team, ask.id):
            answers.show(after, given, client, desk)
    respond(press.response_url, notice_message(THANKS))


def register(listening: Listening, desk: ExpertsDesk, *, refresh: Refresh) -> None:
    """Listen to all of it."""
    listening.overhear(overhear, desk=desk)
    listening.press(ids.pattern(ids.ASK_TEAM), handle_ask, desk=desk)
    listening.press(ids.pattern(ids.ASK_REPLY), handle_reply, desk=desk)
    listening.press(ids.pattern(ids.ASK_HELPED), handle_helped, desk=desk)
    listening.submission(ids.ASK_VIEW, handle_asked, desk=desk, refresh=refresh)
    listening.submission(ids.ASK_REPLY_VIEW, handle_replied, desk=desk)
    listening.task(ASK, desk.put)
    listening.task(TELL, desk.say)
    listening.task(REMIND, desk.remind)
    listening.task(CLOSE, desk.close)
    listening.task(ANSWER, deliver, desk=desk)
    listening.task(REVISE, revise, desk=desk)

"""What is pressed, submitted and overheard when people ask their team."""

from __future__ import annotations

from slack_sdk import WebClient

from bot.learning.asks import Given, Origin
from bot.render import ids
from bot.render.messages import notice_message
from bot.slack.events.interactions import Submission
from bot.slack.events.markdown import escaped
from bot.slack.events.press import Press, Private, Visible
from bot.slack.experts import answers
from bot.slack.experts.answers import ANSWER, REVISE, deliver, overhear, revise, take
from bot.slack.experts.desk import ASK, CLOSE, REMIND, TELL, ExpertsDesk
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
from bot.slack.listening import Acknowledged, Listening
from bot.slack.modal import notice_view
from bot.slack.outbox.respond import respond

NOT_YOURS = "Only the person who asked can say whether it helped."
THANKS = "Thank you. I have told the team."
CLOSED = "This question is closed: nobody waits for its answer any more."


def handle_ask(press: Press, client: WebClient, *, desk: ExpertsDesk) -> None:
    """Open the window in which a question is put to the team."""
    if isinstance(press.spot, Visible):
        spot = press.spot
        posted = desk.replies.at(press.team, spot.channel, spot.ts)
        question_ts = (posted.question_ts or "") if posted else ""
        asking = Asking(f"{spot.channel}:{spot.ts}", Origin(spot.channel, spot.thread_ts, spot.ts, question_ts))
    elif isinstance(press.spot, Private):
        asking = Asking(f"{press.spot.channel}:{press.spot.ts}:{press.person}", Origin())
    else:
        return
    if refused := desk.refusal(press.team, asking.place, press.person):
        respond(press.response_url, notice_message(refused))
        return
    view = ask_view(ids.read_question(press.value), desk.channel_of(press.team), asking)
    client.views_open(trigger_id=press.trigger_id, view=view)


def handle_asked(submission: Submission, client: WebClient, *, desk: ExpertsDesk) -> Acknowledged:
    """Put the question to the team."""
    question, asking = question_in(submission.form), Asking.read(submission.metadata)
    if not question:
        return {"response_action": "errors", "errors": {ids.ASK_QUESTION: WRITE}}, None
    named, team, person = is_named(submission.form), submission.team, submission.person
    ask = desk.begin(team, asking.place or submission.view_id, person, question, asking.origin, named=named)
    if isinstance(ask, str):
        return {"response_action": "update", "view": notice_view("Ask the team", ask)}, None
    desk.take(ask, client)
    return {}, None


def handle_reply(press: Press, client: WebClient, *, desk: ExpertsDesk) -> None:
    """Open the window in which an expert answers."""
    ask = desk.asks.read(press.team, press.value)
    if ask is None or not ask.question:
        respond(press.response_url, notice_message(CLOSED))
    elif isinstance(press.spot, Visible) and press.spot.channel == ask.channel:
        client.views_open(trigger_id=press.trigger_id, view=reply_view(ask))


def handle_replied(submission: Submission, client: WebClient, *, desk: ExpertsDesk) -> Acknowledged:
    """Bring the answer to whoever asked."""
    text, ask = answer_in(submission.form), desk.asks.read(submission.team, submission.metadata)
    if not text:
        return {"response_action": "errors", "errors": {ids.ASK_ANSWER: WRITE_ANSWER}}, None
    if ask is None or not ask.question:
        return {"response_action": "update", "view": notice_view("Answer", CLOSED)}, None
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


def register(listening: Listening, desk: ExpertsDesk) -> None:
    """Listen to all of it."""
    listening.overhear(overhear, desk=desk)
    listening.press(ids.pattern(ids.ASK_TEAM), handle_ask, desk=desk)
    listening.press(ids.pattern(ids.ASK_REPLY), handle_reply, desk=desk)
    listening.press(ids.pattern(ids.ASK_HELPED), handle_helped, desk=desk)
    listening.submission(ids.ASK_VIEW, handle_asked, desk=desk)
    listening.submission(ids.ASK_REPLY_VIEW, handle_replied, desk=desk)
    listening.task(ASK, desk.put)
    listening.task(TELL, desk.say)
    listening.task(REMIND, desk.remind)
    listening.task(CLOSE, desk.close)
    listening.task(ANSWER, deliver, desk=desk)
    listening.task(REVISE, revise, desk=desk)

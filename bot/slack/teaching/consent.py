"""Whoever wrote an answer that somebody else keeps is asked whether they want to be named, and may refuse it."""

from __future__ import annotations

import logging
from collections.abc import Callable

from slack_sdk import WebClient

from bot.learning.lessons import Lesson
from bot.render import ids
from bot.render.consent import NAMED, NOT_YOURS, REFUSED, UNNAMED, UNTOLD, answered_message, consent_message
from bot.render.message import Message
from bot.slack import rights
from bot.slack.events.fields import number_in
from bot.slack.events.press import Press
from bot.slack.listening import Listening
from bot.slack.names import name_of
from bot.slack.outbox.notices import courtesy
from bot.slack.outbox.outcome import Done, attempt
from bot.slack.outbox.respond import respond
from bot.slack.teaching.desk import TeachingDesk
from bot.slack.teaching.form import Background

logger = logging.getLogger(__name__)

# What an answer of the author's does, and what they read then.
Act = Callable[[Press, int, WebClient, TeachingDesk], Message]


def ask_author(lesson: Lesson, background: Background, client: WebClient) -> None:
    """Ask, for their eyes only, beside what they wrote; in a direct message where that is closed to us.

    The place came back through people's hands: nothing is said for a teacher where they are not themselves.
    """
    if lesson.author_id in ("", lesson.teacher):
        return
    payload, brief = consent_message(lesson).payload(), courtesy(client)
    if background.channel and not rights.outside(client, lesson.teacher, background.channel):
        channel, thread_ts = background.channel, background.thread_ts or None
        asked = attempt(
            lambda: brief.chat_postEphemeral(channel=channel, user=lesson.author_id, thread_ts=thread_ts, **payload)
        )
        if isinstance(asked, Done):
            return
    if not isinstance(attempt(lambda: brief.chat_postMessage(channel=lesson.author_id, **payload)), Done):
        logger.warning("an author could not be asked, and is not named", extra={"lesson": lesson.number})


def handle_answer(press: Press, client: WebClient, *, desk: TeachingDesk, act: Act) -> None:
    """Do what the author wants, and say so in place of the question."""
    number = number_in(press.value)
    lesson = desk.learned.get(press.team, number)
    theirs = lesson is not None and lesson.author_id == press.person
    said = act(press, number, client, desk) if theirs else answered_message(NOT_YOURS, number)
    respond(press.response_url, said, replace=theirs)


def _named(press: Press, number: int, client: WebClient, desk: TeachingDesk) -> Message:
    name = name_of(client, press.person)
    if name is None:
        return answered_message(UNTOLD, number, named=False)
    desk.name_author(press.team, number, press.person, name)
    return answered_message(NAMED, number, named=True)


def _unnamed(press: Press, number: int, client: WebClient, desk: TeachingDesk) -> Message:
    desk.name_author(press.team, number, press.person, "")
    return answered_message(UNNAMED, number, named=False)


def _refused(press: Press, number: int, client: WebClient, desk: TeachingDesk) -> Message:
    desk.remove(press.team, number)
    return answered_message(REFUSED, number)


ANSWERS: dict[str, Act] = {
    ids.AUTHOR_NAMED: _named,
    ids.AUTHOR_UNNAMED: _unnamed,
    ids.AUTHOR_REFUSED: _refused,
}


def register(listening: Listening, desk: TeachingDesk) -> None:
    """Listen to what authors answer."""
    for name, act in ANSWERS.items():
        listening.press(ids.pattern(name), handle_answer, desk=desk, act=act)

"""The shortcut "Save as answer": a message in a thread becomes the answer to what the thread asks."""

from __future__ import annotations

import re
from dataclasses import replace

from slack_sdk import WebClient

from bot.learning.lessons import LONGEST_QUESTION
from bot.learning.suggestion import Suggestion
from bot.render import ids
from bot.render.budget import cut
from bot.render.teaching import taught_before
from bot.slack.clients import once_only
from bot.slack.events.fields import list_at, text_at
from bot.slack.events.interactions import Shortcut
from bot.slack.events.words import words_of
from bot.slack.listening import Listening
from bot.slack.modal import notice_view
from bot.slack.outbox.outcome import Done, attempt
from bot.slack.teaching.desk import TeachingDesk
from bot.slack.teaching.window import TITLE
from bot.slack.teaching.window_listeners import lesson_view, suggested_view

READING = "One moment: I am reading the thread."
UNREAD = (
    "I could not read what the thread asks (that takes channels:history, and being in the channel): please write it."
)
NOTHING_SAID = "That message says nothing that I could keep: I need words, not only files or pictures."

# Slack is asked twice while somebody looks at a window that says so.
PATIENCE_SECONDS = 3

# A longer message tells a story: what it asks is a sentence of it.
LONGEST_WHOLE = 150
SENTENCE = re.compile(r"[^.?!\n]*\?")


def handle_save(shortcut: Shortcut, client: WebClient, *, desk: TeachingDesk) -> None:
    """Open the window, then fill it: a trigger lives for three seconds, and the thread has to be read."""
    refused = desk.teachers.refusal(shortcut.team, shortcut.person, client)
    nothing = None if shortcut.markdown else NOTHING_SAID
    view = notice_view(TITLE, refused or nothing or READING)
    opened = client.views_open(trigger_id=shortcut.trigger_id, view=view)
    if refused or nothing:
        return
    origin = f"said:{shortcut.channel}:{shortcut.ts}"
    if first := desk.learned.from_origin(shortcut.team, origin):
        filled = lesson_view(first, desk, lead=taught_before())
    else:
        suggestion, lead = _suggested(shortcut, client)
        filled = suggested_view(shortcut.team, suggestion, origin, lead)
    client.views_update(view_id=text_at(opened.get("view"), "id"), view=filled)


def _suggested(shortcut: Shortcut, client: WebClient) -> tuple[Suggestion, tuple[str, ...]]:
    """What the message and its thread suggest to teach, and what stands above it."""
    brief = once_only(client, timeout_seconds=PATIENCE_SECONDS)
    linked = attempt(lambda: brief.chat_getPermalink(channel=shortcut.channel, message_ts=shortcut.ts))
    suggestion = Suggestion(
        answer=shortcut.markdown,
        author_id=shortcut.author,
        link=text_at(linked.answer, "permalink") if isinstance(linked, Done) else "",
        channel=shortcut.channel,
        thread_ts=shortcut.thread_ts,
    )
    if shortcut.ts == shortcut.thread_ts:  # the first message of its thread answers nothing before it
        return suggestion, ()
    thread = attempt(lambda: brief.conversations_replies(channel=shortcut.channel, ts=shortcut.thread_ts, limit=1))
    first = next(iter(list_at(thread.answer, "messages")), {}) if isinstance(thread, Done) else {}
    question = asked_in(words_of(first, bot_user=shortcut.bot_user).text)
    return replace(suggestion, question=question), () if question else (UNREAD,)


def asked_in(text: str) -> str:
    """What a message asks: all of a short one, the first question of a longer one, or as much as fits.

    >>> asked_in("I am new here. " * 20 + "Where is the bike shed? Thanks!")
    'Where is the bike shed?'
    """
    whole = " ".join(text.split())
    if len(whole) <= LONGEST_WHOLE:
        return whole
    found = SENTENCE.search(text)
    return cut(" ".join(found[0].split()) if found else whole, LONGEST_QUESTION)


def register(listening: Listening, desk: TeachingDesk) -> None:
    """Listen to the shortcut."""
    listening.message_shortcut(ids.SAVE_AS_ANSWER, handle_save, desk=desk)

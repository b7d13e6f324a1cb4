"""What teachers see, for the pictures of docs/teaching.md: real lessons beside the bundled packs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.answering import Answering
from bot.answering.identity import identity_of
from bot.bootstrap.answering import extend
from bot.importing import draft
from bot.learning.documents import Document, read
from bot.learning.lessons import Lesson, taught
from bot.matching.selfcheck import pulled
from bot.render import ids
from bot.render.consent import consent_message
from bot.render.documents import document_rows, offered_message
from bot.render.lessons import home_blocks, list_blocks
from bot.render.teaching import Effects
from bot.slack.home.view import home_view
from bot.slack.modal import modal
from bot.slack.teaching.form import Background
from bot.slack.teaching.list_listeners import LIST
from bot.slack.teaching.window import Checked, teach_view

WHEN = datetime(2026, 11, 24, 9, tzinfo=UTC)

ANSWER = """\
Stay on the line and **do not hang up first**. Then:

1. Say that you will call back within the hour.
2. Write down what was said in [the log](https://wiki.example/angry-callers).
3. Tell the lead on duty."""

LESSONS = (
    Lesson("T1", "Where do I log a returned parcel?", "In the blue book.", teacher="U0BOB", taught_at=WHEN, number=1),
    Lesson("T1", "refund window", target="riseup-principles/seven-cs", teacher="U0ALICE", taught_at=WHEN, number=2),
    Lesson(
        "T1",
        "What do I do with an angry caller after hours?",
        ANSWER,
        ("night caller",),
        author="Dana Reyes",
        author_id="U0DANA",
        link="https://acme.slack.com/archives/C1/p1",
        teacher="U0ALICE",
        taught_at=WHEN,
        number=3,
    ),
)

# The entry of a pack that asks the same as the first lesson.
PARCELS = "parcels/returned"

HANDBOOK = b"""\
# Handbook of the front desk

## When can guests check in?

From 15:00. Earlier if the room is ready: ask *housekeeping*.

## How do I hand over a late key?

1. Check the passport.
2. Write the room number on the envelope.

## Where do bikes go?

Into the yard, behind the gate.

## Who opens the garage?

The porter.
"""


def teaching_pictures(answering: Answering) -> dict[str, dict[str, Any]]:
    """Each picture's name with the message or view that a teacher is sent."""
    lesson, made = LESSONS[2], draft("handbook.md", HANDBOOK)
    document = Document("T1", made.pack, "handbook.md", made.text, made.entries, 0, "U0ALICE", WHEN, None, 1)
    me, one = identity_of(answering.knowledge), replace(lesson, number=0)
    given = document_rows([document], [])

    def named(entry_id: str) -> str:
        return LESSONS[0].question if entry_id == PARCELS else answering.knowledge.by_id[entry_id].question

    return {
        "teaching": teach_view(one, Background(), checked=looked_at(answering, lesson)),
        "taught": modal(LIST, [*given, *list_blocks(LESSONS, (), {1: PARCELS}, 0, named)], callback_id=ids.ANSWER_VIEW),
        "home-teacher": home_view(answering.knowledge, me, sections=[home_blocks(LESSONS, {1: PARCELS}, 1)]),
        "document": offered_message(document, read(made.pack, made.text).entries, 0, replaces=False).payload(),
        "consent": consent_message(lesson).payload(),
    }


def looked_at(answering: Answering, lesson: Lesson) -> Checked:
    """What the window finds out about a lesson beside the packs."""
    known = taught(answering.knowledge, [replace(lesson, name="caller")])
    entry = known.entries[lesson.number]
    matcher = extend(answering, known.knowledge).matcher
    pulls = [(doubt.wording, doubt.entry.question) for doubt in pulled(matcher, entry, lesson.asked)]
    asked = [(wording, found.question) for wording in lesson.asked if (found := answering.ask(wording).entry)]
    return Checked(Effects(asked, pulls), entry)

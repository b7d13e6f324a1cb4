"""What the teaching window holds: its inputs, what it remembers beside them, and what is wrong with them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Self

from bot.knowledge.model import Answer
from bot.knowledge.passages import as_list, blocks_of
from bot.knowledge.validation import BLOCK_BUDGET
from bot.knowledge.wordings import fold_wording
from bot.learning.lessons import LONGEST_ANSWER, LONGEST_QUESTION, MOST_WORDINGS, Lesson
from bot.markup import passages
from bot.render import ids
from bot.render.escape import clean, one_line
from bot.slack.events.fields import ID, TS, Payload, mapping_at, text_at, well_formed
from bot.slack.events.markdown import markdown_of

ORIGIN = re.compile(r"[a-z]{1,10}:\d{1,12}|said:[A-Z0-9]{2,32}:\d{1,12}\.\d{1,9}")
LINK = re.compile(r"https://[^\s<>|]{1,500}")

NO_QUESTION = "Write the question in words that people would type."
TOO_LONG = "A question has at most {:,} characters."
TOO_MANY = "At most {} other wordings: leave out those that hardly differ."
NO_ANSWER = "Write the answer, or choose the question above that this one is another wording of."
ANSWER_TOO_LONG = "That is too long for one message: at most {:,} characters. Teach it as two answers."
PASSAGE_TOO_LONG = "A paragraph has more than {:,} characters, which Slack does not show: put an empty line into it."


@dataclass(frozen=True, slots=True)
class Background:
    """What the window remembers; it comes back through people's hands, so it is checked.

    `number` and `revision` are those of the lesson that is edited. `channel` and `thread_ts` are where the author of
    the answer can be asked. `checked` is the digest of the inputs whose effects were shown.
    """

    number: int = 0
    revision: int = 0
    origin: str = ""
    author_id: str = ""
    link: str = ""
    channel: str = ""
    thread_ts: str = ""
    checked: str = ""

    @classmethod
    def read(cls, raw: str) -> Self:
        """The background in a view's metadata; whatever is not well-formed is dropped."""
        try:
            read = json.loads(raw or "{}")
        except (ValueError, RecursionError):
            read = {}
        return cls(
            number=_counted(read, "number"),
            revision=_counted(read, "revision"),
            origin=well_formed(ORIGIN, text_at(read, "origin")),
            author_id=well_formed(ID, text_at(read, "author_id")),
            link=well_formed(LINK, text_at(read, "link")),
            channel=well_formed(ID, text_at(read, "channel")),
            thread_ts=well_formed(TS, text_at(read, "thread_ts")),
            checked=text_at(read, "checked")[:64],
        )

    def write(self) -> str:
        """As private_metadata."""
        return json.dumps(asdict(self), separators=(",", ":"))

    @classmethod
    def of(cls, lesson: Lesson) -> Self:
        """For the editing of a lesson."""
        kept = cls(lesson.number, lesson.revision, lesson.origin, lesson.author_id)
        return replace(kept, link=well_formed(LINK, lesson.link))


def read_form(team: str, person: str, values: Payload, background: Background) -> Lesson:
    """The lesson in the window's inputs, as that person wants it."""
    target = mapping_at(values, ids.TEACH_TARGET, ids.TEACH_TARGET, "selected_option")
    rich = mapping_at(values, ids.TEACH_ANSWER, ids.TEACH_ANSWER, "rich_text_value")
    question = one_line(_typed(values, ids.TEACH_QUESTION))
    lines = map(one_line, _typed(values, ids.TEACH_WORDINGS).splitlines())
    wordings = {fold_wording(line): line for line in lines if line}
    wordings.pop(fold_wording(question), None)
    target_id = text_at(target, "value")[:255]
    return Lesson(
        team,
        question,
        "" if target_id else clean(markdown_of({"blocks": [rich]})),
        tuple(wordings.values()),
        target_id,
        author_id="" if target_id else background.author_id,
        link="" if target_id else background.link,
        origin=background.origin,
        teacher=person,
        editor=person,
        number=background.number,
        revision=background.revision,
    )


def faults(lesson: Lesson) -> dict[str, str]:
    """What is wrong with a lesson, by the input that it stands in."""
    found = {
        ids.TEACH_QUESTION: _question_fault(lesson.question),
        ids.TEACH_WORDINGS: _wordings_fault(lesson.wordings),
        ids.TEACH_ANSWER: None if lesson.target else _answer_fault(lesson.answer),
    }
    return {block: fault for block, fault in found.items() if fault}


def digest(lesson: Lesson) -> str:
    """Tells whether the inputs are those that were looked at."""
    said = (lesson.question, lesson.wordings, lesson.target, lesson.answer)
    return hashlib.sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _question_fault(question: str) -> str | None:
    if not fold_wording(question):
        return NO_QUESTION
    return TOO_LONG.format(LONGEST_QUESTION) if len(question) > LONGEST_QUESTION else None


def _wordings_fault(wordings: tuple[str, ...]) -> str | None:
    if len(wordings) > MOST_WORDINGS:
        return TOO_MANY.format(MOST_WORDINGS)
    return next(filter(None, map(_question_fault, wordings)), None)


def _answer_fault(answer: str) -> str | None:
    shown = tuple(passages(blocks_of(as_list(Answer("text", text=answer))))) if answer else ()
    if not any(map(str.strip, shown)):
        return NO_ANSWER
    if len(answer) > LONGEST_ANSWER:
        return ANSWER_TOO_LONG.format(LONGEST_ANSWER)
    return PASSAGE_TOO_LONG.format(BLOCK_BUDGET) if max(map(len, shown)) > BLOCK_BUDGET else None


def _typed(values: Payload, name: str) -> str:
    return text_at(values, name, name, "value")


def _counted(read: object, name: str) -> int:
    found: Any = read.get(name) if isinstance(read, Mapping) else None
    return found if isinstance(found, int) and 0 <= found < 2**31 else 0

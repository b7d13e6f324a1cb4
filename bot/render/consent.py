"""What somebody is asked whose message was kept as an answer."""

from __future__ import annotations

from bot.learning.lessons import Lesson
from bot.render import ids
from bot.render.budget import FALLBACK_TEXT, cut
from bot.render.elements import actions_row, button, context_mrkdwn, paragraph, rich_text
from bot.render.escape import mention, mrkdwn, one_line
from bot.render.message import Message
from bot.render.messages import notice_message

QUOTED = 150

ASKING = "keeps what you wrote as my answer to “{}”. May I name you as its author?"
NAMED = "Thank you: your name stands beside it."
UNNAMED = "It stands there without your name."
REFUSED = "I have forgotten it, and answer with something else or not at all."
UNTOLD = "Slack did not tell me your name just now, so it stands there without. Please press again in a minute."
NOT_YOURS = "That answer is not there any more, or is not yours."


def consent_message(lesson: Lesson) -> Message:
    """The question to an author; pressing nothing leaves the answer without their name."""
    asking = ASKING.format(cut(one_line(lesson.question), QUOTED))
    value = str(lesson.number)
    answers = [
        button("Name me", ids.AUTHOR_NAMED, value, style="primary"),
        button("Without my name", ids.AUTHOR_UNNAMED, value),
        button("Do not use it", ids.AUTHOR_REFUSED, value),
    ]
    teacher = mention(lesson.teacher)
    return Message(
        cut(f"{teacher} {mrkdwn(asking)}", FALLBACK_TEXT, dress=str),
        [
            context_mrkdwn(f"From {teacher}"),
            rich_text(paragraph(f"A colleague {asking}")),
            *actions_row(answers),
        ],
    )


def answered_message(text: str, number: int, *, named: bool | None = None) -> Message:
    """What the author reads then; while the answer is kept (`named` says how), with the way to the other choice."""
    said = notice_message(text)
    if named is None:
        return said
    other = ("Take my name off", ids.AUTHOR_UNNAMED) if named else ("Name me", ids.AUTHOR_NAMED)
    return Message(said.text, [*said.blocks, *actions_row([button(*other, str(number))])])

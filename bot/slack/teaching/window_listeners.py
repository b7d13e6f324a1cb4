"""The teaching window is opened, looked through, and accepted."""

from __future__ import annotations

from dataclasses import replace

from slack_sdk import WebClient

from bot.errors import StoreError
from bot.learning.lessons import Lesson
from bot.learning.suggestion import Suggestion
from bot.render import ids
from bot.render.catalogue import search_options
from bot.render.elements import Element
from bot.render.teaching import AWAY, GONE, changed_meanwhile, kept_blocks, taught_before
from bot.slack.events.fields import number_in
from bot.slack.events.interactions import Command, Submission, Typing, just_typed
from bot.slack.events.passage import MAX_PASSAGE
from bot.slack.events.press import Press
from bot.slack.listening import Acknowledged, Listening, Refresh
from bot.slack.modal import View, modal, notice_view
from bot.slack.outbox.views import open_or_tell, show_view, update_view
from bot.slack.teaching.consent import ask_author
from bot.slack.teaching.desk import TeachingDesk
from bot.slack.teaching.form import Background, digest, faults, read_form
from bot.slack.teaching.window import KEEPING, LOOKING, TITLE, teach_view
from bot.store.learned import Taken

WORD = "teach"

# Slack shows no more options.
MAX_OPTIONS = 100


def handle_command(command: Command, client: WebClient, *, desk: TeachingDesk) -> None:
    """Open the window, empty."""
    refused = desk.teachers.refusal(command.team, command.person, client)
    view = notice_view(TITLE, refused) if refused else teach_view(Lesson(command.team, ""), Background())
    open_or_tell(client, command, view)


def handle_teach(press: Press, client: WebClient, *, desk: TeachingDesk) -> None:
    """Open the window, filled with what the button is about."""
    refused = desk.refusal(press.team, press.person, press.value, client)
    show_view(client, press, notice_view(TITLE, refused) if refused else _view_for(press, desk))


def _view_for(press: Press, desk: TeachingDesk) -> View:
    """The window for a lesson, a gap, an asked question, or nothing yet."""
    kind, _, number = press.value.partition(":")
    if kind == "lesson":
        lesson = desk.learned.get(press.team, number_in(number))
        return lesson_view(lesson, desk) if lesson else notice_view(TITLE, GONE)
    if press.value == ids.NO_VALUE:
        return teach_view(Lesson(press.team, ""), Background())
    if first := desk.learned.from_origin(press.team, press.value):
        return lesson_view(first, desk, lead=taught_before())
    suggestion = desk.suggestion(press.team, press.value)
    if suggestion is None:
        return notice_view(TITLE, GONE)
    return suggested_view(press.team, suggestion, press.value)


def lesson_view(lesson: Lesson, desk: TeachingDesk, *, lead: tuple[str, ...] = ()) -> View:
    """The window for a lesson that is there."""
    return teach_view(lesson, Background.of(lesson), lead=lead, target=desk.entry(lesson.team, lesson.target))


def suggested_view(team: str, suggestion: Suggestion, origin: str = "", lead: tuple[str, ...] = ()) -> View:
    """The window for what somebody may want to teach."""
    background = Background(
        origin=origin,
        author_id=suggestion.author_id,
        link=suggestion.link,
        channel=suggestion.channel,
        thread_ts=suggestion.thread_ts,
    )
    lesson = Lesson(team, suggestion.question, suggestion.answer, wordings=suggestion.wordings)
    return teach_view(lesson, background, lead=lead)


def handle_submission(
    submission: Submission, client: WebClient, *, desk: TeachingDesk, refresh: Refresh
) -> Acknowledged:
    """Show what a lesson would change; keep it once that was shown. Both take longer than Slack waits."""
    background = Background.read(submission.metadata)
    lesson = read_form(submission.team, submission.person, submission.form, background)
    if wrong := faults(lesson):
        return {"response_action": "errors", "errors": wrong}, None
    accepted = background.checked == digest(lesson)

    def work() -> None:
        """Look at the lesson or keep it, and show in the window what came of it."""
        refused = desk.refusal(lesson.team, lesson.teacher, "" if lesson.number else lesson.origin, client)
        view = _again(lesson, background, desk, refused) if refused else _done(lesson, background, client, desk)
        update_view(client, submission.view_id, view)
        if accepted and not refused:
            refresh(lesson.team, lesson.teacher, client)

    return {"response_action": "update", "view": notice_view(TITLE, KEEPING if accepted else LOOKING)}, work


def _done(lesson: Lesson, background: Background, client: WebClient, desk: TeachingDesk) -> View:
    """Keep what was looked at, look at what was not; what somebody wrote is never lost."""
    try:
        if background.checked == digest(lesson):
            return _keep(lesson, background, client, desk)
        return _checked_view(lesson, background, client, desk)
    except StoreError:
        return _again(lesson, background, desk, AWAY)


def _again(lesson: Lesson, background: Background, desk: TeachingDesk, why: str) -> View:
    """The window as it was filled, and why nothing came of it."""
    return teach_view(lesson, background, lead=(why,), target=desk.entry(lesson.team, lesson.target))


def _checked_view(lesson: Lesson, background: Background, client: WebClient, desk: TeachingDesk) -> View:
    target = desk.entry(lesson.team, lesson.target)
    return teach_view(lesson, background, target=target, checked=desk.check(lesson, client))


def _keep(lesson: Lesson, background: Background, client: WebClient, desk: TeachingDesk) -> View:
    """Keep it, and say so; or show what somebody else did first."""
    match desk.keep(lesson, client):
        case Lesson() as kept:
            if not lesson.number:
                ask_author(kept, background, client)
            return modal(TITLE, kept_blocks(kept), callback_id=ids.ANSWER_VIEW)
        case Taken(first) if first.number == lesson.number:
            mine = replace(lesson, revision=first.revision)
            newer = replace(background, revision=first.revision)
            return teach_view(mine, newer, lead=changed_meanwhile(first), target=desk.entry(lesson.team, lesson.target))
        case Taken(first):
            return lesson_view(first, desk, lead=taught_before(lesson.answer))
    return notice_view(TITLE, GONE)


def options_for(typing: Typing, *, desk: TeachingDesk) -> Element:
    """The entries that what was typed so far may mean."""
    answering = desk.library.of(typing.team).answering
    return search_options(answering.suggest(typing.text[:MAX_PASSAGE], limit=MAX_OPTIONS))


def register(listening: Listening, desk: TeachingDesk, *, refresh: Refresh) -> None:
    """Listen to what opens the window, to its select and to its submission; before the command that takes any text."""
    listening.command_where(desk.library.command, just_typed(WORD), handle_command, desk=desk)
    listening.press(ids.pattern(ids.TEACH), handle_teach, desk=desk)
    listening.typing(ids.TEACH_TARGET, options_for, desk=desk)
    listening.submission(ids.TEACH_VIEW, handle_submission, desk=desk, refresh=refresh)

"""The list of what was taught: turned over, taken back, brought back."""

from __future__ import annotations

from collections.abc import Callable

from slack_sdk import WebClient

from bot.render import ids
from bot.render.documents import MOST_DOCUMENTS, MOST_REMOVED, NOT_THERE, document_rows
from bot.render.elements import paragraph, rich_text
from bot.render.lessons import REMOVED, RESTORED, home_blocks, list_blocks, undo_row
from bot.render.message import Block
from bot.render.teaching import GONE, quoted
from bot.slack.events.fields import number_in
from bot.slack.events.press import InModal, Press
from bot.slack.listening import Listening, Refresh
from bot.slack.modal import View, modal, notice_view
from bot.slack.outbox.views import DONE, NOT_OPENED, show_view
from bot.slack.teaching.desk import TeachingDesk
from bot.slack.teaching.window_listeners import lesson_view
from bot.store.learned import Taken

LIST = "Taught here"

# What a button in the list does: (workspace, the lesson's or document's number, desk) to the view that follows.
Act = Callable[[str, int, TeachingDesk], View]


def list_view(team: str, page: int, desk: TeachingDesk, *, said: list[Block] | None = None) -> View:
    """What was taught in a workspace, a page (from 0) at a time, under what was just `said`."""
    taught, removed = desk.learned.of(team), desk.learned.removed(team)

    def named(entry_id: str) -> str:
        """What an entry asks; its id where it is gone."""
        entry = desk.entry(team, entry_id)
        return entry.question if entry else entry_id

    blocks = list_blocks(taught, removed, desk.overtaken(team), page, named)
    given, gone = desk.documents.listed(team), desk.documents.removed(team)
    shelf = [] if page else document_rows(given[-MOST_DOCUMENTS:], gone[:MOST_REMOVED])
    return modal(LIST, [*(said or []), *shelf, *blocks], callback_id=ids.ANSWER_VIEW)


def handle_list(press: Press, client: WebClient, *, desk: TeachingDesk) -> None:
    """Show the list, or turn to a page of it."""
    refused = desk.teachers.refusal(press.team, press.person, client)
    page = number_in(press.value) if isinstance(press.spot, InModal) else 0
    show_view(client, press, notice_view(LIST, refused) if refused else list_view(press.team, page, desk))


def handle_change(press: Press, client: WebClient, *, desk: TeachingDesk, act: Act, refresh: Refresh) -> None:
    """Do to a lesson what the button says, and show the list as it is now."""
    refused = desk.teachers.refusal(press.team, press.person, client)
    number = number_in(press.value)
    view = notice_view(LIST, refused) if refused else act(press.team, number, desk)
    show_view(client, press, view, told=NOT_OPENED if refused else DONE)
    if not refused:
        refresh(press.team, press.person, client)


def remove(team: str, number: int, desk: TeachingDesk) -> View:
    """Take a lesson out of force."""
    removed = desk.remove(team, number)
    if removed is None:
        return notice_view(LIST, GONE)
    line = rich_text(paragraph(REMOVED.format(quoted(removed.question))))
    return list_view(team, 0, desk, said=[line, *undo_row(number)])


def restore(team: str, number: int, desk: TeachingDesk) -> View:
    """Bring a removed lesson back; or show what was taught in its place."""
    match desk.restore(team, number):
        case None:
            return notice_view(LIST, GONE)
        case Taken(first):
            return lesson_view(first, desk, lead=("This was taught anew meanwhile: here is what stands now.",))
        case restored:
            line = rich_text(paragraph(RESTORED.format(quoted(restored.question))))
            return list_view(team, 0, desk, said=[line])


def remove_document(team: str, number: int, desk: TeachingDesk) -> View:
    """Take a document out of force."""
    return list_view(team, 0, desk) if desk.drop_document(team, number) else notice_view(LIST, NOT_THERE)


def restore_document(team: str, number: int, desk: TeachingDesk) -> View:
    """Bring a removed document back."""
    return list_view(team, 0, desk) if desk.use_document(team, number) else notice_view(LIST, NOT_THERE)


CHANGES: dict[str, Act] = {
    ids.LESSON_REMOVE: remove,
    ids.LESSON_RESTORE: restore,
    ids.DOCUMENT_REMOVE: remove_document,
    ids.DOCUMENT_RESTORE: restore_document,
}


def home(team: str, person: str, client: WebClient, *, desk: TeachingDesk) -> list[Block]:
    """The App Home's part on teaching, for teachers."""
    if not desk.teachers.may(team, person, client):
        return []
    removed = bool(desk.learned.removed(team) or desk.documents.removed(team))
    documents = len(desk.documents.listed(team))
    return home_blocks(desk.learned.of(team), desk.overtaken(team), documents, removed=removed)


def register(listening: Listening, desk: TeachingDesk, *, refresh: Refresh) -> None:
    """Listen to the list and to its buttons."""
    listening.press(ids.pattern(ids.LESSONS), handle_list, desk=desk)
    for name, act in CHANGES.items():
        listening.press(ids.pattern(name), handle_change, desk=desk, act=act, refresh=refresh)

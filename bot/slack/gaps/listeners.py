"""`/principle gaps` and `stats`: the list of what went unanswered, and the figures."""

from __future__ import annotations

from collections.abc import Callable

from slack_sdk import WebClient

from bot.render import ids
from bot.render.budget import cut
from bot.render.elements import paragraph, rich_text
from bot.render.escape import one_line
from bot.render.figures import figures_blocks
from bot.render.gaps import (
    DISMISSED,
    FIGURES,
    GONE,
    NOT_KEPT,
    QUOTED,
    RESTORED,
    TITLE,
    asked,
    list_blocks,
    undo_row,
    way_back,
)
from bot.render.message import Block
from bot.slack.events.fields import number_in
from bot.slack.events.interactions import Command, just_typed
from bot.slack.events.press import InModal, Press
from bot.slack.gaps.desk import GapDesk
from bot.slack.listening import Listening, Refresh
from bot.slack.modal import View, modal, notice_view
from bot.slack.outbox.views import DONE, open_or_tell, show_view

WORD = "gaps"
FIGURES_WORDS = ("stats", "figures")


def list_view(team: str, page: int, desk: GapDesk, said: list[Block] | None = None) -> View:
    """What went unanswered in a workspace, a page (from 0) at a time, under what was just `said`."""
    found = desk.open(team)
    answered = desk.answered_now(team, found, page)
    return modal(
        TITLE, list_blocks(found, desk.known(team, found), page, answered, said or ()), callback_id=ids.ANSWER_VIEW
    )


def handle_command(command: Command, client: WebClient, *, desk: GapDesk) -> None:
    """Open the list."""
    refused = desk.teachers.refusal(command.team, command.person, client)
    view = notice_view(TITLE, refused) if refused else list_view(command.team, 0, desk)
    open_or_tell(client, command, view)


def handle_list(press: Press, client: WebClient, *, desk: GapDesk) -> None:
    """Show the list, or turn to a page of it."""
    refused = desk.teachers.refusal(press.team, press.person, client)
    page = number_in(press.value) if isinstance(press.spot, InModal) else 0
    show_view(client, press, notice_view(TITLE, refused) if refused else list_view(press.team, page, desk))


def figures_view(asked: Command | Press, client: WebClient, desk: GapDesk) -> View:
    """How answers fare in the workspace, or why whoever asked may not see it."""
    refused = desk.teachers.refusal(asked.team, asked.person, client)
    if refused:
        return notice_view(FIGURES, refused)
    blocks = [*figures_blocks(desk.weeks(asked.team), *desk.fared(asked.team)), *way_back()]
    return modal(FIGURES, blocks, callback_id=ids.ANSWER_VIEW)


def handle_figures_command(command: Command, client: WebClient, *, desk: GapDesk) -> None:
    """Open the figures."""
    open_or_tell(client, command, figures_view(command, client, desk))


def handle_figures(press: Press, client: WebClient, *, desk: GapDesk) -> None:
    """Show the figures."""
    show_view(client, press, figures_view(press, client, desk))


def handle_change(
    press: Press, client: WebClient, *, desk: GapDesk, act: Callable[[str, int], bool], said: str, refresh: Refresh
) -> None:
    """Dismiss a gap or bring it back, and show the list as it is now."""
    refused = desk.teachers.refusal(press.team, press.person, client)
    if refused:
        show_view(client, press, notice_view(TITLE, refused))
        return
    number = number_in(press.value)
    cluster = desk.cluster(press.team, number)
    if cluster is None or not act(press.team, number):
        told, line, undo = GONE, rich_text(paragraph(GONE)), []
    else:
        words = cut(one_line(asked(cluster) or NOT_KEPT), QUOTED)
        told, line = DONE, rich_text(paragraph(said.format(words)))
        undo = undo_row(number) if said is DISMISSED else []
    show_view(client, press, list_view(press.team, 0, desk, [line, *undo]), told=told)
    refresh(press.team, press.person, client)


def register(listening: Listening, desk: GapDesk, *, refresh: Refresh) -> None:
    """Listen to the list and its buttons; before the general command, which takes any text."""
    listening.command_where(desk.library.command, just_typed(WORD), handle_command, desk=desk)
    listening.command_where(desk.library.command, just_typed(*FIGURES_WORDS), handle_figures_command, desk=desk)
    listening.press(ids.pattern(ids.GAPS), handle_list, desk=desk)
    listening.press(ids.pattern(ids.FIGURES), handle_figures, desk=desk)
    for name, act, said in (
        (ids.GAP_DISMISS, desk.dismiss, DISMISSED),
        (ids.GAP_RESTORE, desk.restore, RESTORED),
    ):
        listening.press(ids.pattern(name), handle_change, desk=desk, act=act, said=said, refresh=refresh)

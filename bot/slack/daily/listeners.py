"""`/principle daily`, its modal, and its buttons in App Home."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import time

from slack_sdk import WebClient

from bot.render import ids
from bot.render.daily import CHANNEL_ID
from bot.render.elements import Element
from bot.render.messages import notice_message
from bot.slack.daily.desk import Act, DailyDesk
from bot.slack.daily.overview import Overview
from bot.slack.daily.view import TITLE, read_form
from bot.slack.daily.words import LIST, act_of, means_daily, time_of, told
from bot.slack.events.fields import Payload, text_at
from bot.slack.events.interactions import Command, Submission, Typing
from bot.slack.events.press import InModal, Press
from bot.slack.inputs import zone_options
from bot.slack.listening import Acknowledged, Listening, Refresh
from bot.slack.modal import ASKING, notice_view
from bot.slack.outbox.respond import respond
from bot.slack.outbox.views import open_or_tell, open_view, update_view

WORD = "daily"

BUTTONS: dict[str, Act] = {
    ids.DAILY_PAUSE: DailyDesk.pause,
    ids.DAILY_RESUME: DailyDesk.resume,
    ids.DAILY_SKIP: DailyDesk.skip,
    ids.DAILY_UNSKIP: DailyDesk.unskip,
    ids.DAILY_STOP: DailyDesk.stop,
}


def is_daily(body: Payload) -> bool:
    """Whether the command is about daily posts; a question that begins with the word goes on."""
    first, *rest = text_at(body, "text").casefold().split() or [""]
    return first == WORD and means_daily(rest)


def handle_command(command: Command, client: WebClient, *, daily: DailyDesk, overview: Overview) -> None:
    """Open the modal for this channel, or do what the word says."""
    words = command.text.casefold().split()
    if len(words) == 1 or time_of(words[1:]):
        open_form(command, command.channel, client, daily, at=time_of(words[1:]))
    elif words[1:] == [LIST]:
        respond(command.response_url, overview.message(command.team, command.person, client))
    else:
        respond(command.response_url, notice_message(_done(words[1:], command, client, daily)))


def _done(words: Sequence[str], command: Command, client: WebClient, daily: DailyDesk) -> str:
    """Do what the words say; what to tell the person."""
    act = act_of(words)
    if act is None:
        return told(daily.command)
    return daily.act(act, command.team, command.channel, command.person, client)


def handle_setup(press: Press, client: WebClient, *, daily: DailyDesk) -> None:
    """Open the modal from App Home, for the channel that the button names, or for one to be chosen."""
    open_form(press, "" if press.value == ids.NO_VALUE else press.value, client, daily)


def open_form(
    asked: Command | Press, channel: str, client: WebClient, daily: DailyDesk, *, at: time | None = None
) -> None:
    """Open a window at once, and show the channel's settings there if the person may see them; `at` is a new time.

    A button's value may be anybody's. Asking Slack takes longer than the three seconds in which a window opens.
    """
    if not CHANNEL_ID.fullmatch(channel):
        form = daily.form(asked.team, "", asked.person, client)
        open_or_tell(client, asked, daily.view(asked.team, form, permitted=False))
        return
    window = open_or_tell(client, asked, notice_view(TITLE, ASKING))
    if window is None:
        return
    refused = daily.closed_to(asked.team, asked.person, channel, client)
    if refused:
        update_view(client, window, notice_view(TITLE, refused))
    else:
        form = daily.form(asked.team, channel, asked.person, client)
        update_view(client, window, daily.view(asked.team, replace(form, at=at) if at else form, permitted=True))


def handle_choice(press: Press, client: WebClient, *, daily: DailyDesk) -> None:
    """Show the first card of the topics and sources chosen so far; of two quick choices the later one is shown."""
    if not isinstance(press.spot, InModal):
        return
    form, _ = read_form(press.spot.form or {})
    permitted = bool(form.channel) and daily.closed_to(press.team, press.person, form.channel, client) is None
    view = daily.view(press.team, form, permitted=permitted)
    update_view(client, press.spot.view_id, view, hash=press.spot.hash)


def handle_submission(submission: Submission, client: WebClient, *, daily: DailyDesk) -> Acknowledged:
    """Set it up. Slack wants an answer within three seconds; asking about the channel may take longer.

    What cannot be saved stands there again, filled in as it was, with the reason.
    """
    form, errors = read_form(submission.form)
    if errors:
        return {"response_action": "errors", "errors": errors}, None

    def save() -> None:
        """Set it up, and say so in the window."""
        done, said = daily.save(submission.team, submission.person, form, client)
        view = notice_view(TITLE, said) if done else daily.view(submission.team, form, permitted=False, problem=said)
        update_view(client, submission.view_id, view)

    return {"response_action": "update", "view": notice_view(TITLE, ASKING)}, save


def handle_button(press: Press, client: WebClient, *, daily: DailyDesk, refresh: Refresh, act: Act) -> None:
    """Do what a button in App Home says, show the Home as it is now, and say what was done.

    The window opens first, while it still can: the work behind it asks Slack for rights.
    """
    window = open_view(client, press.trigger_id, notice_view(TITLE, ASKING))
    said = daily.act(act, press.team, press.value, press.person, client)
    if window is not None:
        update_view(client, window, notice_view(TITLE, said))
    refresh(press.team, press.person, client)


def zones_for(typing: Typing, *, daily: DailyDesk) -> Element:
    """The zones that what was typed so far may mean."""
    return zone_options(typing.text[:100], daily.now(), typing.chosen)


def register(listening: Listening, daily: DailyDesk, overview: Overview, *, refresh: Refresh) -> None:
    """Listen to everything about daily posts; before the general command, which takes any text.

    `refresh` shows a person their App Home as it is now.
    """
    listening.command_where(daily.command, is_daily, handle_command, daily=daily, overview=overview)
    listening.press(ids.pattern(ids.DAILY_SETUP), handle_setup, daily=daily)
    listening.press(ids.DAILY_TOPICS, handle_choice, daily=daily)
    listening.press(ids.DAILY_PACKS, handle_choice, daily=daily)
    listening.submission(ids.DAILY_VIEW, handle_submission, daily=daily)
    for name, act in BUTTONS.items():
        listening.press(ids.pattern(name), handle_button, daily=daily, refresh=refresh, act=act)
    listening.typing(ids.DAILY_ZONE, zones_for, daily=daily)

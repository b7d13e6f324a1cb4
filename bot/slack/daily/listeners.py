"""`/principle daily`, its modal, and its buttons in App Home."""

from __future__ import annotations

from collections.abc import Callable

from slack_sdk import WebClient

from bot.render import ids
from bot.render.elements import Element
from bot.slack.daily.desk import Act, DailyDesk
from bot.slack.daily.view import TITLE, read_form, zone_options
from bot.slack.events.fields import Payload, text_at
from bot.slack.events.interactions import Command, Submission, Typing
from bot.slack.events.press import InModal, Press
from bot.slack.listening import Acknowledged, Listening
from bot.slack.modal import notice_view
from bot.slack.outbox.respond import respond

# Shows a person of a team their App Home as it is now.
Refresh = Callable[[str, str, WebClient], None]

WORD = "daily"
ASKING = "One moment: I am asking Slack about that channel."

BUTTONS: dict[str, Act] = {
    ids.DAILY_PAUSE: DailyDesk.pause,
    ids.DAILY_RESUME: DailyDesk.resume,
    ids.DAILY_SKIP: DailyDesk.skip,
    ids.DAILY_STOP: DailyDesk.stop,
}


def is_daily(body: Payload) -> bool:
    """Whether the command is about daily posts; a question that begins with the word goes on."""
    first, *rest = text_at(body, "text").casefold().split() or [""]
    return first == WORD and (len(rest) <= 1 or (rest[0] == "skip" and len(rest) == 2))


def handle_command(command: Command, client: WebClient, *, daily: DailyDesk) -> None:
    """Open the modal for this channel, or do what the word says."""
    words = command.text.casefold().split()
    if len(words) == 1:
        form = daily.form(command.team, command.channel, command.person, client)
        client.views_open(trigger_id=command.trigger_id, view=daily.view(command.team, form))
    else:
        respond(command.response_url, daily.say(words[1:], command.team, command.channel, command.person, client))


def handle_setup(press: Press, client: WebClient, *, daily: DailyDesk) -> None:
    """Open the modal from App Home."""
    channel = "" if press.value == ids.NO_VALUE else press.value
    form = daily.form(press.team, channel, press.person, client)
    client.views_open(trigger_id=press.trigger_id, view=daily.view(press.team, form))


def handle_choice(press: Press, client: WebClient, *, daily: DailyDesk) -> None:
    """Show the first card of the topics and sources chosen so far."""
    if not isinstance(press.spot, InModal):
        return
    form, _ = read_form(press.spot.form or {})
    client.views_update(view_id=press.spot.view_id, hash=press.spot.hash, view=daily.view(press.team, form))


def handle_submission(submission: Submission, client: WebClient, *, daily: DailyDesk) -> Acknowledged:
    """Set it up. Slack wants an answer within three seconds; asking about the channel may take longer."""
    form, errors = read_form(submission.form)
    if errors:
        return {"response_action": "errors", "errors": errors}, None

    def save() -> None:
        said = daily.save(submission.team, submission.person, form, client)
        client.views_update(view_id=submission.view_id, view=notice_view(TITLE, said))

    return {"response_action": "update", "view": notice_view(TITLE, ASKING)}, save


def handle_button(press: Press, client: WebClient, *, daily: DailyDesk, refresh: Refresh, act: Act) -> None:
    """Do what a button in App Home says, show the Home as it is now, and say what was done."""
    said = daily.act(act, press.team, press.value, press.person, client)
    client.views_open(trigger_id=press.trigger_id, view=notice_view(TITLE, said))
    refresh(press.team, press.person, client)


def zones_for(typing: Typing) -> Element:
    """The zones that what was typed so far may mean."""
    return zone_options(typing.text[:100])


def register(listening: Listening, daily: DailyDesk, *, refresh: Refresh) -> None:
    """Listen to everything about daily posts; before the general command, which takes any text.

    `refresh` shows a person their App Home as it is now.
    """
    listening.command_where(daily.command, is_daily, handle_command, daily=daily)
    listening.press(ids.pattern(ids.DAILY_SETUP), handle_setup, daily=daily)
    listening.press(ids.DAILY_TOPICS, handle_choice, daily=daily)
    listening.press(ids.DAILY_PACKS, handle_choice, daily=daily)
    listening.submission(ids.DAILY_VIEW, handle_submission, daily=daily)
    for name, act in BUTTONS.items():
        listening.press(ids.pattern(name), handle_button, daily=daily, refresh=refresh, act=act)
    listening.typing(ids.DAILY_ZONE, zones_for)

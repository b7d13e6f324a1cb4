"""`/principle daily`, its modal, and its buttons in App Home."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.render import ids
from bot.slack.daily.desk import Act, DailyDesk
from bot.slack.daily.view import TITLE, read_form, zone_options
from bot.slack.events.press import Press
from bot.slack.inject import inject
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


def is_daily(command: dict[str, Any]) -> bool:
    """Whether the command is about daily posts; a question that begins with the word goes on."""
    first, *rest = str(command.get("text") or "").casefold().split() or [""]
    return first == WORD and (len(rest) <= 1 or (rest[0] == "skip" and len(rest) == 2))


def handle_command(ack: Ack, command: dict[str, Any], client: WebClient, *, daily: DailyDesk) -> None:
    """Open the modal for this channel, or do what the word says."""
    ack()
    team, channel, person = (str(command[name]) for name in ("team_id", "channel_id", "user_id"))
    words = str(command["text"]).casefold().split()
    if len(words) == 1:
        form = daily.form(team, channel, person, client)
        client.views_open(trigger_id=command["trigger_id"], view=daily.view(team, form))
    else:
        respond(command["response_url"], daily.say(words[1:], team, channel, person, client))


def handle_setup(ack: Ack, body: dict[str, Any], client: WebClient, *, daily: DailyDesk) -> None:
    """Open the modal from App Home."""
    ack()
    press = Press.read(body)
    channel = "" if press.value == ids.NO_VALUE else press.value
    form = daily.form(press.team, channel, press.person, client)
    client.views_open(trigger_id=press.trigger_id, view=daily.view(press.team, form))


def handle_choice(ack: Ack, body: dict[str, Any], client: WebClient, *, daily: DailyDesk) -> None:
    """Show the first card of the topics and sources chosen so far."""
    ack()
    form, _ = read_form(body["view"])
    team = str((body.get("team") or {}).get("id") or "")
    client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=daily.view(team, form))


def handle_submission(
    ack: Ack, body: dict[str, Any], view: dict[str, Any], client: WebClient, *, daily: DailyDesk
) -> None:
    """Set it up. Slack wants an answer within three seconds; asking about the channel may take longer."""
    form, errors = read_form(view)
    if errors:
        ack(response_action="errors", errors=errors)
        return
    ack(response_action="update", view=notice_view(TITLE, ASKING))
    said = daily.save(str(body["team"]["id"]), str(body["user"]["id"]), form, client)
    client.views_update(view_id=view["id"], view=notice_view(TITLE, said))


def handle_button(
    ack: Ack, body: dict[str, Any], client: WebClient, *, daily: DailyDesk, refresh: Refresh, act: Act
) -> None:
    """Do what a button in App Home says, show the Home as it is now, and say what was done."""
    ack()
    press = Press.read(body)
    said = daily.act(act, press.team, press.value, press.person, client)
    client.views_open(trigger_id=press.trigger_id, view=notice_view(TITLE, said))
    refresh(press.team, press.person, client)


def handle_typing(ack: Ack, payload: dict[str, Any]) -> None:
    """Answer with the zones that what was typed so far may mean."""
    ack(**zone_options(str(payload.get("value") or "")[:100]))


def register(app: App, daily: DailyDesk, *, refresh: Refresh) -> None:
    """Listen to everything about daily posts; before the general command, which takes any text.

    `refresh` shows a person their App Home as it is now.
    """
    app.command(ids.COMMAND, matchers=[is_daily])(inject(handle_command, daily=daily))
    app.action(ids.pattern(ids.DAILY_SETUP))(inject(handle_setup, daily=daily))
    app.action(ids.DAILY_TOPICS)(inject(handle_choice, daily=daily))
    app.action(ids.DAILY_PACKS)(inject(handle_choice, daily=daily))
    app.view(ids.DAILY_VIEW)(inject(handle_submission, daily=daily))
    for name, act in BUTTONS.items():
        app.action(ids.pattern(name))(inject(handle_button, daily=daily, refresh=refresh, act=act))
    app.options(ids.DAILY_ZONE)(handle_typing)

"""`/principle daily`, its modal, its buttons in App Home, and the buttons under a daily card."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.render import actions
from bot.render.messages import notice_message, private_message
from bot.slack.daily_desk import Act, DailyDesk
from bot.slack.desk import Desk
from bot.slack.inject import inject
from bot.slack.place import Press
from bot.slack.respond import respond
from bot.slack.show import GONE
from bot.slack.views import home_view, notice_view
from bot.slack.views.daily import TITLE, read_form, zone_options

WORD = "daily"
ASKING = "One moment: I am asking Slack about that channel."

BUTTONS: dict[str, Act] = {
    actions.DAILY_PAUSE: DailyDesk.pause,
    actions.DAILY_RESUME: DailyDesk.resume,
    actions.DAILY_SKIP: DailyDesk.skip,
    actions.DAILY_STOP: DailyDesk.stop,
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
    channel = "" if press.value == actions.NO_VALUE else press.value
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


def handle_button(ack: Ack, body: dict[str, Any], client: WebClient, *, daily: DailyDesk, desk: Desk, act: Act) -> None:
    """Do what a button in App Home says, show the Home as it is now, and say what was done."""
    ack()
    press = Press.read(body)
    said = daily.act(act, press.team, press.value, press.person, client)
    client.views_open(trigger_id=press.trigger_id, view=notice_view(TITLE, said))
    blocks = daily.home(press.team, press.person, client)
    client.views_publish(user_id=press.person, view=home_view(desk.answering.knowledge, now=desk.now(), daily=blocks))


def handle_typing(ack: Ack, payload: dict[str, Any]) -> None:
    """Answer with the zones that what was typed so far may mean."""
    ack(**zone_options(str(payload.get("value") or "")[:100]))


def handle_see_all(ack: Ack, body: dict[str, Any], *, desk: Desk) -> None:
    """Show the card's whole list to the person who asked."""
    ack()
    press = Press.read(body)
    reply = desk.answering.choose(press.value)
    respond(press.response_url, private_message(reply) if reply else notice_message(GONE))


def register(app: App, daily: DailyDesk, desk: Desk) -> None:
    """Listen to everything about daily posts; before the general command, which takes any text."""
    app.command(actions.COMMAND, matchers=[is_daily])(inject(handle_command, daily=daily))
    app.action(actions.pattern(actions.DAILY_SETUP))(inject(handle_setup, daily=daily))
    app.action(actions.DAILY_TOPICS)(inject(handle_choice, daily=daily))
    app.action(actions.DAILY_PACKS)(inject(handle_choice, daily=daily))
    app.view(actions.DAILY_VIEW)(inject(handle_submission, daily=daily))
    for name, act in BUTTONS.items():
        app.action(actions.pattern(name))(inject(handle_button, daily=daily, desk=desk, act=act))
    app.options(actions.DAILY_ZONE)(handle_typing)
    app.action(actions.SEE_ALL)(inject(handle_see_all, desk=desk))

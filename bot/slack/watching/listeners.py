"""`/principle watch` and `unwatch`, what is said in watched channels, and the button in the App Home."""

from __future__ import annotations

from slack_sdk import WebClient

from bot.render import ids
from bot.render.messages import notice_message
from bot.slack.events.fields import Payload, text_at
from bot.slack.events.interactions import Command
from bot.slack.events.press import Press
from bot.slack.events.talk import Talk
from bot.slack.listening import Listening, Refresh
from bot.slack.modal import ASKING, notice_view
from bot.slack.outbox.respond import respond
from bot.slack.outbox.views import open_view, update_view
from bot.slack.watching.desk import WatchingDesk

TITLE = "Watched channels"

WORDS = {"watch": WatchingDesk.begin, "unwatch": WatchingDesk.end}


def is_watching(body: Payload) -> bool:
    """Whether the command is one of the two words; a question that begins with one goes on."""
    return text_at(body, "text").casefold().strip(" .!") in WORDS


def handle_command(command: Command, client: WebClient, *, desk: WatchingDesk) -> None:
    """Begin, or end."""
    act = WORDS[command.text.casefold().strip(" .!")]
    respond(command.response_url, notice_message(act(desk, command.team, command.channel, command.person, client)))


def handle_unwatch(press: Press, client: WebClient, *, desk: WatchingDesk, refresh: Refresh) -> None:
    """End it from the App Home."""
    window = open_view(client, press.trigger_id, notice_view(TITLE, ASKING))
    said = desk.end(press.team, press.value, press.person, client)
    if window is not None:
        update_view(client, window, notice_view(TITLE, said))
    refresh(press.team, press.person, client)


def handle_talk(talk: Talk, _client: WebClient, *, desk: WatchingDesk) -> None:
    """Overhear it."""
    desk.overhear(talk)


def register(listening: Listening, desk: WatchingDesk, *, refresh: Refresh) -> None:
    """Listen to all of it; before the general command, which takes any text."""
    listening.command_where(desk.command, is_watching, handle_command, desk=desk)
    listening.press(ids.pattern(ids.UNWATCH), handle_unwatch, desk=desk, refresh=refresh)
    listening.overhear(handle_talk, desk=desk)

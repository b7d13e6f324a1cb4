"""What people press to read on: a choice, another source, something related, a topic, the search."""

from __future__ import annotations

from slack_sdk import WebClient

from bot.render import ids
from bot.render.catalogue import topics_message
from bot.render.messages import notice_message, private_message
from bot.slack.asking.desk import Desk
from bot.slack.asking.journal import Asked
from bot.slack.asking.show import GONE, new_search, open_reply, say, show, show_nothing
from bot.slack.events.modal_state import ModalState
from bot.slack.events.press import InModal, Press, Private, Visible
from bot.slack.events.words import read_text
from bot.slack.listening import Listening
from bot.slack.outbox.place import Place
from bot.slack.outbox.respond import respond
from bot.store.inbox import Held, Task

RELATED = "related"


def related_key(spot: Visible, entry_id: str) -> str:
    """What tells the post of something related from others: a thread has it once."""
    return f"related:{spot.channel}:{spot.thread_ts}:{entry_id}"


def handle_choice(press: Press, client: WebClient, *, desk: Desk) -> None:
    """Put the chosen entry in the place of what offered it."""
    show(desk.choose(press.value, press.team), press, client, desk)


def handle_none(press: Press, client: WebClient, *, desk: Desk) -> None:
    """Say so, and offer the search."""
    desk.record.refused(press)
    show_nothing(press, client, desk)


def handle_related(press: Press, client: WebClient, *, desk: Desk) -> None:
    """Post what is related into the same thread, once however often it is pressed; elsewhere show it in place.

    Once that post is deleted, it may be pressed forth again.
    """
    reply = desk.choose(press.value, press.team)
    if reply is None or reply.entry is None or not isinstance(press.spot, Visible):
        return show(reply, press, client, desk)
    spot = press.spot
    key = related_key(spot, reply.entry.id)
    place = {"channel": spot.channel, "thread_ts": spot.thread_ts, "asker": press.person}
    desk.intake.take(Task(press.team, key, RELATED, {**place, "entry_id": reply.entry.id}), client, undoable=True)
    return None


def post_related(held: Held, client: WebClient, *, desk: Desk) -> None:
    """Post what somebody wanted to see beside a reply."""
    team, body = held.task.team, held.task.body
    reply = desk.choose(body["entry_id"], team)
    if reply is None:
        return desk.intake.settle(held)
    return desk.post(held, reply, Place(team, body["channel"], body["thread_ts"], body["asker"]), client)


def handle_read(press: Press, client: WebClient, *, desk: Desk) -> None:
    """Open the whole answer in a modal."""
    reply = desk.choose(press.value, press.team)
    if reply is None:
        say(GONE, press, client)
    else:
        open_reply(reply, press, client, desk, mode="read" if isinstance(press.spot, Visible) else "share")


def handle_prompt(press: Press, client: WebClient, *, desk: Desk) -> None:
    """Answer one of the questions to begin with, in a modal."""
    asked = Asked.by_hand("button", press.trigger_id)
    open_reply(desk.ask(read_text(press.value), press.team, asked), press, client, desk, mode="share")


def handle_search(press: Press, client: WebClient, *, desk: Desk) -> None:
    """Open the search."""
    if isinstance(press.spot, InModal):
        client.views_update(view_id=press.spot.view_id, view=new_search(press.team, desk, press.spot.state))
    else:
        client.views_open(trigger_id=press.trigger_id, view=new_search(press.team, desk, ModalState()))


def handle_topic(press: Press, _client: WebClient, *, desk: Desk) -> None:
    """Turn to a topic, or to a page of it, where it was pressed; in a channel for the presser only."""
    topic, page = ids.read_topic(press.value)
    if press.response_url:
        message = topics_message(desk.knowledge(press.team), topic=topic, page=page)
        respond(press.response_url, message, replace=isinstance(press.spot, Private))


def handle_see_all(press: Press, _client: WebClient, *, desk: Desk) -> None:
    """Show the whole list of a daily card to the person who asked."""
    reply = desk.choose(press.value, press.team)
    respond(press.response_url, private_message(reply) if reply else notice_message(GONE))


def register(listening: Listening, desk: Desk) -> None:
    """Listen to what is pressed and picked."""
    listening.task(RELATED, post_related, desk=desk)
    for name, handler in (
        (ids.CHOOSE, handle_choice),
        (ids.ANOTHER_SOURCE, handle_choice),
        (ids.PICK, handle_choice),
        (ids.NONE_OF_THESE, handle_none),
        (ids.RELATED, handle_related),
        (ids.READ, handle_read),
        (ids.ASK_PROMPT, handle_prompt),
        (ids.BROWSE_TOPIC, handle_topic),
        (ids.SEE_ALL, handle_see_all),
    ):
        listening.press(ids.pattern(name), handler, desk=desk)
    listening.press(ids.pattern(ids.SEARCH), handle_search, desk=desk)

"""From one person's eyes to a conversation: "Share in channel", "Reply in thread", "Share to …"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.answering.service import Reply
from bot.render import ids
from bot.render.messages import notice_message, shared_message
from bot.slack.asking.desk import Desk
from bot.slack.asking.show import GONE, say
from bot.slack.events.modal_state import ModalState
from bot.slack.events.press import Press, Private
from bot.slack.events.reading import ID
from bot.slack.inject import inject
from bot.slack.modal import notice_view
from bot.slack.outbox.notices import refusal_text, tell_failure
from bot.slack.outbox.outcome import Done, Outcome, Refused
from bot.slack.outbox.place import Place
from bot.slack.outbox.respond import respond
from bot.store.claims import Claim

# The bot is no member there; the person is, and Slack's response URL posts on their behalf.
CLOSED_TO_US = (Refused("not_in_channel"), Refused("channel_not_found"))

SHARED = "Shared in this channel."


def handle_share_button(ack: Ack, body: dict[str, Any], client: WebClient, *, desk: Desk) -> None:
    """Post the answer to a slash command into its channel, once."""
    ack()
    press = Press.read(body)
    reply = desk.choose(press.value, press.team)
    if reply is None or not isinstance(press.spot, Private) or not ID.fullmatch(press.spot.channel):
        return say(GONE, press, client)
    spot = press.spot
    place = Place(press.team, spot.channel, None, press.person, shared=True)

    def then(outcome: Outcome) -> None:
        if outcome in CLOSED_TO_US:
            respond(spot.response_url, shared_message(reply, shared_by=press.person), in_channel=True)
            outcome = Done()
        text = SHARED if isinstance(outcome, Done) else refusal_text(outcome, "this channel")
        respond(spot.response_url, notice_message(text), replace=isinstance(outcome, Done))

    desk.post(reply, place, client, claim=Claim(press.team, f"share:{spot.channel}:{spot.ts}"), then=then)
    return None


def handle_thread_submission(
    ack: Ack, body: dict[str, Any], view: dict[str, Any], client: WebClient, *, desk: Desk
) -> None:
    """Post the answer into the thread of the message that the shortcut was used on."""
    state = ModalState.read(view.get("private_metadata"))
    reply = desk.choose(state.entry_id, _team(body))
    if reply is None or state.mode != "thread":
        ack(response_action="update", view=notice_view("Find an answer", GONE))
        return
    ack()
    place = Place(_team(body), state.channel, state.thread_ts, str(body["user"]["id"]), shared=True)
    desk.post(reply, place, client, claim=Claim(place.team, f"thread:{view['id']}"))


def handle_share_submission(
    ack: Ack, body: dict[str, Any], view: dict[str, Any], client: WebClient, *, desk: Desk
) -> None:
    """Post the answer into the conversation that was chosen."""
    target = _target(view)
    reply = desk.choose(ModalState.read(view.get("private_metadata")).entry_id, _team(body))
    if reply is None:
        ack(response_action="update", view=notice_view("Find an answer", GONE))
        return
    if target is None:
        ack(response_action="errors", errors={ids.SHARE_BLOCK: "Choose a conversation."})
        return
    ack()
    place = Place(_team(body), target, None, str(body["user"]["id"]), shared=True)
    then = _or_by_response_url(reply, place, _response_url(body), client)
    desk.post(reply, place, client, claim=Claim(place.team, f"share:{view['id']}"), then=then)


def _or_by_response_url(reply: Reply, place: Place, url: str | None, client: WebClient) -> Callable[[Outcome], None]:
    """Where the bot may not post, Slack's response URL may; other failures are told."""

    def then(outcome: Outcome) -> None:
        if outcome in CLOSED_TO_US and url:
            respond(url, shared_message(reply, shared_by=place.asker), in_channel=True)
        elif not isinstance(outcome, Done):
            tell_failure(outcome, place, client)

    return then


def _target(view: dict[str, Any]) -> str | None:
    """The chosen conversation's id."""
    values = (view.get("state") or {}).get("values") or {}
    chosen = ((values.get(ids.SHARE_BLOCK) or {}).get(ids.SHARE_TARGET) or {}).get("selected_conversation")
    return chosen if isinstance(chosen, str) and ID.fullmatch(chosen) else None


def _response_url(body: dict[str, Any]) -> str | None:
    """Slack's address for posting into the chosen conversation."""
    return next((url.get("response_url") for url in body.get("response_urls") or []), None)


def _team(body: dict[str, Any]) -> str:
    return str((body.get("team") or {}).get("id") or body["user"].get("team_id") or "")


def register(app: App, desk: Desk) -> None:
    """Listen to the share button and to the two submissions."""
    app.action(ids.pattern(ids.SHARE))(inject(handle_share_button, desk=desk))
    app.view(ids.THREAD_VIEW)(inject(handle_thread_submission, desk=desk))
    app.view(ids.SHARE_VIEW)(inject(handle_share_submission, desk=desk))

"""From one person's eyes to a conversation: "Share in channel", "Reply in thread", "Share to …"."""

from __future__ import annotations

from collections.abc import Callable

from slack_sdk import WebClient

from bot.answering.service import Reply
from bot.render import ids
from bot.render.messages import notice_message, shared_message
from bot.slack.asking.desk import Desk
from bot.slack.asking.show import GONE, say
from bot.slack.events.fields import ID, text_at
from bot.slack.events.interactions import Submission
from bot.slack.events.press import Press, Private
from bot.slack.listening import Acknowledged, Listening
from bot.slack.modal import notice_view
from bot.slack.outbox.notices import refusal_text, tell_failure
from bot.slack.outbox.outcome import Done, Outcome, Refused
from bot.slack.outbox.place import Place
from bot.slack.outbox.respond import respond
from bot.store.claims import Claim

# The bot is no member there; the person is, and Slack's response URL posts on their behalf.
CLOSED_TO_US = (Refused("not_in_channel"), Refused("channel_not_found"))

SHARED = "Shared in this channel."

GONE_NOW = {"response_action": "update", "view": notice_view("Find an answer", GONE)}


def handle_share_button(press: Press, client: WebClient, *, desk: Desk) -> None:
    """Post the answer to a slash command into its channel, once."""
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


def handle_thread_submission(submission: Submission, client: WebClient, *, desk: Desk) -> Acknowledged:
    """Post the answer into the thread of the message that the shortcut was used on."""
    state = submission.state
    reply = desk.choose(state.entry_id, submission.team)
    if reply is None or state.mode != "thread":
        return GONE_NOW, None
    place = Place(submission.team, state.channel, state.thread_ts, submission.person, shared=True)
    claim = Claim(place.team, f"thread:{submission.view_id}")
    return {}, lambda: desk.post(reply, place, client, claim=claim)


def handle_share_submission(submission: Submission, client: WebClient, *, desk: Desk) -> Acknowledged:
    """Post the answer into the conversation that was chosen."""
    target = text_at(submission.form, ids.SHARE_BLOCK, ids.SHARE_TARGET, "selected_conversation")
    reply = desk.choose(submission.state.entry_id, submission.team)
    if reply is None:
        return GONE_NOW, None
    if not ID.fullmatch(target):
        return {"response_action": "errors", "errors": {ids.SHARE_BLOCK: "Choose a conversation."}}, None
    place = Place(submission.team, target, None, submission.person, shared=True)
    then = _or_by_response_url(reply, place, submission.response_url, client)
    claim = Claim(place.team, f"share:{submission.view_id}")
    return {}, lambda: desk.post(reply, place, client, claim=claim, then=then)


def _or_by_response_url(reply: Reply, place: Place, url: str, client: WebClient) -> Callable[[Outcome], None]:
    """Where the bot may not post, Slack's response URL may; other failures are told."""

    def then(outcome: Outcome) -> None:
        if outcome in CLOSED_TO_US and url:
            respond(url, shared_message(reply, shared_by=place.asker), in_channel=True)
        elif not isinstance(outcome, Done):
            tell_failure(outcome, place, client)

    return then


def register(listening: Listening, desk: Desk) -> None:
    """Listen to the share button and to the two submissions."""
    listening.press(ids.pattern(ids.SHARE), handle_share_button, desk=desk)
    listening.submission(ids.THREAD_VIEW, handle_thread_submission, desk=desk)
    listening.submission(ids.SHARE_VIEW, handle_share_submission, desk=desk)

"""From one person's eyes to a conversation: "Share in channel", "Reply in thread", "Share to …"."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from slack_sdk import WebClient

from bot.answering.service import Reply
from bot.errors import PublishError
from bot.render import ids
from bot.render.messages import notice_message, shared_message
from bot.slack.asking.desk import Desk
from bot.slack.asking.show import GONE, say
from bot.slack.events.fields import ID, text_at
from bot.slack.events.interactions import Submission
from bot.slack.events.press import Press, Private
from bot.slack.listening import Acknowledged, Listening
from bot.slack.modal import notice_view
from bot.slack.outbox.membership import Membership, membership
from bot.slack.outbox.notices import direct, refusal_text, tell_failure
from bot.slack.outbox.outcome import Done, InDoubt, Outcome, Refused
from bot.slack.outbox.place import Place
from bot.slack.outbox.respond import respond
from bot.store.inbox import Held, Task

logger = logging.getLogger(__name__)

# The bot is no member there; the person is, and Slack's response URL posts on their behalf.
CLOSED_TO_US = (Refused("not_in_channel"), Refused("channel_not_found"))

SHARED = "Shared in this channel."

# The ways to share: by the button under a private answer, or under one of several, and by a modal.
# The conversation of one modal is where its message stands, that of the other is chosen: anything may be in a form.
BUTTON, ONE, THREAD, CHOSEN = "share_button", "share_one", "share_thread", "share_chosen"

# What a person reads when nothing was shared; {} is the conversation.
OUTSIDE = "I did not share that in {}, since you are not in it. Join it first, then share again."
UNSURE = "I could not find out whether you are in {}, so I shared nothing there. Please try again in a minute."

GONE_NOW = {"response_action": "update", "view": notice_view("Find an answer", GONE)}


def handle_share_button(press: Press, client: WebClient, *, desk: Desk, kind: str = BUTTON) -> None:
    """Post an answer to a slash command into its channel, once."""
    reply, spot = desk.choose(press.value, press.team), press.spot
    if reply is None or not isinstance(spot, Private) or not ID.fullmatch(spot.channel):
        return say(GONE, press, client)
    body = _body(press.value, spot.channel, press.person, response_url=spot.response_url)
    desk.intake.take(Task(press.team, f"share:{spot.channel}:{spot.ts}:{press.value}", kind, body), client)
    return None


def handle_thread_submission(submission: Submission, client: WebClient, *, desk: Desk) -> Acknowledged:
    """Post the answer into the thread of the message that the shortcut was used on."""
    state = submission.state
    if desk.choose(state.entry_id, submission.team) is None or state.mode != "thread":
        return GONE_NOW, None
    body = _body(state.entry_id, state.channel, submission.person, thread_ts=state.thread_ts)
    desk.intake.take(Task(submission.team, f"thread:{submission.view_id}", THREAD, body), client)
    return {}, None


def handle_share_submission(submission: Submission, client: WebClient, *, desk: Desk) -> Acknowledged:
    """Post the answer into the conversation that was chosen."""
    target = text_at(submission.form, ids.SHARE_BLOCK, ids.SHARE_TARGET, "selected_conversation")
    entry_id = submission.state.entry_id
    if desk.choose(entry_id, submission.team) is None:
        return GONE_NOW, None
    if not ID.fullmatch(target):
        return {"response_action": "errors", "errors": {ids.SHARE_BLOCK: "Please choose where to share it."}}, None
    body = _body(entry_id, target, submission.person, response_url=submission.response_url)
    desk.intake.take(Task(submission.team, f"share:{submission.view_id}", CHOSEN, body), client)
    return {}, None


def post_shared(held: Held, client: WebClient, *, desk: Desk) -> None:
    """Post what somebody shares, under their name."""
    team, body = held.task.team, held.task.body
    reply = desk.choose(body["entry_id"], team)
    if reply is None:
        return desk.intake.settle(held)
    place = Place(team, body["channel"], body["thread_ts"], body["asker"], shared=True)
    # Where it goes came back through people's hands; for a thread Slack need not show the bot that they are in it.
    found = membership(client, place.asker, place.channel) if held.task.kind in (CHOSEN, THREAD) else Membership.IN
    if found is Membership.OUT or (found is Membership.UNKNOWN and held.task.kind == CHOSEN):
        _share_unseen(reply, place, body["response_url"], client, found)
        return desk.intake.settle(held)
    then = TOLD[held.task.kind]
    return desk.post(held, reply, place, client, then=partial(then, reply, place, body["response_url"], client))


def _share_unseen(reply: Reply, place: Place, url: str, client: WebClient, found: Membership) -> None:
    """Share where Slack does not show the bot that the person is in: by Slack's own address, or not at all."""
    told = OUTSIDE if found is Membership.OUT else UNSURE
    if found is Membership.UNKNOWN and url:
        try:
            return respond(url, shared_message(reply, shared_by=place.asker), in_channel=True)
        except PublishError as error:
            logger.warning("an answer was not shared: %s", error)
    direct(place.asker, told.format(f"<#{place.channel}>"), client)
    return None


def _told_here(
    reply: Reply, place: Place, url: str, client: WebClient, outcome: Outcome, *, alone: bool = True
) -> bool:
    """Say what became of it, in the place of an answer that stood `alone`, or beside the button."""
    outcome = _by_response_url(reply, place, url, outcome)
    if not isinstance(outcome, Done):
        logger.warning("an answer was not shared", extra={"outcome": repr(outcome), "channel": place.channel})
    text = SHARED if isinstance(outcome, Done) else refusal_text(outcome, "this channel")
    respond(url, notice_message(text), replace=alone and isinstance(outcome, Done))
    return isinstance(outcome, Done | InDoubt)


def _told_elsewhere(reply: Reply, place: Place, url: str, client: WebClient, outcome: Outcome) -> bool:
    """The modal is closed by now: only a failure is worth a word."""
    outcome = _by_response_url(reply, place, url, outcome)
    if not isinstance(outcome, Done):
        tell_failure(outcome, place, client)
    return isinstance(outcome, Done | InDoubt)


TOLD: Mapping[str, Callable[[Reply, Place, str, WebClient, Outcome], bool]] = {
    BUTTON: _told_here,
    ONE: partial(_told_here, alone=False),
    THREAD: _told_elsewhere,
    CHOSEN: _told_elsewhere,
}


def _by_response_url(reply: Reply, place: Place, url: str, outcome: Outcome) -> Outcome:
    """Where the bot may not post, Slack's response URL may."""
    if outcome in CLOSED_TO_US and url:
        respond(url, shared_message(reply, shared_by=place.asker), in_channel=True)
        return Done()
    return outcome


def _body(
    entry_id: str, channel: str, asker: str, *, thread_ts: str | None = None, response_url: str = ""
) -> dict[str, Any]:
    """What is to be shared, where and by whom."""
    place = {"channel": channel, "thread_ts": thread_ts, "asker": asker}
    return {**place, "entry_id": entry_id, "response_url": response_url}


def register(listening: Listening, desk: Desk) -> None:
    """Listen to the share button and to the two submissions."""
    listening.press(ids.pattern(ids.SHARE), handle_share_button, desk=desk)
    listening.press(ids.pattern(ids.SHARE_ONE), handle_share_button, desk=desk, kind=ONE)
    listening.submission(ids.THREAD_VIEW, handle_thread_submission, desk=desk)
    listening.submission(ids.SHARE_VIEW, handle_share_submission, desk=desk)
    for kind in TOLD:
        listening.task(kind, post_shared, desk=desk)

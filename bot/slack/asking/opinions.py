"""What people think of a reply: feedback by anyone, with its reason, and deletion by the asker."""

from __future__ import annotations

import logging

from slack_sdk import WebClient

from bot.learning.gaps import REASONS
from bot.render import ids
from bot.render.feedback import GONE, TAKEN_AWAY, THANKS, explained_message, why_message
from bot.render.messages import notice_message
from bot.slack.asking.desk import Desk
from bot.slack.asking.picks import related_key
from bot.slack.asking.show import say
from bot.slack.events.fields import ID, TS
from bot.slack.events.press import Press, Visible
from bot.slack.listening import Listening
from bot.slack.outbox.notices import whisper, whisper_message
from bot.slack.outbox.respond import respond
from bot.store.replies import Opinion

logger = logging.getLogger(__name__)

NOT_YOURS = "Only the person who asked can delete this answer."


def handle_feedback(press: Press, client: WebClient, *, desk: Desk) -> None:
    """Keep the opinion; thank for a good one, and ask for the reason of a bad one.

    An answer that nobody asked for goes with the first thumb down.
    """
    verdict, _, entry_id = press.value.partition(":")
    entry = desk.knowledge(press.team).by_id.get(entry_id)
    if entry is None or verdict not in ("good", "bad") or not isinstance(press.spot, Visible):
        return
    spot = press.spot
    opinion = Opinion(press.team, spot.channel, spot.ts, press.person, entry.id, verdict == "good", desk.now())
    desk.replies.rate(opinion)
    logger.info("feedback", extra={"entry": entry.id, "good": opinion.good})
    desk.record.rated(opinion, entry, press)
    if opinion.good:
        whisper(spot.channel, press.person, THANKS, client, thread_ts=spot.thread_ts)
        return
    posted = desk.replies.at(press.team, spot.channel, spot.ts)
    if posted and posted.question_ts and desk.unasked(press.team, spot.channel, posted.question_ts):
        desk.delete(posted, client)
        whisper(spot.channel, press.person, TAKEN_AWAY, client, thread_ts=spot.thread_ts)
    else:
        message = why_message(f"{spot.channel}:{spot.ts}")
        whisper_message(spot.channel, press.person, message, client, thread_ts=spot.thread_ts)


def handle_reason(press: Press, _client: WebClient, *, desk: Desk) -> None:
    """Keep why an answer did not help, in place of the reason given before."""
    reason, _, place = press.value.partition(":")
    channel, _, ts = place.partition(":")
    if reason not in REASONS or not ID.fullmatch(channel) or not TS.fullmatch(ts):
        return
    entry_id = desk.replies.explain(press.team, channel, ts, press.person, reason)
    if entry_id is None:  # it was found helpful meanwhile, or is too long ago
        respond(press.response_url, notice_message(GONE), replace=True)
        return
    desk.record.explained(press.team, press.person, place, reason)
    logger.info("feedback explained", extra={"entry": entry_id, "reason": reason})
    respond(press.response_url, explained_message(reason, place), replace=True)


def handle_delete(press: Press, client: WebClient, *, desk: Desk) -> None:
    """Delete the reply if its asker wants it; who asked is what the store says, not the button."""
    if not isinstance(press.spot, Visible):
        return
    posted = desk.replies.at(press.team, press.spot.channel, press.spot.ts)
    if posted is not None and posted.asker == press.person:
        desk.delete(posted, client)
        if posted.question_ts is None and posted.entry_id:  # it answers no message: somebody wanted to see it
            desk.intake.release(press.team, related_key(press.spot, posted.entry_id), done=True)
    else:
        say(NOT_YOURS, press, client)


def register(listening: Listening, desk: Desk) -> None:
    """Listen to feedback, its reasons, and deletion."""
    listening.press(ids.pattern(ids.FEEDBACK), handle_feedback, desk=desk)
    listening.press(ids.pattern(ids.FEEDBACK_REASON), handle_reason, desk=desk)
    listening.press(ids.pattern(ids.DELETE), handle_delete, desk=desk)

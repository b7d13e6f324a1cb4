"""What people think of a reply: feedback by anyone, deletion by the asker."""

from __future__ import annotations

import logging

from slack_sdk import WebClient

from bot.matching.decision import Match
from bot.render import ids
from bot.slack.asking.desk import Desk
from bot.slack.asking.show import say
from bot.slack.events.press import Press, Visible
from bot.slack.listening import Listening
from bot.slack.outbox.notices import whisper
from bot.store.replies import Opinion

logger = logging.getLogger(__name__)

NOT_YOURS = "Only the person who asked can delete this answer."
THANKS = "Thank you, that helps."
SORRY = "Thank you for saying so. Whoever looks after these answers will see it."


def handle_feedback(press: Press, client: WebClient, *, desk: Desk) -> None:
    """Keep the opinion, and thank for it."""
    verdict, _, entry_id = press.value.partition(":")
    entry = desk.knowledge(press.team).by_id.get(entry_id)
    if entry is None or verdict not in ("good", "bad") or not isinstance(press.spot, Visible):
        return
    spot = press.spot
    opinion = Opinion(press.team, spot.channel, spot.ts, press.person, entry.id, verdict == "good", desk.now())
    desk.replies.rate(opinion)
    logger.info("feedback", extra={"entry": entry.id, "good": opinion.good})
    if not opinion.good:
        desk.note_gap("unhelpful", "", (Match(entry, 1.0, ""),), press.team, press.person, "button")
    whisper(spot.channel, press.person, THANKS if opinion.good else SORRY, client, thread_ts=spot.thread_ts)


def handle_delete(press: Press, client: WebClient, *, desk: Desk) -> None:
    """Delete the reply if its asker wants it; who asked is what the store says, not the button."""
    if not isinstance(press.spot, Visible):
        return
    posted = desk.replies.at(press.team, press.spot.channel, press.spot.ts)
    if posted is not None and posted.asker == press.person:
        desk.delete(posted, client)
    else:
        say(NOT_YOURS, press, client)


def register(listening: Listening, desk: Desk) -> None:
    """Listen to feedback and deletion."""
    listening.press(ids.pattern(ids.FEEDBACK), handle_feedback, desk=desk)
    listening.press(ids.pattern(ids.DELETE), handle_delete, desk=desk)

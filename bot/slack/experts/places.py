"""From where a question goes to the team: the message that was pressed, as far as it can be believed."""

from __future__ import annotations

from dataclasses import replace

from slack_sdk import WebClient

from bot.learning.asks import Origin, read_gap
from bot.slack import rights
from bot.slack.events.interactions import Submission
from bot.slack.events.press import Press, Private, Visible
from bot.slack.experts.window import Asking
from bot.store.replies import Replies


def pressed_at(press: Press, replies: Replies) -> Asking:
    """The message that was pressed, and where the answer belongs: in the thread of what all see."""
    match press.spot:
        case Visible(channel, ts, thread_ts):
            posted = replies.at(press.team, channel, ts)
            question_ts = (posted.question_ts or "") if posted else ""
            return Asking(f"{channel}:{ts}", Origin(channel, thread_ts, ts, question_ts))
        case Private(channel, ts):
            return Asking(f"{channel}:{ts}:{press.person}", Origin())
    return Asking("", Origin())


def remembered_in(submission: Submission, client: WebClient, replies: Replies) -> Asking:
    """What the window remembers of that, which came back through people's hands.

    An answer is said where a reply of ours stands and the person is, and directly to them otherwise. A place that is
    neither there, nor a gap's, nor the person's own takes nobody's turn: it counts as the window alone.
    """
    asking = Asking.read(submission.metadata)
    origin = _believed(submission, asking.origin, client, replies)
    theirs = f"{origin.channel}:{origin.reply_ts}" if origin.channel else ""
    own = asking.place == theirs or asking.place.endswith(f":{submission.person}")
    is_kept = asking.place and (own or read_gap(asking.place) is not None)
    return Asking(asking.place if is_kept else submission.view_id, origin)


def _believed(submission: Submission, origin: Origin, client: WebClient, replies: Replies) -> Origin:
    posted = replies.at(submission.team, origin.channel, origin.reply_ts) if origin.channel else None
    if posted is None:
        return Origin()
    if posted.asker != submission.person and rights.outside(client, submission.person, origin.channel):
        return Origin()
    return replace(origin, question_ts=posted.question_ts or "")

"""Messages on their way to Slack: in order, not too fast, and never twice.

The rules for a post whose answer was lost: look for it by its mark; found means sent, not found means
post again, and where the bot may not look, hold: nobody is answered twice, and the asker is told.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.render.budget import cut_markup
from bot.render.message import Message
from bot.slack.clients import TIMEOUT_SECONDS
from bot.slack.outbox.outcome import Done, InDoubt, Outcome, Refused, TryAgain, attempt
from bot.slack.outbox.place import Place
from bot.slack.outbox.posts import ABSENT, Mark, look, send
from bot.slack.outbox.queues import SPACING, ChannelQueues, Job

logger = logging.getLogger(__name__)

METADATA_EVENT = "principles_reply"

# So many posts in doubt, each looked for after twice the time, or so many waits, and somebody has to be told: after a
# minute nobody watches the thread any more. Where Slack fails one call in eight, one post in 25 fails without a trace:
# three attempts would leave one question in 20,000 without its answer, five one in 10 million.
MAX_ATTEMPTS = 5
MAX_WAITS = 8

# A change may be made again and again; it is not worth as much patience.
MAX_CALLS = 3

# Slack's own read lag: a message just posted may take a moment to show in the history.
RECONCILE_AFTER = timedelta(seconds=2)
# What another process was given was accepted within this time, or it is not worth answering any more.
LOOK_BACK = timedelta(minutes=30)
# The clocks of Slack and of this machine may differ by this much.
CLOCK_MARGIN = timedelta(seconds=60)

# Slack did not take the message's form; its words alone may pass. A fault of ours, and logged as one.
FORM_ERRORS = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long"})
SHORT_TEXT = 3_000


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast to go.

    The time between two posts in a channel, the time before looking for a post whose answer was lost, and how
    many seconds a call may take before its outcome counts as lost.
    """

    spacing: timedelta = SPACING
    reconcile_after: timedelta = RECONCILE_AFTER
    timeout_seconds: int = TIMEOUT_SECONDS


class Sender(Protocol):
    """Whose message it is."""

    def ours(self) -> bool:
        """Whether it is still ours to post: it may have waited so long that another process took it."""

    def ended(self, outcome: Outcome) -> None:
        """Hear what became of it."""


@dataclass(frozen=True, slots=True)
class Post:
    """A message to be posted once; `key` names it for ever.

    `again`: a process that died had the same work, and may have posted it. `wanted` is False for one that is only
    looked for: it ends with ABSENT if nobody posted it. `look_back` is how long ago another process may have.
    `broadcast` shows a message of a thread in its channel too.
    """

    client: WebClient
    place: Place
    message: Message
    key: str
    sender: Sender
    again: bool = False
    wanted: bool = True
    look_back: timedelta = LOOK_BACK
    broadcast: bool = False

    @property
    def mark(self) -> Mark:
        """What it is found by."""
        return Mark(METADATA_EVENT, self.key)

    def send(self) -> Outcome:
        """Post it."""
        return send(
            self.client,
            self.place.channel,
            self.message,
            self.mark,
            thread_ts=self.place.thread_ts,
            broadcast=self.broadcast,
        )

    def look(self, since: datetime) -> Outcome:
        """Look for it in its thread, or in its channel."""
        return look(self.client, self.place.channel, self.mark, since, thread_ts=self.place.thread_ts)

    def without_blocks(self) -> Post:
        """The same words, without any form."""
        return replace(self, message=Message(cut_markup(self.message.text, SHORT_TEXT), []))


@dataclass(slots=True)
class PostJob:
    """A post in its channel's queue, with all that it takes to be sent once."""

    post: Post
    now: Callable[[], datetime]
    reconcile_after: timedelta
    posts: bool = field(default=True, init=False)
    attempts: int = field(default=0, init=False)
    waits: int = field(default=0, init=False)
    intended_at: datetime | None = field(default=None, init=False)
    doubt: InDoubt | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        """Where a process died over the same post, begin by looking for it."""
        if self.post.again:
            self.doubt = InDoubt("another process may have posted it")
            self.intended_at = self.now() - self.post.look_back

    def run(self) -> timedelta | None:
        """Post, or look whether an earlier attempt did; nothing if it is another process's by now."""
        if not self.post.sender.ours():
            return None
        if self.doubt is not None:
            match self.post.look((self.intended_at or self.now()) - CLOCK_MARGIN):
                case Done() as found:
                    return self._end(found)
                case TryAgain(after):
                    return self._wait(after, self.doubt)
                case InDoubt():
                    return self._wait(self.reconcile_after, self.doubt)
                case outcome if outcome == ABSENT and self.attempts < MAX_ATTEMPTS:
                    self.doubt = None
                case Refused() if not self.attempts:
                    # The bot may not look. Most who died did so before they posted; silence would be certain.
                    self.doubt = None
                case _:
                    return self._end(self.doubt)
        return self._send() if self.post.wanted else self._end(ABSENT)

    def abandon(self) -> None:
        """The process stops: the next one that holds the work looks for the message, and goes on."""

    def _send(self) -> timedelta | None:
        self.attempts += 1
        self.intended_at = self.intended_at or self.now()
        match self.post.send():
            case TryAgain(after) as outcome:
                self.attempts -= 1
                return self._wait(after, outcome)
            case InDoubt() as doubt:
                self.doubt = doubt
                return self.reconcile_after * (1 << (self.attempts - 1))
            case Refused(error) if error in FORM_ERRORS and self.post.message.blocks:
                logger.error("Slack did not take the form of a message", extra={"error": error, "key": self.post.key})
                self.post = self.post.without_blocks()
                return timedelta(0)
            case outcome:
                return self._end(outcome)

    def _wait(self, after: timedelta, otherwise: Outcome) -> timedelta | None:
        self.waits += 1
        return after if self.waits <= MAX_WAITS else self._end(otherwise)

    def _end(self, outcome: Outcome) -> timedelta | None:
        """Tell what became of it; there is nothing to run again."""
        self.post.sender.ended(outcome)
        return None


@dataclass(slots=True)
class Repeated:
    """A call that may be made again (an update, a deletion), and how often it was."""

    attempts: int = 0

    def step(self, call: Callable[[], SlackResponse]) -> timedelta | Outcome:
        """Make the call: what became of it, or how long to wait before it is made again."""
        self.attempts += 1
        outcome = attempt(call)
        if self.attempts < MAX_CALLS:
            match outcome:
                case TryAgain(after):
                    return after
                case InDoubt():
                    return timedelta(seconds=self.attempts)
        return outcome


@dataclass(slots=True)
class CallJob:
    """A call that may be repeated; `then` hears what became of it."""

    call: Callable[[], SlackResponse]
    then: Callable[[Outcome], None]
    posts: bool = field(default=False, init=False)
    repeated: Repeated = field(default_factory=Repeated, init=False)

    def run(self) -> timedelta | None:
        """Make the call; again after a failure that may pass."""
        step = self.repeated.step(self.call)
        if isinstance(step, timedelta):
            return step
        self.then(step)
        return None

    def abandon(self) -> None:
        """Nothing was done; whoever pressed it presses again."""


class Publisher:
    """Posts, updates and deletes messages through the channels' queues."""

    def __init__(self, queues: ChannelQueues, *, now: Callable[[], datetime], reconcile_after: timedelta) -> None:
        self._queues = queues
        self._now = now
        self._reconcile_after = reconcile_after

    def post(self, post: Post) -> None:
        """Queue a message."""
        self.submit(post.place.team, post.place.channel, PostJob(post, self._now, self._reconcile_after))

    def submit(self, team: str, channel: str, job: Job) -> None:
        """Queue any job, behind the channel's others."""
        self._queues.submit(f"{team}:{channel}", job)

"""The weekly digest on its way: taken up when it is due, by one process; posted once, through crashes."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from slack_sdk import WebClient

from bot.errors import StoreError
from bot.learning.gaps import Cluster
from bot.learning.tally import Counts
from bot.posting.calendar import UnknownZoneError
from bot.posting.weekly import LATENESS, Weekly
from bot.render.chart import alt_text, picture
from bot.render.daily import channel_mention
from bot.render.digest import RESTS, digest_message
from bot.render.trouble import LASTING, reason
from bot.slack.clients import Clients
from bot.slack.gaps.desk import GapDesk
from bot.slack.intake import Intake
from bot.slack.outbox.notices import direct
from bot.slack.outbox.outcome import Done, Outcome, Refused, attempt
from bot.slack.outbox.place import Place
from bot.slack.outbox.publisher import Post, Publisher
from bot.store.digests import Digests
from bot.store.inbox import Held, Task

logger = logging.getLogger(__name__)

DIGEST = "digest"

# How often a process looks what is due.
LOOK = timedelta(seconds=20)

# A digest tells of so many days before it.
SPAN = timedelta(days=7)


class DigestPost:
    """Posts the digests of all workspaces."""

    def __init__(self, desk: GapDesk, digests: Digests, intake: Intake, publisher: Publisher, clients: Clients) -> None:
        self._desk = desk
        self._digests = digests
        self._intake = intake
        self._publisher = publisher
        self._clients = clients

    def look(self) -> None:
        """Take up what is due. Raises StoreError.

        First it is accepted, which one process can for one channel and time, then the digest goes on to its next
        time. Whoever dies in between has lost nothing: the next look finds it accepted already.
        """
        now = self._desk.now()
        for one in self._digests.due(now, self._clients.teams()):
            if one.next_due is None or not self._taken(one, one.next_due, now):
                continue
            try:
                later = one.scheduled(now)
            except UnknownZoneError:
                self._digests.rest(one, "unknown_zone")
            else:
                self._digests.advance(one, later)

    def _taken(self, one: Weekly, due: datetime, now: datetime) -> bool:
        """Whether somebody posts it, or it is too late for that."""
        if now - due > LATENESS:
            logger.warning("a weekly digest was missed", extra={"channel": one.channel})
            return True
        client = self._clients.of(one.team)
        if client is None:
            return False
        body = {"channel": one.channel, "due": due.isoformat()}
        held = self._intake.accept(
            Task(one.team, f"{DIGEST}:{one.channel}:{due:%Y-%m-%dT%H:%M}", DIGEST, body, LATENESS)
        )
        if held is not None and not held.recorded:  # another process could not know of it: again with the next look
            self._intake.release(*held.place)
            return False
        if held is not None:
            self._intake.begin(held, client)
        return True

    def post(self, held: Held, client: WebClient) -> None:
        """Post a digest."""
        team, channel = held.task.team, held.task.body["channel"]
        due = datetime.fromisoformat(held.task.body["due"])
        last, weeks = self._desk.counts(team, due - SPAN, due), self._desk.weeks(team)
        lately = self._lately(team, due - SPAN)
        message = digest_message(last, weeks, lately, self._desk.known(team, lately), chart=_chart(weeks, client))
        sender = _Sending(self, held, client)
        place = Place(team, channel, None, "", None)
        self._publisher.post(
            Post(client, place, message, held.task.key, sender, again=held.again, look_back=LATENESS + LOOK)
        )

    def ours(self, held: Held) -> bool:
        """Whether no other process has it by now."""
        return self._intake.holds(held)

    def ended(self, held: Held, outcome: Outcome, client: WebClient) -> None:
        """Record what became of it; what Slack will refuse again rests, and its creator hears of it."""
        channel = held.task.body["channel"]
        if isinstance(outcome, Done):
            logger.info("weekly digest posted", extra={"channel": channel})
        else:
            logger.warning("a weekly digest was not posted", extra={"outcome": repr(outcome), "channel": channel})
        try:
            if isinstance(outcome, Refused) and outcome.error in LASTING:
                self._rest(held.task.team, channel, outcome.error, client)
        except StoreError as error:
            logger.warning("a digest that Slack refuses goes on: %s", error)
        self._intake.settle(held)

    def _rest(self, team: str, channel: str, trouble: str, client: WebClient) -> None:
        one = self._digests.get(team, channel)
        if one is not None and self._digests.rest(one, trouble) and one.creator:
            command = self._desk.library.command
            direct(one.creator, RESTS.format(channel_mention(channel), reason(trouble), command), client)

    def _lately(self, team: str, since: datetime) -> list[Cluster]:
        return [cluster for cluster in self._desk.open(team) if cluster.last >= since]


@dataclass(frozen=True, slots=True)
class _Sending:
    """One digest that is being posted; `publisher.Sender` for the outbox."""

    posts: DigestPost
    held: Held
    client: WebClient

    def ours(self) -> bool:
        """Whether it is still ours to post."""
        return self.posts.ours(self.held)

    def ended(self, outcome: Outcome) -> None:
        """Hear what became of it."""
        self.posts.ended(self.held, outcome, self.client)


def _chart(weeks: Sequence[Counts], client: WebClient) -> str | None:
    """The weeks' picture in Slack, shared with nobody yet: its id; None where it cannot be drawn or given."""
    drawn = picture(weeks)
    if drawn is None:
        return None
    outcome = attempt(
        lambda: client.files_upload_v2(
            content=drawn, filename="weeks.png", title="Questions by week", alt_txt=alt_text(weeks)
        )
    )
    if not isinstance(outcome, Done):
        logger.info("the digest's chart stays text", extra={"outcome": repr(outcome)})
        return None
    files = outcome.answer.get("files") or [{}]
    return str(files[0].get("id") or "") or None

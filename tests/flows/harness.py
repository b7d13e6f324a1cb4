"""Experts who answer and digests that are due, replicas that meet accidents, and the count at the end."""

import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from datetime import time as clock_time
from typing import Self

from sqlalchemy import func, select

from bot.learning.asks import Ask, Origin, ask_id
from bot.posting.weekly import Weekly
from bot.slack.outbox.publisher import METADATA_EVENT
from bot.store.asks import Asks
from bot.store.database import Database
from bot.store.digests import Digests
from bot.store.schema import ask_answers, digests, inbox
from tests.flows.replica import EXPERTS
from tests.questions.crew import Crew
from tests.slack_stand_in import BOT_USER, OTHER, TEAM, Channel, Hang, Message


@dataclass(frozen=True)
class Count:
    """What came of it: `lost` ones stand nowhere, `doubled` ones more than once; `open` are unknown to the database.

    `taken_over` were begun by a replica that was killed.
    """

    answers: int
    digests: int
    doubled: int
    lost: int
    open: int
    taken_over: int
    seconds: float

    @property
    def good(self) -> bool:
        """Nothing doubled, nothing lost, and the database knows it."""
        return (self.doubled, self.lost, self.open) == (0, 0, 0)


class Trial(Crew):
    """So many `answers` of experts, each to another question, and `weekly` digests; a context manager.

    `pace` is the replicas'.
    """

    def __init__(self, database_url: str, answers: int, weekly: int, *, pace: str = "real", seed: int = 1) -> None:
        super().__init__("tests.flows.replica", database_url, pace, seed=seed)
        self.answers, self.weekly = answers, weekly
        self._database = Database.open(database_url)
        self._database.migrate()
        self._began = time.monotonic()
        self._questions: list[Message] = []
        self._given = 0

    def __enter__(self) -> Self:
        super().__enter__()
        self._put_questions()
        return self

    def __exit__(self, *_: object) -> None:
        super().__exit__()
        self._database.close()

    def hang(self, posts: int) -> None:
        """The next `posts` posts get no answer: every second one stands in its channel all the same."""
        self.slack.faults.add("chat.postMessage", *(Hang(stored=number % 2 == 1) for number in range(posts)))

    def wait_for_calls(self, posts: int) -> None:
        """Until so many posts were tried."""
        self.slack.wait("chat.postMessage", posts, seconds=60)

    def begin(self) -> None:
        """All digests are due, and every expert begins to write."""
        self._began = time.monotonic()
        due, store = datetime.now(UTC) - timedelta(minutes=1), Digests(self._database)
        for number in range(self.weekly):
            channel = f"G{number:05}"
            self.slack.workspace.channels[channel] = Channel(channel)
            at = clock_time(due.hour, due.minute)
            store.save(Weekly(TEAM, channel, due.weekday(), at, "UTC", OTHER, due))
        for number in range(self.answers):
            self.people.submit(self._answer, number)

    def wait_for_posts(self, count: int, *, seconds: float = 300) -> None:
        """Until so many of all that is to come have come."""
        deadline = time.monotonic() + seconds
        while (there := sum(self._posts().values())) < count:
            assert time.monotonic() < deadline, f"{there} of {count} were posted"
            time.sleep(0.01)

    def finish(self, *, seconds: float = 120) -> Count:
        """Until all is there and recorded, or time is up; then count."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and (
            self._given < self.answers or len(self._posts()) < self.answers + self.weekly or self._open()
        ):
            time.sleep(0.1)
        count = self._count()
        if not count.good:
            self.print_log()
        return count

    def _put_questions(self) -> None:
        """Questions that stand in the experts' channel, each asked in a channel of its own."""
        store, now = Asks(self._database), datetime.now(UTC)
        self.slack.workspace.channels[EXPERTS] = Channel(EXPERTS)
        for number in range(self.answers):
            channel = f"C{number:05}"
            self.slack.workspace.channels[channel] = Channel(channel)
            root = self.payloads.say("Where is the bike shed?", channel=channel)
            put = self.payloads.say("Where is the bike shed?", channel=EXPERTS, user=BOT_USER)
            origin = Origin(channel, root.ts, "", root.ts)
            ask = Ask(TEAM, ask_id(TEAM, channel), f"U{number:05}", False, root.text, (), origin, EXPERTS, now)
            store.begin(ask)
            store.posted(ask, EXPERTS, put.ts)
            self._questions.append(put)

    def _answer(self, number: int) -> None:
        """An expert answers one question; Slack delivers it until it is acknowledged."""
        thread = self._questions[number].ts
        event = self.payloads.message(
            self.payloads.say("Behind the house.", channel=EXPERTS, user=OTHER, thread_ts=thread)
        )
        self.deliver(event)
        with self.lock:
            self._given += 1

    def _posts(self) -> Counter:
        """How often each answer and each digest was posted, by its channel."""
        with self.slack.changed:
            ours = self.slack.workspace.from_bot()
        return Counter(m.channel for m in ours if m.metadata and m.metadata["event_type"] == METADATA_EVENT)

    def _open(self) -> int:
        """What the database does not know to be done."""
        now = datetime.now(UTC)
        questions = (
            select(func.count()).select_from(inbox).where(inbox.c.state != "done"),
            select(func.count()).select_from(ask_answers).where(ask_answers.c.reply_ts == ""),
            select(func.count()).select_from(digests).where(digests.c.next_due <= now),
        )
        with self._database.read() as connection:
            return sum(connection.execute(one).scalar_one() for one in questions)

    def _count(self) -> Count:
        posts = self._posts()
        with self._database.read() as connection:
            taken = select(func.count()).select_from(inbox).where(inbox.c.takes > 1)
            taken_over = connection.execute(taken).scalar_one()
        return Count(
            answers=self.answers,
            digests=self.weekly,
            doubled=sum(count - 1 for count in posts.values()),
            lost=self.answers + self.weekly - len(posts),
            open=self._open(),
            taken_over=taken_over,
            seconds=round(time.monotonic() - self._began, 1),
        )

"""Many questions, replicas that meet accidents, and the count at the end."""

import time
from collections import Counter
from dataclasses import dataclass

from sqlalchemy import func, select

from bot.errors import StoreError
from bot.slack.outbox.publisher import METADATA_EVENT
from bot.store.database import Database
from bot.store.schema import inbox
from tests.questions.crew import Crew
from tests.slack_stand_in import BOT_USER, Channel

ASK = f"<@{BOT_USER}> what are the 7 Cs of quality customer service?"

# A reply that takes longer came from a replica that took the question over.
TAKEN_OVER_SECONDS = 8.0


@dataclass(frozen=True)
class Count:
    """What came of it: `lost` questions have no reply, `doubled` ones more than one."""

    questions: int
    doubled: int
    lost: int
    pending: int
    taken_over: int
    slowest_seconds: float

    @property
    def good(self) -> bool:
        """Nothing doubled, nothing lost, and the inbox knows it."""
        return (self.doubled, self.lost, self.pending) == (0, 0, 0)


class Trial(Crew):
    """`questions` mentions, each in a channel of its own, asked while accidents happen; a context manager."""

    def __init__(self, database_url: str, questions: int, *, seed: int = 1) -> None:
        super().__init__("tests.questions.replica", database_url, seed=seed)
        self.questions = questions
        self.acked: dict[str, float] = {}
        self._database_url = database_url
        self.fail_at_random()

    def ask_all(self) -> None:
        """Everybody begins to ask."""
        for number in range(self.questions):
            self.slack.workspace.channels[f"C{number:05}"] = Channel(f"C{number:05}")
            self.people.submit(self._ask, number)

    def wait_for_acks(self, count: int, *, seconds: float = 300) -> None:
        """Until so many questions are acknowledged."""
        deadline = time.monotonic() + seconds
        while len(self.acked) < count:
            assert time.monotonic() < deadline, f"{len(self.acked)} of {count} were acknowledged"
            time.sleep(0.01)

    def finish(self, *, seconds: float = 90) -> Count:
        """Until all is answered, or time is up; then count."""
        self.wait_for_acks(self.questions)
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and (len(self._replies()) < self.questions or self._pending()):
            time.sleep(0.2)
        count = self._count()
        if not count.good:
            self.print_log()
        return count

    def _ask(self, number: int) -> None:
        """Ask one question; Slack delivers it until it is acknowledged, to whichever replica it reaches."""
        message = self.payloads.say(ASK, channel=f"C{number:05}")
        self.deliver(self.payloads.mention(message))
        with self.lock:
            self.acked[message.ts] = time.time()

    def _replies(self) -> Counter:
        """How often each question was answered."""
        with self.slack.changed:
            ours = self.slack.workspace.from_bot()
        return Counter(m.thread_ts for m in ours if m.metadata and m.metadata["event_type"] == METADATA_EVENT)

    def _pending(self) -> int:
        database = Database.open(self._database_url)
        try:
            with database.read() as connection:
                where = inbox.c.state != "done"
                return connection.execute(select(func.count()).select_from(inbox).where(where)).scalar_one()
        except StoreError:
            return 1
        finally:
            database.close()

    def _count(self) -> Count:
        replies = self._replies()
        with self.slack.changed:
            took = [float(m.ts) - self.acked[m.thread_ts] for m in self.slack.workspace.from_bot() if m.thread_ts]
        return Count(
            questions=self.questions,
            doubled=sum(count - 1 for count in replies.values()),
            lost=self.questions - len(replies),
            pending=self._pending(),
            taken_over=sum(seconds > TAKEN_OVER_SECONDS for seconds in took),
            slowest_seconds=round(max(took, default=0.0), 1),
        )

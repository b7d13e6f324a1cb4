"""Many questions, replicas that meet accidents, and the count at the end."""

import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from threading import Lock
from typing import IO, Self

from sqlalchemy import func, select

from bot.errors import StoreError
from bot.slack.outbox.publisher import METADATA_EVENT
from bot.store.database import Database
from bot.store.schema import inbox
from tests.daily.harness import ACCIDENTS, SECONDS_PER_ANSWER
from tests.slack_stand_in import BOT_USER, Channel, HttpDelivery, Payloads, SlackStandIn

ROOT = Path(__file__).resolve().parents[2]

ASK = f"<@{BOT_USER}> what are the 7 Cs of quality customer service?"

# So many people ask at a time.
ASKERS = 16

# Slack waits three seconds for an acknowledgement, and then comes again.
ACK_SECONDS = 3.0
BETWEEN_RETRIES = 0.3

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


class Process:
    """A replica's process: a module that prints its port."""

    def __init__(self, *arguments: str, log: IO[str], module: str = "tests.questions.replica") -> None:
        command = [sys.executable, "-m", module, *arguments]
        self.popen = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True)
        assert self.popen.stdout is not None
        self.delivery = HttpDelivery(
            f"http://127.0.0.1:{int(self.popen.stdout.readline())}/slack/events", timeout_seconds=ACK_SECONDS
        )

    def kill(self) -> None:
        """End it as a power cut would."""
        self.popen.send_signal(signal.SIGKILL)
        self.popen.wait()
        assert self.popen.stdout is not None
        self.popen.stdout.close()


class Trial:
    """`questions` mentions, each in a channel of its own, asked while accidents happen; a context manager."""

    def __init__(self, database_url: str, questions: int, *, seed: int = 1) -> None:
        self.questions = questions
        self.random = random.Random(seed)
        self.slack = SlackStandIn()
        self.slack.seconds_per_answer = SECONDS_PER_ANSWER
        self.payloads = Payloads(self.slack)
        self.replicas: list[Process] = []
        self.acked: dict[str, float] = {}
        self._database_url = database_url
        self._lock = Lock()
        self._log = tempfile.TemporaryFile("w+")  # noqa: SIM115 - closed by __exit__
        self._people = ThreadPoolExecutor(ASKERS)
        for number, (accident, rate) in enumerate(ACCIDENTS):
            self.slack.faults.sometimes("chat.postMessage", accident, rate=rate, seed=seed + number)

    def __enter__(self) -> Self:
        self.slack.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._people.shutdown(cancel_futures=True)
        for replica in list(self.replicas):
            self.kill(replica)
        self._log.close()
        self.slack.__exit__()

    def start(self) -> Process:
        """A new replica, running."""
        process = Process(self.slack.api_url, self._database_url, log=self._log)
        with self._lock:
            self.replicas.append(process)
        return process

    def kill(self, replica: Process) -> None:
        """Kill a replica for good."""
        with self._lock:
            self.replicas.remove(replica)
        replica.kill()

    def ask_all(self) -> None:
        """Everybody begins to ask."""
        for number in range(self.questions):
            self.slack.workspace.channels[f"C{number:05}"] = Channel(f"C{number:05}")
            self._people.submit(self._ask, number)

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
            self._log.seek(0)
            print(self._log.read()[-20_000:], file=sys.stderr)
        return count

    def _ask(self, number: int) -> None:
        """Ask one question; Slack delivers it until it is acknowledged, to whichever replica it reaches."""
        message = self.payloads.say(ASK, channel=f"C{number:05}")
        event = self.payloads.mention(message)
        retry = 0
        while not self._deliver(event, retry):
            retry += 1
            time.sleep(BETWEEN_RETRIES)
        with self._lock:
            self.acked[message.ts] = time.time()

    def _deliver(self, event: dict, retry: int) -> bool:
        with self._lock:
            running = list(self.replicas)
        if not running:
            return False
        try:
            return self.random.choice(running).delivery.event(event, retry=retry or None).status == 200
        except (OSError, HTTPException):  # killed, before its answer or in the middle of it
            return False

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

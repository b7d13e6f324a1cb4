"""Many posts due at once, replicas that meet accidents, and the count at the end."""

import json
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, Self

from bot.posting.delivery import State
from bot.slack.daily.publisher import EVENT_TYPE
from bot.store.database import Database
from bot.store.deliveries import Deliveries
from bot.store.subscriptions import Subscriptions
from tests.daily.replica import Replica
from tests.daily_examples import just_due
from tests.slack_stand_in import AnswerLost, Channel, Hang, RateLimited, Refuse, ServerError, SlackStandIn

ROOT = Path(__file__).resolve().parents[2]

# A posting takes this long in the real Slack, give or take; it keeps posts in flight when something is killed.
SECONDS_PER_ANSWER = 0.05

# What Slack does wrong, each for so many of the posts; the same posts for the same seed.
ACCIDENTS = (
    (RateLimited(1), 0.03),
    (ServerError(500, stored=False), 0.02),
    (ServerError(503, stored=True), 0.02),
    (AnswerLost(), 0.03),
    (Hang(3.0, stored=True), 0.005),
    (Hang(3.0, stored=False), 0.005),
    (Refuse("internal_error", stored=True), 0.01),
    (Refuse("fatal_error", stored=False), 0.01),
)


@dataclass(frozen=True)
class Count:
    """What came of it: `lost` posts are in no channel, `doubled` ones more than once."""

    posts: int
    doubled: int
    lost: int
    unsettled: int
    in_doubt: int
    seconds: float
    stop_seconds: float

    @property
    def good(self) -> bool:
        """Nothing doubled, nothing lost, and the ledger knows it."""
        return (self.doubled, self.lost, self.unsettled) == (0, 0, 0)


@dataclass
class Process:
    """A replica's process."""

    config: Replica
    log: IO[str]
    popen: subprocess.Popen = field(init=False)

    def start(self) -> Self:
        command = [sys.executable, "-m", "tests.daily.replica", json.dumps(asdict(self.config))]
        self.popen = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=self.log, text=True)
        assert self.popen.stdout is not None
        assert self.popen.stdout.readline() == "ready\n", "the replica did not start"
        return self

    def kill(self) -> None:
        """End it as a power cut would."""
        self.popen.send_signal(signal.SIGKILL)
        self.popen.wait()

    def freeze(self) -> None:
        self.popen.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self.popen.send_signal(signal.SIGCONT)

    def stop(self) -> float:
        """Ask it to stop; how many seconds it took."""
        begun = time.monotonic()
        self.popen.terminate()
        self.popen.wait(timeout=30)
        return time.monotonic() - begun

    def end(self) -> None:
        """Whatever state it is in, leave nothing of it."""
        self.thaw()
        self.kill()
        assert self.popen.stdout is not None
        self.popen.stdout.close()

    @property
    def runs(self) -> bool:
        return self.popen.poll() is None


class Trial:
    """`posts` channels whose slots are due at once, in so many workspaces; a context manager."""

    def __init__(self, database_url: str, posts: int, *, workspaces: int = 10, seed: int | None = 1, **config) -> None:
        self.posts = posts
        self.slack = SlackStandIn()
        self.slack.seconds_per_answer = SECONDS_PER_ANSWER
        self.database = Database.open(database_url)
        self.config = {"database_url": database_url, **config}
        self.replicas: list[Process] = []
        self.begun = 0.0
        self.log = tempfile.TemporaryFile("w+")  # noqa: SIM115 - closed by __exit__
        if seed is not None:
            for number, (accident, rate) in enumerate(ACCIDENTS):
                self.slack.faults.sometimes("chat.postMessage", accident, rate=rate, seed=seed + number)
        self._channels = {f"C{n:05}": f"T{n % workspaces:04}" for n in range(posts)}

    def __enter__(self) -> Self:
        self.slack.__enter__()
        self.database.migrate()
        now = datetime.now(UTC)
        subscriptions = Subscriptions(self.database)
        for channel, team in self._channels.items():
            self.slack.workspace.channels[channel] = Channel(channel)
            subscriptions.save(just_due(team, channel, now))
        return self

    def __exit__(self, *_: object) -> None:
        for replica in self.replicas:
            replica.end()
        self.database.close()
        self.log.close()
        self.slack.__exit__()

    def replica(self, name: str) -> Process:
        """A new replica, running."""
        self.begun = self.begun or time.monotonic()
        process = Process(Replica(name=name, slack_url=self.slack.api_url, **self.config), self.log).start()
        self.replicas.append(process)
        return process

    def wait_for_posts(self, count: int, *, seconds: float = 120) -> None:
        """Until Slack holds so many posts."""
        self._wait(lambda: len(self.slack.workspace.messages) >= count, seconds)

    def finish(self, *, seconds: float = 300) -> Count:
        """Until every delivery is settled (or time is up); then stop what runs, and count."""
        with suppress(TimeoutError):
            self._wait(lambda: self._settled() >= self.posts, seconds)
        taken = time.monotonic() - self.begun
        stops = [replica.stop() for replica in self.replicas if replica.runs]
        count = self._count(taken, max(stops, default=0.0))
        if not count.good:
            self.log.seek(0)
            print(self.log.read()[-20_000:], file=sys.stderr)
        return count

    def _settled(self) -> int:
        states = self._states()
        return sum(count for state, count in states.items() if state.is_final)

    def _states(self) -> dict[State, int]:
        now = datetime.now(UTC)
        return Deliveries(self.database).status(now - timedelta(days=1), now + timedelta(days=1)).states

    def _count(self, taken: float, stop_seconds: float) -> Count:
        keys = Counter(
            message.metadata["event_payload"]["key"]
            for message in self.slack.workspace.from_bot()
            if message.metadata and message.metadata["event_type"] == EVENT_TYPE
        )
        looks = self.slack.calls_of("conversations.history")
        return Count(
            posts=keys.total(),
            doubled=sum(count - 1 for count in keys.values()),
            lost=self.posts - len(keys),
            unsettled=self.posts - self._states().get(State.SENT, 0),
            in_doubt=len({call.params["channel"] for call in looks}),
            seconds=round(taken, 1),
            stop_seconds=round(stop_seconds, 1),
        )

    def _wait(self, condition: Callable[[], bool], seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                raise TimeoutError
            time.sleep(0.05)

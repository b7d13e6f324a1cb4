"""The replicas of a trial as processes of their own, against a Slack that fails; started, killed, and delivered to."""

import random
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path
from threading import Lock
from typing import IO, Self

from tests.daily.harness import ACCIDENTS, SECONDS_PER_ANSWER
from tests.slack_stand_in import HttpDelivery, Payloads, SlackStandIn

ROOT = Path(__file__).resolve().parents[2]

# So many people act at a time.
PEOPLE = 16

# Slack waits three seconds for an acknowledgement, and then comes again.
ACK_SECONDS = 3.0
BETWEEN_RETRIES = 0.3


class Process:
    """A replica's process: a module that prints its port."""

    def __init__(self, module: str, *arguments: str, log: IO[str]) -> None:
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


class Crew:
    """The replicas that run `module`, and the people who use them; a context manager.

    Each replica is told the address of Slack, and the `arguments`.
    """

    def __init__(self, module: str, *arguments: str, seed: int) -> None:
        self.random = random.Random(seed)
        self.slack = SlackStandIn()
        self.slack.seconds_per_answer = SECONDS_PER_ANSWER
        self.payloads = Payloads(self.slack)
        self.replicas: list[Process] = []
        self.lock = Lock()
        self.people = ThreadPoolExecutor(PEOPLE)
        self._module, self._arguments, self._seed = module, arguments, seed
        self._log = tempfile.TemporaryFile("w+")  # noqa: SIM115 - closed by __exit__

    def __enter__(self) -> Self:
        self.slack.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self.people.shutdown(cancel_futures=True)
        for replica in list(self.replicas):
            self.kill(replica)
        self._log.close()
        self.slack.__exit__()

    def start(self) -> Process:
        """A new replica, running."""
        process = Process(self._module, self.slack.api_url, *self._arguments, log=self._log)
        with self.lock:
            self.replicas.append(process)
        return process

    def kill(self, replica: Process) -> None:
        """Kill a replica for good."""
        with self.lock:
            self.replicas.remove(replica)
        replica.kill()

    def fail_at_random(self) -> None:
        """From now on Slack fails one post in eight, in every way that it knows."""
        for number, (accident, rate) in enumerate(ACCIDENTS):
            self.slack.faults.sometimes("chat.postMessage", accident, rate=rate, seed=self._seed + number)

    def deliver(self, event: dict) -> None:
        """Deliver an event until it is acknowledged, to whichever replica it reaches."""
        retry = 0
        while not self._is_acknowledged(event, retry):
            retry += 1
            time.sleep(BETWEEN_RETRIES)

    def print_log(self) -> None:
        """What the replicas said last."""
        self._log.seek(0)
        print(self._log.read()[-20_000:], file=sys.stderr)

    def _is_acknowledged(self, event: dict, retry: int) -> bool:
        with self.lock:
            running = list(self.replicas)
        if not running:
            return False
        try:
            return self.random.choice(running).delivery.event(event, retry=retry or None).status == 200
        except (OSError, HTTPException):  # killed, before its acknowledgement or in the middle of it
            return False

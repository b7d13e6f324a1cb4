"""`python -m tests.benchmarks.reload`: questions at a steady pace, while their packs are changed under them.

First without changes, then with so many, good and broken ones in turn, each in force or refused before the next comes;
then without again. The process is `principles serve` but for one thing: it looks for changes ten times a second
instead of every two seconds, so that a hundred of them take minutes. Exit status 1 if a question was not acknowledged,
not answered once, or answered with what was never in force.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copytree
from threading import Thread
from time import monotonic, sleep, time

from bot.knowledge.files import bundled_folder
from tests.integration.slack.knowledge import SHOP_QUESTION
from tests.integration.slack.processes import Served, serving
from tests.slack_stand_in import BOT_TOKEN, BOT_USER, SIGNING_SECRET, Channel, HttpDelivery, Payloads, SlackStandIn

HASTY = "import bot.reloading; bot.reloading.LOOK_SECONDS = 0.1; from bot.cli import app; app()"
PACK = "pack: shop\nsource: {{title: Handbook}}\nentries:\n- id: returns\n  question: {}\n  answer: {}\n"
BROKEN = "[unclosed"

# Every fourth change is broken.
FOURTH = 4


@dataclass
class Asked:
    """A stretch of questions: when each was asked (seconds since 1970), and how long its acknowledgement took."""

    at: dict[str, float] = field(default_factory=dict)
    acks: list[float] = field(default_factory=list)
    refused: int = 0


class Desk:
    """A running app, somebody who changes its packs, and people who ask."""

    def __init__(self, slack: SlackStandIn, folder: Path, served: Served, url: str) -> None:
        self.slack, self.folder, self.served = slack, folder, served
        self.payloads, self.slacks = Payloads(slack), HttpDelivery(url, timeout_seconds=3)
        self.inforce: set[str] = set()
        self._people = ThreadPoolExecutor(32)

    def change(self, number: int) -> None:
        """Change the pack, and wait until that is in force, or refused."""
        good = number % FOURTH != 0
        write(self.folder, f"Day {number}." if good else BROKEN)
        if good:
            self.inforce.add(f"Day {number}.")
        self.served.wait_for("packs loaded again" if good else "changed packs are not in force", seconds=60)

    def ask(self, asked: Asked, rate: float) -> None:
        """Somebody asks, in a channel of their own, and the next one a moment later."""
        with self.slack.changed:
            place = f"C{len(self.slack.workspace.channels):06}"
            self.slack.workspace.channels[place] = Channel(place)
        message = self.payloads.say(f"<@{BOT_USER}> {SHOP_QUESTION}", channel=place)
        asked.at[message.ts] = time()
        self._people.submit(self._deliver, self.payloads.mention(message), asked)
        sleep(1 / rate)

    def _deliver(self, payload: dict, asked: Asked) -> None:
        began = monotonic()
        try:
            asked.refused += self.slacks.event(payload).status != 200
        except OSError:
            asked.refused += 1
        asked.acks.append(monotonic() - began)

    def answers(self) -> dict[str, list[tuple[float, str]]]:
        """By question: when each answer came, and its words."""
        found: dict[str, list[tuple[float, str]]] = {}
        for call in self.slack.calls_of("chat.postMessage"):
            found.setdefault(str(call.params.get("thread_ts")), []).append((call.at, str(call.params)))
        return found


def write(folder: Path, answer: str) -> None:
    (folder / "shop.yaml").write_text(PACK.format(SHOP_QUESTION, answer), encoding="utf-8")


def run(desk: Desk, rate: float, going_on: Callable[[], bool]) -> Asked:
    """Ask as long as something goes on, and wait for the answers."""
    asked = Asked()
    while going_on():
        desk.ask(asked, rate)
    deadline = monotonic() + 30
    while monotonic() < deadline and not asked.at.keys() <= desk.answers().keys():
        sleep(0.1)
    return asked


def seconds(length: float) -> Callable[[], bool]:
    until = monotonic() + length
    return lambda: monotonic() < until


def share(values: list[float], part: float) -> float:
    """In milliseconds."""
    return sorted(values)[int(part * (len(values) - 1))] * 1000


def line(name: str, desk: Desk, asked: Asked) -> tuple[bool, str]:
    """One stretch's figures, and whether nothing went wrong in it."""
    answers = {ts: found for ts, found in desk.answers().items() if ts in asked.at}
    took = [found[0][0] - asked.at[ts] for ts, found in answers.items()]
    lost, doubled = len(asked.at) - len(answers), sum(len(found) - 1 for found in answers.values())
    wrong = sum(not any(known in found[0][1] for known in desk.inforce) for found in answers.values())
    figures = (share(asked.acks, 0.5), share(asked.acks, 0.99), share(took, 0.5), share(took, 0.99))
    counts = f"{asked.refused:7} {lost:5} {doubled:7} {wrong:5}"
    shown = " ".join(f"{figure:9.0f}" for figure in figures)
    return not (asked.refused or lost or doubled or wrong), f"{name:14} {len(asked.at):9} {shown} {counts}"


def main() -> None:
    """Ask, change, ask; print a line for each."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.reload", description=__doc__)
    parser.add_argument("--swaps", type=int, default=100, help="changes of a pack (default 100)")
    parser.add_argument("--rate", type=float, default=20, help="questions a second (default 20)")
    parser.add_argument("--quiet-seconds", type=float, default=30, help="of asking before and after (default 30)")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as place, SlackStandIn() as slack:
        folder = Path(place) / "packs"
        copytree(bundled_folder(), folder)
        write(folder, "Day 0.")
        settings = {
            "SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_SIGNING_SECRET": SIGNING_SECRET, "SLACK_API_URL": slack.api_url,
            "DATABASE_URL": f"sqlite:///{place}/store.sqlite3", "PRINCIPLES_KNOWLEDGE": str(folder),
            "PRINCIPLES_CACHE": f"{place}/cache", "PRINCIPLES_ENCODER": "off", "PERSON_PER_MINUTE": "0",
            "WORKSPACE_PER_MINUTE": "0", "PORT": "0",
        }  # fmt: skip
        with serving(settings, command=(sys.executable, "-c", HASTY, "serve", "--http"), cwd=Path(place)) as served:
            url = served.wait_for("listening on http://").rsplit(" ", 1)[-1].strip()
            served.wait_for("ready: ")
            desk = Desk(slack, folder, served, url)
            desk.inforce.add("Day 0.")
            run(desk, chosen.rate, seconds(3))  # what comes first is slow, and does not count
            print(
                f"{'packs':14} {'questions':>9} {'ack p50':>9} {'ack p99':>9} {'reply p50':>9} {'reply p99':>9}", end=""
            )
            print(f" {'refused':>7} {'lost':>5} {'doubled':>7} {'wrong':>5}", flush=True)
            good = True
            for name in ("unchanged", f"{chosen.swaps} changes", "unchanged"):
                changing = Thread(target=lambda: [desk.change(one) for one in range(1, chosen.swaps + 1)])
                if name != "unchanged":
                    changing.start()
                    asked = run(desk, chosen.rate, changing.is_alive)
                else:
                    asked = run(desk, chosen.rate, seconds(chosen.quiet_seconds))
                well, shown = line(name, desk, asked)
                good &= well
                print(shown, flush=True)
            desk._people.shutdown()
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()

"""`python -m tests.benchmarks.serving`: our app beside a bare Bolt app, same server, same Slack, in turn.

Signed mentions over HTTP, each in a channel of its own, from clients that keep their connections. Not part of the test
run: it takes some minutes, and only the ratios say something about the code: so the apps take turns, in several rounds,
and at the end stands the median of each beside that of the bare app, with how busy the machine was besides. What other
work on the machine disturbs least is the app's own computing time for a question, and how often its threads went to
sleep for one. Exit status 1 if a reply was lost or doubled.
"""

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from tests.benchmarks.slack_load import Counting, Figures, ask, new, repeated
from tests.benchmarks.used import Used, used
from tests.daily.postgres import Postgres
from tests.integration.slack.processes import serving
from tests.slack_stand_in import BOT_TOKEN, SIGNING_SECRET

ROOT = Path(__file__).resolve().parents[2]

# The bare app refuses nothing and loses nothing; whoever has not replied by then has lost it.
PATIENCE_SECONDS = 120.0
WARM_UP = 200

HELP = "`sqlite-2` is ours with two workers, `sqlite-vectors` with sentence vectors and no question asked twice"


@contextmanager
def workers(api_url: str, database_url: str, count: int):
    """`principles serve` with so many workers: its port, and the process id of their parent."""
    settings = {
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "SLACK_API_URL": api_url,
        "DATABASE_URL": database_url,
        "PRINCIPLES_ENCODER": "off",
        "PERSON_PER_MINUTE": "0",
        "WORKSPACE_PER_MINUTE": "0",
        "WORKERS": str(count),
        "PORT": "0",
    }
    with tempfile.TemporaryDirectory() as folder, serving(settings, cwd=Path(folder)) as served:
        address = served.wait_for("listening on http://").rsplit(" ", 1)[-1].strip()
        for _ in range(count):
            served.wait_for("ready: ")
        yield urlsplit(address).port, served.process.pid
        served.stop()


@contextmanager
def app(kind: str, api_url: str, database_url: str):
    """The app in a process of its own: its port and its process id."""
    if kind.isdecimal():
        with workers(api_url, database_url, int(kind)) as running:
            yield running
        return
    command = [sys.executable, "-m", "tests.benchmarks.served", kind, api_url, database_url]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield int(process.stdout.readline()), process.pid
        finally:
            process.terminate()


async def run(kind: str, database_url: str, *, questions: int, in_flight: int) -> tuple[Figures, Used]:
    """One run against a fresh process, after some questions that do not count; what it used for those that do."""
    slack = Counting()
    api_url = f"http://127.0.0.1:{await slack.serve()}/api/"
    loop = asyncio.get_running_loop()
    running = app(kind, api_url, database_url)
    port, pid = await loop.run_in_executor(None, running.__enter__)
    try:
        await ask(port, slack, questions=WARM_UP, in_flight=20, patience=30, start=9_000_000)
        before = used(pid)
        figures = await ask(
            port,
            slack,
            questions=questions,
            in_flight=in_flight,
            patience=PATIENCE_SECONDS,
            says=new if kind == "vectors" else repeated,
        )
        return figures, used(pid) - before
    finally:
        await loop.run_in_executor(None, running.__exit__, None, None, None)


def rates(figures: Figures) -> tuple[float, float]:
    """Acks and replies a second."""
    acks = len(figures.acks) / (figures.last_ack - figures.first)
    return acks, sum(figures.replies.values()) / max(1e-9, figures.last_reply - figures.first)


def line(name: str, in_flight: int, questions: int, figures: Figures, spent: Used) -> str:
    """One run's figures."""
    acks, replies = rates(figures)
    lost, doubled = questions - len(figures.replies), sum(count - 1 for count in figures.replies.values())
    times = f"{figures.percentile(0.5):8.0f} {figures.percentile(0.99):8.0f}"
    counts = f"{lost:5} {doubled:7} {figures.refused:7} {spent.megabytes:6}"
    counts += f" {spent.seconds / questions * 1e6:7.0f} {spent.switches / questions:8.1f}"
    return f"{name:12} {in_flight:9} {acks:7.0f} {times} {replies:9.0f} {counts}"


def medians(in_flight: int, runs: dict[str, list[tuple[Figures, Used]]]) -> list[str]:
    """Each app's median rates, and how many times those of the bare app they are where that ran, too."""
    middle = {
        name: [
            median(each) for each in zip(*((*rates(figures), spent.seconds) for figures, spent in found), strict=True)
        ]
        for name, found in runs.items()
    }
    lines = []
    for name, (acks, replies, seconds) in middle.items():
        said = f"median {name:12} {in_flight:9}: {acks:5.0f} acks/s, {replies:5.0f} replies/s"
        if bare := middle.get("bare"):
            said += (
                f"; of bare: acks {acks / bare[0]:.2f}, replies {replies / bare[1]:.2f}, CPU {seconds / bare[2]:.2f}"
            )
        lines.append(said)
    return lines


def measure(in_flight: int, chosen: argparse.Namespace, folder: Path, postgres: Postgres) -> bool:
    """All rounds at one number in flight, printed; whether nothing was lost or doubled."""
    good, runs = True, {name: [] for name in chosen.apps}
    for number in range(chosen.rounds):
        for name in chosen.apps:
            store, _, count = name.partition("-")
            file = folder / f"{name}-{in_flight}-{number}.sqlite3"
            url = postgres.new_url() if store == "postgresql" else f"sqlite:///{file}"
            kind = "bare" if name == "bare" else count or "ours"
            figures, spent = asyncio.run(run(kind, url, questions=chosen.questions, in_flight=in_flight))
            print(line(name, in_flight, chosen.questions, figures, spent), flush=True)
            runs[name].append((figures, spent))
            good &= len(figures.replies) == sum(figures.replies.values()) == chosen.questions
    print(*medians(in_flight, runs), sep="\n", flush=True)
    return good


def load() -> str:
    """How busy the machine is, in a line."""
    return f"{os.cpu_count()} cores; load of the last minute {os.getloadavg()[0]:.2f}"


def main() -> None:
    """Run each in turn, print a line for each, and the medians."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.serving", description=__doc__)
    parser.add_argument("--questions", type=int, default=4_000, help="in each run (default 4,000)")
    parser.add_argument("--in-flight", type=int, nargs="+", default=[50, 200, 1_000])
    parser.add_argument("--rounds", type=int, default=1, help="how often each app has its turn (default 1)")
    apps = ["bare", "sqlite", "sqlite-2", "postgresql", "postgresql-2"]
    parser.add_argument(
        "--apps", nargs="+", default=apps, choices=[*apps, "sqlite-vectors", "postgresql-vectors"], help=HELP
    )
    chosen = parser.parse_args()
    chosen.apps = list(dict.fromkeys(chosen.apps))
    print(f"before: {load()}")
    print(f"{'app':12} {'in flight':>9} {'acks/s':>7} {'p50 ms':>8} {'p99 ms':>8} {'replies/s':>9}", end="")
    print(f" {'lost':>5} {'doubled':>7} {'refused':>7} {'MB':>6} {'CPU us':>7} {'switches':>8}", flush=True)
    with tempfile.TemporaryDirectory() as folder, Postgres() as postgres:
        good = [measure(in_flight, chosen, Path(folder), postgres) for in_flight in chosen.in_flight]
    print(f"after, this run's own work included: {load()}")
    sys.exit(0 if all(good) else 1)


if __name__ == "__main__":
    main()

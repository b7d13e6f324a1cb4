"""`python -m tests.benchmarks.servers`: HTTP servers compared, each with the bare Bolt app and as many threads.

Those that the bot does not need have to be installed first: `pip install gunicorn granian uvicorn httptools uvloop
a2wsgi cheroot`. What is not there is passed over, and named.
"""

import argparse
import asyncio
import importlib.util
import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from statistics import median

from bot.slack.doors.server import THREADS
from tests.benchmarks.serving import PATIENCE_SECONDS, ROOT, WARM_UP, load, rates
from tests.benchmarks.slack_load import Counting, Figures, ask
from tests.benchmarks.used import Used, used

APP = "tests.benchmarks.bare_wsgi"
READY_SECONDS = 20

# What each is started with; {port} is where it has to listen.
SERVERS = {
    "waitress": ["-m", "waitress", f"--threads={THREADS}", "--connection-limit=1500", "--listen=127.0.0.1:{port}"],
    "gunicorn": [
        "-m",
        "gunicorn",
        "-k",
        "gthread",
        f"--threads={THREADS}",
        "--keep-alive=75",
        "-b",
        "127.0.0.1:{port}",
    ],
    "cheroot": ["-c", f"from {APP} import cheroot; cheroot({{port}})"],
    "granian": ["-m", "granian", "--interface=wsgi", "--port={port}", f"--blocking-threads={THREADS}", "--no-ws"],
    "uvicorn": [
        "-m",
        "uvicorn",
        "--factory",
        "--port={port}",
        "--http=httptools",
        "--loop=uvloop",
        "--log-level=error",
    ],
}
TARGETS = {"waitress": f"{APP}:application", "gunicorn": f"{APP}:application", "granian": f"{APP}:application"}
TARGETS["uvicorn"] = f"{APP}:asgi"


@contextmanager
def running(name: str, api_url: str):
    """The server in a process of its own: its port and its process id."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [part.format(port=port) for part in SERVERS[name]] + ([TARGETS[name]] if name in TARGETS else [])
    settings = os.environ | {"SLACK_API_URL": api_url}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen([sys.executable, *command], cwd=ROOT, env=settings, **quiet) as process:
        try:
            wait_for(port)
            yield port, process.pid
        finally:
            process.terminate()


def wait_for(port: int) -> None:
    """Until somebody listens there."""
    deadline = time.monotonic() + READY_SECONDS
    while True:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        if time.monotonic() > deadline:
            raise TimeoutError("the server did not start")
        time.sleep(0.1)


async def run(name: str, *, questions: int, in_flight: int) -> tuple[Figures, Used]:
    """One run against a fresh process; what it used."""
    slack, loop = Counting(), asyncio.get_running_loop()
    server = running(name, f"http://127.0.0.1:{await slack.serve()}/api/")
    port, pid = await loop.run_in_executor(None, server.__enter__)
    try:
        await ask(port, slack, questions=WARM_UP, in_flight=20, patience=30, start=9_000_000)
        before = used(pid)
        figures = await ask(port, slack, questions=questions, in_flight=in_flight, patience=PATIENCE_SECONDS)
        return figures, used(pid) - before
    finally:
        await loop.run_in_executor(None, server.__exit__, None, None, None)


def main() -> None:
    """The servers in turn, in rounds; then the median of each."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.servers", description=__doc__)
    parser.add_argument("--questions", type=int, default=2_000, help="in each run (default 2,000)")
    parser.add_argument("--in-flight", type=int, nargs="+", default=[50, 200])
    parser.add_argument("--rounds", type=int, default=3, help="how often each has its turn (default 3)")
    chosen = parser.parse_args()
    names = [name for name in SERVERS if importlib.util.find_spec(name)]
    print(f"before: {load()}; not installed: {', '.join(SERVERS.keys() - set(names)) or 'none'}")
    print(f"{'server':10} {'in flight':>9} {'acks/s':>7} {'p99 ms':>7} {'CPU us':>7} {'switches':>8} {'refused':>7}")
    for in_flight in chosen.in_flight:
        runs: dict[str, list[tuple[Figures, Used]]] = {name: [] for name in names}
        for _ in range(chosen.rounds):
            for name in names:
                runs[name].append(asyncio.run(run(name, questions=chosen.questions, in_flight=in_flight)))
        for name, found in runs.items():
            acks, late = (
                median(each) for each in zip(*((rates(f)[0], f.percentile(0.99)) for f, _ in found), strict=True)
            )
            spent = median(used_up.seconds for _, used_up in found) / chosen.questions * 1e6
            switches = median(used_up.switches for _, used_up in found) / chosen.questions
            refused = sum(figures.refused for figures, _ in found)
            print(
                f"{name:10} {in_flight:9} {acks:7.0f} {late:7.0f} {spent:7.0f} {switches:8.1f} {refused:7}", flush=True
            )


if __name__ == "__main__":
    main()

"""Several workers behind one socket: `WORKERS=2 principles serve`."""

import json
import os
import signal
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlsplit

import pytest

from tests.integration.slack.knowledge import SHOP_QUESTION
from tests.integration.slack.processes import serving
from tests.integration.slack.test_serve import settings as settings
from tests.integration.slack.test_serve import without
from tests.slack_stand_in import BOT_USER, HttpDelivery, Payloads
from tests.slack_stand_in.workspace import Channel

ASK = f"<@{BOT_USER}> {SHOP_QUESTION}"


@pytest.fixture(params=["sqlite", "postgresql"])
def served(request, slack, settings, tmp_path):
    """Two workers that run; their address and the parent."""
    chosen = without(settings, "SLACK_APP_TOKEN") | {"WORKERS": "2", "PERSON_PER_MINUTE": "0"}
    if request.param == "postgresql":
        chosen["DATABASE_URL"] = request.getfixturevalue("empty_postgres_url")
    with serving(chosen, cwd=tmp_path) as running:
        address = running.wait_for("listening on http://").rsplit(" ", 1)[-1].strip()
        for _ in range(2):
            running.wait_for("ready: ")
        yield running, address


def get(address, path):
    parts = urlsplit(address)
    with closing(HTTPConnection(parts.hostname, parts.port, timeout=10)) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


def workers_of(parent):
    """The process ids of a process's children."""
    return [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]


def until(condition, *, seconds=60):
    deadline = monotonic() + seconds
    while not condition():
        assert monotonic() < deadline
        sleep(0.05)


def row(address):
    [found] = [row for row in json.loads(get(address, "/readyz")[1]) if row["check"] == "workers"]
    return found


def answered(address):
    """The questions that all workers together answered, as counted."""
    lines = get(address, "/metrics")[1].splitlines()
    return sum(float(line.rpartition(" ")[2]) for line in lines if line.startswith("principles_questions_total"))


def ask(slack, address, numbers):
    """Ask in a channel of its own each; whether all were acknowledged."""
    payloads = Payloads(slack)
    slack.workspace.channels |= {name: Channel(name) for name in map("C{:05}".format, numbers)}
    sayings = [payloads.mention(payloads.say(ASK, channel=f"C{number:05}")) for number in numbers]
    with ThreadPoolExecutor(8) as pool:
        return all(ack.status == 200 for ack in pool.map(HttpDelivery(address).event, sayings))


def test_all_answer_one_that_dies_is_replaced_and_none_loses_an_acknowledged_question(served, slack):
    running, address = served
    assert row(address)["found"].startswith("2 of 2 run, 0 ")
    assert ask(slack, address, range(40))
    until(lambda: len(slack.workspace.from_bot()) == 40)
    until(lambda: answered(address) == 40)
    os.kill(workers_of(running.process.pid)[1], signal.SIGKILL)
    running.wait_for("a worker died")
    until(lambda: row(address)["found"] == "2 of 2 run, 1 was started again")
    assert ask(slack, address, range(40, 80))
    until(lambda: len(slack.workspace.from_bot()) == 80)
    assert answered(address) == 80
    workers = workers_of(running.process.pid)
    assert len(workers) == 2
    assert ask(slack, address, range(80, 100))
    assert running.stop() == 0
    assert set(Counter(message.thread_ts for message in slack.workspace.from_bot()).values()) == {1}
    assert len(slack.workspace.from_bot()) == 100
    assert not any(Path(f"/proc/{pid}").exists() for pid in workers)


def test_workers_stop_when_their_parent_is_killed(served):
    running, _ = served
    workers = workers_of(running.process.pid)
    running.process.kill()
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers))


def test_over_socket_mode_there_is_one(settings, tmp_path):
    with serving(settings | {"WORKERS": "2"}, cwd=tmp_path) as running:
        running.wait_for("WORKERS can only be 1 over Socket Mode")
        assert running.process.wait(10) == 2

"""Two replicas behind a proxy: when one is gone, what Slack sends again is answered by the other."""

import signal
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.client import HTTPException
from time import sleep
from urllib.parse import urlsplit

import pytest

from tests.integration.slack.knowledge import SHOP_QUESTION
from tests.integration.slack.processes import serving
from tests.integration.slack.proxy import before
from tests.integration.slack.test_serve import settings as settings
from tests.integration.slack.test_serve import without
from tests.slack_stand_in import BOT_USER, Channel, HttpDelivery, Payloads

ASK = f"<@{BOT_USER}> {SHOP_QUESTION}"
QUESTIONS = 20

# Slack waits for three seconds, and comes again at once, after a minute, and after five.
PATIENCE_SECONDS, RETRIES = 1.0, 3


@pytest.fixture(params=["sqlite", "postgresql"])
def replicas(request, slack, settings, tmp_path):
    """Two of them on one database, and the way to both."""
    chosen = without(settings, "SLACK_APP_TOKEN") | {"PERSON_PER_MINUTE": "0"}
    with ExitStack() as stack:
        if request.param == "postgresql":
            chosen["DATABASE_URL"] = request.getfixturevalue("empty_postgres_url")
        running = [stack.enter_context(serving(chosen, cwd=tmp_path)) for _ in range(2)]
        urls = [urlsplit(one.wait_for("listening on http://").rsplit(" ", 1)[-1].strip()) for one in running]
        for one in running:
            one.wait_for("ready: ")
        proxy = stack.enter_context(before(*((url.hostname, url.port) for url in urls)))
        yield running, HttpDelivery(f"http://127.0.0.1:{proxy.port}/slack/events", timeout_seconds=PATIENCE_SECONDS)


def deliver(slacks, payload):
    """As Slack does it; how often it took, 0 for never."""
    for retry in range(RETRIES + 1):
        try:
            if slacks.event(payload, retry=retry or None).status == 200:
                return retry + 1
        except (OSError, HTTPException):
            sleep(0.1)
    return 0


def ask(slack, numbers):
    """So many questions, each in a channel of its own."""
    payloads = Payloads(slack)
    slack.workspace.channels |= {f"C{number:05}": Channel(f"C{number:05}") for number in numbers}
    return [payloads.mention(payloads.say(ASK, channel=f"C{number:05}")) for number in numbers]


def test_what_a_replica_did_not_take_before_it_died_is_answered_by_the_other_once(replicas, slack):
    (first, second), slacks = replicas
    with ThreadPoolExecutor(QUESTIONS) as pool:
        assert set(pool.map(lambda one: deliver(slacks, one), ask(slack, range(QUESTIONS)))) == {1}
        slack.wait("chat.postMessage", QUESTIONS)
        first.process.send_signal(signal.SIGSTOP)  # it takes connections, and answers none
        asked = [pool.submit(deliver, slacks, one) for one in ask(slack, range(QUESTIONS, 2 * QUESTIONS))]
        sleep(0.5)
        first.process.kill()
        tries = [one.result(timeout=20) for one in asked]
    assert 0 not in tries
    assert max(tries) > 1, "half of them met the one that was dying"
    slack.wait("chat.postMessage", 2 * QUESTIONS)
    assert second.stop() == 0
    answered = Counter(message.thread_ts for message in slack.workspace.from_bot())
    assert len(answered) == 2 * QUESTIONS
    assert set(answered.values()) == {1}

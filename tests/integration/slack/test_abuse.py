"""What anybody may do to the address of `principles serve`: good requests are answered all the same, and soon."""

import json
import socket
from contextlib import ExitStack, closing, suppress
from http.client import HTTPConnection
from time import monotonic, sleep, time
from urllib.parse import urlsplit

import pytest

from tests.integration.slack.knowledge import SHOP_PACK, SHOP_QUESTION
from tests.integration.slack.processes import serving
from tests.slack_stand_in import (
    BOT_TOKEN,
    BOT_USER,
    SIGNING_SECRET,
    Channel,
    HttpDelivery,
    Payloads,
    SlackStandIn,
    signature,
)

POST = b"POST /slack/events HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
MEGABYTE = 1_000_000

# As Slack's requests are answered, also while somebody tries something.
SOON = 2.0


class Served:
    """A running `principles serve`, and whoever has found its address."""

    def __init__(self, slack: SlackStandIn, url: str, process) -> None:
        self.slack, self.process = slack, process
        self.delivery, self.payloads = HttpDelivery(url), Payloads(slack)
        self.place = (urlsplit(url).hostname, urlsplit(url).port)

    def question(self) -> dict:
        """Somebody asks, in a channel of its own: each gets an answer a second."""
        place = f"C{len(self.slack.workspace.channels):03}"
        self.slack.workspace.channels[place] = Channel(place)
        return self.payloads.mention(self.payloads.say(f"<@{BOT_USER}> {SHOP_QUESTION}", channel=place))

    def answers(self) -> float:
        """Somebody asks, and is answered; how long the acknowledgement took, in seconds."""
        before, payload, began = len(self.slack.calls_of("chat.postMessage")), self.question(), monotonic()
        assert self.delivery.event(payload).status == 200
        took = monotonic() - began
        self.slack.wait("chat.postMessage", before + 1)
        return took

    def connect(self) -> socket.socket:
        """A connection of somebody's own."""
        return socket.create_connection(self.place, timeout=15)

    def sent(self, *parts: bytes) -> int:
        """The status that these bytes get; 0 where the connection is closed without one."""
        with closing(self.connect()) as connection:
            with suppress(BrokenPipeError, ConnectionResetError):
                for part in parts:
                    connection.sendall(part)
            answer = b""
            with suppress(ConnectionResetError):
                while b"\r\n" not in answer and (more := connection.recv(4096)):
                    answer += more
        return int(answer.split(b" ")[1]) if answer.startswith(b"HTTP/") else 0


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """One process for all of it, as it would be."""
    folder = tmp_path_factory.mktemp("abused")
    (folder / "shop.yaml").write_text(SHOP_PACK)
    with SlackStandIn() as slack:
        settings = {
            "SLACK_API_URL": slack.api_url,
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_SIGNING_SECRET": SIGNING_SECRET,
            "DATABASE_URL": f"sqlite:///{folder}/store.sqlite3",
            "PRINCIPLES_KNOWLEDGE": str(folder / "shop.yaml"),
            "PRINCIPLES_CACHE": "off",
            "PERSON_PER_MINUTE": "0",
            "PORT": "0",
        }
        with serving(settings, "--http", cwd=folder) as process:
            url = process.wait_for("listening on http://").rsplit(" ", 1)[-1].strip()
            process.wait_for("ready: ")
            yield Served(slack, url, process)
            assert process.stop() == 0
            process._reader.join(timeout=5)
            while not process._lines.empty():
                process.log.append(process._lines.get() or "")
        log = "".join(process.log)
        assert "Traceback" not in log, log
        assert SIGNING_SECRET not in log
        noticed = [line for line in process.log if " WARNING " in line or " ERROR " in line]
        assert len(noticed) < 10, "whoever finds the address fills the log"


def chunks(total: int) -> bytes:
    """A body of that size without its length beforehand."""
    chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    return chunk * (total // 0x10000) + b"0\r\n\r\n"


FLOODS = {
    "a body of a megabyte": (POST + b"Content-Length: 999999\r\n\r\n", b"x" * 999_999),
    "a body of two": (POST + b"Content-Length: 2000000\r\n\r\n", b"x" * 2 * MEGABYTE),
    "a length of a terabyte": (POST + b"Content-Length: 1000000000000\r\n\r\n", b"x" * 1_000),
    "a body of two in chunks": (POST + b"Transfer-Encoding: chunked\r\n\r\n", chunks(2 * MEGABYTE)),
    "a chunk of a terabyte": (POST + b"Transfer-Encoding: chunked\r\n\r\n", b"e8d4a51000\r\n" + b"x" * 2 * MEGABYTE),
    "a chunk size that never ends": (POST + b"Transfer-Encoding: chunked\r\n\r\n", b"0" * MEGABYTE),
    "10,000 headers": (POST, *(b"X-%d: y\r\n" % number for number in range(10_000)), b"\r\n"),
    "a header of a megabyte": (POST + b"X-A: ", b"y" * MEGABYTE, b"\r\n\r\n"),
    "an address of a megabyte": (b"GET /" + b"y" * MEGABYTE, b" HTTP/1.1\r\nHost: a\r\n\r\n"),
    "a signature of a megabyte": (POST + b"X-Slack-Signature: v0=", b"0" * MEGABYTE, b"\r\n\r\n"),
}
MALFORMED = {
    "noise": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    "two lengths": POST + b"Content-Length: 2\r\nContent-Length: 5\r\n\r\n{}",
    "a length and chunks": POST + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "a negative length": POST + b"Content-Length: -1\r\n\r\n{}",
    "a length that is none": POST + b"Content-Length: 0x2\r\n\r\n{}",
    "another encoding": POST + b"Transfer-Encoding: gzip\r\n\r\n{}",
    "a header that goes on": POST + b"X-A: b\r\n c: d\r\nContent-Length: 2\r\n\r\n{}",
    "an encoded body": POST + b"Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}",
    "no method": b" /slack/events HTTP/1.1\r\n\r\n",
    "no length": POST + b"\r\n",
    "a way up": b"GET /slack/../../etc/passwd HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    "another host's address": b"GET http://169.254.169.254/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    "a method of its own": b"BREW /slack/events HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
}


@pytest.mark.parametrize("name", FLOODS)
def test_what_is_too_much_is_refused_and_the_next_one_answered(served, name):
    assert served.sent(*FLOODS[name]) in (0, 400, 401, 413, 414, 431)
    assert served.answers() < SOON


@pytest.mark.parametrize("name", MALFORMED)
def test_what_is_no_request_of_slacks_is_refused_and_the_next_one_answered(served, name):
    assert served.sent(MALFORMED[name]) in (0, 400, 401, 404, 405, 411, 501)
    assert served.answers() < SOON


def test_three_hundred_slow_clients_keep_nobody_waiting(served):
    """Half of them are slow with their headers, half with their body, and each goes on for the whole time."""
    with ExitStack() as stack:
        slow = [stack.enter_context(closing(served.connect())) for _ in range(300)]
        for number, connection in enumerate(slow):
            connection.sendall(POST if number % 2 else POST + b"Content-Length: 900000\r\n\r\n")
        took = []
        for _ in range(10):
            for connection in slow:
                with suppress(OSError):
                    connection.sendall(b"X")
            took.append(served.answers())
        assert max(took) < SOON
        with closing(HTTPConnection(*served.place, timeout=5)) as probe:
            probe.request("GET", "/readyz")
            assert probe.getresponse().status == 200


def test_clients_that_never_read_their_answers_keep_nobody_waiting(served):
    with ExitStack() as stack:
        for _ in range(100):
            deaf = stack.enter_context(closing(served.connect()))
            deaf.sendall(b"GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n" * 50)
        assert served.answers() < SOON


def signed(body: str, age: int = 0) -> dict[str, str]:
    timestamp = str(int(time()) - age)
    return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": signature(body, timestamp)}


@pytest.mark.parametrize(
    "kind",
    ["", "text/plain", "application/xml", "multipart/form-data; boundary=x", "application/json; charset=utf-16", "é"],
)
def test_a_signed_payload_of_the_wrong_kind_breaks_nothing(served, kind):
    body = json.dumps(served.question())
    value = kind.encode("utf-8").decode("latin-1")
    assert served.delivery.post(body, {"Content-Type": value}, signed=signed(body)).status < 500
    assert served.answers() < SOON


def test_the_largest_payload_that_slack_sends_is_taken(served):
    """A submission may hold 250 kB; limits are for what is beyond."""
    assert served.delivery.event(served.question() | {"more": "x" * 300_000}).status == 200


def test_a_flood_of_forged_requests_leaves_one_line_in_the_log_and_good_ones_answered(served):
    before = len(served.process.log)
    for number in range(300):
        body = json.dumps({"n": number})
        forged = signed(body) | {"X-Slack-Signature": "v0=" + "0" * 64}
        assert served.delivery.post(body, {"Content-Type": "application/json"}, signed=forged).status == 401
    assert served.answers() < SOON
    sleep(0.1)
    assert len(served.process.log) - before < 5

"""Calls go over connections that stay open, and none is made twice."""

import socket
from contextlib import suppress
from http.client import HTTPException
from threading import Thread

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack import clients
from bot.slack.clients import once_only
from bot.slack.connections import LONGEST_REST, Connections
from bot.slack.outbox.outcome import Done, InDoubt, TryAgain, attempt

OK = b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\n{"ok":true}'
LIMIT = b'HTTP/1.1 429 Too Many\r\nRetry-After: 7\r\nContent-Length: 12\r\n\r\n{"ok":false}'


class Server:
    """Gives one answer after the other; `None` hangs up instead. Counts connections and requests."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.connections, self.requests = 0, []
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listening.getsockname()[1]}/api/"
        self.thread = Thread(target=self._serve)
        self.thread.start()

    def _serve(self):
        with suppress(OSError):  # it was closed
            while True:
                connection = self.listening.accept()[0]
                self.connections += 1
                self._talk(connection)

    def _talk(self, connection):
        with connection:
            while request := self._request(connection):
                self.requests.append(request)
                if (answer := self.answers.pop(0)) is None:
                    return
                connection.sendall(answer)
                if b"Connection: close" in answer:
                    return

    def close(self):
        self.listening.shutdown(socket.SHUT_RDWR)
        self.thread.join()
        self.listening.close()

    @staticmethod
    def _request(connection):
        head = b""
        while b"\r\n\r\n" not in head:
            if not (more := connection.recv(65536)):
                return b""
            head += more
        head, _, body = head.partition(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
        while len(body) < length:
            body += connection.recv(65536)
        return head + b"\r\n\r\n" + body


@pytest.fixture
def now():
    """The clock of the connections, in seconds."""
    return [0.0]


@pytest.fixture
def serve(monkeypatch, now):
    """Starts servers, and closes them; the connections to them are the test's own."""
    connections, servers = Connections(clock=lambda: now[0]), []
    monkeypatch.setattr(clients, "CONNECTIONS", connections)
    yield lambda *answers: servers.append(Server(*answers)) or servers[-1]
    connections.close()
    for server in servers:
        server.close()


def client_of(server):
    return once_only(WebClient("xoxb-1", base_url=server.url))


def test_calls_one_after_the_other_share_a_connection(serve):
    server = serve(OK, OK, OK)
    client = client_of(server)
    for number in range(3):
        client.chat_postMessage(channel="C1", text=f"number {number} – ü")
    assert server.connections == 1
    assert [b"number %d" % number in request for number, request in enumerate(server.requests)] == [True] * 3
    assert all(b"Authorization: Bearer xoxb-1" in request for request in server.requests)


def test_a_connection_that_rested_for_long_is_not_used_again(serve, now):
    server = serve(OK, OK)
    client = client_of(server)
    client.auth_test()
    now[0] += LONGEST_REST
    client.auth_test()
    assert server.connections == 2


def test_a_connection_that_the_other_side_closed_is_not_used_again(serve):
    closing = OK.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    server = serve(closing, OK)
    client = client_of(server)
    client.auth_test()
    client.auth_test()
    assert len(server.requests) == 2


def test_what_broke_on_an_open_connection_is_in_doubt_and_never_sent_again(serve):
    server = serve(OK, None, OK)
    client = client_of(server)
    post = lambda: client.chat_postMessage(channel="C1", text="once")  # noqa: E731
    assert isinstance(attempt(post), Done)
    assert isinstance(attempt(post), InDoubt)
    assert len(server.requests) == 2
    assert isinstance(attempt(post), Done)
    assert len(server.requests) == 3


def test_a_refusal_is_read_with_what_slack_says_beside_it(serve):
    server = serve(LIMIT, LIMIT)
    client = client_of(server)
    outcome = attempt(lambda: client.chat_postMessage(channel="C1", text="x"))
    assert isinstance(outcome, TryAgain)
    assert outcome.after.total_seconds() == 7
    with pytest.raises(SlackApiError):
        client.auth_test()
    assert server.connections == 1


def test_nobody_there_is_no_doubt():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/api/"
    outcome = attempt(lambda: once_only(WebClient("xoxb-1", base_url=url)).auth_test())
    assert isinstance(outcome, TryAgain)


def test_a_proxy_is_left_to_the_sdk(serve):
    server = serve(OK)
    address = server.url.removesuffix("/api/")
    client = once_only(WebClient("xoxb-1", base_url="http://slack.example/api/", proxy=address))
    client.auth_test()
    assert server.requests[0].startswith(b"POST http://slack.example/api/auth.test")


def test_a_status_is_an_answer_and_garbage_is_not(serve):
    client = client_of(serve(b"nonsense\r\n\r\n"))
    with pytest.raises(HTTPException):
        client.auth_test()


def test_one_client_serves_a_token_and_each_token_has_its_own():
    base = WebClient("xoxb-1", base_url="http://slack.example/api/")
    assert once_only(base) is once_only(base)
    assert once_only(base, token="xoxb-2").token == "xoxb-2"
    assert once_only(base).token == "xoxb-1"


def test_a_request_leaves_in_one_piece(serve, monkeypatch):
    """Two pieces are two packets, and with TLS two records."""
    pieces, sendall = [], socket.socket.sendall
    server = serve(OK)
    monkeypatch.setattr(socket.socket, "sendall", lambda self, data: pieces.append(data) or sendall(self, data))
    client_of(server).chat_postMessage(channel="C1", text="hello")
    [request] = [piece for piece in pieces if piece != OK]
    assert request.startswith(b"POST /api/chat.postMessage")
    assert b"hello" in request

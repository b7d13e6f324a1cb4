"""A connection leaves an answer to the thread that writes it, and still delivers what that thread could not."""

from __future__ import annotations

from socket import SO_RCVBUF, SOL_SOCKET, create_connection, socket
from threading import Event
from types import SimpleNamespace

import pytest

from bot.slack.doors.channel import Channel
from bot.slack.doors.server import Server

# More than the buffers of both ends of a connection take, where the client's is small; less than goes to a file.
LONG = 1_000_000


def channel(**more):
    one = Channel.__new__(Channel)
    one.adj = SimpleNamespace(outbuf_high_watermark=1000)
    for name, value in ({"requests": [], "total_outbufs_len": 0, "will_close": False} | more).items():
        setattr(one, name, value)
    one.close_when_flushed = more.get("close_when_flushed", False)
    return one


@pytest.mark.parametrize(
    ("state", "writable"),
    [
        ({}, False),
        ({"total_outbufs_len": 10}, True),
        ({"total_outbufs_len": 10, "requests": ["at work"]}, False),
        ({"total_outbufs_len": 1001, "requests": ["at work"]}, True),
        ({"requests": ["at work"], "will_close": True}, True),
        ({"requests": ["at work"], "close_when_flushed": True}, True),
    ],
)
def test_the_loop_writes_only_what_no_thread_is_about_to(state, writable):
    assert channel(**state).writable() is writable


def test_an_answer_that_is_longer_than_the_sockets_take_arrives_whole():
    answered = Event()

    def application(environ, start_response):
        start_response("200 OK", [("Content-Length", str(LONG))])
        yield b"x" * LONG
        answered.set()

    with Server(application, "127.0.0.1", 0) as server, socket() as client:
        client.setsockopt(SOL_SOCKET, SO_RCVBUF, 4096)
        client.settimeout(10)
        client.connect(("127.0.0.1", server.port))
        client.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        assert answered.wait(10)  # its thread is through, and the client has read nothing
        with client.makefile("rb") as got:
            assert len(got.read().partition(b"\r\n\r\n")[2]) == LONG


def test_requests_that_come_together_are_all_answered():
    def application(environ, start_response):
        start_response("200 OK", [("Content-Length", "1")])
        return [environ["PATH_INFO"][-1:].encode()]

    with (
        Server(application, "127.0.0.1", 0) as server,
        create_connection(("127.0.0.1", server.port), timeout=10) as client,
    ):
        client.sendall(b"".join(b"GET /%d HTTP/1.1\r\nHost: a\r\n\r\n" % number for number in range(5)))
        got = b""
        while got.count(b"HTTP/1.1 200 OK") < 5 or not got.endswith(b"4"):
            got += client.recv(65536)
        assert [line[-1:] for line in got.split(b"\r\n\r\n")[1:]][-1] == b"4"

"""The HTTP server under many connections, and when its loop fails."""

import http.client
import logging
import socket
from contextlib import ExitStack, closing
from threading import Event
from time import monotonic, time

import pytest

from bot.errors import SettingsError
from bot.slack.doors.server import MOST_FAILURES, QUEUE, Server

IDLE = 300


def hello(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "5")])
    return [b"hello"]


def connect(port):
    return closing(http.client.HTTPConnection("127.0.0.1", port, timeout=15))


def ask(connection):
    connection.request("GET", "/")
    answer = connection.getresponse()
    return answer.status, answer.read()


def test_a_new_connection_is_answered_at_once_beside_300_idle_ones():
    """A load balancer keeps its connections: with waitress's limit of 100 the next one waited for half a minute."""
    with Server(hello, "127.0.0.1", 0) as server, ExitStack() as stack:
        kept = [stack.enter_context(connect(server.port)) for _ in range(IDLE)]
        assert {ask(connection) for connection in kept} == {(200, b"hello")}
        began = monotonic()
        assert ask(stack.enter_context(connect(server.port))) == (200, b"hello")
        assert monotonic() - began < 10
        assert ask(kept[0]) == (200, b"hello")


def test_one_failure_of_the_loop_does_not_deafen_it(monkeypatch, caplog):
    from bot.slack.doors import server as module

    loop, failed = module.wasyncore.loop, Event()

    def stumbles(*arguments, **options):
        if not failed.is_set():
            failed.set()
            raise ValueError("a file descriptor of somebody else")
        return loop(*arguments, **options)

    monkeypatch.setattr(module.wasyncore, "loop", stumbles)
    with Server(hello, "127.0.0.1", 0) as server, connect(server.port) as connection:
        assert ask(connection) == (200, b"hello")
        assert server.is_alive()
    assert failed.is_set()
    assert "stumbled" in caplog.text


def test_a_loop_that_cannot_go_on_ends_the_app_instead_of_leaving_it_deaf(monkeypatch, caplog):
    from bot.slack.doors import server as module

    failures, lost = [], Event()

    def fails(*_, **__):
        failures.append(1)
        raise OSError("no more")

    monkeypatch.setattr(module.wasyncore, "loop", fails)
    with caplog.at_level(logging.CRITICAL), Server(hello, "127.0.0.1", 0, on_lost=lost.set) as server:
        assert lost.wait(5)
        assert not server.is_alive()
    assert len(failures) == MOST_FAILURES + 1  # the last one lets answers leave
    assert "cannot go on" in caplog.text


def test_a_port_that_is_taken_is_said_with_what_to_do():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=rf"{port}\).*in use; another program listens there.* set PORT to"):
            Server(hello, "127.0.0.1", port)


def test_an_address_of_another_computer_is_said_with_what_to_do():
    with pytest.raises(SettingsError, match="this computer has no such address: set HOST"):
        Server(hello, "192.0.2.1", 0)


def test_a_rush_is_one_line_in_the_log_and_another_a_minute_later(caplog):
    """Waitress writes one for each request that has to wait."""
    start = time() + 3600
    for later in (0, 1, 59, 60, 61):
        record = QUEUE.makeRecord(QUEUE.name, logging.WARNING, "", 0, f"Task queue depth is {later}", (), None)
        record.created = start + later
        QUEUE.handle(record)
    assert [record.getMessage() for record in caplog.records] == ["Task queue depth is 0", "Task queue depth is 60"]

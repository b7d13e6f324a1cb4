"""The websocket's two hooks."""

import socket
from types import SimpleNamespace

import pytest

from bot.slack.doors.socket_mode import DEAD_LINK_MS, _drop_when_dead, _leave_when_asked


def test_a_link_that_falls_silent_is_dropped_by_the_kernel():
    """Lost pings close it after 25 s instead of after a quarter of an hour."""
    with socket.socket() as raw:
        _drop_when_dead(SimpleNamespace(sock=SimpleNamespace(sock=raw)))
        assert raw.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == DEAD_LINK_MS


def test_a_link_that_is_already_closed_is_left_alone():
    _drop_when_dead(SimpleNamespace(sock=None))


@pytest.mark.parametrize(
    ("message", "stays"),
    [
        ('{"type": "disconnect", "reason": "refresh_requested"}', False),
        ('{"type": "events_api", "payload": {"text": "\\"disconnect\\""}}', True),
        ('{"type": "hello"}', True),
        ("Ping from applink", True),
    ],
)
def test_only_slacks_own_word_moves_the_link(message, stays):
    link = SimpleNamespace(keep_running=True)
    _leave_when_asked(link, message)
    assert link.keep_running is stays

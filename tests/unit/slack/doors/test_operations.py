"""What operators' probes are told."""

import json

import pytest

from bot.health import Check, Health, Row
from bot.slack.doors.operations import Operations

WELL, BROKEN = Row("token", "ok", "fine"), Row("token", "broken", "it is revoked", "install the app again")


def get(application, path, method="GET"):
    started = []
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path}
    body = b"".join(application(environ, lambda status, headers: started.append((status, dict(headers)))))
    return int(started[0][0].split()[0]), started[0][1]["Content-Type"], body


@pytest.mark.parametrize(
    ("row", "flags", "healthz", "readyz"),
    [
        (WELL, {"blocks": True, "vital": True}, 200, 200),
        (BROKEN, {"blocks": True}, 200, 503),
        (BROKEN, {"vital": True}, 503, 200),
        (BROKEN, {}, 200, 200),
    ],
)
def test_a_broken_check_takes_the_app_out_of_work_only_where_it_matters(row, flags, healthz, readyz):
    operations = Operations(Health([Check(lambda: row, **flags)]))
    assert get(operations, "/healthz")[0] == healthz
    status, kind, body = get(operations, "/readyz")
    assert (status, kind) == (readyz, "application/json; charset=utf-8")
    assert json.loads(body) == [row.as_json()]


def test_metrics_are_in_the_text_format():
    status, kind, body = get(Operations(Health()), "/metrics")
    assert status == 200
    assert kind.startswith("text/plain; version=0.0.4")
    assert b"# TYPE principles_packs_rejected_total counter" in body
    assert b"# TYPE principles_packs_loaded_timestamp_seconds gauge" in body


def test_everything_else_goes_to_the_app_behind():
    def behind(environ, start_response):
        start_response("418 I'm a teapot", [("Content-Type", "text/tea")])
        return [b"tea"]

    assert get(Operations(Health(), behind), "/slack/events", "POST") == (418, "text/tea", b"tea")
    assert get(Operations(Health(), behind), "/healthz", "POST")[0] == 418


def test_beside_socket_mode_nothing_is_behind():
    assert get(Operations(Health()), "/slack/events", "POST")[0] == 404


def test_a_probe_may_ask_for_the_head_alone():
    assert get(Operations(Health()), "/healthz", "HEAD")[::2] == (200, b"")

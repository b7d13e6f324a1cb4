"""The stand-in's HTTP side: `/api/METHOD`, `/respond/N` and, for tests in another process, `/stand-in/...`."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from time import time
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from tests.slack_stand_in.faults import AnswerLost, Fault, Hang, RateLimited, Refuse, ServerError, fault_from

if TYPE_CHECKING:
    from tests.slack_stand_in.server import SlackStandIn

Params = dict[str, Any]
Work = Callable[[], tuple[int, Params]]


class Door(BaseHTTPRequestHandler):
    """One HTTP request to the stand-in."""

    slack: SlackStandIn
    protocol_version = "HTTP/1.1"  # connections stay open, as Slack's do
    disable_nagle_algorithm = (
        True  # head and body go in two writes: the second would wait 40 ms for the first one's receipt
    )

    def log_message(self, *_: object) -> None:
        """Tests read the recorded calls, not a log."""

    def handle(self) -> None:
        with suppress(ConnectionResetError):  # whoever kept it open was killed
            super().handle()

    def do_GET(self) -> None:
        self.do_POST()

    def do_POST(self) -> None:
        if self.path.startswith("/upload/"):
            self.slack.receive(self.path, self.rfile.read(int(self.headers.get("Content-Length") or 0)))
            self._send(200, {"ok": True})
            return
        path, params = urlsplit(self.path).path, self._params()
        with suppress(BrokenPipeError, ConnectionResetError):
            if path.startswith("/api/"):
                method = path.removeprefix("/api/")
                token = self._token(params)
                self._meet(method, params, lambda: self.slack.answer(method, params, token), self.slack.team_of(token))
            elif path.startswith("/respond/"):
                self._meet("response_url", params, lambda: self.slack.respond(path, params))
            elif path.startswith("/files-pri/"):
                self._give_file(path)
            else:
                self._send(200, self._control(path, params))

    def _give_file(self, path: str) -> None:
        """The file's bytes; without the right to it, the way to the login page."""
        content = self.slack.file_at(path, self._token({}))
        self.slack.record("files-pri", {"path": path}, time(), None, 200 if content is not None else 302)
        self.send_response(200 if content is not None else 302)
        if content is None:
            self.send_header("Location", f"{self.slack.address}/stand-in/login")
        self.send_header("Content-Length", str(len(content or b"")))
        self.end_headers()
        self.wfile.write(content or b"")

    def _meet(self, method: str, params: Params, work: Work, team: str = "") -> None:
        """Do the work, or meet the fault; either way the call is recorded before its answer leaves."""
        arrived, fault = time(), self.slack.faults.take(method)
        done = work() if fault is None or isinstance(fault, AnswerLost) or getattr(fault, "stored", False) else None
        status, body = spoiled(fault) if fault else done
        self.slack.record(method, params, arrived, body, status, team)
        if self.slack.seconds_per_answer:
            self.slack.closing.wait(self.slack.seconds_per_answer)
        if isinstance(fault, Hang):
            self.slack.closing.wait(fault.seconds)
        if body is None:
            self._cut()
        else:
            self._send(status, body, fault.retry_after_seconds if isinstance(fault, RateLimited) else 1)

    def _cut(self) -> None:
        self.close_connection = True
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    def _token(self, params: Params) -> str | None:
        return self._bearer() or params.pop("token", None)

    def _bearer(self) -> str | None:
        scheme, _, bearer = self.headers.get("Authorization", "").partition(" ")
        return bearer if scheme == "Bearer" else None

    def _params(self) -> Params:
        """Query, form or JSON parameters; JSON inside a form field is read too."""
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        params: Params = dict(parse_qsl(urlsplit(self.path).query))
        if self.headers.get("Content-Type", "").startswith("application/json"):
            return params | (json.loads(raw) if raw else {})
        params |= dict(parse_qsl(raw))
        for name in ("blocks", "view", "metadata", "prompts", "files"):
            if isinstance(params.get(name), str):
                params[name] = json.loads(params[name])
        return params

    def _send(self, status: int, body: Params, retry_after_seconds: int = 1) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("X-OAuth-Scopes", ",".join(sorted(self.slack.scopes_of(self._bearer()))))
        if status == 429:
            self.send_header("Retry-After", str(retry_after_seconds))
        self.end_headers()
        self.wfile.write(content)

    def _control(self, path: str, params: Params) -> Params:
        """What a test in another process may ask: calls, messages, faults."""
        slack = self.slack
        with slack.changed:
            if path == "/stand-in/calls":
                calls = [{"method": c.method, "params": c.params, "at": c.at, "answer": c.answer} for c in slack.calls]
                return {"calls": calls}
            if path == "/stand-in/messages":
                ours = slack.workspace.from_bot()
                return {"messages": [m.as_json(with_metadata=True) | {"channel": m.channel} for m in ours]}
            if path == "/stand-in/faults":
                slack.faults.add(params["method"], *[fault_from(params["fault"])] * int(params.get("times", 1)))
        return {"ok": True}


def spoiled(fault: Fault) -> tuple[int, Params | None]:
    """The answer a fault gives; None: no answer at all."""
    match fault:
        case RateLimited():
            return 429, {"ok": False, "error": "ratelimited"}
        case Refuse(error=error):
            return 200, {"ok": False, "error": error}
        case ServerError(status=status):
            return status, {"ok": False, "error": "server_error"}
        case _:
            return 0, None


def door_of(slack: SlackStandIn) -> type[Door]:
    """The handler class of one stand-in."""
    return type("Door", (Door,), {"slack": slack})

"""The stand-in itself: Slack's Web API and response URLs over HTTP on loopback, every call recorded."""

from collections.abc import Callable
from dataclasses import dataclass
from http.server import ThreadingHTTPServer
from threading import Condition, Event, Thread
from time import monotonic
from typing import Any, Self

from tests.block_limits import problems
from tests.slack_stand_in.door import door_of
from tests.slack_stand_in.faults import Faults
from tests.slack_stand_in.file_api import content_at, receive
from tests.slack_stand_in.link import Link
from tests.slack_stand_in.response_urls import ResponseUrls
from tests.slack_stand_in.web_api import METHODS, RefusedError
from tests.slack_stand_in.workspace import APP_ID, APP_TOKEN, ASKER, BOT_USER, Workspace

# Slack truncates a text here; a bot should never come near.
MAX_TEXT = 40_000

POSTING = ("chat.postMessage", "chat.update", "chat.postEphemeral")


@dataclass(frozen=True)
class Call:
    """One call as it arrived, and what was answered (None: nothing came back)."""

    method: str
    params: dict[str, Any]
    at: float
    answer: dict[str, Any] | None
    status: int = 200
    team: str = ""

    @property
    def ok(self) -> bool:
        """Whether Slack said that it did it."""
        return bool(self.answer and self.answer.get("ok"))


class SlackStandIn:
    """A Slack on loopback. A context manager; `api_url` is what SLACK_API_URL should be."""

    def __init__(self, port: int = 0) -> None:
        self.workspace = Workspace()
        self.others: dict[str, Workspace] = {}  # by token
        self.installing: dict[str, dict[str, Any]] = {}  # what a code of OAuth gives, once
        self.faults = Faults()
        self.calls: list[Call] = []
        self.block_problems: list[str] = []
        self.seconds_per_answer = 0.0  # how long an answer travels, after the work was done
        self.seconds_per_post = 0.0  # with 1.0, a channel takes one post a second, as Slack's does
        self.closing = Event()
        self.changed = Condition()
        self._last_post: dict[str, float] = {}
        self._http = ThreadingHTTPServer(("127.0.0.1", port), door_of(self))
        self._http.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._http.server_port}"
        self.workspace.address = self.address
        self.link = Link()
        self.response_urls = ResponseUrls(self.address, self.workspace)
        self._thread = Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def api_url(self) -> str:
        """The base of every Web API method."""
        return f"{self.address}/api/"

    def __enter__(self) -> Self:
        self._thread.start()
        self.link.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self.link.close()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join(timeout=5)

    def calls_of(self, *methods: str) -> list[Call]:
        """The calls of these methods so far."""
        with self.changed:
            return [call for call in self.calls if call.method in methods]

    def wait(self, method: str, count: int = 1, *, seconds: float = 60.0) -> list[Call]:
        """At least `count` calls of `method`; fails when they have not come within `seconds`."""
        self.wait_until(lambda: len([c for c in self.calls if c.method == method]) >= count, seconds=seconds,
                        what=f"{count} calls of {method}")  # fmt: skip
        return self.calls_of(method)

    def wait_until(self, condition: Callable[[], bool], *, seconds: float = 60.0, what: str = "it") -> None:
        """Wait until a call makes `condition` true; fails after `seconds`."""
        with self.changed:
            if not self.changed.wait_for(condition, timeout=seconds):
                seen = ", ".join(call.method for call in self.calls) or "none"
                raise AssertionError(f"{what} did not happen within {seconds} s; calls: {seen}")

    def answer(self, method: str, params: dict[str, Any], token: str | None) -> tuple[int, dict[str, Any]]:
        """Do a Web API call; the status and body that Slack would give."""
        with self.changed:
            try:
                self._check(method, params, token)
                if method == "oauth.v2.access":
                    return 200, {"ok": True, **self._install(params)}
                if method == "apps.connections.open":
                    return 200, {"ok": True, "url": self.link.url()}
                return 200, {"ok": True, **METHODS[method](self._of(token), params)}
            except RateExceededError:
                return 429, {"ok": False, "error": "ratelimited"}
            except RefusedError as refused:
                return 200, {"ok": False, "error": refused.error, **refused.details}

    def respond(self, path: str, params: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Answer through a response URL."""
        with self.changed:
            return self.response_urls.use(path, params, self.block_problems)

    def file_at(self, path: str, token: str | None) -> bytes | None:
        """The bytes of a file, for the token of its workspace."""
        with self.changed:
            return content_at(self._of(token), path) if token in {self.workspace.token, *self.others} else None

    def receive(self, path: str, content: bytes) -> None:
        """Take the bytes of an upload."""
        with self.changed:
            receive(self._all(), path, content)

    def add_workspace(self, team: str) -> Workspace:
        """Another workspace; its token is known once the app was installed there."""
        with self.changed:
            token = f"xoxb-{team}-1"
            self.others[token] = Workspace(team, token)
            self.others[token].address = self.address
            return self.others[token]

    def install_code(self, workspace: Workspace, **more: Any) -> str:
        """A person allows the app in a workspace: the code that Slack sends them back with. `more` is in the answer."""
        with self.changed:
            code = f"code-{workspace.number()}"
            self.installing[code] = {
                "access_token": workspace.token, "token_type": "bot", "app_id": APP_ID, "bot_user_id": BOT_USER,
                "scope": ",".join(sorted(workspace.scopes)), "team": {"id": workspace.team, "name": workspace.team},
                "enterprise": None, "is_enterprise_install": False, "authed_user": {"id": ASKER}, **more,
            }  # fmt: skip
            return code

    def _install(self, params: dict[str, Any]) -> dict[str, Any]:
        """What oauth.v2.access gives for a code, or for a refresh token: a new token for the old one's workspace."""
        if params.get("grant_type") == "refresh_token":
            workspace = next(w for w in self._all() if w.refresh == params["refresh_token"])
            return self._rotated(workspace)
        if params.get("code") not in self.installing:
            raise RefusedError("invalid_code")
        return self.installing.pop(params["code"])

    def _rotated(self, workspace: Workspace) -> dict[str, Any]:
        self.others.pop(workspace.token, None)
        workspace.token, workspace.refresh = f"xoxe.{workspace.token}", f"{workspace.refresh}+"
        self.others[workspace.token] = workspace
        return {"access_token": workspace.token, "refresh_token": workspace.refresh, "expires_in": 43_200,
                "token_type": "bot", "app_id": APP_ID, "bot_user_id": BOT_USER,
                "team": {"id": workspace.team}, "scope": ",".join(sorted(workspace.scopes))}  # fmt: skip

    def team_of(self, token: str | None) -> str:
        """The workspace of a token."""
        return self._of(token).team

    def scopes_of(self, token: str | None) -> set[str]:
        """What a token may do."""
        return self._of(token).scopes

    def _all(self) -> list[Workspace]:
        return [self.workspace, *self.others.values()]

    def _of(self, token: str | None) -> Workspace:
        return self.others.get(token or "", self.workspace)

    def _check(self, method: str, params: dict[str, Any], token: str | None) -> None:
        if method == "oauth.v2.access":
            return
        if method != "apps.connections.open" and method not in METHODS:
            raise RefusedError("unknown_method")
        known = {APP_TOKEN} if method == "apps.connections.open" else {self.workspace.token, *self.others}
        if token not in known:
            raise RefusedError("invalid_auth" if token else "not_authed")
        self._check_limits(method, params)
        self._check_rate(method, params)

    def _check_limits(self, method: str, params: dict[str, Any]) -> None:
        """Refuse what Slack would refuse, and remember that it was tried."""
        if method not in POSTING and not method.startswith("views."):
            return
        payload = params if method in POSTING else params.get("view") or {}
        if method in POSTING and len(str(params.get("text", ""))) > MAX_TEXT:
            raise RefusedError("msg_too_long")
        if method in POSTING and not params.get("text") and not params.get("blocks"):
            raise RefusedError("no_text")
        if found := problems(payload):
            self.block_problems += [f"{method}: {problem}" for problem in found]
            error = "invalid_blocks" if method in POSTING else "invalid_arguments"
            raise RefusedError(error, response_metadata={"messages": found})

    def _check_rate(self, method: str, params: dict[str, Any]) -> None:
        if method != "chat.postMessage" or not self.seconds_per_post:
            return
        now, channel = monotonic(), params.get("channel", "")
        if now - self._last_post.get(channel, -self.seconds_per_post) < self.seconds_per_post:
            raise RateExceededError
        self._last_post[channel] = now

    def record(
        self, method: str, params: dict[str, Any], at: float, answer: dict[str, Any] | None, status: int, team: str = ""
    ) -> None:
        """Keep a call and wake whoever waits for it."""
        with self.changed:
            self.calls.append(Call(method, params, at, answer, status, team))
            self.changed.notify_all()


class RateExceededError(Exception):
    """A channel got its posts too fast."""

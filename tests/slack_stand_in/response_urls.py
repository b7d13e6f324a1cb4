"""Response URLs: five uses in thirty minutes, for answers to commands and interactions."""

from dataclasses import dataclass
from time import time
from typing import Any

from tests.block_limits import problems
from tests.slack_stand_in.workspace import BOT_USER, Message, Workspace

MAX_USES = 5
LIFE_SECONDS = 30 * 60


@dataclass
class ResponseUrl:
    """Where one interaction may be answered; `ts` is the message it came from, if it is a visible one."""

    channel: str
    user: str
    ts: str | None
    issued: float
    workspace: Workspace
    uses: int = 0


class ResponseUrls:
    """The response URLs that payloads carry."""

    def __init__(self, address: str, workspace: Workspace) -> None:
        self._address = address
        self._workspace = workspace
        self._urls: dict[str, ResponseUrl] = {}

    def issue(self, channel: str, user: str, *, ts: str | None = None, workspace: Workspace | None = None) -> str:
        """A new URL; with `ts`, replacing and deleting act on that message."""
        path = f"/respond/{len(self._urls) + 1}"
        self._urls[path] = ResponseUrl(channel, user, ts, time(), workspace or self._workspace)
        return self._address + path

    def use(self, path: str, params: dict[str, Any], block_problems: list[str]) -> tuple[int, dict[str, Any]]:
        """Answer through a URL; the status and body that Slack would give."""
        url = self._urls.get(path)
        if url is None or url.uses >= MAX_USES or time() - url.issued > LIFE_SECONDS:
            return 404, {"ok": False, "error": "used_url" if url else "no_such_url"}
        url.uses += 1
        if params.get("delete_original"):
            url.workspace.messages.pop((url.channel, url.ts or ""), None)
            return 200, {"ok": True}
        if found := problems(params):
            block_problems += [f"response_url: {problem}" for problem in found]
            return 400, {"ok": False, "error": "invalid_blocks", "response_metadata": {"messages": found}}
        self._deliver(url.workspace, url, params)
        return 200, {"ok": True}

    def _deliver(self, workspace: Workspace, url: ResponseUrl, params: dict[str, Any]) -> None:
        original = workspace.messages.get((url.channel, url.ts or ""))
        text, blocks = params.get("text", ""), params.get("blocks") or []
        if params.get("replace_original") and original:
            original.text, original.blocks, original.edited = text, blocks, True
        elif params.get("response_type") == "in_channel":
            workspace.add(Message(url.channel, workspace.new_ts(), BOT_USER, text, blocks, params.get("thread_ts")))
        else:
            workspace.ephemerals.append({**params, "channel": url.channel, "user": url.user, "ts": workspace.new_ts()})

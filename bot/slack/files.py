"""A file that somebody gave us in Slack: what Slack says of it, and its bytes, with our token sent to Slack alone."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, HTTPSHandler, OpenerDirector, ProxyHandler, Request, build_opener

from slack_sdk import WebClient

from bot.slack.events.fields import mapping_at, text_at
from bot.slack.events.response_url import is_slacks
from bot.slack.outbox.outcome import Done, Outcome, Refused, attempt

logger = logging.getLogger(__name__)

# Slack sends a file of some megabytes within a second or two.
PATIENCE_SECONDS = 30

NO_SCOPE = "I was not given the right to read files (files:read). An admin can reinstall me with it."
GONE = "it is not there any more"
UNREACHABLE = "Slack did not give it to me just now: please send it again in a minute"
ELSEWHERE = "it does not lie in Slack: download it, and send me the file itself"
TOO_LARGE = "it has {:.1f} MB, and I read at most {:.0f}: split it"


@dataclass(frozen=True, slots=True)
class Given:
    """A file's name and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Withheld:
    """A file that we did not get, and why, in words for its owner; `name` is empty where Slack did not tell it."""

    why: str
    name: str = ""


class _StayHere(HTTPRedirectHandler):
    """Follows no redirect: the token would go along."""

    def redirect_request(self, *_: object) -> None:
        """None ends it as an HTTPError."""


def fetch(client: WebClient, file_id: str, *, most: int) -> Given | Withheld:
    """The file of that id, of at most `most` bytes."""
    outcome = attempt(lambda: client.files_info(file=file_id))
    if not isinstance(outcome, Done):
        return Withheld(_why(outcome))
    file = mapping_at(outcome.answer, "file")
    name = text_at(file, "name") or text_at(file, "title") or "file"
    if (size := file.get("size")) and isinstance(size, int) and size > most:
        return Withheld(TOO_LARGE.format(size / 1e6, most / 1e6), name)
    url = text_at(file, "url_private_download") or text_at(file, "url_private")
    if file.get("is_external") or not is_slacks(url, client.base_url):
        return Withheld(ELSEWHERE, name)
    data = _download(client, url, most)
    if data is None:
        return Withheld(UNREACHABLE, name)
    if len(data) > most:
        return Withheld(TOO_LARGE.format(len(data) / 1e6, most / 1e6), name)
    return Given(name, data)


def _download(client: WebClient, url: str, most: int) -> bytes | None:
    """At most one byte more than `most` of what lies there; None where Slack does not give it."""
    request = Request(url, headers={"Authorization": f"Bearer {client.token}"})  # noqa: S310 - one of Slack's, see above
    try:
        with _opener(client).open(request, timeout=PATIENCE_SECONDS) as response:
            data: bytes = response.read(most + 1)
            return data
    except (HTTPError, HTTPException, OSError) as error:
        logger.warning("a file was not read (%s)", getattr(error, "code", type(error).__name__))
        return None


def _opener(client: WebClient) -> OpenerDirector:
    handlers = [_StayHere(), HTTPSHandler(context=client.ssl)]
    if client.proxy:
        handlers.append(ProxyHandler({"http": client.proxy, "https": client.proxy}))
    return build_opener(*handlers)


def _why(outcome: Outcome) -> str:
    match outcome:
        case Refused("missing_scope"):
            return NO_SCOPE
        case Refused("file_not_found" | "file_deleted" | "file_not_visible"):
            return GONE
    return UNREACHABLE

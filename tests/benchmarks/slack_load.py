"""A load of questions, and a Slack that only counts: both in one event loop, so that the app has a core to itself."""

import asyncio
import json
import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.slack_stand_in import BOT_USER, TEAM
from tests.slack_stand_in.delivery import signature

THREAD = re.compile(rb'thread_ts"?[=:] ?"?([0-9.]+)')

# Questions that repeat, as they do in a workspace.
QUESTIONS = (
    "what are the 7 Cs of customer service",
    "how do I handle an angry customer",
    "what are the steps of complaint handling",
    "what is empathy in customer service",
    "why is customer service important",
    "how can I improve customer satisfaction",
    "what should I say to a customer who waits",
    "which skills does a support agent need",
)

# Of these a question is put together that nobody asked before: 28,561 of them.
PIECES = (
    "thank calm refund greet visit help train call warn praise invite teach thank_again".split(),
    "angry quiet loyal new busy rude lost shy late happy tired rich former".split(),
    "customer guest caller patient tenant visitor student member buyer reader driver trader tourist".split(),
    "who waits|who shouts|who left|by phone|by mail|in a shop|at night|in a queue|on holiday|before noon|after a fall|"
    "with a child|without a ticket".split("|"),
)


def repeated(number: int) -> str:
    """One of the questions that repeat."""
    return QUESTIONS[number % len(QUESTIONS)]


def new(number: int) -> str:
    """A question of its own for each number."""
    chosen = []
    for pieces in PIECES:
        number, place = divmod(number, len(pieces))
        chosen.append(pieces[place])
    return f"how do I {chosen[0].replace('_', ' ')} a {' '.join(chosen[1:])}"


@dataclass
class Figures:
    """What one run came to; times in seconds."""

    acks: list[float] = field(default_factory=list)
    refused: int = 0
    replies: Counter = field(default_factory=Counter)
    first: float = 0.0
    last_ack: float = 0.0
    last_reply: float = 0.0

    def percentile(self, share: float) -> float:
        """The time within which that share of the requests was acknowledged, in milliseconds."""
        return sorted(self.acks)[int(share * (len(self.acks) - 1))] * 1000


class Counting:
    """A Slack that takes every call and counts the replies to each question."""

    def __init__(self) -> None:
        self.figures = Figures()
        self.number = 0
        self.open: set[asyncio.StreamWriter] = set()

    async def serve(self) -> int:
        """Listen; the port."""
        self.server = await asyncio.start_server(self._connection, "127.0.0.1", 0, backlog=2048)
        return self.server.sockets[0].getsockname()[1]

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open.add(writer)
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                length = re.search(rb"content-length: (\d+)", head.lower())
                body = await reader.readexactly(int(length[1])) if length else b""
                answer = json.dumps(self._answer(head.split(b" ", 2)[1], body)).encode()
                close = b"connection: close" in head.lower()
                writer.write(
                    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                    + (b"Connection: close\r\n" if close else b"")
                    + b"Content-Length: %d\r\n\r\n" % len(answer)
                    + answer
                )
                if close:
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            self.open.discard(writer)
            writer.close()

    def _answer(self, path: bytes, body: bytes) -> dict:
        if path.endswith(b"chat.postMessage"):
            self.number += 1
            if found := THREAD.search(body):
                self.figures.replies[found[1].decode()] += 1
                self.figures.last_reply = time.monotonic()
            return {"ok": True, "channel": "C1", "ts": f"1790000000.{self.number:06}"}
        identity = {"user_id": BOT_USER, "bot_id": "B0BOT", "team_id": TEAM, "app_id": "A0APP"}
        return {"ok": True, "user": "principles", "team": "Load", "url": "https://load.slack.com/", **identity}


def mention(number: int, says: Callable[[int], str] = repeated) -> tuple[str, bytes]:
    """The ts of a question, and its signed request; each in a channel of its own."""
    ts = f"{1_780_000_000 + number}.000001"
    text = f"<@{BOT_USER}> {says(number)}"
    event = {
        "type": "app_mention",
        "user": "U0ASKER",
        "channel": f"C{number:07}",
        "ts": ts,
        "event_ts": ts,
        "text": text,
    }
    authorizations = [{"enterprise_id": None, "team_id": TEAM, "user_id": BOT_USER, "is_bot": True}]
    body = json.dumps(
        {
            "type": "event_callback",
            "team_id": TEAM,
            "api_app_id": "A0APP",
            "event_id": f"Ev{number:09}",
            "event_time": 1_790_000_000,
            "event": event | {"team": TEAM, "client_msg_id": ts},
            "authorizations": authorizations,
        }
    )
    now = str(int(time.time()))
    head = (
        f"POST /slack/events HTTP/1.1\r\nHost: app\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\nX-Slack-Request-Timestamp: {now}\r\n"
        f"X-Slack-Signature: {signature(body, now)}\r\n\r\n"
    )
    return ts, (head + body).encode()


async def ask(
    port: int,
    slack: Counting,
    *,
    questions: int,
    in_flight: int,
    patience: float,
    start: int = 0,
    says: Callable[[int], str] = repeated,
) -> Figures:
    """So many questions, so many of them at a time, each connection kept open; then wait for the replies."""
    figures = slack.figures = Figures()
    waiting = iter(range(start, start + questions))
    figures.first = time.monotonic()
    await asyncio.gather(*(_client(port, waiting, says, figures) for _ in range(in_flight)))
    deadline = time.monotonic() + patience
    while len(figures.replies) < questions and time.monotonic() < deadline:
        await asyncio.sleep(0.05)
    return figures


async def _client(port: int, waiting, says: Callable[[int], str], figures: Figures) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for number in waiting:
        _, request = mention(number, says)
        begun = time.monotonic()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head.lower())
        if length:
            await reader.readexactly(int(length[1]))
        figures.last_ack = time.monotonic()
        figures.acks.append(figures.last_ack - begun)
        figures.refused += not head.startswith(b"HTTP/1.1 200")
        if b"connection: close" in head.lower():
            writer.close()
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.close()

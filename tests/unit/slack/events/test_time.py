"""No message holds the process: reading one takes time in proportion to its length, and little."""

import gc
import sys
from time import process_time

import pytest

from bot.slack.events.meaning import said_in
from bot.slack.events.words import words_of
from tests.slack_stand_in import shapes

LIMIT = 40_000  # characters: where Slack cuts a message
# Seconds: an acknowledgement is due in three, and the interpreter runs one thread at a time. A tracer, as coverage
# has one, makes every line several times as slow.
HELD = 0.05 * (5 if sys.gettrace() else 1)

PIECES = [
    *(
        "a.",
        "a",
        " ",
        "\t",
        "\n",
        "<",
        "<@",
        "<@U1>",
        "<@U0BOT> ",
        "<https://a|",
        "<a:",
        "&",
        "&amp;",
        "&#1;",
        ":",
        ":a",
    ),
    *(
        ":a:",
        ":star:",
        "::",
        ":a::",
        "?",
        "? ",
        ". ",
        "what ",
        "what is it? ",
        "*_~`",
        "@here ",
        "://",
        "http://a ",
        "é",
    ),
    *("\u200b", "\u202e", "[", "]: ", "'", "-", "5 ", "a.a://", "skin-tone-2:", "|", ">", "<!date^1^", "x: "),
]


def seconds(raw: str) -> float:
    """The processor's time for reading a message with that text, the best of several."""
    message = {
        "type": "app_mention",
        "channel": "C1",
        "user": "U1",
        "ts": "1.5",
        "text": raw,
        "attachments": [shapes.forward(raw)],
    }
    best = float("inf")
    for _ in range(8):
        started = process_time()
        said_in(message, team="T1", bot_user="U0BOT")
        best = min(best, process_time() - started)
    return best


@pytest.fixture(autouse=True)
def no_pauses():
    """Garbage is collected between the tests."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize("piece", PIECES, ids=repr)
def test_time_grows_with_the_length_and_stays_short(piece):
    """A hundred times the text takes no more than a few hundred times as long: quadratic would be ten thousand."""
    short, long = seconds(piece * (400 // len(piece))), seconds(piece * (LIMIT // len(piece)))
    assert long < HELD * 2, "text and forward, each of the longest"
    assert long < 0.002 + 400 * short


def test_a_message_of_many_attachments_is_short_work():
    """Slack allows a hundred; a payload may hold more."""
    message = {"text": "", "attachments": [shapes.forward_of(shapes.forward("x" * 1_000))] * 500}
    started = process_time()
    words_of(message)
    assert process_time() - started < HELD * 2

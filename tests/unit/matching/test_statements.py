"""A report or an announcement is told from a question, whatever words of an entry it carries."""

from __future__ import annotations

import pytest

from bot.matching.normalize import normalise
from bot.matching.question import read_parts
from bot.matching.statements import statement_features


@pytest.fixture
def marks(matcher):
    def read(message):
        features = statement_features(read_parts(normalise(message), matcher.index)[0])
        return {name for name, value in features.items() if value}

    return read


@pytest.mark.parametrize(
    "message",
    [
        "we refunded the angry customer in the end",
        "she sent the service principles to the whole team",
        "my manager said empathy is the key, I wrote it down",
    ],
)
def test_who_tells_what_people_did_reports(marks, message):
    assert marks(message) == {"reports"}


@pytest.mark.parametrize(
    "message",
    [
        "what did they call the seven pillars",
        "we refunded the angry customer, was that right?",
        "how should I have handled an angry customer who left",
        "customer service principles",
    ],
)
def test_who_asks_does_not_report(marks, message):
    assert not marks(message)

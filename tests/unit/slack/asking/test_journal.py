"""One line and one count for each question, without its words."""

import logging

import pytest
from prometheus_client import REGISTRY

from bot.answering.service import Reply
from bot.matching.decision import Abstained
from bot.slack.asking.journal import Asked, Journal

REPLY = Reply("where is hunter2 hidden", Abstained((), "nothing"))


def counted():
    labels = {"surface": "command", "outcome": "abstained"}
    return REGISTRY.get_sample_value("principles_questions_total", labels) or 0


@pytest.mark.parametrize(("journal", "shown"), [(Journal(), False), (Journal(words=True), True)])
def test_a_question_leaves_one_line_and_its_words_only_where_wanted(journal, shown, caplog):
    before = counted()
    with caplog.at_level(logging.INFO):
        journal.note(Asked.by_hand("command", "12.34.secret"), REPLY, 0.0123)
    (record,) = caplog.records
    assert (record.id, record.surface, record.outcome, record.entry) == ("12.34", "command", "abstained", None)
    assert record.milliseconds == 12.3
    assert ("hunter2" in repr(vars(record))) is shown
    assert "secret" not in repr(vars(record))
    assert counted() == before + 1

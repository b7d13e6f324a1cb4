"""Log lines: what happened, then its facts."""

import logging

import pytest

from bot.logs import FORMAT, FactsFormatter, configure_logs


def test_a_records_facts_follow_its_words():
    record = logging.makeLogRecord({"name": "bot", "levelname": "INFO", "msg": "replied to %s", "args": ("C1",)})
    record.decision, record.entry = "answered", "pack/entry"
    assert FactsFormatter(FORMAT).format(record).endswith("INFO bot: replied to C1 decision=answered entry=pack/entry")


@pytest.fixture
def root():
    """The root logger, put back as it was."""
    logger = logging.getLogger()
    level, handlers = logger.level, logger.handlers[:]
    yield logger
    logger.setLevel(level)
    logger.handlers[:] = handlers


def test_the_level_is_the_one_that_is_set(root, capsys):
    configure_logs("WARNING")
    logging.getLogger("bot.example").info("quiet")
    logging.getLogger("bot.example").warning("loud", extra={"channel": "C1"})
    said = capsys.readouterr().err
    assert "quiet" not in said
    assert "loud channel=C1" in said

"""Log lines: what happened, then its facts."""

import json
import logging

import pytest

from bot.logs import FORMAT, TALKATIVE, FactsFormatter, configure_logs


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
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.NOTSET)


def test_the_level_is_the_one_that_is_set(root, capsys):
    configure_logs("WARNING")
    logging.getLogger("bot.example").info("quiet")
    logging.getLogger("bot.example").warning("loud", extra={"channel": "C1"})
    said = capsys.readouterr().err
    assert "quiet" not in said
    assert "loud channel=C1" in said


def test_json_lines_are_one_object_each_with_the_facts(root, capsys):
    configure_logs("INFO", "json")
    try:
        raise ValueError("two\nlines")
    except ValueError:
        logging.getLogger("bot.example").exception("it %s", "broke", extra={"entry": "pack/entry"})
    (line,) = capsys.readouterr().err.splitlines()
    read = json.loads(line)
    assert {name: read[name] for name in ("level", "logger", "message", "entry")} == {
        "level": "ERROR",
        "logger": "bot.example",
        "message": "it broke",
        "entry": "pack/entry",
    }
    assert read["time"].endswith("+00:00")
    assert "ValueError" in read["trace"]


def test_what_people_typed_cannot_make_a_line_of_its_own(root, capsys):
    configure_logs("INFO")
    logging.getLogger("bot.example").info("question", extra={"question": "why?\n2026 ERROR bot: all is lost"})
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_libraries_keep_quiet_unless_everything_is_wanted(root, capsys):
    configure_logs("INFO")
    logging.getLogger("alembic.runtime.plugins").info("setup plugin")
    logging.getLogger("websocket").error("Connection to remote host was lost. - goodbye")
    assert capsys.readouterr().err == ""
    configure_logs("DEBUG")
    logging.getLogger("alembic.runtime.plugins").info("setup plugin")
    assert "setup plugin" in capsys.readouterr().err

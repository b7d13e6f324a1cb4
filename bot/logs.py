"""Log lines: for people and for grep, what happened and then its facts as key=value; or one JSON object a line."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import Any

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"

# What every record has; anything beyond was given as `extra`.
ORDINARY = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime"}

TEXT, JSON = "text", "json"

# Libraries that say at INFO what only they care about, or at ERROR what was asked for (a link that is closed).
TALKATIVE = {
    "alembic": logging.WARNING,
    "bot.slack.socket_mode": logging.WARNING,
    "slack_bolt": logging.ERROR,
    "websocket": logging.CRITICAL,
}


class FactsFormatter(logging.Formatter):
    """Adds the record's extra fields, in the order they were given."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        """The line and its facts; what people typed stays on the line."""
        facts = [f"{name}={_shown(value)}" for name, value in facts_of(record).items()]
        return " ".join([super().formatMessage(record), *facts])


class JsonFormatter(logging.Formatter):
    """One object a line: time (ISO 8601, UTC), level, logger, message, then the facts."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {name: value for name, value in facts_of(record).items() if name not in line}
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def facts_of(record: logging.LogRecord) -> dict[str, Any]:
    """What was given as `extra`."""
    return {name: value for name, value in record.__dict__.items() if name not in ORDINARY}


def configure_logs(level: str, form: str = TEXT) -> None:
    """Log to standard error from `level` on, as TEXT or JSON; libraries keep quiet unless `level` is DEBUG."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter() if form == JSON else FactsFormatter(FORMAT))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name, least in TALKATIVE.items():
        logging.getLogger(name).setLevel(logging.NOTSET if level == "DEBUG" else least)


def _shown(value: object) -> str:
    """A fact in a line: words with spaces are quoted, and nothing breaks the line."""
    text = str(value)
    return text if text.isprintable() and " " not in text else json.dumps(text)

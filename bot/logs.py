"""Log lines for people and for grep: what happened, then its facts as key=value."""

from __future__ import annotations

import logging

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"

# What every record has; anything beyond was given as `extra`.
ORDINARY = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime"}


class FactsFormatter(logging.Formatter):
    """Adds the record's extra fields, in the order they were given."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        """The line and its facts."""
        facts = [f"{name}={value}" for name, value in record.__dict__.items() if name not in ORDINARY]
        return " ".join([super().formatMessage(record), *facts])


def configure_logs(level: str) -> None:
    """Log to standard error from `level` on."""
    handler = logging.StreamHandler()
    handler.setFormatter(FactsFormatter(FORMAT))
    logging.basicConfig(level=level, handlers=[handler], force=True)

"""How the app is, one row a check: for operators' probes and for `principles doctor`."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Lock
from typing import Literal

logger = logging.getLogger(__name__)

State = Literal["ok", "off", "broken"]

# What Slack answers to a token that will never be good again.
DEAD = frozenset({"account_inactive", "invalid_auth", "token_expired", "token_revoked"})


@dataclass(frozen=True, slots=True)
class Row:
    """One check: `found` says how it is, `remedy` what to do where that is not well.

    `told` is said instead of `found` where that is a workspace's or an operator's own: a name, a path, a pack's line.
    """

    check: str
    state: State
    found: str
    remedy: str = ""
    told: str = ""

    def as_json(self, *, outside: bool = False) -> dict[str, str]:
        """The row by its names; `outside`: for whoever finds the address, without what is a workspace's own."""
        found = (self.told or self.found) if outside else self.found
        return {"check": self.check, "state": self.state, "found": found, "remedy": self.remedy}


@dataclass(frozen=True, slots=True)
class Check:
    """Makes one row. The app is not ready while a check that `blocks` is broken, not alive while a `vital` one is."""

    look: Callable[[], Row]
    blocks: bool = False
    vital: bool = False


@dataclass(slots=True)
class Health:
    """The checks of a running app; `reports` are rows that were found before, which only warn."""

    checks: list[Check] = field(default_factory=list)
    reports: list[Callable[[], Sequence[Row]]] = field(default_factory=list)

    def alive(self) -> tuple[bool, Sequence[Row]]:
        """Whether the process does its work at all, with the rows that say so."""
        rows = [check.look() for check in self.checks if check.vital]
        return all(row.state != "broken" for row in rows), rows

    def ready(self) -> tuple[bool, Sequence[Row]]:
        """Whether questions are answered, with every row."""
        looked = [(check, check.look()) for check in self.checks]
        ready = not any(check.blocks and row.state == "broken" for check, row in looked)
        return ready, [*(row for _, row in looked), *(row for report in self.reports for row in report())]


class Tokens:
    """The tokens that Slack does not accept any more; each is logged once. Only their hashes are kept."""

    def __init__(self) -> None:
        self._refused: dict[bytes, str] = {}
        self._lock = Lock()

    def refused(self, token: str | None, reason: str) -> None:
        """Slack refused a call with this token for `reason`, its word."""
        if token is None or reason not in DEAD:
            return
        with self._lock:
            known = _hash(token) in self._refused
            self._refused[_hash(token)] = reason
        if not known:
            logger.error("Slack does not accept the bot's token any more (%s): install the app again", reason)

    def accepted(self, token: str | None) -> None:
        """Slack took a call with this token."""
        if self._refused and token is not None:
            with self._lock:
                self._refused.pop(_hash(token), None)

    def why_refused(self, token: str | None) -> str | None:
        """Slack's word against the token; None while it is good."""
        return None if token is None else self._refused.get(_hash(token))


def _hash(token: str) -> bytes:
    return sha256(token.encode()).digest()


# Whoever calls Slack tells it, and there are many that do.
TOKENS = Tokens()

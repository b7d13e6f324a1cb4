"""What became of a question after it was asked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a question, at Slack's time `at`: what it says now, or that it was deleted."""

    at: str
    body: Mapping[str, Any]
    deleted: bool = False

    @property
    def order(self) -> str:
        """Changes apply in this order; after a deletion there is none."""
        return "deleted" if self.deleted else self.at

    def written(self) -> str:
        """As it is kept."""
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, written: str | None) -> Change | None:
        """The change that was kept, if one was."""
        return cls(**json.loads(written)) if written else None

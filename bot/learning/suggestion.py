"""What somebody may want to teach, before they have looked at it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question, and an answer in Markdown where there is one: who wrote it (a Slack id), and a link to where.

    `wordings` are how else people asked it. `channel` and `thread_ts` say where its author can be asked whether they
    agree to be named.
    """

    question: str = ""
    answer: str = ""
    author_id: str = ""
    link: str = ""
    channel: str = ""
    thread_ts: str = ""
    wordings: tuple[str, ...] = ()


# By what it comes from ("gap", "ask"): from the workspace and the number in there; None for one that is gone.
Sources = Mapping[str, Callable[[str, int], Suggestion | None]]

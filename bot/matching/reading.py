"""What the matcher made of one message, before it decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.knowledge.model import Entry
from bot.matching.question import Part
from bot.matching.scoring import Ranked, Weights


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything the matcher made of one message, before it decides.

    `features` and `sure` (0 to 1) speak of the first of `ranked`, which may be empty; `weights` made them.
    `exact` are the entries of which the message, in `normalised` words, is a wording, or whose
    answer it `quotes`: they come first.
    """

    weights: Weights
    normalised: str
    parts: tuple[Part, ...]
    ranked: tuple[Ranked, ...] = ()
    features: Mapping[str, float] = field(default_factory=dict)
    sure: float = 0.0
    exact: tuple[Entry, ...] = ()
    quotes: bool = False

"""Entries for what somebody has typed so far; nothing where nothing known is about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from bot.knowledge.model import Entry
from bot.matching.normalize import normalise

if TYPE_CHECKING:
    from bot.matching.index import Index
    from bot.matching.reading import Reading

# What an entry has to have of the words typed, by their weight; or how sure the matcher is of it (both 0 to 1).
# Of the labelled questions (watch) typed in full the right entry is among the first five for 96 % (99 % without any
# line), typed to four fifths for 88 % (93 %); and nothing is offered for 89 % of the messages from elsewhere (20 %).
# At .6 and .15 these were 94, 82 and 89 %, at .5 and .05 96, 88 and 80 %: tests/quality/test_offers.py.
EXPLAINED: Final = 0.55
LIKELY: Final = 0.05

# A word that is still being typed says something from its second letter on.
BEGUN: Final = 2


def suggested(typed: str, index: Index, read: Callable[[str], Reading]) -> list[Entry]:
    """The entries that `typed` may become a question for, likeliest first; `read` ranks entries by their words."""
    text = normalise(typed).rstrip(" .?")
    found: dict[str, Entry] = {}
    for entry in (
        *_holding(text, index),
        *_near(read(typed)),
        *_completed(typed, text, read),
        *_beginning(text, index),
    ):
        found.setdefault(entry.id, entry)
    return list(found.values())


def _holding(text: str, index: Index) -> Iterator[Entry]:
    """The entries whose question has just these words, the last of which may go on."""
    for entry, first in zip(index.entries, index.first_wording, strict=True):
        if f" {text}" in f" {index.wordings[first]}":
            yield entry


def _beginning(text: str, index: Index) -> Iterator[Entry]:
    """The entries of which some wording begins so."""
    for number, wording in enumerate(index.wordings):
        if wording.startswith(text):
            yield index.entries[index.entry_of(number)]


def _near(reading: Reading) -> Iterator[Entry]:
    """The entries that have most of the words, or are likely meant."""
    for place, one in enumerate(reading.ranked):
        likely = place == 0 and reading.sure >= LIKELY
        if likely or one.candidate.features["explained"] >= EXPLAINED:
            yield one.candidate.entry


def _completed(typed: str, text: str, read: Callable[[str], Reading]) -> Iterator[Entry]:
    """The entries near to all but the last word, in which a word begins with that one."""
    rest, _, last = text.rpartition(" ")
    if not rest or len(last) < BEGUN or not typed[-1:].isalnum():
        return
    for entry in _near(read(rest)):
        if any(f" {last}" in f" {normalise(wording)}" for wording in entry.wordings):
            yield entry

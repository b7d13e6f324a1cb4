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
# line), typed to four fifths for 88 % (93 %); and nothing is offered for 86 % of the messages from elsewhere (20 %):
# tests/quality/test_offers.py.
EXPLAINED: Final = 0.55
LIKELY: Final = 0.08

# A word that is still being typed says something from its second letter on.
BEGUN: Final = 2


def suggested(typed: str, index: Index, read: Callable[[str], Reading], limit: int) -> list[Entry]:
    """At most `limit` entries that `typed` may become a question for, likeliest first.

    `read` ranks entries by their words. What is less likely is looked for only where there is room for it.
    """
    found: dict[int, None] = {}
    for place in _likeliest(typed, normalise(typed).rstrip(" .?"), index, read):
        if len(found) >= limit:
            break
        found.setdefault(place)
    return [index.entries[place] for place in found]


def _likeliest(typed: str, text: str, index: Index, read: Callable[[str], Reading]) -> Iterator[int]:
    """The places of the entries, some of them again and again; whoever stops early saves what comes then."""
    yield from index.asking(text)
    yield from _near(read(typed))
    yield from _completed(typed, text, index, read)
    yield from index.begun(text)


def _near(reading: Reading) -> Iterator[int]:
    """The places of the entries that have most of the words, or are likely meant."""
    for place, one in enumerate(reading.ranked):
        likely = place == 0 and reading.sure >= LIKELY
        if likely or one.candidate.features["explained"] >= EXPLAINED:
            yield one.candidate.place


def _completed(typed: str, text: str, index: Index, read: Callable[[str], Reading]) -> Iterator[int]:
    """The places of the entries near to all but the last word, in which a word begins with that one."""
    rest, _, last = text.rpartition(" ")
    if not rest or len(last) < BEGUN or not typed[-1:].isalnum():
        return
    for place in _near(read(rest)):
        wordings = index.wordings[index.first_wording[place] : index.end_wording[place]]
        if any(f" {last}" in f" {wording}" for wording in wordings):
            yield place

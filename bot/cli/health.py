"""What the author of packs that load may want to look at: findings by kind, and a few figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.cli.places import Places
from bot.counting import count
from bot.errors import Problem
from bot.knowledge.eaten import joined_lines
from bot.knowledge.files import left_out
from bot.knowledge.model import Entry, Knowledge
from bot.knowledge.reviews import is_overdue
from bot.knowledge.validation import Checked
from bot.knowledge.yaml_reader import problems_in
from bot.matching.decision import Ambiguous, Answered
from bot.matching.matcher import Matcher
from bot.matching.selfcheck import Doubt, Pair, doubts, pairs
from bot.posting.cards import cards_of

# Tags that people bring along from a web page; other words in angle brackets are words.
HTML = re.compile(
    r"</?(?:a|b|big|center|div|em|font|h[1-6]|hr|i|iframe|img|li|ol|p|pre|script|small|span|strong|style|sub|sup"
    r"|table|tbody|td|th|thead|tr|u|ul)\b[^<>]*>",
    re.IGNORECASE,
)
SCHEME = re.compile(r"\]\(\s*<?((?!https?:|mailto:|tel:)[a-z][a-z0-9+.-]*):", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one kind: `heading` says what they are and what to do; `warns` whether `--strict` minds them."""

    heading: str
    findings: tuple[Problem, ...]
    warns: bool


@dataclass(frozen=True, slots=True)
class Health:
    """How packs are: `groups` without empty ones, and `figures`, each a name and a sentence."""

    entries: int
    packs: int
    groups: tuple[Group, ...]
    figures: tuple[tuple[str, str], ...]

    @property
    def warnings(self) -> int:
        """How many findings a strict author would mend."""
        return sum(len(group.findings) for group in self.groups if group.warns)

    @property
    def summary(self) -> str:
        """The whole in one line: "1 entry in 1 pack: no problems"."""
        counted = f"{count(self.entries, 'entry', 'entries')} in {count(self.packs, 'pack')}: no problems"
        return f"{counted}, {count(self.warnings, 'warning')}" if self.warnings else counted


def health_of(packs: Sequence[Checked], folders: Sequence[Path], matcher: Matcher, today: date) -> Health:
    """Everything about packs that load, their files and what the matcher makes of them."""
    found = tuple(doubts(matcher))
    places = Places(packs)
    groups = (
        Group(
            "Files that are left out, or called otherwise than their packs:", (*_names(packs), *_left(folders)), True
        ),
        Group("Lines of a list that YAML joins into one:", tuple(_joined(packs)), True),
        Group(
            "Questions that cannot be told apart:", tuple(_confused(doubt, places) for doubt in _questions(found)), True
        ),
        Group("Entries that their own question does not lead to:", tuple(_unreached(matcher, found, places)), True),
        Group("Entries to be looked through again by now:", tuple(_overdue(matcher.knowledge, places, today)), True),
        Group("HTML and links that are shown as plain text:", tuple(_markup(matcher.knowledge, places)), False),
        Group(
            "Aliases nearer to another entry (each is still answered with its own); look whether they are right here:",
            tuple(_pulled(doubt, places) for doubt in found if doubt.position),
            False,
        ),
        Group(
            "Questions that a word tells apart (one who leaves it out is asked which is meant):",
            tuple(_paired(pair, places) for pair in pairs(matcher)),
            False,
        ),
    )
    knowledge = matcher.knowledge
    kept = tuple(group for group in groups if group.findings)
    return Health(len(knowledge.entries), len(packs), kept, tuple(_figures(knowledge)))


def _confused(doubt: Doubt, places: Places) -> Problem:
    mend = "reword one of them, declare them twins, or give both a section"
    return places.at(doubt.entry, "question", f'"{doubt.wording}" leads to {doubt.other.id}: {mend}')


def _paired(pair: Pair, places: Places) -> Problem:
    message = f'"{pair.entry.question}" and "{pair.other.question}" ({pair.other.id}): {pair.words}'
    return places.at(pair.entry, "question", message)


def _pulled(doubt: Doubt, places: Places) -> Problem:
    return places.at(doubt.entry, "aliases", f'"{doubt.wording}" → {doubt.other.id}', doubt.position - 1)


def _questions(found: Sequence[Doubt]) -> Iterator[Doubt]:
    return (doubt for doubt in found if not doubt.position)


def _names(packs: Sequence[Checked]) -> Iterator[Problem]:
    for checked in packs:
        wanted = f"{checked.pack.name}.yaml"
        if checked.path.stem != checked.pack.name:
            yield Problem(str(checked.path), 0, f"rename the file to {wanted}, so that it is called like its pack")


def _left(folders: Sequence[Path]) -> Iterator[Problem]:
    for path in left_out(folders):
        yield Problem(str(path), 0, "is left out: a pack ends in .yaml or .yml and does not begin with a dot")


def _joined(packs: Sequence[Checked]) -> Iterator[Problem]:
    for checked in packs:
        yield from problems_in(checked.path, checked.document, joined_lines(checked.document))


def _unreached(matcher: Matcher, found: Sequence[Doubt], places: Places) -> Iterator[Problem]:
    """Entries that are not answered, and not offered either, when somebody asks their very question."""
    named = {doubt.entry.id for doubt in _questions(found)}
    for entry in matcher.knowledge.entries:
        if entry.id not in named and not _reached(matcher, entry):
            mend = "say in the question what it is about, or add an alias that does"
            yield places.at(entry, "question", f'"{entry.question}" is not answered: {mend}')


def _reached(matcher: Matcher, entry: Entry) -> bool:
    decision = matcher.match(entry.question, top=8)
    if isinstance(decision, Answered):
        return decision.best.entry is entry or matcher.knowledge.are_twins(entry, decision.best.entry)
    return isinstance(decision, Ambiguous) and any(match.entry is entry for match in decision.matches)


def _overdue(knowledge: Knowledge, places: Places, today: date) -> Iterator[Problem]:
    for entry in knowledge.entries:
        if is_overdue(entry, today):
            who = f" ({entry.owner})" if entry.owner else ""
            message = (
                f'"{entry.name}" was to be looked through by {entry.review_by}{who}: do so, and set a new review_by'
            )
            yield places.at(entry, "review_by", message)


def _markup(knowledge: Knowledge, places: Places) -> Iterator[Problem]:
    """What a page had that an answer cannot show."""
    for entry in knowledge.entries:
        if entry.answer.format != "markdown":
            continue
        text = "\n".join((*entry.answer.pieces(), *entry.notes))
        tags = dict.fromkeys(match[0] for match in HTML.finditer(text))
        if tags:
            shown = ", ".join(list(tags)[:3])
            yield places.at(
                entry, "answer", f'"{entry.name}" has {shown}: write Markdown, such as **bold** or [text](address)'
            )
        if scheme := SCHEME.search(text):
            yield places.at(
                entry, "answer", f'"{entry.name}" has a link to {scheme[1]}: only http, https, mailto and tel are links'
            )


def _figures(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """Figures about all entries, each with what to do where something is missing."""
    entries = knowledge.entries
    wordings = sum(len(entry.wordings) for entry in entries)
    told = f"{wordings:,} for {count(len(entries), 'entry', 'entries')}"
    advice = '`principles ask --explain "words of a customer"` says which aliases to add'
    yield "Wordings", _with_missing(told, sum(not entry.aliases for entry in entries), len(entries), "alias", advice)
    topics = count(len(knowledge.by_topic), "topic") if knowledge.by_topic else "none yet"
    advice = "a line such as `topics: [returns]` lets people look around"
    yield "Topics", _with_missing(topics, sum(not entry.topics for entry in entries), len(entries), "topic", advice)
    cards = cards_of(knowledge)
    from_entries = count(len({card.list_id for card in cards}), "entry", "entries")
    none = "none. Lists make cards for the daily post, and so does a text with `daily: true`"
    yield "Cards", f"{len(cards):,} for the daily post, from {from_entries}" if cards else none


def _with_missing(told: str, some: int, every: int, what: str, advice: str) -> str:
    """A figure, and how many entries lack what it counts.

    >>> _with_missing("9 for 9 entries", 9, 9, "alias", "add some")
    '9 for 9 entries. No entry has an alias: add some'
    """
    if not some:
        return told
    article = "an" if what[0] in "aeiou" else "a"
    who = f"No entry has {article} {what}" if some == every else None
    return f"{told}. {who or f'{_entries_have(some)} no {what}'}: {advice}"


def _entries_have(some: int) -> str:
    """The subject of a sentence with its verb: "1 entry has", "9 entries have"."""
    return f"{count(some, 'entry', 'entries')} {'has' if some == 1 else 'have'}"

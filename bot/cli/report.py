"""Gathers the page of `principles check --report`: what the packs are like, and how they do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.bootstrap.answering import build_meaning
from bot.cli.health import Health
from bot.cli.options import bar, encoding_bar
from bot.cli.places import Places
from bot.counting import count
from bot.errors import KnowledgeError, Problem, SettingsError, StoreError
from bot.knowledge.model import Knowledge, Pack
from bot.knowledge.validation import Checked
from bot.learning.gaps import Cluster, Gap, clusters
from bot.matching.decision import Ambiguous
from bot.matching.evaluation import Outcome, is_miss, reliability_steps
from bot.matching.index import Index
from bot.matching.left_out import LeftOut, left_out
from bot.matching.matcher import Matcher
from bot.render.report import Coverage, FileLine, Finding, Report, Section, Step, report_page

if TYPE_CHECKING:
    from bot.encoded import PackVectors
    from bot.settings import Settings

TITLE = "How the packs are"

BROKEN = "Problems: the packs are not in use until these are mended"
HARD = "Aliases that nothing else in their entry leads to; more of their kind would help"

# As long as gaps are kept.
KEPT = timedelta(days=90)

# As long as gaps are kept, and longer.
KEPT = timedelta(days=365)

# So many gaps and aliases are listed; the commands show all.
MOST = 50


def broken_page(error: KnowledgeError, now: datetime) -> str:
    """The page of packs that do not load: every problem."""
    group = Section(BROKEN, [_finding(problem) for problem in error.problems])
    summary = f"{count(len(group.findings), 'problem')} to mend"
    return report_page(Report(TITLE, _made(now), summary, [group], files=_files(group.findings)))


def health_page(health: Health, packs: Sequence[Checked], index: Index, settings: Settings, now: datetime) -> str:
    """The page of packs that load: `health` and `index` are theirs. Their aliases are tried, which takes a while."""
    knowledge, places = Knowledge(checked.pack for checked in packs), Places(packs)
    tried = _tried([checked.pack for checked in packs], index, settings)
    groups = [Section(group.heading.rstrip(":"), [_finding(one) for one in group.findings]) for group in health.groups]
    hard = [_finding(_hard(one, places)) for one in tried if is_miss(one.outcome)]
    if hard:
        groups.append(Section(HARD, hard[:MOST], len(hard)))
    gaps = _kept_gaps(settings, now)
    missed = None if gaps is None else [_missed(one, knowledge, places) for one in clusters(gaps, index.lexicon)[:MOST]]
    return report_page(
        Report(
            TITLE,
            _made(now),
            health.summary,
            groups,
            list(_coverage(knowledge, tried)),
            [Step(row.questions, row.said, row.was) for row in reliability_steps(one.outcome for one in tried)],
            missed,
            health.figures,
            _files([*(one for group in groups for one in group.findings), *(missed or ())]),
        )
    )


def _tried(packs: Sequence[Pack], index: Index, settings: Settings) -> list[LeftOut]:
    """Every alias, asked of packs that do not have it; on a terminal one sees how far it is."""
    _meaning(settings, index)  # once for all texts, of which the changed packs have a part

    def matcher_of(knowledge: Knowledge) -> Matcher:
        """A matcher of those entries alone, with the lexicon and the English of all."""
        thinned = Index(knowledge, index.lexicon, index.english)
        return Matcher(knowledge, thinned, meaning=_meaning(settings, thinned))

    tried = []
    aliases = sum(len(entry.aliases) for pack in packs for entry in pack.entries)
    with bar(aliases, f"Trying {aliases:,} aliases") as advance:
        for one in left_out(packs, matcher_of):
            tried.append(one)
            advance(1)
    return tried


def _meaning(settings: Settings, index: Index) -> PackVectors | None:
    """The vectors of an index, all of them there; None without an encoder."""
    meaning = build_meaning(settings, index, watch=encoding_bar)
    if meaning is not None:
        meaning.complete()
    return meaning


def _made(now: datetime) -> str:
    return f"Made on {now:%Y-%m-%d} at {now:%H:%M} UTC by principles check --report"


def _finding(problem: Problem) -> Finding:
    return Finding(" ".join(problem.message.split()), _place(problem))


def _place(problem: Problem) -> FileLine:
    """Where it is, from where one stands if it is below."""
    here, file = Path.cwd(), Path(problem.file)
    return FileLine(str(file.relative_to(here)) if file.is_relative_to(here) else problem.file, problem.line)


def _hard(one: LeftOut, places: Places) -> Problem:
    """An alias that was not found without itself: people who put it a little differently are not helped."""
    nearer = one.outcome.ids[0] if one.outcome.ids else "nothing"
    message = f'"{one.outcome.labelled.question}": without it, {nearer} is nearest'
    return places.at(one.entry, "aliases", message, one.position)


def _coverage(knowledge: Knowledge, tried: Sequence[LeftOut]) -> Iterator[Coverage]:
    """A row for each pack, in the packs' order."""
    outcomes: dict[str, list[Outcome]] = {}
    for one in tried:
        outcomes.setdefault(one.entry.pack, []).append(one.outcome)
    for pack, entries in Counter(entry.pack for entry in knowledge.entries).items():
        yield _row(pack, entries, outcomes.get(pack, ()))


def _row(pack: str, entries: int, tried: Sequence[Outcome]) -> Coverage:
    right = sum(outcome.answered in outcome.labelled.expect for outcome in tried)
    wrong = sum(outcome.answered not in {None, *outcome.labelled.expect} for outcome in tried)
    offered = sum(
        isinstance(outcome.decision, Ambiguous) and bool(outcome.labelled.expect.intersection(outcome.ids))
        for outcome in tried
    )
    return Coverage(pack, entries, len(tried), right, offered, wrong)


def _missed(cluster: Cluster, knowledge: Knowledge, places: Places) -> Finding:
    """What was asked in vain, at the entry that is nearest, where there is one."""
    asked = cluster.questions[0] if cluster.questions else "(the question was not kept)"
    told = f"{cluster.count:,} × {asked}"
    entry = knowledge.by_id.get(cluster.near[0][0]) if cluster.near else None
    if entry is None:
        return Finding(told)
    return Finding(f"{told}; the nearest is {entry.id}", _place(places.at(entry, "question", "")))


def _kept_gaps(settings: Settings, now: datetime) -> list[Gap] | None:
    """What was asked in vain, as long as it is kept; None where no database is, or none that answers."""
    from bot.bootstrap.database import existing_database
    from bot.store.gaps import Gaps

    try:
        database = existing_database(settings)
        try:
            return Gaps(database).since(now - KEPT)
        finally:
            database.close()
    except (SettingsError, StoreError):  # an author may have none, and gets the rest of the page
        return None


def _files(findings: Iterable[Finding]) -> dict[str, str]:
    """The files that are named, with what stands in them; one that cannot be read is left out."""
    files = {}
    for name in dict.fromkeys(finding.place.file for finding in findings if finding.place and finding.place.line):
        try:
            files[name] = Path(name).read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
    return files

"""`principles check`: every problem of every pack, with place and mend; then how the packs are."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.options import settings_with

if TYPE_CHECKING:
    from bot.cli.health import Group, Health
    from bot.errors import KnowledgeError

# Findings of a kind that are shown; --all shows the others.
SHOWN = 5

ELSEWHERE = "name another file with --report"


@click.command("check")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Warnings count as problems: exit status 1.")
@click.option("--all", "everything", is_flag=True, help="Show every finding, not only the first of each kind.")
@click.option("--report", metavar="OUT.html", type=click.Path(path_type=Path), help="Write it all as a page too.")
def command(folder: Path | None, strict: bool, everything: bool, report: Path | None) -> None:
    """Check the packs of DIR, or the configured ones.

    Prints each problem as file:line: what is wrong and how to mend it; exit status 1 if there is one.
    Packs without problems are tried on the matcher: what an author may want to look at comes in groups.
    """
    from bot.cli.health import health_of
    from bot.cli.report import broken_page, health_page
    from bot.cli.whole_file import write_whole
    from bot.errors import KnowledgeError
    from bot.knowledge.files import lexicon_files, pack_folders
    from bot.knowledge.loader import read_packs
    from bot.knowledge.model import Knowledge
    from bot.matching.index import Index
    from bot.matching.lexicon_file import lexicon_with
    from bot.matching.matcher import Matcher
    from bot.matching.spelling import English

    settings = settings_with([folder] if folder else [])
    folders = pack_folders(settings.knowledge)
    try:
        packs, lexicon = read_packs(folders), lexicon_with(lexicon_files(folders))
    except KnowledgeError as error:
        _print_problems(error)
        if report:
            write_whole(report, broken_page(error, datetime.now(UTC)), ELSEWHERE)
        sys.exit(1)
    knowledge = Knowledge(checked.pack for checked in packs)
    index = Index(knowledge, lexicon, English())
    health = health_of(packs, folders, Matcher(knowledge, index), date.today())
    _print_health(health, everything=everything)
    if report:
        page = health_page(health, packs, index, settings, datetime.now(UTC))
        write_whole(report, page, ELSEWHERE)
    sys.exit(1 if strict and health.warnings else 0)


def _print_problems(error: KnowledgeError) -> None:
    """Every problem with its picture, and how many there are."""
    from bot.counting import count

    print(error)
    problems = [problem for problem in error.problems if problem.line]
    if len(problems) > 1:
        files = len({problem.file for problem in error.problems})
        print(f"\n{count(len(error.problems), 'problem')} in {count(files, 'file')}.")


def _print_health(health: Health, *, everything: bool) -> None:
    """The summary, what to look at, and the figures."""
    print(health.summary)
    for group in health.groups:
        _print_group(group, len(group.findings) if everything else SHOWN)
    print()
    for name, sentence in health.figures:
        print(f"{name + ':':10} {sentence}.")


def _print_group(group: Group, shown: int) -> None:
    """A heading and its findings."""
    print(f"\n{group.heading}")
    for finding in group.findings[:shown]:
        print(finding.picture() if finding.mend else finding)
    if len(group.findings) > shown:
        print(f"... and {len(group.findings) - shown:,} more: --all shows them")

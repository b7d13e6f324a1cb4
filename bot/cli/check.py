"""`principles check`: every problem of every pack, with place and mend."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bot.cli.options import settings_with


@click.command("check")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
def command(folder: Path | None) -> None:
    """Check the packs of DIR, or the configured ones.

    Prints each problem as file:line: what is wrong and how to mend it; exit status 1 if there is one.
    Packs without problems are tried on the matcher: warnings name wordings that lead to another entry.
    """
    from bot.errors import KnowledgeError
    from bot.knowledge.files import bundled_folder, lexicon_files
    from bot.knowledge.loader import read_packs
    from bot.knowledge.model import Knowledge
    from bot.matching.index import Index
    from bot.matching.lexicon_file import lexicon_with
    from bot.matching.matcher import Matcher
    from bot.matching.selfcheck import doubts
    from bot.matching.spelling import English

    settings = settings_with([folder] if folder else [])
    try:
        folders = settings.knowledge or (bundled_folder(),)
        packs, lexicon = read_packs(folders), lexicon_with(lexicon_files(folders))
    except KnowledgeError as error:
        print(error)
        sys.exit(1)
    knowledge = Knowledge(checked.pack for checked in packs)
    of_entry = {entry.id: (checked, place) for checked in packs for place, entry in enumerate(checked.pack.entries)}
    warnings = 0
    for doubt in doubts(Matcher(knowledge, Index(knowledge, lexicon, English()))):
        checked, place = of_entry[doubt.entry.id]
        key, index = ("aliases", doubt.position - 1) if doubt.position else ("question", None)
        print(f"{checked.path}:{checked.line(place, key, index)}: warning: {doubt}")
        warnings += 1
    summary = f"{len(knowledge.entries)} entries in {len(packs)} packs: no problems"
    print(f"{summary}, {warnings} warnings" if warnings else summary)

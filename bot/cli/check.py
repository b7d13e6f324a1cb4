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

    Prints each problem as file:line: what is wrong and how to mend it. Exit status 1 if there is one.
    """
    from bot.errors import KnowledgeError
    from bot.knowledge.files import bundled_folder
    from bot.knowledge.loader import load

    settings = settings_with([folder] if folder else [])
    try:
        knowledge = load(settings.knowledge or (bundled_folder(),))
    except KnowledgeError as error:
        for problem in error.problems:
            print(problem)
        sys.exit(1)
    print(f"{len(knowledge.entries)} entries in {len(knowledge.packs)} packs: no problems")

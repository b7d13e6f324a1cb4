"""Options that several commands share."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click

from bot.settings import Settings, environment

knowledge_option = click.option(
    "--knowledge",
    metavar="DIR",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Use the packs of this folder instead of the bundled ones (may be repeated).",
)


def settings_with(knowledge: Sequence[Path]) -> Settings:
    """The environment's settings, with the folders of --knowledge where given."""
    settings = Settings.from_env(environment())
    return replace(settings, knowledge=tuple(knowledge)) if knowledge else settings


@contextmanager
def encoding_bar(missing: int) -> Iterator[Callable[[int], object]]:
    """Show on a terminal how many of the texts are encoded."""
    if not sys.stderr.isatty():
        yield lambda done: None
        return
    with click.progressbar(length=missing, label=f"Encoding {missing:,} texts, once", file=sys.stderr) as bar:
        yield bar.update

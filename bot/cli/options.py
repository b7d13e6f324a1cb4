"""Options that several commands share."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
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
def bar(length: int, label: str) -> Iterator[Callable[[int], object]]:
    """Show on a terminal how many of `length` are done; what is yielded is told of each few more."""
    if not sys.stderr.isatty():
        yield lambda done: None
        return
    with click.progressbar(length=length, label=label, file=sys.stderr) as shown:
        yield shown.update


def encoding_bar(missing: int) -> AbstractContextManager[Callable[[int], object]]:
    """Show on a terminal how many of the texts are encoded."""
    return bar(missing, f"Encoding {missing:,} texts, once")

"""Options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from bot.settings import Settings

knowledge_option = click.option(
    "--knowledge",
    metavar="DIR",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Use the packs of this folder instead of the bundled ones (may be repeated).",
)


def settings_with(knowledge: Sequence[Path]) -> Settings:
    """The environment's settings, with the folders of --knowledge where given."""
    settings = Settings.from_env(os.environ)
    return replace(settings, knowledge=tuple(knowledge)) if knowledge else settings

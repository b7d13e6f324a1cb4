"""The command line: one module a command, imported only when that command runs."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from bot import __version__
from bot.errors import BotError

# Command -> module; its function of the same name (or `command`) is the click command.
COMMANDS = {
    "ask": "bot.cli.ask",
    "check": "bot.cli.check",
    "import": "bot.cli.importing",
    "encode": "bot.cli.encode",
    "eval": "bot.cli.evaluate",
    "serve": "bot.cli.serve",
    "manifest": "bot.cli.manifest",
    "daily": "bot.cli.daily",
}


class LazyCommands(click.Group):
    """A group that imports a command's module when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None for an unknown one."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(COMMANDS[cmd_name]).command
        assert isinstance(command, click.Command)  # noqa: S101  # a slip of ours, not of a user
        return command


@click.group(cls=LazyCommands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="principles")
def app() -> None:
    """Answer service-principle questions from quoted, attributed sources."""


def main() -> None:
    """Run the command; errors meant for people end in one message and exit status 2."""
    # What a terminal or pipe cannot encode is shown as "?".
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]  # a text file, never replaced here
    try:
        app(prog_name="principles")
    except BotError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:  # the reader of our output has left, as `head` does
        sys.stderr.close()
        sys.exit(0)

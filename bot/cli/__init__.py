"""The command line: one module a command; heavy imports stay inside the commands."""

from __future__ import annotations

import sys

import typer

from bot.cli.serve import serve
from bot.errors import BotError

app = typer.Typer(
    name="principles",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Answers service-principle questions from quoted, attributed sources.",
)

app.command("serve")(serve)


def main() -> None:
    """Run the command; errors meant for people end in one message and exit status 2."""
    try:
        app()
    except BotError as error:
        print(error, file=sys.stderr)
        sys.exit(2)

"""What somebody typed that is no command of ours, answered in words; and commands listed with all of theirs."""

from __future__ import annotations

from difflib import get_close_matches

import click

# The longest first sentence of a command's help has about 150 characters; a longer one would be cut.
SENTENCE = 300


class Commands(click.Group):
    """A group whose list says all of each command's first sentence, and that names what is near a misspelt one."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; without any, show the help, with the exit status of a command that did nothing."""
        if not args:
            click.echo(ctx.get_help(), err=True)
            ctx.exit(2)
        return super().parse_args(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, each with its first sentence, over several lines where it is long."""
        found = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        rows = [(name, command.get_short_help_str(SENTENCE)) for name, command in found if command is not None]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments begin with; raises click.UsageError, in words, for none."""
        typed = args[0]
        if typed.startswith("-") or self.get_command(ctx, typed) is not None:
            return super().resolve_command(ctx, args)
        raise click.UsageError(unknown(typed, args, ctx.command_path, self.list_commands(ctx)), ctx)


def unknown(typed: str, args: list[str], path: str, names: list[str]) -> str:
    """What to say of a command that is not there, `typed` as the first of `args` behind the program's `path`."""
    said = f'There is no command "{path} {typed}".'
    near = get_close_matches(typed, names, n=1)
    if near:
        return f"{said} Did you mean: {path} {near[0]}"
    if "ask" in names and len(" ".join(args).split()) > 1:
        return f'{said} To ask that: {path} ask "{" ".join(args)}"'
    return said


def in_words(error: click.ClickException) -> str:
    """What is wrong with what was typed, and where to read how it is used."""
    where = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "principles"
    return f"{error.format_message()}\n{where} --help says how it is used."

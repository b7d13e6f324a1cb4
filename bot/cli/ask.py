"""`principles ask`: one question, a stream of them, or a prompt."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import click

from bot.answering import Answering, Reply
from bot.bootstrap import build_answering
from bot.cli.options import encoding_bar, knowledge_option, settings_with

# One line of input is cut here before it is decoded; the matcher reads 4,000 characters of it.
LONGEST_LINE_BYTES = 1_000_000

Say = Callable[[Reply], None]


@click.command("ask")
@click.argument("question", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Answer with one JSON object a line.")
@click.option("--top", type=click.IntRange(1, 50), default=3, show_default=True, help="How many matches to report.")
@click.option("--explain", is_flag=True, help="Show why: wording, words, numbers and scores.")
@knowledge_option
def command(question: tuple[str, ...], as_json: bool, top: int, explain: bool, knowledge: tuple[Path, ...]) -> None:
    """Answer QUESTION, or each line of standard input, or ask at a prompt.

    Exit status: 0 answered, 1 not answered, 2 unusable input or packs; 0 for a batch.
    """
    answering = build_answering(settings_with(knowledge), watch=encoding_bar)
    say = _json_speaker(answering, explain) if as_json else _text_speaker(answering, explain)
    if question:
        reply = answering.ask(" ".join(question), top=top)
        say(reply)
        sys.exit(0 if reply.entry else 1)
    if sys.stdin.isatty() and not as_json:
        _prompt(answering, say, top)
    else:
        for line in _lines(sys.stdin.buffer):
            say(answering.ask(line, top=top))


def _json_speaker(answering: Answering, explain: bool) -> Say:
    """Write one JSON object a line, at once."""
    from bot.render.json_reply import reply_json

    def say(reply: Reply) -> None:
        data = reply_json(reply)
        if explain:
            from bot.matching.explain import explain as explain_matching

            data["explanation"] = explain_matching(answering.matcher, reply.question).as_data()
        print(json.dumps(data, ensure_ascii=False), flush=True)

    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a text file, never replaced here
    return say


def _text_speaker(answering: Answering, explain: bool) -> Say:
    """Print for a reader; colours and wrapping suit the terminal."""
    from rich.console import Console

    from bot.render.terminal import print_explanation, print_reply

    # A pipe has no width of its own; what is read there later is read at about 80 columns.
    console = Console(emoji=False, markup=False, width=None if sys.stdout.isatty() or "COLUMNS" in os.environ else 80)

    def say(reply: Reply) -> None:
        print_reply(console, reply)
        if explain:
            from bot.matching.explain import explain as explain_matching

            print_explanation(console, explain_matching(answering.matcher, reply.question))
        sys.stdout.flush()  # whoever reads a pipe waits for this answer before asking on

    return say


def _lines(stream: BinaryIO) -> Iterator[str]:
    """The lines of a stream as they come, whatever bytes they hold."""
    while line := stream.readline(LONGEST_LINE_BYTES):
        while not line.endswith(b"\n") and (rest := stream.readline(LONGEST_LINE_BYTES)):
            if rest.endswith(b"\n"):
                break
        yield line.rstrip(b"\r\n").decode("utf-8", "replace")


def _prompt(answering: Answering, say: Say, top: int) -> None:
    """Ask and answer until the person leaves."""
    with suppress(ImportError):
        import readline  # noqa: F401  # importing it gives input() history and editing
    print('Ask about service principles ("what are the 7 Cs"). An empty line or Ctrl-D leaves.')
    while True:
        try:
            line = input("> ")
        except (EOFError, KeyboardInterrupt):
            print()
            return
        if not line.strip():
            return
        say(answering.ask(line, top=top))

"""`principles ask`: one question, a stream of them, or a prompt."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import click

from bot.answering import Answering, Reply
from bot.answering.identity import Identity, identity_of
from bot.bootstrap.answering import build_answering
from bot.cli.options import encoding_bar, knowledge_option, settings_with

# One line of input is cut here before it is decoded; the matcher reads 4,000 characters of it.
LONGEST_LINE_BYTES = 1_000_000

Say = Callable[[Reply], None]

# What the terminal says where Slack shows its help, its topics or its search.
HELP = {
    "help": 'Ask in your own words. "principles topics" lists what is known, "principles --help" the commands.',
    "topics": '"principles topics" lists the topics, "principles list" every question.',
    "search": '"principles list" lists every question.',
    "random": '"principles list" lists every question; choose one.',
}


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
    settings = settings_with(knowledge)
    answering = build_answering(settings, watch=encoding_bar)
    identity = identity_of(answering.knowledge, name=settings.name, command=settings.command)
    say = _json_speaker(answering, explain) if as_json else _text_speaker(answering, identity, explain)
    if question:
        reply = answering.ask(" ".join(question), top=top)
        say(reply)
        sys.exit(0 if reply.entry else 1)
    if as_json:
        for line in _lines(sys.stdin.buffer):
            say(answering.ask(line, top=top))
    elif sys.stdin.isatty():
        from bot.cli.prompt import Prompt

        Prompt(answering, identity, say, top).run()
    else:
        # A blank line parts questions; with --json it has its object, so that lines can be counted.
        for line in filter(str.strip, _lines(sys.stdin.buffer)):
            print(f"> {' '.join(line.split())}\n")
            say(answering.ask(line, top=top))


def _json_speaker(answering: Answering, explain: bool) -> Say:
    """Write one JSON object a line, at once."""
    from bot.render.json_reply import reply_json

    def say(reply: Reply) -> None:
        """Print a reply as one JSON object on a line."""
        data = reply_json(reply)
        if explain:
            from bot.matching.explain import explain as explain_matching

            data["explanation"] = explain_matching(answering.matcher, reply.question).as_data()
        print(json.dumps(data, ensure_ascii=False), flush=True)

    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a text file, never replaced here
    return say


def _text_speaker(answering: Answering, identity: Identity, explain: bool) -> Say:
    """Print for a reader; colours and wrapping suit the terminal."""
    from rich.text import Text

    from bot.cli.console import console_for
    from bot.render.manners import NOD, manner_text
    from bot.render.terminal import print_reply, print_text

    console = console_for(sys.stdout)
    # At the prompt one chooses by number; elsewhere by the id.
    numbered = sys.stdin.isatty() and sys.stdout.isatty()

    def say(reply: Reply) -> None:
        """Print a reply as people read it."""
        if reply.manner is not None:
            print_text(console, Text(manner_text(reply.manner, identity) or HELP.get(reply.manner.does, NOD)))
        else:
            print_reply(console, reply, numbered=numbered)
        if explain:
            from bot.matching.explain import explain as explain_matching
            from bot.render.explanation import print_explanation

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

"""A reply as terminal text: wrapped to the width, coloured where the terminal can."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.answering import Reply
from bot.knowledge.model import Entry, Item
from bot.matching.decision import Abstained, Ambiguous, Answered
from bot.render.attribution import source_line


def print_reply(console: Console, reply: Reply, *, numbered: bool = False) -> None:
    """Print one reply, ending with an empty line; entries to choose from are `numbered` where one can choose."""
    print_text(console, reply_text(reply, numbered=numbered))


def reply_text(reply: Reply, *, numbered: bool = False) -> RenderableType:
    """The reply as something rich can print."""
    near = choices(listed_entries(reply), numbered=numbered)
    match reply.decision:
        case Answered(best=best, also=also):
            return Group(*_answer(best.entry, also), *_near(near))
        case Ambiguous():
            return Group(Text("Did you mean one of these?", style="bold"), near or Text())
        case Abstained(reason=reason):
            told: list[RenderableType] = [Text("I do not know that one.", style="bold"), Text(reason)]
            return Group(*told, *_near(near))


def _near(near: Table | None) -> list[RenderableType]:
    """What else there is to read, with a heading."""
    return [Text(), Text("Near it:"), near] if near else []


def listed_entries(reply: Reply) -> tuple[Entry, ...]:
    """The entries that the reply offers to read: choices, near ones, or what to read where the source is silent."""
    if isinstance(reply.decision, Answered):
        return reply.related if reply.decision.best.entry.answer.kind == "none" else ()
    return tuple(match.entry for match in reply.decision.matches)


def _answer(entry: Entry, also: tuple[Entry, ...]) -> list[RenderableType]:
    """Heading, quoted answer, notes, source and twins, in reading order."""
    answer = entry.answer
    parts: list[RenderableType] = [Text(entry.question, style="bold cyan"), Text()]
    if answer.intro:
        parts += [*_paragraphs(answer.intro), Text()]
    if answer.items:
        parts += [_items(answer.items, numbered=answer.kind == "steps"), Text()]
    if answer.text:
        parts += [*_paragraphs(answer.text), Text()]
    if answer.outro:
        parts += [*_paragraphs(answer.outro), Text()]
    for note in entry.notes:
        parts += [Text(f"Note: {note}", style="yellow"), Text()]
    parts.append(Text(_source(entry), style="dim"))
    if also:
        parts += [Text(), Text("Also answered by:", style="dim")]
        parts += [Padding(Text(f"{other.question} ({other.id})", style="dim"), (0, 0, 0, 2)) for other in also]
    return parts


def _paragraphs(text: str) -> list[RenderableType]:
    """One line of text a paragraph, with an empty line between."""
    spaced: list[RenderableType] = []
    for paragraph in filter(None, map(str.strip, text.split("\n"))):
        spaced += [Text(), Text(paragraph)] if spaced else [Text(paragraph)]
    return spaced


def _items(items: tuple[Item, ...], *, numbered: bool) -> Table:
    """Numbered steps or bullets, with details hanging under them."""
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", no_wrap=True)
    table.add_column(overflow="fold")
    for number, item in enumerate(items, 1):
        label = f" {number}." if numbered else " •"
        detail: list[RenderableType] = [Text(item.detail, style="dim")] if item.detail else []
        table.add_row(label, Group(Text(item.text), *detail))
    return table


def choices(entries: Sequence[Entry], *, numbered: bool = False) -> Table | None:
    """Entries to choose from, each with its id; None for none."""
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True, justify="right")
    table.add_column(overflow="fold")
    for number, entry in enumerate(entries, 1):
        table.add_row(f" {number}." if numbered else " -", Group(Text(entry.label), Text(entry.id, style="dim")))
    return table if entries else None


def _source(entry: Entry) -> str:
    """Where the answer is quoted from, as one line of plain text."""
    address = f" · {entry.address}" if entry.address else ""
    return f"Source: {source_line(entry)}{address}"


def print_text(console: Console, text: RenderableType) -> None:
    """Print and end with an empty line; without the spaces that fill a table's cells."""
    with console.capture() as printed:
        console.print(text, highlight=False)
    console.file.write("\n".join(line.rstrip() for line in printed.get().split("\n")) + "\n")

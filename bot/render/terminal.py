"""A reply as terminal text: wrapped to the width, coloured where the terminal can."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.answering import Reply
from bot.knowledge.model import Entry, Item
from bot.matching.decision import Abstained, Ambiguous, Answered, Match
from bot.render.attribution import source_line

if TYPE_CHECKING:
    from bot.matching.explain import CandidateSeen, Explanation, Moved

# Lines much longer than this tire the eye (typographers say 45 to 90 characters).
WIDEST = 88


def print_reply(console: Console, reply: Reply) -> None:
    """Print one reply, ending with an empty line."""
    _print(console, reply_text(reply))


def reply_text(reply: Reply) -> RenderableType:
    """The reply as something rich can print."""
    match reply.decision:
        case Answered(best=best, also=also):
            return Group(*_answer(best.entry, also), *_nearest(reply))
        case Ambiguous(matches=matches):
            return Group(Text("Did you mean one of these?", style="bold"), _choices(matches))
        case Abstained(matches=matches, reason=reason):
            told: list[RenderableType] = [Text("I do not know that one.", style="bold"), Text(reason)]
            near: list[RenderableType] = [Text(), Text("Near it:"), _choices(matches)] if matches else []
            return Group(*told, *near)


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


def _nearest(reply: Reply) -> list[RenderableType]:
    """For a question that the source leaves unanswered: entries worth reading instead."""
    if reply.entry is None or reply.entry.answer.kind != "none" or not reply.related:
        return []
    listed: list[RenderableType] = [
        Padding(Text(f"{other.question} ({other.id})"), (0, 0, 0, 2)) for other in reply.related
    ]
    return [Text(), Text("Near it:"), *listed]


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
    table.add_column()
    for number, item in enumerate(items, 1):
        label = f" {number}." if numbered else " •"
        detail: list[RenderableType] = [Text(item.detail, style="dim")] if item.detail else []
        table.add_row(label, Group(Text(item.text), *detail))
    return table


def _choices(matches: tuple[Match, ...]) -> Table:
    """Entries to choose from, each with its id."""
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True)
    table.add_column()
    for match in matches:
        table.add_row(" -", Group(Text(match.entry.label), Text(match.entry.id, style="dim")))
    return table


def _source(entry: Entry) -> str:
    """Where the answer is quoted from, as one line of plain text."""
    address = f" · {entry.address}" if entry.address else ""
    return f"Source: {source_line(entry)}{address}"


def print_explanation(console: Console, explanation: Explanation) -> None:
    """Print why a reply is what it is, ending with an empty line."""
    _print(console, Text("\n".join(explanation_lines(explanation)), style="dim"))


def _print(console: Console, text: RenderableType) -> None:
    """Print and end with an empty line; without the spaces that fill a table's cells."""
    with console.capture() as printed:
        console.print(text, width=min(console.width, WIDEST), highlight=False)
    console.file.write("\n".join(line.rstrip() for line in printed.get().split("\n")) + "\n")


def explanation_lines(explanation: Explanation) -> list[str]:
    """The explanation as plain lines, for someone who writes packs."""
    lines = [f'Why: read as "{explanation.read_as}"']
    if explanation.parts > 1:
        lines[0] += f" (one of {explanation.parts} parts of the message)"
    known = {"wording": "in the wording", "entry": "in the entry", "packs": "only in others", "nowhere": "not known"}
    lines += [f"  {seen.word:20} says {seen.says:4.1f}  {known[seen.known]}" for seen in explanation.terms]
    lines += [f"  {count}" for count in explanation.counts]
    for candidate in explanation.candidates:
        lines += _candidate_lines(candidate)
    lines.append(
        f"Sure of the first: {explanation.sure:.2f} (answers from {explanation.answer_at:.2f}, "
        f"offers from {explanation.offer_at:.2f}); {explanation.bias:+.2f} to begin with, then"
    )
    lines.append(_moved_line(explanation.sure_moved))
    if explanation.missing():
        lines.append(f"An alias with these words would bring it nearer: {', '.join(explanation.missing())}")
    return lines


def _candidate_lines(candidate: CandidateSeen) -> list[str]:
    """One candidate: id, score, nearest wording and what moved it."""
    return [f'{candidate.id}  {candidate.score:.2f}  by "{candidate.wording}"', _moved_line(candidate.moved)]


def _moved_line(moved: tuple[Moved, ...]) -> str:
    """Every feature with what it added, strongest first."""
    return "  " + ", ".join(f"{m.feature} {m.value:g} ({m.added:+.2f})" for m in moved)

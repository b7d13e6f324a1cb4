"""A reply as terminal text: wrapped to the width, coloured where the terminal can."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console
from rich.text import Text

from bot.answering import Reply
from bot.knowledge.model import Entry
from bot.knowledge.passages import blocks_of, note_blocks
from bot.markup import Paragraph, Run
from bot.matching.decision import Abstained, Ambiguous, Answered, Besides
from bot.render.attribution import source_line
from bot.render.choices import BESIDES
from bot.render.terminal_lines import Paper, beside, lines_of, wrapped

# Of what is near to a second question so much is listed.
MAX_NEAR = 3


def print_reply(console: Console, reply: Reply, *, numbered: bool = False) -> None:
    """Print one reply, ending with an empty line; entries to choose from are `numbered` where one can choose."""
    _print(console, _reply(reply, _paper(console), numbered))


def print_text(console: Console, text: Text) -> None:
    """Print a text, ending with an empty line."""
    _print(console, wrapped(text, _paper(console)))


def _print(console: Console, lines: Iterable[Text]) -> None:
    """Print the lines as they are (what is wider than the console is an address), and an empty one."""
    for line in (*lines, Text()):
        console.print(line, soft_wrap=True, highlight=False)


def _paper(console: Console) -> Paper:
    has_styles = console.is_terminal and console.color_system is not None and not console.legacy_windows
    return Paper(console.width, has_styles)


def _reply(reply: Reply, paper: Paper, numbered: bool) -> Iterator[Text]:
    """The reply line by line."""
    near = tuple(_choices(listed_entries(reply), paper, numbered))
    others = (Text(), Text("Near it:"), *near) if near else ()
    match reply.decision:
        case Answered(best=best, also=also, besides=besides):
            yield from (*_answer(best.entry, also, paper), *_besides(besides, paper), *others)
        case Ambiguous(matches, each=True, besides=besides):
            for place, match in enumerate(matches):
                yield from (*([Text()] if place else []), *_answer(match.entry, (), paper))
            yield from (*_besides(besides, paper), *others)
        case Ambiguous(besides=besides):
            yield from (*wrapped(Text("Did you mean one of these?", style="bold"), paper), *near)
            yield from _besides(besides, paper)
        case Abstained(reason=reason):
            yield from wrapped(Text("I do not know that one.", style="bold"), paper)
            yield from (*wrapped(Text(reason), paper), *others)


def _besides(besides: Besides | None, paper: Paper) -> Iterator[Text]:
    """That something else was asked, and why nothing answers it."""
    if besides is not None:
        yield from (Text(), *wrapped(Text(f"{BESIDES} {besides.reason}".strip()), paper))


def listed_entries(reply: Reply) -> tuple[Entry, ...]:
    """The entries that the reply offers to read: choices, near ones, or what to read where the source is silent."""
    match reply.decision:
        case Answered(besides=Besides(matches=matches)) | Ambiguous(each=True, besides=Besides(matches=matches)):
            return tuple(match.entry for match in matches if match.near)[:MAX_NEAR]
        case Answered(best=best):
            return reply.related if best.entry.answer.kind == "none" else ()
        case Ambiguous(each=True):
            return ()
        case Ambiguous(matches):
            return tuple(match.entry for match in matches)
        case Abstained(matches):
            return tuple(match.entry for match in matches if match.near)


def _answer(entry: Entry, also: tuple[Entry, ...], paper: Paper) -> Iterator[Text]:
    """Heading, quoted answer, notes, source and twins, in reading order."""
    yield from (*wrapped(Text(entry.question, style="bold cyan"), paper), Text())
    if blocks := blocks_of(entry.answer):
        yield from (*lines_of(blocks, paper), Text())
    for block in note_blocks(entry):
        said = Paragraph((Run("Note: "), *block.inlines)) if isinstance(block, Paragraph) else block
        yield from (*lines_of([said], paper, style="yellow"), Text())
    yield from wrapped(Text(_source(entry), style="dim"), paper)
    if also:
        yield from (Text(), Text("Also answered by:", style="dim"))
        for other in also:
            named = Text(f"{other.question} ({other.id})", style="dim")
            yield from beside("  ", wrapped(named, paper.narrowed(2)))


def _choices(entries: Sequence[Entry], paper: Paper, numbered: bool) -> Iterator[Text]:
    """Entries to choose from, each with its id."""
    signs = [f" {number}. " if numbered else " - " for number in range(1, len(entries) + 1)]
    width = max(map(len, signs), default=0)
    inside = paper.narrowed(width)
    for sign, entry in zip(signs, entries, strict=True):
        asked, named = Text(entry.label), Text(entry.id, style="dim")
        yield from beside(sign.rjust(width), (*wrapped(asked, inside), *wrapped(named, inside)))


def _source(entry: Entry) -> str:
    """Where the answer is quoted from, as one line of plain text."""
    address = f" · {entry.address}" if entry.address else ""
    return f"Source: {source_line(entry)}{address}"

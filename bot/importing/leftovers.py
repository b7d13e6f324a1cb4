"""What of a document became no entry, told so that its author can look: how much, how it begins, and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.counting import count
from bot.importing import markup
from bot.importing.blocks import Block, Found, lines_of, to_markdown
from bot.importing.litter import is_litter_heading
from bot.knowledge.wordings import fold_wording

# So many are named, those with the most words: a page has menus and small print besides.
NAMED = 6

# Of each so many characters tell which it is.
GLANCE = 60

# They are found in so many characters of Markdown, however long a table or list is.
OPENING = 1000


@dataclass(slots=True)
class Passage:
    """Blocks in a row that no question took, and the heading right above them ("" for none)."""

    heading: str = ""
    blocks: list[Block] = field(default_factory=list)

    @property
    def size(self) -> int:
        """Its characters."""
        return len(to_markdown(self.blocks))

    def told(self) -> str:
        """Its heading or first words (of a table its head), with its lines where they are known."""
        first = self.blocks[0]
        opening = ", ".join(first.rows[0]) if first.rows else to_markdown([first])
        words = self.heading or markup.plain(opening[:OPENING].replace("\\\n", " "))
        return f'"{glance(words)}"{_lines(*lines_of(self.blocks))}'


class Leftovers:
    """Gathers what no question took, passage by passage, as a document is read from its top."""

    def __init__(self) -> None:
        self.passages: list[Passage] = []
        self._open: Passage | None = None

    def head(self, heading: str) -> None:
        """A heading begins another passage; those that lead around a page begin none worth telling."""
        self._open = Passage(heading)

    def end(self) -> None:
        """A question stands between what was left and what follows."""
        self._open = None

    def add(self, block: Block) -> None:
        """A block that no question took."""
        if self._open is None:
            self._open = Passage()
        if is_litter_heading(self._open.heading):
            return
        if not self._open.blocks:
            self.passages.append(self._open)
        self._open.blocks.append(block)


def passages_told(passages: Sequence[Passage], title: str | None) -> list[str]:
    """A remark on the passages that belong to no question and are not the document's title alone, or none."""
    passages = [one for one in passages if fold_wording(to_markdown(one.blocks)) != fold_wording(title or "")]
    if not passages:
        return []
    largest = sorted(range(len(passages)), key=lambda place: -passages[place].size)[:NAMED]
    named = [passages[place].told() for place in sorted(largest)]
    belongs = "belongs" if len(passages) == 1 else "belong"
    return [f"left out {count(len(passages), 'passage')} that {belongs} to no question: {_some(named, len(passages))}"]


def questions_told(found: Sequence[Found], what: str) -> list[str]:
    """A remark on questions that are left out, or none; `what` counts them and says why."""
    if not found:
        return []
    named = [f'"{glance(one.question)}"{_lines(one.line, one.end)}' for one in found[:NAMED]]
    return [f"left out {what}: {_some(named, len(found))}"]


def _some(named: Sequence[str], of: int) -> str:
    return ", ".join(named) + (f" and {of - len(named):,} more" if of > len(named) else "")


def glance(words: str) -> str:
    """So much of a text as tells which it is."""
    return words if len(words) <= GLANCE else f"{words[: GLANCE - 1].rstrip()}…"


def _lines(line: int | None, end: int | None) -> str:
    if line is None:
        return ""
    return f" (lines {line}-{end})" if end and end > line else f" (line {line})"

"""The tree as mrkdwn: what a notification shows and a screen reader says, with the links and without the blocks.

Every character of the pack is there. Bold, italic, strike and code are marked where Slack obeys the marks
(between word borders, on one line) and left out elsewhere; `escape.worded` says how signs that are no marks
are kept from becoming some.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bot.markup import Block, Code, Heading, Inline, List, ListItem, Paragraph, Picture, Quote, Run, Table
from bot.render.budget import ELLIPSIS, FENCE, size
from bot.render.escape import escaped, worded
from bot.render.passage import cut_inlines, joined, styled, text_of, units_of

MARKS = (("code", "`"), ("strike", "~"), ("italic", "_"), ("bold", "*"))
INDENT = "    "
BETWEEN_CELLS = " | "


@dataclass(frozen=True, slots=True)
class Line:
    """One passage behind its sign; `code` is shown exactly, between fences."""

    inlines: tuple[Inline, ...]
    before: str = ""
    code: bool = False

    @property
    def units(self) -> int:
        """The length of its words, without marks and addresses."""
        return sum(size(text_of(one)) for one in self.inlines)

    def text(self) -> str:
        """The line (or lines, where the passage has breaks) as mrkdwn."""
        lines = list(_broken(self.inlines))
        if self.code:
            shown = escaped("\n".join("".join(map(text_of, line)) for line in lines))
            return f"{FENCE}\n{shown}\n{FENCE}" if FENCE not in shown else _indented(map(worded, shown.split("\n")), "")
        return _indented(map(_marked, lines), self.before)

    def cut(self, limit: int) -> str:
        """The beginning of it within `limit` units as sent; empty for no room."""
        low, high = 0, min(units_of(self.inlines), limit)
        while low < high:
            middle = (low + high + 1) // 2
            if size(self._begun(middle)) <= limit:
                low = middle
            else:
                high = middle - 1
        return self._begun(low) if low else ""

    def _begun(self, units: int) -> str:
        kept = cut_inlines(self.inlines, units)
        return replace(self, inlines=kept).text() if kept else ""


def spoken(blocks: Iterable[Block], limit: int) -> str:
    """The blocks as mrkdwn of at most `limit` units: cut within a passage, and marked with an ellipsis."""
    return "\n".join(fitted(lines_of(blocks), limit))


def fitted(lines: Iterable[Line], limit: int) -> Iterator[str]:
    """As many of the lines as fit `limit` units with the breaks between them."""
    left = limit
    for line in lines:
        text = line.text() if line.units <= left else None
        if text is None or size(text) > left:
            if begun := line.cut(left):
                yield begun
            elif left:
                yield ELLIPSIS
            return
        left -= size(text) + 1
        yield text


def lines_of(blocks: Iterable[Block], before: str = "") -> Iterator[Line]:
    """The blocks line by line, each behind `before`."""
    for block in blocks:
        match block:
            case Paragraph(inlines):
                yield Line(inlines, before)
            case Heading(inlines):
                yield Line(styled(inlines, bold=True), before)
            case Code(text):
                yield Line((Run(text),), before, code=True)
            case Quote(inner):
                yield from lines_of(inner, f"> {before}")
            case Table():
                yield from (Line(_row(row), before) for row in block.rows)
            case List():
                yield from _points(block, before)


def _points(block: List, before: str) -> Iterator[Line]:
    for place, item in enumerate(block.items, start=block.start):
        sign = f"{place}. " if block.ordered else "• "
        inlines, rest = _opening(item)
        yield Line(inlines, before + sign)
        yield from lines_of(rest, before + INDENT)


def _opening(item: ListItem) -> tuple[tuple[Inline, ...], tuple[Block, ...]]:
    """What stands beside the sign, with the detail that explains it, and what stands below."""
    match item.blocks:
        case (Paragraph(text), Paragraph(detail), *rest) if item.heads:
            return (*text, Run(": "), *detail), tuple(rest)
        case (Paragraph(text) | Heading(text), *rest):
            return text, tuple(rest)
    return (), item.blocks


def _row(cells: Iterable[tuple[Inline, ...]]) -> tuple[Inline, ...]:
    shown: list[Inline] = []
    for place, cell in enumerate(cells):
        shown += [Run(BETWEEN_CELLS if place else ""), *cell]
    return joined(one if isinstance(one, Picture) else replace(one, text=one.text.replace("\n", " ")) for one in shown)


def _broken(inlines: Iterable[Inline]) -> Iterator[tuple[Inline, ...]]:
    """The passage line by line."""
    line: list[Inline] = []
    for one in inlines:
        first, *others = text_of(one).split("\n") if isinstance(one, Run) else [""]
        line.append(replace(one, text=first) if isinstance(one, Run) else one)
        for text in others:
            yield joined(line)
            line = [replace(one, text=text)] if isinstance(one, Run) else []
    yield joined(line)


def _indented(lines: Iterable[str], before: str) -> str:
    """The lines, the later ones below the text of the first; a quotation is one on every line."""
    quotes = "> " * before.count("> ")
    below = quotes + " " * (len(before) - len(quotes)) if before else ""
    return f"\n{below}".join(lines).join([before, ""]).rstrip()


def _marked(inlines: tuple[Inline, ...]) -> str:
    """One line as mrkdwn."""
    made = ""
    texts = [text_of(one) for one in inlines]
    for place, one in enumerate(inlines):
        before = texts[place - 1][-1] if place else " "
        after = texts[place + 1][0] if place + 1 < len(texts) else " "
        made += _inline(one, before, after)
    return made


def _inline(one: Inline, before: str, after: str) -> str:
    """A run or picture between the characters `before` and `after`."""
    text = text_of(one)
    if isinstance(one, Picture):
        return _link(one.url, text)
    core = text.strip()
    start = text.index(core) if core else len(text)
    lead, tail = text[:start], text[start + len(core) :]
    marks = [sign for style, sign in MARKS if getattr(one, style)]
    obeyed = core and _is_border(lead or before) and _is_border(tail or after)
    if marks and obeyed and not any(sign in core for _, sign in MARKS):
        shown = _link(one.url, core) if one.url else escaped(core)
        for mark in marks:
            shown = f"{mark}{shown}{mark}"
        return f"{lead}{shown}{tail}"
    return f"{lead}{_link(one.url, core)}{tail}" if one.url and core else worded(text)


def _is_border(text: str) -> bool:
    """Whether Slack takes a mark next to this character for one."""
    return not text[-1].isalnum() and text[-1] not in "_*~`"


def _link(url: str, label: str) -> str:
    return f"<{escaped(url)}>" if url == label else f"<{escaped(url)}|{escaped(label)}>"

"""Blocks -> questions with the blocks that answer them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.importing.blocks import Block, Found, lines_of
from bot.importing.expansion import expanded
from bot.importing.leftovers import Leftovers, Passage, glance
from bot.importing.litter import is_litter, is_litter_heading, without_litter_lines
from bot.importing.openings import MARKED, Opening, Styles, opening, styles, without_label
from bot.importing.speakers import with_turns
from bot.importing.typed_lists import with_lists
from bot.importing.wording import DOTS, cleaned


@dataclass(frozen=True, slots=True)
class Recognised:
    """The questions of a document in reading order, and the passages that none of them took."""

    found: list[Found]
    left: list[Passage]


@dataclass(slots=True)
class _Current:
    """The question whose answer is being read."""

    opening: Opening
    block: Block
    section: str | None
    body: list[Block] = field(default_factory=list)
    inner: list[str] = field(default_factory=list)  # what looks like questions of their own among the answer

    def is_bare_term(self) -> bool:
        """Whether it is a mere word, such as a row of a table, that nothing follows; a heading may be a section."""
        return self.block.kind == "term" and not self.opening.asks and not self.body

    def found(self) -> Found:
        """The question as it was found."""
        line, end = lines_of([self.block, *self.body])
        words = cleaned(self.opening.question)
        doubts = tuple(f'what may be a question of its own stands in the answer: "{glance(one)}"' for one in self.inner)
        body = tuple(with_lists(self.body))
        return Found(words, body, (), self.section, line, end, self.opening.asks, doubts)


def recognise(blocks: Sequence[Block]) -> Recognised:
    """Every question of a document, and what is left."""
    flat = _without_running_titles(
        [
            without_litter_lines(block)
            for block in expanded(with_lists(with_turns(blocks)))
            if not is_litter(block) and not _is_label(block)
        ]
    )
    openings = [opening(block) for block in flat]
    chosen = styles([one for place, one in enumerate(openings) if one is not None and not _is_bare(flat, place)])
    return _Cut(flat, openings, chosen or _headings(flat)).run()


def _without_running_titles(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without repeats of the document's title."""
    title = next((cleaned(block.text) for block in blocks if block.kind == "heading" and block.level == 1), None)
    first = True
    out = []
    for block in blocks:
        is_title = block.kind == "heading" and cleaned(block.text) == title
        if not is_title or first:
            out.append(block)
        first = first and not is_title
    return out


def _is_label(block: Block) -> bool:
    """Whether a heading only says that an answer follows."""
    return block.kind == "heading" and bool(block.text) and not without_label(block.text)


def _is_bare(blocks: Sequence[Block], place: int) -> bool:
    """Whether a block is a heading of other headings, without text of its own."""
    after = blocks[place + 1] if place + 1 < len(blocks) else None
    return blocks[place].kind == "heading" and (after is None or after.kind in ("heading", "break"))


def _headings(blocks: Sequence[Block]) -> Styles:
    """For a document without questions: its sections, by their headings."""
    levels = [block.level for block in blocks if block.kind == "heading"]
    inner = [level for level in levels if levels.count(level) > 1] or levels or [1]
    level = max(set(inner), key=inner.count)
    return Styles(f"h{level}", loose=frozenset((f"h{level}",)), asking=frozenset())


class _Cut:
    """Walks the blocks once, with the question that is open and the headings around it."""

    def __init__(self, blocks: Sequence[Block], openings: Sequence[Opening | None], chosen: Styles) -> None:
        self.blocks, self.openings, self.styles = blocks, openings, chosen
        self.current: _Current | None = None
        self.path: list[tuple[int, str]] = []
        self.done: list[Found] = []
        self.left = Leftovers()

    def run(self) -> Recognised:
        """All questions, and what is left."""
        for place, block in enumerate(self.blocks):
            one = self.openings[place]
            if block.kind == "break":
                self._close()
            elif one is not None and self._opens(place, one):
                self._open(block, one)
            elif block.kind == "heading" and not self._is_inside(block):
                self._close()
                self._enter(block)
            elif self.current is not None:
                self._add(block, one)
            else:
                self.left.add(block)
        self._close()
        return Recognised(self.done, self.left.passages)

    def _opens(self, place: int, one: Opening) -> bool:
        """Whether a block opens a question here."""
        block = self.blocks[place]
        if block.kind == "heading" and (is_litter_heading(one.question) or self._leads(place)):
            return False
        if one.asks and one.style in self.styles.asking:
            return True
        if one.asks and one.style in ("numbered", "bold", "number") and one.style not in self.styles.asking:
            if self.styles.main == "label" and one.style in MARKED:
                return not self._awaits_answer()  # beside "Q:", a marked line that asks is a question of another hand
            if self.current is None:
                return self.styles.main[0] == "h" or bool(self.done)
            return self.current.opening.style == one.style or (
                self.styles.main[0] == "h" and not self.current.opening.asks
            )
        if one.style not in self.styles.loose:
            return False
        if one.style[0] == "h":
            return not self._awaits_answer() and self._is_leaf(place)
        return one.style in ("label", "term") or not one.question.rstrip().endswith((":", "."))

    def _leads(self, place: int) -> bool:
        """Whether a heading stands right above questions of a lower rank: it names a section, even where it asks."""
        if place + 1 == len(self.blocks):
            return False
        after, one = self.blocks[place + 1], self.openings[place + 1]
        if one is None or one.style not in self.styles.asking:
            return False
        below = after.kind == "heading" and after.level > self.blocks[place].level and one.asks
        return below or after.kind == "term"

    def _awaits_answer(self) -> bool:
        """Whether a question stands open that nothing has answered yet."""
        return self.current is not None and self.current.opening.asks and not self.current.body

    def _is_leaf(self, place: int) -> bool:
        """Whether a heading has text of its own and no question below it."""
        level = self.blocks[place].level
        has_text = False
        for below in range(place + 1, len(self.blocks)):
            block, one = self.blocks[below], self.openings[below]
            if block.kind == "heading" and block.level <= level:
                break
            if one is not None and one.asks and one.style in self.styles.asking:
                return False
            has_text = has_text or block.kind not in ("heading", "break")
        return has_text

    def _is_inside(self, heading: Block) -> bool:
        """Whether a heading stands inside the answer that is open."""
        if self.current is None or is_litter_heading(heading.text):
            return False
        if self._awaits_answer() and heading.level >= self._level():
            return True
        return self.current.block.kind == "heading" and heading.level > self.current.block.level

    def _level(self) -> int:
        """The level at which questions stand."""
        return int(self.styles.main[1]) if re.fullmatch(r"h\d", self.styles.main) else 9

    def _open(self, block: Block, one: Opening) -> None:
        self._close()
        self.left.end()
        if block.kind == "heading":
            self.path = [step for step in self.path if step[0] < block.level]
        above = [words for level, words in self.path if level > 1]
        begun = self.path[-1][1] if self.path else ""
        if begun.rstrip("?").endswith(DOTS) and cleaned(one.question).startswith(DOTS):
            # "How do I ..." as a heading, and "... pay?" below it, are one question.
            one = replace(one, question=f"{begun.rstrip('?.…')} {cleaned(one.question).lstrip('.… ')}")
        self.current = _Current(one, block, above[-1] if above else None)
        if one.rest:
            self.current.body.append(replace(block, kind="paragraph", text=one.rest))

    def _enter(self, heading: Block) -> None:
        self.path = [step for step in self.path if step[0] < heading.level]
        self.path.append((heading.level, cleaned(heading.text)))
        self.left.head(cleaned(heading.text) if heading.level > 1 else "")

    def _add(self, block: Block, one: Opening | None) -> None:
        assert self.current is not None  # noqa: S101  # the caller asks first
        if one is not None and one.asks and not self._awaits_answer() and (one.style in MARKED or one.style == "plain"):
            self.current.inner.append(cleaned(one.question))
        if not self.current.body and block.kind == "paragraph":
            block = replace(block, text=without_label(block.text))
        if block.text or block.kind not in ("paragraph", "heading"):
            self.current.body.append(block)

    def _close(self) -> None:
        if self.current is not None and self.current.is_bare_term():
            self.left.add(self.current.block)
        elif self.current is not None:
            self.done.append(self.current.found())
        self.current = None

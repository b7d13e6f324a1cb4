"""The blocks of an answer -> its shape in a pack: bullets, steps, text or none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.importing import markup
from bot.importing.blocks import Block, to_markdown
from bot.importing.counting import promised
from bot.importing.enumerations import points, without_dots
from bot.importing.fitting import fits, fitted

# A list below so many headings of its own answer is a detail of one part and not the answer.
HEADINGS_ABOVE = 2

_STEP = re.compile(r"\b(?:steps?|stages in order)\b", re.IGNORECASE)


@dataclass(slots=True)
class Shape:
    """An answer as a pack writes it, and what is doubtful about it."""

    answer: dict[str, Any]
    items: int = 0
    doubts: list[str] = field(default_factory=list)
    cut: bool = False


def shaped(question: str, body: Sequence[Block]) -> Shape:
    """The answer that the blocks give to a question."""
    blocks = _merged([block for block in body if block.kind != "break"])
    if not to_markdown(blocks).strip():
        return Shape({"kind": "none"})
    place = _main_list(blocks)
    if place is not None:
        made = _listed(blocks, place)
        if made is not None:
            return made
    return _enumerated(question, blocks) or _text(blocks)


def _merged(blocks: Sequence[Block]) -> list[Block]:
    """Lists that were broken joined again: numbered steps by a note or code, bullets by a list for each."""
    out: list[Block] = []
    last: int | None = None  # where the last list is
    for block in blocks:
        if last is not None and _goes_on(before := out[last], block):
            between = tuple(out[last + 1 :])
            items = (*before.items[:-1], (*before.items[-1], *between), *block.items)
            out[last:] = [replace(before, items=items, end=block.end)]
            continue
        if out and _is_next_bullet(out[-1], block):
            out[-1] = replace(out[-1], items=(*out[-1].items, *block.items), end=block.end)
            continue
        if block.kind == "list":
            last = len(out)
        out.append(block)
    return out


def _goes_on(before: Block, block: Block) -> bool:
    """Whether a numbered list continues an earlier one."""
    return block.kind == "list" and block.ordered and before.ordered and block.start == before.start + len(before.items)


def _is_next_bullet(before: Block, block: Block) -> bool:
    """Whether a list of one point stands right below other points, as exports of pages write each."""
    alone = before.kind == block.kind == "list" and len(block.items) == 1
    return alone and not (before.ordered or block.ordered)


def _main_list(blocks: Sequence[Block]) -> int | None:
    """Where the list is that the answer mainly is: the longest, unless it belongs to one of several parts."""
    best, above = None, 0
    for place, block in enumerate(blocks):
        above += _is_subheading(block)
        counts = block.kind == "list" and len(block.items) > 1 and above < HEADINGS_ABOVE
        if counts and (best is None or len(block.items) > len(blocks[best].items)):
            best = place
    return best


def _is_subheading(block: Block) -> bool:
    """Whether a block is a heading inside an answer, by its kind or by being bold throughout."""
    if block.kind in ("heading", "term"):
        return True
    return block.kind == "paragraph" and bool(re.fullmatch(r"\*\*(?:(?!\*\*).)+\*\*:?", block.text, re.DOTALL))


def _listed(blocks: Sequence[Block], place: int) -> Shape | None:
    """A list with what stands before and after it; None where a part is too long for one."""
    block = blocks[place]
    items = [without_dots(to_markdown(item)) for item in block.items]
    answer: dict[str, Any] = {"kind": "steps" if block.ordered else "bullets"}
    intro, outro = to_markdown(blocks[:place]), to_markdown(blocks[place + 1 :])
    around = [to_markdown([other]) for other in (*blocks[:place], *blocks[place + 1 :])]
    if not fits([*around, *items]):
        return None
    if intro:
        answer["intro"] = intro
    answer["items"] = [item for item in items if item]
    if outro:
        answer["outro"] = outro
    made = Shape(answer, len(answer["items"]))
    others = sum(other.kind == "list" and len(other.items) > 1 for other in blocks) - 1
    if others:
        made.doubts.append(f"the answer has {others + 1} lists; the longest is taken for its points")
    return made if made.items > 1 else None


def _enumerated(question: str, blocks: Sequence[Block]) -> Shape | None:
    """A list that the document wrote as running text."""
    if len(blocks) > 2:
        return None
    text = to_markdown([_unnumbered(block) for block in blocks]).replace("\n\n", " ")
    found = points(text, promised(question) or promised(text[:120]))
    if found is None or not fits([found.intro, *found.items, found.outro]):
        return None
    steps = bool(_STEP.search(markup.plain(question)))
    answer: dict[str, Any] = {"kind": "steps" if steps else "bullets"}
    if found.intro:
        answer["intro"] = found.intro
    answer["items"] = list(found.items)
    if found.outro:
        answer["outro"] = found.outro
    doubts = ["the list was cut out of running text: see whether each point is whole"]
    if found.more:
        doubts.append("the document says that there are more points than these")
    return Shape(answer, len(found.items), doubts)


def _unnumbered(block: Block) -> Block:
    """A list of a single item is that item."""
    alone = block.kind == "list" and len(block.items) == 1 and len(block.items[0]) == 1
    return block.items[0][0] if alone else block


def _text(blocks: Sequence[Block]) -> Shape:
    """An answer in prose."""
    text, cut = fitted([to_markdown([block]) for block in blocks])
    doubts = ["the answer is longer than one reply; its end is left out"] if cut else []
    return Shape({"kind": "text", "text": text}, 0, doubts, cut)

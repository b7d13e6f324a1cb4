"""Brings questions that stand inside lists and tables up to the level of the other blocks; drops contents lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.importing import markup
from bot.importing.blocks import Block
from bot.importing.openings import MARKED, MOSTLY_ASKING, Opening, opening, without_label
from bot.importing.wording import asks, cleaned, ends_asking, prose_columns
from bot.knowledge.wordings import fold_wording

_ANCHORS_ONLY = re.compile(r"^(?:\d+[.)]\s*)?\[(?:[^\[\]\\]|\\.|\[[^\]]*\])*\]\(#[^)]*\)$")
_LINKS_ONLY = re.compile(r"^(?:[\d.]+[.)]?\s*)?\[(?:[^\[\]\\]|\\.|\[[^\]]*\])*\]\([^()\s]*#[^)]*\)$")
_QUESTION_HEADS = frozenset(("question", "questions", "q", "faq", "query"))
_ANSWER_HEADS = frozenset(("answer", "answers", "a", "response", "reply", "solution"))

# "3. ", "3) " or "3\\. " before a paragraph.
_NUMBERED = re.compile(r"^(\d{1,3})\\?[.)]\s+(?=\S)")

# Fewer numbers in a row are no numbering of questions.
SHORTEST_CHAIN = 3

# A list is a contents list when so many of its items stand as questions elsewhere or lead to this page.
CONTENTS_SHARE = 0.6


def expanded(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with every question at the top level."""
    flat = _without_links_above([part for block in _numbered(blocks) for part in _expanded(block)])
    known = {fold_wording(cleaned(one.question)) for block in flat if (one := opening(block))}
    return [block for block in flat if not _is_contents(block, known)]


def _without_links_above(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without terms that only lead elsewhere on the page, and have nothing else below: a contents list."""
    kept: list[Block] = []
    place = 0
    while place < len(blocks):
        end = place
        if blocks[place].kind == "term" and _leads(blocks[place]):
            end += 1
            while end < len(blocks) and blocks[end].kind == "paragraph" and _leads(blocks[end]):
                end += 1
            if end < len(blocks) and blocks[end].kind not in ("term", "heading", "break"):
                end = place
        if end == place:
            kept.append(blocks[place])
        place = max(end, place + 1)
    return kept


def _leads(block: Block) -> bool:
    """Whether the words of a block are only a link to another place of the page."""
    return bool(_LINKS_ONLY.match(block.text.strip()))


def _numbered(blocks: Sequence[Block]) -> list[Block]:
    """Blocks that carry on the numbers of the questions ("3. ...?", "4. ...") made questions too."""
    chain: list[int] = []
    expected = None
    asking = 0
    for place, block in enumerate(blocks):
        number, words = _number_of(block)
        if number is not None and (number == expected or (expected is None and ends_asking(cleaned(words)))):
            chain.append(place)
            asking += ends_asking(cleaned(words))
            expected = number + 1
    if len(chain) < SHORTEST_CHAIN or asking * 2 < len(chain):
        return list(blocks)
    made = list(blocks)
    for place in chain:
        made[place] = replace(made[place], kind="term", text=_number_of(made[place])[1], items=())
    return made


def _number_of(block: Block) -> tuple[int | None, str]:
    """Number and words of a paragraph or of a list's only item without more in it."""
    if block.kind == "list" and block.ordered and len(block.items) == 1 and len(block.items[0]) == 1:
        return block.start, block.items[0][0].text
    found = _NUMBERED.match(block.text) if block.kind == "paragraph" else None
    return (int(found[1]), block.text[found.end() :]) if found else (None, "")


def _expanded(block: Block) -> Iterator[Block]:
    if block.kind == "list" and _holds_questions(block):
        for item in block.items:
            yield from _item(item)
        if len(block.items[-1]) > 1:
            yield Block("break")
    elif block.kind == "table":
        yield from _table(block)
    else:
        yield block


def _holds_questions(block: Block) -> bool:
    """Whether most items of a list are questions with answers or fold-outs, or one is, whose answer may follow."""
    if sum(item[0].kind == "term" for item in block.items) * 2 > len(block.items):
        return True
    if _has_marked_leads(block):
        return True
    opened = [opening(item[0]) for item in block.items]
    asking = [one for one in opened if one is not None and one.asks]
    answered = sum(
        bool(len(item) > 1 or one.rest) for item, one in zip(block.items, opened, strict=True) if one and one.asks
    )
    alone = len(block.items) == 1 and (block.ordered or ends_asking(cleaned(block.items[0][0].text)))
    return len(asking) * 2 > len(block.items) and (answered * 2 > len(block.items) or bool(alone))


def _has_marked_leads(block: Block) -> bool:
    """Whether each item begins with a marked line above its text, and some of these lines ask."""
    leads = [opening(item[0]) for item in block.items if len(item) > 1]
    marked = [one for one in leads if one is not None and one.style in MARKED and not one.rest]
    asking = sum(one.asks for one in marked)
    return len(marked) == len(block.items) > 1 and asking > 0 and asking >= len(marked) * MOSTLY_ASKING


def _item(item: Sequence[Block]) -> Iterator[Block]:
    """One question of a list, then its answer."""
    one = opening(item[0])
    if one is None or not (one.asks or _leads_in(item, one)):
        yield from item
        return
    yield replace(item[0], kind="term", text=one.question)
    if one.rest:
        yield replace(item[0], text=one.rest)
    for block in item[1:]:
        yield replace(block, text=without_label(block.text)) if block.kind == "paragraph" else block


def _leads_in(item: Sequence[Block], one: Opening) -> bool:
    """Whether an item of a list of questions begins as these do, though it does not ask."""
    alone = one.style in MARKED or one.style[0] == "h"
    return one.style == "run-in" or (alone and not one.rest and len(item) > 1)


def _table(block: Block) -> Iterator[Block]:
    """A table of questions and answers row by row, also those that nothing answers; any other as it is.

    A row without a question goes on with the answer above it.
    """
    columns = _columns(block)
    if columns is None:
        yield block
        return
    asked, answered = columns
    lines = block.row_lines or (block.line,) * len(block.rows)
    headed = _is_head(block.rows[0], asked, answered)
    begun = False
    for row, line in list(zip(block.rows, lines, strict=True))[headed:]:
        words = cleaned(row[asked]) if asked < len(row) else ""
        if fold_wording(words) in _QUESTION_HEADS:  # again, where a page ended
            continue
        if words:
            yield Block("term", row[asked], line=line)
        elif not begun:
            yield Block("break")  # it goes on with no question above the table
        begun = True
        if answered < len(row) and row[answered].strip():
            yield Block("paragraph", row[answered], line=line)
    yield Block("break")
    yield from _other_columns(block, columns)


def _other_columns(block: Block, columns: tuple[int, int]) -> Iterator[Block]:
    """What else a table of questions says, which is no part of any answer."""
    for place in prose_columns(block.rows):
        if place not in columns:
            cells = tuple((row[place],) for row in block.rows if place < len(row) and row[place].strip())
            yield replace(block, rows=cells, row_lines=())


def _is_head(row: Sequence[str], asked: int, answered: int) -> bool:
    """Whether the first row of a table of questions names its columns: it asks nothing, and no sentence answers."""
    return not asks(cleaned(row[asked])) and not re.search(r"[.!?]\W*$", row[answered])


def _columns(block: Block) -> tuple[int, int] | None:
    """The columns of questions and of answers."""
    heads = [fold_wording(markup.plain(cell)) for cell in block.rows[0]]
    asked = next((place for place, head in enumerate(heads) if head in _QUESTION_HEADS), None)
    answered = next((place for place, head in enumerate(heads) if head in _ANSWER_HEADS), None)
    if asked is not None and answered is not None:
        return asked, answered
    body = block.rows[1:]
    for place in range(len(heads) - 1):
        if len(body) > 1 and sum(ends_asking(cleaned(row[place])) for row in body if place < len(row)) * 2 > len(body):
            return place, place + 1
    return None


def _is_contents(block: Block, known: set[str]) -> bool:
    """Whether a block only lists what stands elsewhere on the page."""
    if block.kind == "list":
        leaves = list(_leaves(block))
    elif block.kind == "paragraph" and "](#" in block.text:
        leaves = [line.strip(" \\|•-–") for line in block.text.split("\n")]
        known = set()  # only links make a paragraph a contents list: its lines may be a question and its answer
    else:
        return False
    listed = sum(bool(_ANCHORS_ONLY.match(leaf)) or fold_wording(cleaned(leaf)) in known for leaf in leaves)
    asking = any(asks(cleaned(leaf)) for leaf in leaves) or any("](#" in leaf for leaf in leaves)
    return asking and listed >= len(leaves) * CONTENTS_SHARE


def _leaves(block: Block) -> Iterator[str]:
    """The text of every item, also of lists inside."""
    for item in block.items:
        for part in item:
            if part.kind == "list":
                yield from _leaves(part)
            elif part.kind != "break":
                yield part.text

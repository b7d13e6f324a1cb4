"""Plain text, as people copy it from pages -> blocks: headings, lists and menus by their look."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.importing import markup
from bot.importing.blocks import Block, BlockKind, Document
from bot.importing.openings import without_label
from bot.importing.readers.glued_heads import parted
from bot.importing.readers.lines import NUMBER, RULE, WIKI, Line, groups, item_mark
from bot.importing.readers.menus import without_menus
from bot.importing.readers.numbering import numbered_heads, numbers_dotted
from bot.importing.wording import begins_asking, cleaned, ends_asking, labelled

# "2.3  Why ...?": a number that no list of points has.
_SECTION_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2})+\.?\s+")
_HASHES = re.compile(r"^(#{1,6})\s+(?=\S)")
_FIELD = re.compile(r"^[A-Z][\w ]{1,24}:(?:\s|$)")

LONGEST_HEADING = 90

# A question of so many wrapped lines still stands on its own.
QUESTION_LINES = 3

# A heading that does not ask is the document's title if it stands first, or after a short line or two.
TITLE_PLACES = 3


def read(text: str) -> Document:
    """A text document."""
    plain = numbers_dotted([line.expandtabs(4).rstrip() for line in _lines(text)])
    lines = [Line(number, line) for number, line in enumerate(plain, 1)]
    blocks = [block for group in _parted(list(groups(lines)), _underlines(lines)) for block in group]
    indented = {line.number for line in lines if line.text.startswith("  ")}
    blocks = list(_headed(without_menus(blocks), indented))
    first = next((block.text for block in blocks if block.text), None)
    return Document(blocks=[_escaped(block) for block in blocks], title=first, first_line=first)


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")


def _underlines(lines: Sequence[Line]) -> list[str]:
    """The signs that headings are underlined with, the highest first: in the order in which they come."""
    under = (below.words for line, below in pairwise(lines) if line.words and RULE.match(below.text))
    signs = list(dict.fromkeys(words[0] for words in under))
    return signs if signs[:1] != ["-"] else ["=", *signs]  # this one is nobody's title


def _parted(groups: Sequence[Sequence[Line]], signs: Sequence[str]) -> Iterator[Iterable[Block]]:
    """The blocks of each group; questions with the number of a section and headings on top of paragraphs apart."""
    words = [[line.words for line in group] for group in groups]
    heads = numbered_heads(words)
    for number, (group, sizes) in enumerate(zip(groups, parted(words), strict=True)):
        if number in heads:
            yield [_head("term", group[: heads[number]]), *_blocks(group[heads[number] :], signs)]
            continue
        place = 0
        for size in sizes:
            part, place = group[place : place + size], place + size
            asked = " ".join(line.words for line in part)
            if size > 1 and place < len(group) and ends_asking(asked) and not begins_asking(cleaned(asked)):
                yield [_head("heading", part)]
            else:
                yield _blocks(part, signs)


def _head(kind: BlockKind, lines: Sequence[Line]) -> Block:
    """Lines that stand above an answer."""
    words = " ".join(line.words for line in lines)
    return Block(kind, words, level=3, line=lines[0].number, end=lines[-1].number)


def _blocks(group: Sequence[Line], signs: Sequence[str]) -> Iterator[Block]:
    """The blocks of lines that stand together."""
    prose: list[Line] = []
    items: list[tuple[Line, int, int | None, list[str]]] = []
    asking = _wrapped_questions(group)
    for place, line in enumerate(group):
        mark = item_mark(line.text)
        if place in asking:
            yield from _lists(items)
            yield from _prose(prose, signs)
            items, prose = [], [line]
        elif mark and (items or not prose or mark[1] in (None, 1)) and not ends_asking(line.words):
            yield from _prose(prose, signs)
            prose = []
            items.append((line, mark[0], mark[1], [mark[2]]))
        elif items and not mark and len(line.text) - len(line.text.lstrip()) > items[-1][1]:
            items[-1][3].append(line.words)
        else:
            yield from _lists(items)
            items = []
            if ends_asking(line.words) and (mark or labelled(line.words)):
                yield from _prose(prose, signs)
                prose = []
            prose.append(line)
            if _is_whole_question(prose) and not _goes_on(group, place):
                yield from _prose(prose, signs)
                prose = []
    yield from _lists(items)
    yield from _prose(prose, signs)


def _goes_on(group: Sequence[Line], place: int) -> bool:
    """Whether a question is underlined, or is one of several that a label opens and no answer follows yet."""
    below = group[place + 1 :]
    labelled_whole = bool(below) and labelled(group[0].words) and ends_asking(group[-1].words)
    return labelled_whole or bool(below and RULE.match(below[0].text))


def _wrapped_questions(group: Sequence[Line]) -> set[int]:
    """Where lines begin a numbered question that ends on one of the next lines."""
    starts = set()
    for place, line in enumerate(group):
        mark = item_mark(line.text)
        if mark is None or mark[1] is None or not begins_asking(mark[2]) or "?" in line.text:
            continue
        for after in group[place + 1 : place + QUESTION_LINES]:
            if item_mark(after.text) is not None or re.search(r"[.!:;]$", after.words):
                break
            if ends_asking(after.words):
                starts.add(place)
                break
    return starts


def _is_whole_question(lines: Sequence[Line]) -> bool:
    """Whether a few lines are one question, after which its answer may begin on the next line."""
    if len(lines) > QUESTION_LINES or "?" not in lines[-1].text:
        return False
    text = cleaned(" ".join(line.words for line in lines))
    return ends_asking(text) and begins_asking(text)


def _lists(items: Sequence[tuple[Line, int, int | None, list[str]]]) -> Iterator[Block]:
    """List items as one list, deeper ones inside the item before."""
    if not items:
        return
    least = min(item[1] for item in items)
    top: list[list[Block]] = []
    below: list[tuple[Line, int, int | None, list[str]]] = []
    for item in (*items, None):
        if item is not None and item[1] > least + 1 and top:
            below.append(item)
            continue
        if below:
            top[-1] += list(_lists(below))
            below = []
        if item is not None:
            top.append([Block("paragraph", " ".join(item[3]), line=item[0].number)])
    first, last = items[0], items[-1]
    ordered = first[2] is not None
    end = last[0].number + len(last[3]) - 1
    yield Block(
        "list", ordered=ordered, start=first[2] or 1, items=tuple(map(tuple, top)), line=first[0].number, end=end
    )


def _prose(lines: Sequence[Line], signs: Sequence[str]) -> Iterator[Block]:
    """A paragraph; headings marked with # or underlined are headings."""
    kept = [line for line in lines if not RULE.match(line.text)]
    if not kept:
        return
    first, last = kept[0], kept[-1]
    wiki, hashes = WIKI.match(first.words), _HASHES.match(first.words)
    if wiki:
        yield Block("heading", wiki[2], level=len(wiki[1]), line=first.number)
        return
    if hashes and len(kept) == 1:
        yield Block("heading", first.words[hashes.end() :], level=len(hashes[1]), line=first.number)
        return
    if len(kept) == 1 and 1 < len(lines) <= 3 and lines[-1] is not first:
        # Lines above the words too make a title.
        level = 1 if lines[0] is not first else signs.index(lines[-1].words[0]) + 1
        yield Block("heading", first.words, level=level, line=first.number)
        return
    yield Block("paragraph", "\n".join(line.words for line in kept), line=first.number, end=last.number)


def _headed(blocks: Iterator[Block], indented: set[int]) -> Iterator[Block]:
    """Short lines above other text made headings: the first the title, all others of one level."""
    listed = list(blocks)
    for place, block in enumerate(listed):
        after = listed[place + 1] if place + 1 < len(listed) else None
        if block.kind == "paragraph" and block.line not in indented and _is_heading(block, after):
            words = " ".join(block.text.split("\n"))
            yield replace(
                block, kind="heading", text=words, level=_level(listed[: min(place, TITLE_PLACES)], block, after)
            )
        elif _is_numbered_section(block, after):
            yield Block("heading", block.items[0][0].text, level=2, line=block.line)
        else:
            yield block


def _is_numbered_section(block: Block, after: Block | None) -> bool:
    """Whether a numbered line alone ("2. PRICES") stands right above a question."""
    if block.kind != "list" or not block.ordered or len(block.items) != 1 or len(block.items[0]) != 1:
        return False
    words = block.items[0][0].text
    asks = after is not None and after.kind == "paragraph" and ends_asking(after.text)
    return asks and len(words) <= LONGEST_HEADING and words[:1].isupper() and words[-1:].isalnum()


def _level(above: Sequence[Block], block: Block, after: Block | None) -> int:
    """1 for a title, 2 for a heading above other headings, 3 for all others."""
    if ends_asking(block.text):
        return 3
    leads = all(len(before.text) < LONGEST_HEADING and not ends_asking(before.text) for before in above)
    if leads and len(above) < TITLE_PLACES:
        return 1
    return 2 if after is not None and after.kind == "paragraph" and ends_asking(after.text) else 3


def _is_heading(block: Block, after: Block | None) -> bool:
    """Whether a paragraph looks like a heading of what follows."""
    text = " ".join(block.text.split("\n"))
    if ends_asking(text) and begins_asking(_SECTION_NUMBER.sub("", text)) and not labelled(text):
        return block.text.count("\n") < QUESTION_LINES
    if "\n" in block.text or "://" in text or labelled(text) or NUMBER.match(text) or without_label(text) != text:
        return False
    if ends_asking(text) and not re.search(r"[a-z][.!]\s*[A-Z]", text):
        return True
    if after is None or after.kind == "break" or len(text) > LONGEST_HEADING:
        return False
    if _FIELD.match(text) and after.kind != "list":
        return False
    return bool(re.match(r"[\w\"'“‘]", text)) and not re.search(r"[.,:;]\W*$", text) and text[:1] == text[:1].upper()


def _escaped(block: Block) -> Block:
    """A block with its words made safe as Markdown."""
    items = tuple(tuple(map(_escaped, item)) for item in block.items)
    return replace(block, text=markup.escape(block.text), items=items)

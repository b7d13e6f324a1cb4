"""Word documents -> blocks. They have no lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from bot.importing import markup
from bot.importing.blocks import Block, Document, to_markdown
from bot.importing.readers.docx_parts import Parts

_BULLETS = frozenset(("bullet", "none"))


@dataclass(frozen=True, slots=True)
class _Item:
    """A list paragraph: how deep it is, whether it is numbered, and with what number."""

    depth: int
    ordered: bool
    block: Block
    number: int


def read(data: bytes) -> Document:
    """A .docx file; raises UnreadableError for what is none, or is too large once unpacked."""
    parts = Parts(data)
    blocks = list(_Reader(parts.word).blocks(parts.body()))
    title = parts.word.core_properties.title
    return Document(
        blocks=blocks,
        title=title or next((markup.plain(block.text) for block in blocks if block.kind == "heading"), None),
    )


class _Reader:
    """Walks the body; `word` tells about styles, numbering and links."""

    def __init__(self, word: Any) -> None:
        self.part = word.part
        self.styles = {style.style_id: style for style in word.styles}
        self.formats = _number_formats(word)
        self.counts: Counter[str | None] = Counter()  # how far each numbering has come

    def blocks(self, body: Any) -> Iterator[Block]:
        """The blocks of the body, list paragraphs gathered into lists."""
        run: list[_Item] = []
        for element in self._elements(body):
            place = self._list_place(element) if element.tag == qn("w:p") else None
            made = self._block(element)
            if place is not None and made is not None:
                run.append(_Item(*place, made, self._counted(element, place)))
            elif made is not None:
                yield from _lists(run)
                run = []
                yield made
        yield from _lists(run)

    def _counted(self, element: Any, place: tuple[int, bool]) -> int:
        """The number that Word shows before a list paragraph: a numbering goes on, whatever stands between."""
        depth, ordered = place
        if depth or not ordered:
            return 1
        numbering = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        name = _value(numbering, "w:numId") if numbering is not None else None  # None: numbered by its style
        self.counts[name] += 1
        return self.counts[name]

    def _elements(self, body: Any) -> Iterator[Any]:
        """Paragraphs and tables, also inside content controls; no contents lists."""
        for element in body:
            if element.tag in (qn("w:p"), qn("w:tbl")):
                yield element
            elif element.tag == qn("w:sdtContent"):
                yield from self._elements(element)
            elif element.tag == qn("w:sdt") and not element.findall(f".//{qn('w:docPartGallery')}"):
                yield from self._elements(element.iterchildren(qn("w:sdtContent")))

    def _block(self, element: Any) -> Block | None:
        """One paragraph or table."""
        if element.tag == qn("w:tbl"):
            rows = tuple(
                tuple(to_markdown(self.blocks(cell)) for cell in row.iter(qn("w:tc")))
                for row in element.iter(qn("w:tr"))
            )
            return Block("table", rows=rows) if rows else None
        style = self._style(element)
        name = style.name.casefold() if style is not None and style.name else ""
        text = self._text(element, bold=bool(style is not None and style.font.bold) and not name.startswith("heading"))
        if not markup.plain(text) or name.startswith("toc"):
            return None
        if name == "title" or name.startswith("heading"):
            level = name.removeprefix("heading").strip()
            return Block("heading", text, level=int(level) if level.isdigit() else 1)
        return Block("paragraph", text)

    def _style(self, element: Any) -> Any:
        """The paragraph's style, if it names one."""
        named = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return self.styles.get(named.get(qn("w:val"))) if named is not None else None

    def _list_place(self, element: Any) -> tuple[int, bool] | None:
        """Depth of a list paragraph and whether it is numbered; None for other paragraphs."""
        numbering = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        style = self._style(element)
        name = style.name.casefold() if style is not None and style.name else ""
        if name.startswith("heading") or name == "title":
            return None
        if numbering is not None:
            number, depth = (_value(numbering, tag) for tag in ("w:numId", "w:ilvl"))
            if number != "0":
                level = int(depth or 0)
                return level, self.formats.get((number or "", level), "bullet") not in _BULLETS
        if name.startswith(("list bullet", "list number")):
            return (int(name[-1]) - 1 if name[-1].isdigit() else 0), name.startswith("list number")
        return None

    def _text(self, element: Any, *, bold: bool = False) -> str:
        """The words of a paragraph as Markdown; neighbours with the same look are joined first."""
        runs: list[tuple[str, str, str]] = []
        for words, look, address in self._runs(element, ""):
            if runs and runs[-1][1:] == (look, address):
                runs[-1] = (runs[-1][0] + words, look, address)
            else:
                runs.append((words, look, address))
        text = ""
        for words, look, address in runs:
            piece = markup.marked(_escaped(words), look) if look else _escaped(words)
            text += markup.link(piece, address) if address else piece
        text = "\\\n".join(line.strip() for line in text.split("\n")).strip().removesuffix("\\")
        return markup.marked(text, "**") if bold and "**" not in text else text

    def _runs(self, element: Any, address: str) -> Iterator[tuple[str, str, str]]:
        """Words, their mark and the address of their link; deleted and hidden words are left out."""
        for child in element:
            if child.tag == qn("w:r"):
                yield self._words(child), self._look(child), address
            elif child.tag == qn("w:hyperlink"):
                relation = self.part.rels.get(child.get(qn("r:id")) or "")
                yield from self._runs(child, relation.target_ref if relation is not None else address)
            elif child.tag in (qn("w:ins"), qn("w:smartTag"), qn("w:sdt"), qn("w:sdtContent"), qn("w:fldSimple")):
                yield from self._runs(child, address)

    def _words(self, run: Any) -> str:
        signs = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
        if run.find(f"{qn('w:rPr')}/{qn('w:vanish')}") is not None:
            return ""
        return "".join(child.text or "" if child.tag == qn("w:t") else signs.get(child.tag, "") for child in run)

    def _look(self, run: Any) -> str:
        """The Markdown mark for the look of a run."""
        properties = run.find(qn("w:rPr"))
        if properties is None:
            return ""
        styled = properties.find(qn("w:rStyle"))
        name = styled.get(qn("w:val")) if styled is not None else ""
        if _is_on(properties.find(qn("w:b"))) or name == "Strong":
            return "**"
        return "*" if _is_on(properties.find(qn("w:i"))) or name == "Emphasis" else ""


def _escaped(words: str) -> str:
    return markup.escape(words.replace("\u00a0", " "))


def _is_on(flag: Any) -> bool:
    return flag is not None and flag.get(qn("w:val")) not in ("0", "false", "none")


def _value(element: Any, tag: str) -> str | None:
    found = element.find(qn(tag))
    return found.get(qn("w:val")) if found is not None else None


def _number_formats(word: Any) -> dict[tuple[str, int], str]:
    """(numbering, level) -> "bullet", "decimal" and so on."""
    try:
        root = word.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return {}
    abstract: dict[str, dict[int, str]] = {}
    for one in root.iter(qn("w:abstractNum")):
        levels = {int(level.get(qn("w:ilvl")) or 0): _value(level, "w:numFmt") or "" for level in one.iter(qn("w:lvl"))}
        abstract[one.get(qn("w:abstractNumId")) or ""] = levels
    formats = {}
    for number in root.iter(qn("w:num")):
        for level, form in abstract.get(_value(number, "w:abstractNumId") or "", {}).items():
            formats[(number.get(qn("w:numId")) or "", level)] = form
    return formats


def _lists(entries: Sequence[_Item]) -> Iterator[Block]:
    """List paragraphs in a row as one list, deeper ones inside the item before."""
    if not entries:
        return
    least = min(entry.depth for entry in entries)
    items: list[list[Block]] = []
    below: list[_Item] = []
    for entry in entries:
        if entry.depth > least and items:
            below.append(entry)
            continue
        if below:
            items[-1] += _lists(below)
            below = []
        items.append([entry.block])
    if below:
        items[-1] += _lists(below)
    first = next(entry for entry in entries if entry.depth == least)
    yield Block("list", ordered=first.ordered, start=first.number, items=tuple(map(tuple, items)))

"""HTML, also broken and in fragments -> blocks."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import lxml.html
from lxml import etree

from bot.importing import markup
from bot.importing.blocks import Block, Document, to_markdown
from bot.importing.readers.data import Walk
from bot.importing.readers.html_titles import HEADINGS, asking_kinds, is_title

# Nothing a reader of the page would take for its content.
_UNSEEN = frozenset(
    "script style head template noscript svg nav footer iframe form select option input textarea object".split()
)
_BLOCKS = HEADINGS | frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure header "
    "hgroup hr html legend li main menu ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
# The first word of a class or id of what stands around an answer.
_AROUND = frozenset(
    "cookie cookies consent gdpr breadcrumb breadcrumbs search related share social vote votes voting helpful feedback "
    "newsletter sidebar pagination pager skip toc author metadata footer cta promo advert banner nav navbar navheader "
    "navfooter navigation".split()
)

# What stands around the answers is a smaller part of the page than this.
AROUND_SHARE = 0.3

# Tags of page templates (ERB, ASP, PHP, Jinja); a link that they make keeps its words.
_TEMPLATE = re.compile(r"<%.{0,2000}?%>|<\?(?:php|=).{0,2000}?\?>|\{%.{0,600}?%\}", re.DOTALL)
_LINK_WORDS = re.compile(r"\blink_to\s*\(?\s*(?:\"([^\"#]*)\"|'([^']*)')")

_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "s": "~~", "del": "~~"}

# Two line breaks in a row end a paragraph; a style sheet says which classes are bold.
_PARAGRAPH_END = re.compile(r"\\\n\s*\\\n")
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_RULE = re.compile(r"\.([\w-]{1,60})\s*\{([^{}]{0,2000})\}")

# Single-file components keep their page in here.
_COMPONENT = re.compile(r"</?template\b[^>]*>", re.IGNORECASE)

# The number of a question in a cell of its own.
_LABEL = re.compile(r"(?:[QA]|\d{1,3})(?:\.\d{1,3})*[.:)]+")

# Beyond this libxml2 no longer counts lines truly.
_LAST_TRUE_LINE = 65_534


def read(text: str) -> Document:
    """A page or a piece of one."""
    document = Document()
    root = _tree(text)
    if root is None:
        return document
    document.title = _title(root)
    document.base = _base(root)
    document.blocks = _Reader(bold=_bold_classes(root), titles=asking_kinds(root)).read(root)
    document.spare = [found for script in root.iter("script") for found in _json_ld(script)]
    return document


def fragment(text: str, line: int = 1) -> list[Block]:
    """The blocks of a piece of HTML that begins on that line of its document."""
    root = _tree(text)
    return _Reader(line - 1).read(root) if root is not None else []


def _tree(text: str) -> Any:
    """The parsed page, or None for one without any content."""
    text = _TEMPLATE.sub(_template_words, text)
    if not re.search(r"<body\b", text[:100_000], re.IGNORECASE) and re.match(r"\s*<template\b", text, re.IGNORECASE):
        text = _COMPONENT.sub("", text)
    parser = lxml.html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, encoding="utf-8")
    try:
        return lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _title(root: Any) -> str | None:
    """What the page calls itself."""
    for element in (*root.iter("h1"), *root.iter("title")):
        words = markup.plain(_Reader().inline(element))
        if words:
            return words
    return None


def _base(root: Any) -> str | None:
    """The whole address that the page names as its own."""
    named = [element.get("href") for element in root.iter("base")]
    named += [element.get("href") for element in root.iter("link") if element.get("rel") == "canonical"]
    named += [element.get("content") for element in root.iter("meta") if element.get("property") == "og:url"]
    return next((name for name in named if name and re.match(r"https?://", name)), None)


def _json_ld(script: Any) -> list[Any]:
    """The questions that a page declares for search engines."""
    if "ld+json" not in (script.get("type") or ""):
        return []
    source = (script.text or "").strip().removeprefix("{`").removesuffix("`}")
    try:
        return list(Walk(fragment).found(json.loads(source)))
    except (ValueError, RecursionError):
        return []


class _Reader:
    """Walks a tree once; words between blocks become paragraphs."""

    def __init__(
        self, before: int = 0, *, bold: frozenset[str] = frozenset(), titles: frozenset[str] = frozenset()
    ) -> None:
        self.before = before  # lines of the document above this fragment
        self.bold = bold  # classes of words that the style sheet makes bold
        self.titles = titles  # kinds of elements that are questions

    def read(self, element: Any) -> list[Block]:
        """The blocks inside an element."""
        blocks: list[Block] = []
        words: list[str] = []
        start: list[int | None] = [self._line(element)]

        def flush() -> None:
            """End the paragraph that was gathered."""
            parts = _PARAGRAPH_END.split("".join(words))
            blocks.extend(Block("paragraph", text, line=start[0]) for text in map(_folded, parts) if text)
            words.clear()

        words.append(markup.escape(element.text or ""))
        for child in element:
            if self._is_block(child):
                flush()
                blocks += self._block(child)
                start[0] = None
            elif isinstance(child.tag, str):
                if not "".join(words).strip():
                    start[0] = self._line(child)
                words.append(self._inline(child))
            words.append(markup.escape(child.tail or ""))
        flush()
        return blocks

    def inline(self, element: Any) -> str:
        """Everything in an element as one line of Markdown."""
        words = [markup.escape(element.text or "")]
        for child in element:
            if isinstance(child.tag, str):
                words.append(self._inline(child))
            words.append(markup.escape(child.tail or ""))
        return "".join(words)

    def _line(self, element: Any) -> int | None:
        line = element.sourceline
        return line + self.before if line and line < _LAST_TRUE_LINE else None

    def _is_title(self, element: Any) -> bool:
        """Whether an element is the title of a fold-out."""
        return element.tag not in _UNSEEN and is_title(element, self.titles)

    def _is_block(self, element: Any) -> bool:
        """Whether an element stands on its own: by its tag, or because a block is inside."""
        if element.tag in _BLOCKS or self._is_title(element):
            return True
        inner = (below.tag in _BLOCKS for below in element.iterdescendants())
        return isinstance(element.tag, str) and element.tag not in _UNSEEN and any(inner)

    def _block(self, element: Any) -> list[Block]:
        """The blocks that a block element stands for."""
        tag, line = element.tag, self._line(element)
        if tag in _UNSEEN or tag in ("hr", "head") or self._is_around(element):
            return []
        if tag in HEADINGS:
            return [Block("heading", _folded(self.inline(element)), level=int(tag[1]), line=line)]
        if tag in ("dt", "summary") or self._is_title(element):
            return [Block("term", _folded(self.inline(element)), line=line)]
        if tag in ("ul", "ol", "menu"):
            return self._list(element)
        if tag == "pre":
            return [Block("code", element.text_content().strip("\n"), line=line)]
        if tag == "table":
            return self._table(element)
        inner = self.read(element)
        return [*inner, Block("break")] if tag in ("dl", "details") else inner

    def _is_around(self, element: Any) -> bool:
        """Whether an element stands around the answers by its name, is small, and holds no question's mark."""
        if element.tag in ("html", "body", "main", "article") or not _names(element) & _AROUND:
            return False
        whole = len(element.getroottree().getroot().text_content())
        marks = element.xpath("boolean(.//details | .//dt | .//*[contains(@itemtype, 'Question')])")
        return not marks and len(element.text_content()) < whole * AROUND_SHARE

    def _list(self, element: Any) -> list[Block]:
        """A list; what stands between its items belongs to the item before."""
        items: list[list[Block]] = []
        for child in element:
            inner = self.read(child) if child.tag == "li" else self._block(child) if self._is_block(child) else []
            if child.tag == "li":
                items.append(inner)
            elif items:
                items[-1] += inner
            else:
                items.append(inner)
        kept = tuple(tuple(item) for item in items if item)
        start = element.get("start") or "1"
        ordered = element.tag == "ol"
        number = int(start) if start.isdigit() and len(start) < 6 else 1
        return [Block("list", ordered=ordered, start=number, items=kept, line=self._line(element))] if kept else []

    def _table(self, element: Any) -> list[Block]:
        """A table of data as Markdown; one that only lays out the page gives its cells' blocks."""
        lines = [row for row in element.iter("tr") if next(row.iterancestors("table")) is element]
        if any("question" in _names(row) for row in lines):
            return self._questions(lines)
        lines = [row for row in lines if any(cell.tag in ("td", "th") for cell in row)]
        rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in lines]
        layout = any(self._is_block(child) and child.tag != "p" for row in rows for cell in row for child in cell)
        if layout or not rows or max(map(len, rows)) < 2:
            return [block for row in rows for cell in row for block in self.read(cell)]
        texts = tuple(tuple(to_markdown(self.read(cell)) for cell in row) for row in rows)
        return [Block("table", rows=texts, row_lines=tuple(map(self._line, lines)), line=self._line(element))]

    def _questions(self, rows: list[Any]) -> list[Block]:
        """A table whose rows say that they are questions and answers, as DocBook writes them; no contents of it."""
        blocks: list[Block] = []
        for row in rows:
            named = _names(row)
            cells = [self.read(cell) for cell in row if cell.tag in ("td", "th")]
            inner = [block for cell in cells for block in cell if not _LABEL.fullmatch(markup.plain(block.text))]
            if "question" in named:
                blocks += [replace(block, kind="term") if not place else block for place, block in enumerate(inner)]
            elif "toc" not in named:
                blocks += inner
        return [*blocks, Block("break")]

    def _inline(self, element: Any) -> str:
        """One inline element as Markdown."""
        tag = element.tag
        if tag in _UNSEEN:
            return ""
        if tag == "br":
            return "\\\n"
        if tag in ("code", "kbd", "tt", "samp"):
            return markup.code(element.text_content())
        text = self.inline(element)
        if tag == "a":
            return markup.link(text, element.get("href") or "")
        if tag == "q":
            return f"“{text}”"
        if tag in _MARKS:
            return markup.marked(text, _MARKS[tag])
        return markup.marked(text, "**") if self._is_bold(element) and "**" not in text else text

    def _is_bold(self, element: Any) -> bool:
        """Whether an element is bold by its style or by its class."""
        named = (element.get("class") or "").split()
        return bool(_BOLD.search(element.get("style") or "")) or not self.bold.isdisjoint(named)


def _bold_classes(root: Any) -> frozenset[str]:
    """The classes that the page's style sheets make bold."""
    sheets = " ".join(style.text or "" for style in root.iter("style"))
    return frozenset(found[1] for found in _RULE.finditer(sheets) if _BOLD.search(found[2]))


def _template_words(found: re.Match[str]) -> str:
    """What stays of a template's tag: the words of a link, and the ends of lines."""
    link = _LINK_WORDS.search(found[0])
    return (link[1] or link[2] or "" if link else "") + "\n" * found[0].count("\n")


def _names(element: Any) -> set[str]:
    """The first words of an element's classes and of its id."""
    named = f"{element.get('class') or ''} {element.get('id') or ''}".casefold().split()
    return {re.split(r"[-_]", name)[0] for name in named}


def _folded(text: str) -> str:
    """White space as a browser shows it; hard breaks stay."""
    parts = [" ".join(part.split()) for part in text.split("\\\n")]
    return "\\\n".join(part for part in parts if part)

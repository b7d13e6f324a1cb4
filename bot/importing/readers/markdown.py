"""Markdown, also with components (MDX), template tags and front matter -> blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.deflist import deflist_plugin

from bot.importing import markup
from bot.importing.blocks import Block, Document
from bot.importing.readers import foldouts, html, literals, markdown_inline
from bot.importing.readers.data import Walk
from bot.importing.readers.markdown_cleaning import cleaned, front_matter
from bot.importing.typed_lists import with_lists

_BLOCKS = markup.parser.__wrapped__().use(deflist_plugin)

_MODULE_LINE = re.compile(r"(import|export)\b.*")
_PLACEHOLDER_TAG = re.compile(r"^\s*(\[\[?_?TOC_?\]\]?|\{:[^}]*\}|\[TOC\])\s*$", re.IGNORECASE)
_HTML_LIST = re.compile(r"</?(?:ul|ol|li|p|dl|table)\b", re.IGNORECASE)
_MARKDOWN_LIST = re.compile(r"(?m)^\s*(?:[-*+]|\d+[.)])\s|^#{1,6}\s|```|\]\(|\*\*")
_ANCHOR = re.compile(r"\s*\{\s*#[\w-]+[^}]*\}\s*$")


def read(text: str) -> Document:
    """A Markdown document."""
    body, matter = front_matter(text)
    document = Document(blocks=blocks_of(body))
    document.title = matter.title or next((markup.plain(b.text) for b in document.blocks if b.kind == "heading"), None)
    document.base = matter.base
    document.spare = [*Walk(cell).found(matter.data), *literals.found(text, cell)]
    return document


def cell(text: str) -> list[Block]:
    """The blocks of a short Markdown text, such as one cell of a table; it has no lines of its own."""
    made = html.fragment(text) if _HTML_LIST.search(text) and not _MARKDOWN_LIST.search(text) else blocks_of(text)
    return list(_without_lines(with_lists(made)))


def _without_lines(blocks: Iterable[Block]) -> Iterable[Block]:
    for block in blocks:
        items = tuple(tuple(_without_lines(item)) for item in block.items)
        yield replace(block, line=None, end=None, row_lines=(), items=items)


def blocks_of(text: str) -> list[Block]:
    """The blocks of Markdown."""
    nodes = SyntaxTreeNode(_BLOCKS.parse(cleaned(text))).children
    closing = _closing_rule(nodes)
    made = [[Block("break")] if place == closing else _blocks(node) for place, node in enumerate(nodes)]
    return [block for blocks in made for block in blocks]


def _closing_rule(nodes: Sequence[SyntaxTreeNode]) -> int | None:
    """The rule that parts the closing words from the last answer: nothing but paragraphs stands below it.

    Where rules stand above paragraphs elsewhere too, they part the paragraphs of an answer.
    """
    rules = [place for place, node in enumerate(nodes) if node.type == "hr"]
    if not rules or any(nodes[place + 1].type == "paragraph" for place in rules[:-1]):
        return None
    below = nodes[rules[-1] + 1 :]
    return rules[-1] if below and all(node.type == "paragraph" for node in below) else None


def _children(node: SyntaxTreeNode) -> list[Block]:
    return [block for child in node.children for block in _blocks(child)]


def _blocks(node: SyntaxTreeNode) -> list[Block]:
    """The blocks that one node of the syntax tree stands for."""
    line, end = (node.map[0] + 1, node.map[1]) if node.map else (None, None)
    match node.type:
        case "heading":
            return _heading(node, line, end)
        case "paragraph":
            return _paragraph(node, line, end)
        case "bullet_list" | "ordered_list":
            start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else 1
            items = tuple(tuple(inner) for inner in map(_children, node.children) if inner)
            ordered = node.type == "ordered_list"
            return [Block("list", ordered=ordered, start=start, items=items, line=line, end=end)] if items else []
        case "fence" | "code_block":
            return [Block("code", node.content, line=line, end=end)] if node.content.strip() else []
        case "html_block":
            return _html(node.content, line or 1)
        case "table":
            return [_table(node, line, end)]
        case "dt":
            return [Block("term", _inline(node), line=line, end=end)]
        case "dl":
            return [*_children(node), Block("break")]
    return _children(node)


def _html(text: str, line: int) -> list[Block]:
    """A piece of HTML; a fold-out that it only opens goes on in the Markdown below."""
    inner = [block for block in html.fragment(text, line) if block.kind != "break"]
    return [*inner, Block("break")] if re.search(r"</(?:details|dl)>", text, re.IGNORECASE) else inner


def _heading(node: SyntaxTreeNode, line: int | None, end: int | None) -> list[Block]:
    """A heading, or the mark of a fold-out's title or end."""
    text = _ANCHOR.sub("", _inline(node))
    if foldouts.TITLE not in text:
        plain = [Block("heading", text.strip(foldouts.END), level=int(node.tag[1]), line=line, end=end)]
        return [*(plain if plain[0].text else []), *([Block("break")] if foldouts.END in text else [])]
    words, _, answer = text.replace(foldouts.TITLE, "").partition(foldouts.ANSWER)
    term = Block("term", words.strip(), line=line, end=end)
    return [term, *_text(answer.strip(), line, end)]


def _text(text: str, line: int | None, end: int | None) -> list[Block]:
    """Words as a paragraph; those behind the end of a fold-out stand on their own."""
    inner, ended, after = text.partition(foldouts.END)
    made = [Block("paragraph", inner.strip(), line=line, end=end)] if inner.strip() else []
    return [*made, Block("break"), *_text(after, line, end)] if ended else made


def _paragraph(node: SyntaxTreeNode, line: int | None, end: int | None) -> list[Block]:
    """A paragraph, unless it is machinery."""
    raw = node.children[0].content if node.children else ""
    if all(_MODULE_LINE.fullmatch(part) for part in raw.splitlines()) or _PLACEHOLDER_TAG.match(raw):
        return []
    return _text(_inline(node), line, end)


def _inline(node: SyntaxTreeNode) -> str:
    """The inline content of a block, written anew."""
    parts = [markdown_inline.written(token.children or []) for token in node.to_tokens() if token.type == "inline"]
    return " ".join(filter(None, parts))


def _table(node: SyntaxTreeNode, line: int | None, end: int | None) -> Block:
    """A table with the line of each row."""
    rows = [row for row in node.walk() if row.type == "tr"]
    cells = tuple(tuple(map(_inline, row.children)) for row in rows)
    lines = tuple(row.map[0] + 1 if row.map else None for row in rows)
    return Block("table", rows=cells, row_lines=lines, line=line, end=end)

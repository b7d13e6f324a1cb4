"""reStructuredText, with any roles and directives (Sphinx or others) -> blocks."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from docutils import nodes
from docutils.core import publish_doctree
from docutils.parsers.rst import Directive, directives, roles
from docutils.parsers.rst.languages import en
from docutils.parsers.rst.states import SubstitutionDef

from bot.importing import markup
from bot.importing.blocks import Block, Document, to_markdown

# Directives that lead elsewhere, or hold what no reader of the answer sees.
_UNSEEN = frozenset(
    "seealso toctree contents raw include literalinclude image figure index meta only ifconfig "
    "tags sectionauthor codeauthor highlight default-role currentmodule module".split()
)
_CODE = frozenset("code code-block sourcecode highlight prompt parsed-literal console doctest".split())
_FOLDS = frozenset("dropdown details collapse toggle admonition-question faq question".split())
_MARKED = {"guilabel": "**", "menuselection": "**", "strong": "**", "emphasis": "*", "term": "*"}
_LITERAL = frozenset(
    "file code command envvar samp kbd program option literal py:func py:class func class mod meth".split()
)

_UNSEEN_NODES = (
    nodes.comment, nodes.system_message, nodes.substitution_definition, nodes.target, nodes.image, nodes.raw,
    nodes.pending, nodes.docinfo, nodes.footnote,
)  # fmt: skip

_DIRECTIVE = re.compile(r"(?m)^\s*(?:\.\. |\.\. \|[^|]+\| )([\w:+.-]+?)::(?:\s|$)")
_ROLE = re.compile(r":([a-zA-Z][\w:+.-]*?):`")
_TITLED = re.compile(r"^(.*?)\s*<([^<>]+)>$", re.DOTALL)

_SETTINGS = {
    "report_level": 5, "halt_level": 5, "file_insertion_enabled": False, "raw_enabled": False, "_disable_config": True,
    "doctitle_xform": False, "docinfo_xform": False, "smart_quotes": False, "input_encoding": "unicode",
    "warning_stream": False,
}  # fmt: skip


class _Content(Directive):
    """A directive that docutils does not know: its content, with a title where it has one."""

    has_content = True
    optional_arguments = 1000
    final_argument_whitespace = True

    def run(self) -> Sequence[nodes.Node]:
        """The nodes that stand for the directive."""
        name = self.name.lower()
        if name in _UNSEEN:
            return [nodes.inline()] if isinstance(self.state, SubstitutionDef) else []
        if name in _CODE:
            text = "\n".join(self.content)
            return [nodes.literal_block(text, text)]
        holder = nodes.container()
        self.state.nested_parse(self.content, self.content_offset, holder)
        title = " ".join(self.arguments).strip()
        if title and name in _FOLDS:
            item = nodes.definition_list_item("", nodes.term("", title), nodes.definition("", *holder.children))
            return [nodes.definition_list("", item)]
        return list(holder.children)


def _role(
    name: str, rawtext: str, text: str, lineno: int, inliner: Any, options: Any = None, content: Any = None
) -> Any:
    """A role that docutils does not know: its words, marked where readers would see a mark."""
    titled = _TITLED.match(text)
    words = (titled[1] if titled else text).strip().lstrip("~!")
    plain = name.lower()
    if plain in _LITERAL:
        return [nodes.literal(rawtext, words)], []
    if _MARKED.get(plain) == "**":
        return [nodes.strong(rawtext, words)], []
    return [nodes.inline(rawtext, words)], []


def read(text: str) -> Document:
    """A reStructuredText document."""
    _make_known(text)
    tree = publish_doctree(text, settings_overrides=_SETTINGS)
    reader = _Reader(text.split("\n"))
    document = Document(blocks=reader.children(tree, 0))
    document.title = next((markup.plain(block.text) for block in document.blocks if block.kind == "heading"), None)
    return document


def _make_known(text: str) -> None:
    """Give every directive and role of the text a meaning."""
    for name in set(_DIRECTIVE.findall(text)):
        low = name.lower()
        if low in _UNSEEN | _FOLDS or (low not in en.directives and low not in directives._directives):  # type: ignore[attr-defined]
            directives.register_directive(low, _Content)
    for name in set(_ROLE.findall(text)):
        if name.lower() not in roles._role_registry and name.lower() not in roles._roles:  # type: ignore[attr-defined]
            roles.register_local_role(name.lower(), _role)


class _Reader:
    """Walks the tree of nodes; `lines` are the source's, to find the titles in."""

    def __init__(self, lines: list[str]) -> None:
        self.lines, self.at = lines, 0
        self._makers: list[tuple[Any, Callable[[Any, int], list[Block]]]] = [
            (nodes.title, self._title),
            ((nodes.paragraph, nodes.rubric, nodes.attribution), self._paragraph),
            (nodes.field, self._field),
            ((nodes.bullet_list, nodes.enumerated_list), self._list),
            (nodes.definition_list, self._definitions),
            (nodes.term, self._term),
            ((nodes.literal_block, nodes.doctest_block, nodes.math_block), self._code),
            (nodes.table, self._table),
        ]

    def children(self, node: Any, depth: int) -> list[Block]:
        """The blocks of everything inside a node."""
        return [block for child in node.children for block in self.blocks(child, depth)]

    def blocks(self, node: Any, depth: int) -> list[Block]:
        """The blocks that one node stands for."""
        if isinstance(node, _UNSEEN_NODES):
            return []
        if isinstance(node, nodes.section):
            return self.children(node, depth + 1)
        for kinds, made in self._makers:
            if isinstance(node, kinds):
                return made(node, depth)
        return self.children(node, depth)

    def _title(self, node: Any, depth: int) -> list[Block]:
        return [Block("heading", self.inline(node), level=max(depth, 1), line=self._title_line(node))]

    def _paragraph(self, node: Any, depth: int) -> list[Block]:
        text = self.inline(node)
        return [Block("paragraph", text, line=node.line, end=_end(node))] if text else []

    def _definitions(self, node: Any, depth: int) -> list[Block]:
        return [*self.children(node, depth), Block("break")]

    def _term(self, node: Any, depth: int) -> list[Block]:
        return [Block("term", self.inline(node), line=node.line)]

    def _code(self, node: Any, depth: int) -> list[Block]:
        return [Block("code", node.astext(), line=node.line)]

    def _field(self, node: Any, depth: int) -> list[Block]:
        """A field: question and answer of a list of both, or its name before its words."""
        name, body = node.children[0].astext(), self.children(node.children[1], depth)
        if name.casefold() in ("q", "question") and body:
            return [replace(body[0], kind="term"), *body[1:]]
        if name.casefold() in ("a", "answer"):
            return body
        return [Block("paragraph", markup.marked(markup.escape(name), "**"), line=node.line), *body]

    def _list(self, node: Any, depth: int) -> list[Block]:
        items = tuple(tuple(self.children(item, depth)) for item in node.children)
        ordered = isinstance(node, nodes.enumerated_list)
        kept = tuple(item for item in items if item)
        line = next((item[0].line for item in kept), None)
        return [Block("list", ordered=ordered, start=node.get("start", 1), items=kept, line=line)] if kept else []

    def _table(self, node: Any, depth: int) -> list[Block]:
        rows = tuple(
            tuple(to_markdown(self.children(entry, 0)) for entry in row.children) for row in node.findall(nodes.row)
        )
        return [Block("table", rows=rows, line=node.line)] if rows else []

    def _title_line(self, node: Any) -> int | None:
        """Where a title stands: docutils does not say."""
        wanted = node.rawsource.strip()
        for place in range(self.at, len(self.lines)):
            if wanted and self.lines[place].strip() == wanted:
                self.at = place + 1
                return place + 1
        return None

    def inline(self, node: Any) -> str:
        """The words of a node as Markdown."""
        parts = []
        for child in node.children:
            if isinstance(child, nodes.Text):
                parts.append(markup.escape(child.astext()))
            elif isinstance(child, nodes.literal):
                parts.append(markup.code(child.astext()))
            elif isinstance(child, nodes.strong):
                parts.append(markup.marked(self.inline(child), "**"))
            elif isinstance(child, nodes.emphasis):
                parts.append(markup.marked(self.inline(child), "*"))
            elif isinstance(child, nodes.reference):
                parts.append(markup.link(self.inline(child), child.get("refuri", "")))
            elif isinstance(child, nodes.problematic):
                parts.append(markup.escape(re.sub(r"[`_|]+", "", child.astext())))
            elif not isinstance(
                child, (nodes.image, nodes.footnote_reference, nodes.target, nodes.raw, nodes.generated)
            ):
                parts.append(self.inline(child))
        return "".join(parts).strip() if isinstance(node, nodes.TextElement) else "".join(parts)


def _end(node: Any) -> int | None:
    """The last line of a paragraph."""
    return node.line + node.rawsource.count("\n") if node.line else None

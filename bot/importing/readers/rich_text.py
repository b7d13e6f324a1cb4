"""Rich text as editors keep it in JSON (Slate, Portable Text, Contentful, Editor.js) -> Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.importing import markup

# Under these keys nodes hold others; under those, words.
_INNER = ("blocks", "content", "children", "nodes", "items", "document", "root")
_WORDS = ("text", "value")
_KIND = ("type", "nodetype", "_type", "name", "object")
_BOLD = frozenset(("strong", "bold", "b"))
_BLOCKS = ("paragraph", "head", "list", "item", "quote", "code", "block")

# Deeper than any editor nests.
_DEEPEST = 30


def is_rich(value: Any) -> bool:
    """Whether a value is rich text: nodes that say of what type they are and hold others."""
    if isinstance(value, list):
        return bool(value) and all(isinstance(node, dict) and _is_node(node) for node in value)
    return (
        isinstance(value, dict) and (_is_node(value) or isinstance(value.get("blocks"), list)) and bool(_inner(value))
    )


def markdown_of(value: Any, depth: int = 0) -> str:
    """The words of rich text as Markdown: a paragraph for each block, points for items of lists."""
    if depth > _DEEPEST:
        return ""
    if isinstance(value, list):
        return "\n\n".join(filter(None, (markdown_of(node, depth + 1) for node in value)))
    if not isinstance(value, dict):
        return value.strip() if isinstance(value, str) else ""
    inner = _inner(value)
    if inner and all(map(_is_inline, inner)):
        return _line(inner, depth)
    kind = _kind(value)
    if inner and "list" in kind and "item" not in kind:
        mark = "1. " if any(word in kind for word in ("order", "number")) and "unorder" not in kind else "- "
        points = (markdown_of(node, depth + 1) for node in inner)
        return "\n".join(mark + point.replace("\n", "\n  ") for point in points if point)
    if inner:
        return markdown_of(inner, depth + 1)
    return (_words(value) or "").strip()


def _line(nodes: list[Any], depth: int) -> str:
    """Words in a row: bold ones are marked, links keep their address."""
    parts = []
    for node in nodes:
        words = _words(node)
        if words is None:
            address = _address(node)
            inner = _line(_inner(node), depth + 1) if depth < _DEEPEST else ""
            parts.append(markup.link(inner, address) if address else inner)
        else:
            parts.append(markup.marked(words, "**") if _is_bold(node) else words)
    return "".join(parts).strip()


def _is_bold(node: Any) -> bool:
    """Whether words are marked as bold."""
    if not isinstance(node, dict):
        return False
    marks = node.get("marks")
    listed = marks if isinstance(marks, list) else []
    named = {str(mark.get("type") if isinstance(mark, dict) else mark) for mark in listed}
    return node.get("bold") is True or not _BOLD.isdisjoint(named)


def _kind(node: Mapping[str, Any]) -> str:
    """What a node says that it is, without case."""
    kinds = (value for name, value in node.items() if str(name).casefold() in _KIND and isinstance(value, str))
    return next(kinds, "").casefold()


def _is_node(node: Mapping[str, Any]) -> bool:
    """Whether a mapping says of what type it is, and holds words or other nodes."""
    return bool(_kind(node)) and bool(_inner(node) or _words(node) is not None)


def _is_inline(node: Any) -> bool:
    """Whether a node stands within a line: words or a link, and no block of its own."""
    kind = _kind(node) if isinstance(node, dict) else ""
    if _words(node) is not None:
        return not any(word in kind for word in _BLOCKS)
    return kind in ("link", "hyperlink", "a", "span") and bool(_inner(node))


def _inner(node: Any) -> list[Any]:
    """The nodes inside a node."""
    if not isinstance(node, dict):
        return []
    for holder in (node, node.get("data"), node.get("root"), node.get("document")):
        if isinstance(holder, dict):
            lists = (holder[name] for name in _INNER if isinstance(holder.get(name), list))
            found = next(filter(None, lists), None)
            if found:
                return list(found)
    return []


def _words(node: Any) -> str | None:
    """The words of a node without others inside."""
    if isinstance(node, str):
        return node
    if not isinstance(node, dict) or _inner(node):
        return None
    for holder in (node, node.get("data")):
        if isinstance(holder, dict):
            for name in _WORDS:
                if isinstance(holder.get(name), str):
                    return str(holder[name])
    return None


def _address(node: Mapping[str, Any]) -> str:
    """Where a link leads."""
    for holder in (node, node.get("data"), node.get("attrs")):
        if isinstance(holder, dict):
            address = next((holder[name] for name in ("url", "uri", "href") if isinstance(holder.get(name), str)), "")
            if address:
                return str(address)
    return ""

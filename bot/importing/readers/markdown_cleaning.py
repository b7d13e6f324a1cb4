"""Takes out of Markdown what is not prose: front matter, comments, scripts, template tags, admonition marks.

Lines are emptied, never removed, so that the line numbers of what stays are true.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bot.importing.readers import foldouts
from bot.knowledge import yaml_reader

_MATTER = re.compile(r"\A\s*(---|\+\+\+)[ \t]*\r?\n(.*?)\r?\n\1[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_TITLE = re.compile(r"(?m)^title\s*[:=]\s*(.+?)\s*$")
_ADDRESS = re.compile(r"(?m)^(?:url|canonical_url|canonical|permalink)\s*[:=]\s*[\"']?(https?://[^\s\"']+)")
_FENCE = re.compile(r"^\s*(?:[-*+>]\s+|\d+[.)]\s+)*(`{3,}|~{3,})")

_HIDDEN_TAGS = ("script", "style", "head")

# Passages that no reader sees, by how they begin and end. A comment that never ends hides the rest.
_UNSEEN = (
    (re.compile(r"<!--"), re.compile(r"-->|\Z")),
    (re.compile(r"\{/\*"), re.compile(r"\*/\}")),
    *((re.compile(rf"<{tag}\b", re.IGNORECASE), re.compile(rf"</{tag}\s*>", re.IGNORECASE)) for tag in _HIDDEN_TAGS),
)
# Template tags stand in a line or two.
_CODES = (
    re.compile(r"\{%(?:[^%]|%(?!\})){0,600}%\}"),
    re.compile(r"\{\{[<%](?:[^}]|\}(?!\})){0,600}\}\}"),
    re.compile(r"(?<=>)[ \t]{0,9}\[!\w{1,20}\][+-]?[ \t]*$", re.MULTILINE),
)
_ROLE = re.compile(r"\{[\w:+-]+\}`([^`<\n]+?)\s*(?:<[^>`\n]*>)?`")
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)[^\n]+?(?<!`)\1(?!`)")
_CALLOUT = re.compile(r"^(\s*>\s*)\[!\w+\][+-]?[ \t]+(\S.*?)[ \t]*$", re.MULTILINE)
_DIRECTIVE = re.compile(r"^\s*(?:`{3,}|~{3,})\{([\w-]+)\}(.*)$")
_UNSEEN_DIRECTIVES = frozenset("toctree contents include literalinclude image figure seealso eval-rst".split())
_JSX_VALUE = re.compile(r"(?<=[\w-])=\{(?:[^{}]|\{[^{}]*\})*\}")
_COLONS = re.compile(r"^\s*:{3,}\s*[\w{-]*.*$")
_ATTRIBUTES = re.compile(r"^\s*\{:?\s*[.#][^}]*\}\s*$")


@dataclass(frozen=True, slots=True)
class Matter:
    """What the front matter says of the document."""

    title: str | None = None
    base: str | None = None
    data: Any = None


def front_matter(text: str) -> tuple[str, Matter]:
    """The text with its front matter emptied, and what that said."""
    found = _MATTER.match(text)
    if not found:
        return text, Matter()
    title, address = _TITLE.search(found[2]), _ADDRESS.search(found[2])
    named = title[1].strip("\"'") if title else None
    data = yaml_reader.read(found[2]).data if found[1] == "---" else None
    rest = "\n" * found[0].count("\n") + text[found.end() :]
    return rest, Matter(named or None, address[1] if address else None, data)


def cleaned(text: str) -> str:
    """Markdown without machinery; code stays as it is."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    parts = _by_code(foldouts.dedented(foldouts.without_margins(text)))
    return "\n".join(_code(part) if is_code else _prose(part) for is_code, part in parts)


def _by_code(text: str) -> list[tuple[bool, str]]:
    """The text cut at its code fences."""
    parts: list[tuple[bool, list[str]]] = [(False, [])]
    closing = ""
    for line in text.split("\n"):
        fence = _FENCE.match(line)
        if not closing and fence:
            closing = fence[1]
            parts.append((True, [line]))
        elif closing:
            parts[-1][1].append(line)
            if line.strip().startswith(closing) and not line.strip().strip(closing[0]):
                closing = ""
                parts.append((False, []))
        else:
            parts[-1][1].append(line)
    return [(is_code, "\n".join(lines)) for is_code, lines in parts if lines]


def _prose(text: str) -> str:
    """A passage outside code blocks without what no reader sees; code inside its lines stays."""
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        """Take a piece out of what is cleaned; what stands in its place."""
        kept.append(found[0])
        return f"\ue020{len(kept) - 1}\ue021"

    for opening, closing in _UNSEEN:
        text = _without(text, opening, closing)
    text = foldouts.marked(_CODE_SPAN.sub(keep, text))
    for passage in _CODES:
        text = passage.sub(_emptied, text)
    text = _CALLOUT.sub(r"\1**\2**", _JSX_VALUE.sub('=""', text))
    lines = ("" if _COLONS.match(line) or _ATTRIBUTES.match(line) else line for line in text.split("\n"))
    text = re.sub("\ue020(\\d+)\ue021", lambda found: kept[int(found[1])], "\n".join(lines))
    return _ROLE.sub(r"\1", text)


def _code(text: str) -> str:
    """A fenced block: code as it stands, a directive of MyST as the prose that it holds."""
    lines = text.split("\n")
    found = _DIRECTIVE.match(lines[0])
    if not found or "code" in found[1]:
        return text
    if found[1] in _UNSEEN_DIRECTIVES:
        return "\n" * (len(lines) - 1)
    inner = ["" if re.match(r"\s*:[\w-]+:", line) else line for line in lines[1:-1]]
    return _prose("\n".join(["", *inner, ""]))


def _without(text: str, opening: re.Pattern[str], closing: re.Pattern[str]) -> str:
    """The text without the passages between an opening and its closing, unless they are code; line ends stay."""
    parts, kept, place = [], 0, 0  # text is kept from `kept` on, and searched from `place` on
    span, begun = _CODE_SPAN.search(text), opening.search(text)
    while begun:
        if span and span.start() < begun.start():
            place = span.end()
        else:
            ended = closing.search(text, begun.end())
            if ended is None:
                break
            parts += [text[kept : begun.start()], "\n" * text.count("\n", begun.start(), ended.end())]
            kept = place = ended.end()
        if span and span.start() < place:
            span = _CODE_SPAN.search(text, place)
        if begun.start() < place:
            begun = opening.search(text, place)
    return "".join([*parts, text[kept:]])


def _emptied(found: re.Match[str]) -> str:
    """As many line ends as the passage had."""
    return "\n" * found[0].count("\n")

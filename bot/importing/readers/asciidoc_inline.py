"""Inline AsciiDoc -> Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from bot.importing import markup

_LINK = re.compile(
    r"(?P<kept>\+\+.{1,500}?\+\+|pass:\w*\[.{0,500}?\])"
    r"|`(?P<code>[^`]{1,2000})`"
    r"|(?<![\w:])(?:link:)?(?P<url>(?:https?|ftp|mailto):[^\s\[\]<>]*[^\s\[\]<>.,;:!?)])(?:\[(?P<words>(?:[^\]\\]|\\.){0,500})\])?"
    r"|(?<!\w)(?:link|xref):(?P<target>[^\s\[\]]+)\[(?P<label>(?:[^\]\\]|\\.){0,500})\]"
    r"|<<(?P<ref>[^,>]{1,200})(?:,\s*(?P<named>[^>]{1,300}))?>>"
    r"|(?:image|icon|indexterm|footnote|footnoteref|anchor):{1,2}[^\s\[]{0,500}\[[^\]]{0,500}\]"
    r"|\[\[[^\]]{0,200}\]\]"
    r"|(?:kbd|btn):\[(?P<key>[^\]]{0,200})\]"
    r"|menu:(?P<menu>[^\[]{1,200})\[(?P<entry>[^\]]{0,200})\]"
)
_MARKS: tuple[tuple[re.Pattern[str], str], ...] = (
    # Two signs mark also within a word ("**b**old"), one sign only whole words.
    (re.compile(r"\*\*(?=\S)(.{1,1000}?)(?<=\S)\*\*(?!\*)", re.DOTALL), "**"),
    (re.compile(r"(?<![\w*])\*(?=[^\s*])(.{1,1000}?)(?<=[^\s*])\*(?![\w*])", re.DOTALL), "**"),
    (re.compile(r"(?<!\w)__(?=\S)(.{1,1000}?)(?<=\S)__(?![\w_])", re.DOTALL), "*"),
    (re.compile(r"(?<![\w_])_(?=[^\s_])(.{1,1000}?)(?<=[^\s_])_(?![\w_])", re.DOTALL), "*"),
)
_ATTRIBUTE = re.compile(r"\{([\w-]+)\}")
_NAMED = {
    "nbsp": " ",
    "sp": " ",
    "empty": "",
    "plus": "+",
    "asterisk": "*",
    "vbar": "|",
    "amp": "&",
    "lt": "<",
    "gt": ">",
}
_HELD = "\ue000{}\ue001"


def written(text: str, attributes: Mapping[str, str]) -> str:
    """A paragraph of AsciiDoc as Markdown; links, code and marks kept, machinery left out."""
    held: list[str] = []

    def hold(piece: str) -> str:
        """Take a piece out of what is rewritten; what stands in its place."""
        held.append(piece)
        return _HELD.format(len(held) - 1)

    def filled(found: re.Match[str]) -> str:
        """What an attribute stands for; itself where the document does not say."""
        return attributes.get(found[1].lower(), _NAMED.get(found[1], found[0]))

    text = _ATTRIBUTE.sub(filled, text)
    text = _LINK.sub(lambda found: hold(_piece(found, lambda inner: written(inner, attributes))), text)
    text = re.sub(r" \+$", lambda _: hold("\\"), text, flags=re.MULTILINE)
    for pattern, mark in _MARKS:
        text = pattern.sub(lambda found, mark=mark: hold(mark) + found[1].strip() + hold(mark), text)  # type: ignore[misc]
    text = re.sub(r"(?<!\w)[#^~](?=\S)([^#^~\n]+?)(?<=\S)[#^~](?!\w)", r"\1", text)
    text = markup.escape(text)
    for _ in range(3):  # a mark may hold a link that holds code
        text = re.sub("\ue000(\\d+)\ue001", lambda found: held[int(found[1])], text)
    return text.strip()


def _piece(found: re.Match[str], inner: Callable[[str], str]) -> str:
    """One link, reference, code span or button."""
    parts = found.groupdict()
    if parts["kept"]:
        return markup.escape(re.sub(r"^(?:pass:\w*\[|\+\+)|(?:\]|\+\+)$", "", parts["kept"]))
    if parts["code"]:
        return markup.code(parts["code"].strip("+"))
    if parts["url"]:
        words = _label(parts["words"])
        return markup.link(inner(words), parts["url"]) if words else f"<{parts['url']}>"
    if parts["target"]:
        words = _label(parts["label"])
        return markup.link(inner(words) if words else markup.escape(parts["target"]), parts["target"])
    if parts["ref"]:
        return markup.escape((parts["named"] or parts["ref"]).strip())
    if parts["key"] is not None:
        return markup.marked(markup.escape(parts["key"]), "**")
    if parts["menu"]:
        return markup.marked(markup.escape(" > ".join(filter(None, (parts["menu"], parts["entry"])))), "**")
    return ""


def _label(words: str | None) -> str:
    """The words of a link without the attributes that may follow them."""
    words = (words or "").strip().removesuffix("^")
    quoted = re.match(r'"([^"]*)"', words)
    return quoted[1] if quoted else re.sub(r",\s*\w+=.*$", "", words)

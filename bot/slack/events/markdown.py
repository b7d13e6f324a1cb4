"""What a person wrote in Slack as Markdown, its markup kept: so it can be shown again, or stand in a pack.

Slack keeps what people type as rich text; where a message has none, its words are taken as they stand. Whom it
mentions and what it calls is words here: nobody is called by what is passed on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.slack.events import mrkdwn
from bot.slack.events.fields import Payload, list_at, mapping_at, text_at

# What means something to Markdown wherever it stands, and what does at the start of a line.
SIGN = re.compile(r"[\\`*_\[\]<>~|]|&(?=#?\w+;)")
OPENING = re.compile(r"^(\s*)(?:([#>+=-])|(\d{1,9})([.)])(?=\s|$))", re.MULTILINE)

# A bare address is a link by itself; signs in it are none.
ADDRESS = re.compile(r"https?://[^\s<>]+")

STYLES = (("code", "`"), ("strike", "~~"), ("italic", "_"), ("bold", "**"))
MAX_INDENT = 4

# What a style's marks may not touch.
AROUND = re.compile(r"^(\s*)(.*?)(\s*)$", re.DOTALL)


def markdown_of(message: Payload, *, bot_user: str = "") -> str:
    """The message as Markdown; empty for one that says nothing itself."""
    blocks = [block for block in list_at(message, "blocks") if text_at(block, "type") == "rich_text"]
    written = "\n\n".join(part for block in blocks for part in _parts(list_at(block, "elements")) if part.strip())
    return written.strip() or escaped(mrkdwn.read(text_at(message, "text"), bot_user=bot_user).text)


def escaped(text: str) -> str:
    """Words as they stand: none of their signs means anything in Markdown. Addresses stay links."""
    return OPENING.sub(_opening, _unsigned(text))


def _unsigned(text: str) -> str:
    """Words of which no sign within a line means anything."""
    pieces, end = [], 0
    for address in ADDRESS.finditer(text):
        pieces += [SIGN.sub(r"\\\g<0>", text[end : address.start()]), address[0]]
        end = address.end()
    return "".join([*pieces, SIGN.sub(r"\\\g<0>", text[end:])])


def _opening(found: re.Match[str]) -> str:
    """What would begin a heading, a quotation or a list, as a sign."""
    blanks, sign, number, stop = found.groups()
    return f"{blanks}\\{sign}" if sign else f"{blanks}{number}\\{stop}"


def _parts(elements: tuple[Payload, ...]) -> Iterator[str]:
    """Paragraphs, lists, quotations and code, in order; lists that follow each other are one."""
    listed: list[str] = []
    for element in elements:
        kind, inner = text_at(element, "type"), list_at(element, "elements")
        if kind == "rich_text_list":
            listed += _points(element)
            continue
        if listed:
            yield "\n".join(listed)
            listed = []
        match kind:
            case "rich_text_preformatted":
                yield _fenced("".join(_shown(one) for one in inner))
            case "rich_text_quote":
                yield "\n".join(f"> {line}" for line in _inlines(inner).split("\n"))
            case _:
                yield _inlines(inner)
    if listed:
        yield "\n".join(listed)


def _points(element: Payload) -> Iterator[str]:
    """The points of one list, at its depth."""
    ordered, depth = text_at(element, "style") == "ordered", _number(element, "indent")
    begin = _number(element, "offset") + 1
    for number, point in enumerate(list_at(element, "elements"), begin):
        mark = f"{number}. " if ordered else "- "
        indent = "   " * min(depth, MAX_INDENT)
        text = _inlines(list_at(point, "elements")).strip().replace("\n", f"\n{indent}{' ' * len(mark)}")
        yield f"{indent}{mark}{text}"


def _number(element: Payload, name: str) -> int:
    found = element.get(name)
    return found if isinstance(found, int) and 0 <= found < 1_000 else 0


def _fenced(code: str) -> str:
    fence = "```"
    while fence in code:
        fence += "`"
    return f"{fence}\n{code.strip(chr(10))}\n{fence}"


def _inlines(elements: tuple[Payload, ...]) -> str:
    """A passage; only signs of its writer's can begin something else, for no style's mark does."""
    return OPENING.sub(_opening, "".join(map(_inline, elements)))


def _inline(element: Payload) -> str:
    """One inline element with its style."""
    if text_at(element, "type") == "link":
        return _styled(_link(element), mapping_at(element, "style"))
    style = mapping_at(element, "style")
    if style.get("code"):
        return _code(_shown(element))
    return _styled(_unsigned(_shown(element)), style)


def _styled(text: str, style: Mapping[str, object]) -> str:
    """The text between the marks of its style, which touch its words."""
    for name, mark in STYLES:
        if name != "code" and style.get(name) and (found := AROUND.match(text)) and found[2]:
            text = f"{found[1]}{mark}{found[2]}{mark}{found[3]}"
    return text


def _code(text: str) -> str:
    mark = "`"
    while mark in text:
        mark += "`"
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{mark}{space}{text}{space}{mark}" if text.strip() else text


def _link(element: Payload) -> str:
    """A link; one whose label is its address stands bare."""
    url, label = text_at(element, "url"), text_at(element, "text")
    target = url.replace(" ", "%20").replace("<", "%3C").replace(">", "%3E")
    if not label or label == url:
        return f"<{target}>" if target.startswith(("http://", "https://", "mailto:")) else _unsigned(url)
    return f"[{_unsigned(label)}](<{target}>)"


def _shown(element: Payload) -> str:
    """What a reader sees of one inline element; names are words, and call nobody."""
    match text_at(element, "type"):
        case "text":
            return text_at(element, "text")
        case "link":
            return text_at(element, "text") or text_at(element, "url")
        case "emoji":
            return _emoji(element)
        case "user":
            return "@someone"
        case "usergroup":
            return "@group"
        case "channel":
            return "#channel"
        case "broadcast":
            return f"@{text_at(element, 'range')}"
        case "date":
            return text_at(element, "fallback")
        case _:
            return ""


def _emoji(element: Payload) -> str:
    """The emoji itself, where Slack says which character it is."""
    try:
        return "".join(chr(int(code, 16)) for code in text_at(element, "unicode").split("-"))
    except (ValueError, OverflowError):
        return f":{text_at(element, 'name')}:"

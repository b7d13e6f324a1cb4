"""Links in drafted answers: whole addresses stay, relative ones are completed or lose their address."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin

# As `markup.link` writes them.
_LINK = re.compile(r"(?<!\\)\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]\(([^()\s]*)\)")
_WHOLE = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)


def settled(answer: dict[str, Any], base: str | None) -> list[str]:
    """Settle every link of an answer, in place; the addresses that were lost."""
    lost: list[str] = []

    def settle(found: re.Match[str]) -> str:
        """A link with its whole address, or its words; a lost address is noted, unless it points into the page."""
        address = absolute(found[2], base)
        if address is None:
            if not found[2].startswith("#"):
                lost.append(found[2])
            return found[1]
        return f"[{found[1]}]({address})"

    for key in ("intro", "text", "outro"):
        if key in answer:
            answer[key] = _outside_code(answer[key], lambda text: _LINK.sub(settle, text))
    if "items" in answer:
        answer["items"] = [_outside_code(item, lambda text: _LINK.sub(settle, text)) for item in answer["items"]]
    return lost


def _outside_code(text: str, change: Callable[[str], str]) -> str:
    """The text changed, but not inside code."""
    parts = re.split(r"(^(`{3}|~{4})\n.*?^\2$|`+[^`\n]+`+)", text, flags=re.DOTALL | re.MULTILINE)
    # The split gives text, code, fence (or None), text, ...
    return "".join(change(part) if place % 3 == 0 else part for place, part in enumerate(parts) if place % 3 != 2)


def is_relative(address: str) -> bool:
    """Whether an address goes on from where it stands; one with a scheme ("javascript:", "file:") does not."""
    return not re.match(r"[a-z][\w+.-]*:", address, re.IGNORECASE)


def absolute(address: str, base: str | None) -> str | None:
    """A whole address, or None where the document does not say what a relative one starts from."""
    if _WHOLE.match(address):
        return address
    if address.startswith("//"):
        return f"https:{address}"
    if not base or not is_relative(address):
        return None
    try:
        return urljoin(base, address)
    except ValueError:
        return None

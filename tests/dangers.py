"""What a reply must never hold, however hostile the question or the pack: looked for in every string of a payload."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# The one link a reply may hold is the source's own address.
OWN_LINK = re.compile(r"<https://a\.example/\?a=1&amp;b\|[^<>]*>")
DANGER = re.compile(r"<[!@#]|<[a-z]+:|@(channel|here|everyone)", re.IGNORECASE)
FORMATTING = re.compile(r"[*~`]|(?<!\w)_|_(?!\w)|://")
UNSEEN = {"Cc", "Cf", "Cs"}
OUR_JOINERS = "\n\u2060\u200c\u200d"

# What a pack may do in mrkdwn: a link of the four schemes, and nothing else in angle brackets but a quotation's mark.
LINK = re.compile(r"<(https?://|mailto:|tel:)[^<>|\s]+(\|[^<>]*)?>", re.IGNORECASE)
QUOTATION = re.compile(r"^(> )+", re.MULTILINE)
SCHEME = re.compile(r"(https?://[^\s/]|mailto:.|tel:[+\d])", re.IGNORECASE)
# Elements of rich text that call somebody, or go somewhere else.
CALLING = {"user", "usergroup", "channel", "broadcast", "team"}


def dangers(payload: object, *, ours: str = "") -> list[str]:
    """Every string of a person that Slack would act on, or that hides something; `ours` is markup we wrote."""
    found = []
    for text, markup in _strings(payload):
        rest = OWN_LINK.sub("", text)
        rest = rest.replace(ours, "") if ours else rest
        if DANGER.search(rest) or _hides(rest, OUR_JOINERS) or (markup and FORMATTING.search(rest)):
            found.append(text)
    return found


def pack_dangers(payload: object) -> list[str]:
    """Everything that calls anybody, leads elsewhere than to an address, or hides something, in words of a pack.

    Slack reads mrkdwn only; what stands in rich_text or plain_text is shown as it is.
    """
    found = [str(element) for element in _elements(payload) if element.get("type") in CALLING]
    found += [url for element in _elements(payload) if (url := element.get("url")) and not SCHEME.match(url)]
    for text, markup in _strings(payload):
        rest = QUOTATION.sub("", LINK.sub("", text)) if markup else ""
        if re.search("[<>]", rest) or _hides(text, f"\t{OUR_JOINERS}"):
            found.append(text)
    return found


def _hides(text: str, allowed: str) -> bool:
    return any(unicodedata.category(c) in UNSEEN and c not in allowed for c in text)


def _elements(part: object) -> Iterator[dict[str, object]]:
    """Every mapping of the payload."""
    if isinstance(part, dict):
        yield part
    for value in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from _elements(value)


def _strings(part: object) -> Iterator[tuple[str, bool]]:
    """Every string, and whether Slack reads it as mrkdwn (a message's own `text` is)."""
    if isinstance(part, str):
        yield part, False
    elif isinstance(part, list):
        for value in part:
            yield from _strings(value)
    elif isinstance(part, dict):
        is_markup = part.get("type") == "mrkdwn" or ("blocks" in part and "text" in part)
        for key, value in part.items():
            if key == "text" and isinstance(value, str):
                yield value, is_markup
            else:
                yield from _strings(value)

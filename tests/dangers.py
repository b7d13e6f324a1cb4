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


def dangers(payload: object, *, ours: str = "") -> list[str]:
    """Every string of the payload that Slack would act on, or that hides something; `ours` is markup we wrote."""
    found = []
    for text, markup in _strings(payload):
        rest = OWN_LINK.sub("", text)
        rest = rest.replace(ours, "") if ours else rest
        hidden = [c for c in rest if unicodedata.category(c) in UNSEEN and c not in OUR_JOINERS]
        if DANGER.search(rest) or hidden or (markup and FORMATTING.search(rest)):
            found.append(text)
    return found


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

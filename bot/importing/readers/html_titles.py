"""Which elements of a page are the titles of fold-outs: by what they are, or because most of their kind ask."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import Any

from bot.importing.wording import cleaned, ends_asking

HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())

_TITLES = ("expand-control", "faq-question", "faq__question", "accordion-title", "accordion-header", "question-title")

# Elements of these tags are of one kind even without a class; so are those that open something.
_TAGS = frozenset(("header", "label", "legend", "button"))
_OPENING = ("data-toggle", "data-bs-toggle", "aria-controls")

# A kind whose elements ask so often is that of questions, if so many of them do.
ASKING, FEWEST = 0.5, 2

# A title is short, and has few elements inside.
LONGEST, DESCENDANTS = 300, 10


def asking_kinds(root: Any) -> frozenset[str]:
    """The kinds of elements of a page that are questions by what most of them say."""
    asking: dict[str, list[bool]] = defaultdict(list)
    for element in root.iter():
        kind = _kind(element)
        if kind and _stands_alone(element):
            asking[kind].append(ends_asking(cleaned(_words(element))))
    return frozenset(kind for kind, asked in asking.items() if FEWEST <= sum(asked) >= len(asked) * ASKING)


def is_title(element: Any, kinds: frozenset[str]) -> bool:
    """Whether an element is a title: by its class, as the name of a declared question, or by its kind."""
    if not isinstance(element.tag, str) or element.tag in HEADINGS:
        return False
    if element.get("itemprop") == "name":
        above = (parent.get("itemtype") or "" for parent in element.iterancestors())
        return next(filter(None, above), "").endswith("/Question")
    classes = (element.get("class") or "").casefold().split()
    if any(name in _TITLES for name in classes):
        return not any(below.tag in HEADINGS for below in element.iterdescendants())
    if element.tag == "button" and element.get("aria-controls") and element.get("aria-expanded") is not None:
        return True
    return _kind(element) in kinds and _stands_alone(element)


def _kind(element: Any) -> str:
    """What elements have in common that look alike: their class, what they open, or a telling tag."""
    if not isinstance(element.tag, str) or element.tag in HEADINGS:
        return ""
    named = " ".join(sorted((element.get("class") or "").split()))
    opening = next((name for name in _OPENING if element.get(name)), "")
    return f"{element.tag}.{named}" if named else opening or (element.tag if element.tag in _TAGS else "")


def _stands_alone(element: Any) -> bool:
    """Whether an element is short, has no heading inside, and is all that its line says."""
    inner = list(islice(element.iterdescendants(), DESCENDANTS + 1))
    if len(inner) > DESCENDANTS or any(below.tag in HEADINGS for below in inner):
        return False
    words, parent = _words(element), element.getparent()
    if not words or len(words) > LONGEST or parent is None:
        return False
    return element.tag not in ("a", "span", "b", "strong", "em", "i", "small") or _is_whole(element, parent)


def _is_whole(element: Any, parent: Any) -> bool:
    """Whether nothing but an inline element stands in its parent."""
    beside = [parent.text or "", element.tail or ""]
    return len(parent) == 1 and not "".join(beside).strip()


def _words(element: Any) -> str:
    return " ".join("".join(islice(element.itertext(), 50)).split())

"""What is a question? And the words of one, without labels, numbers and signs around them."""

from __future__ import annotations

import re

from bot.importing import markup

# A question begins with one of these, with or without a question mark at its end.
_ASKING = re.compile(
    r"(what|what's|whats|why|how|when|where|where's|who|who's|whom|whose|which)\b"
    r"|(can|can't|could|do|don't|does|doesn't|did|is|isn't|are|aren't|was|were|will|won't|would|should|shall|may|must"
    r"|has|have|had)\s+(i|i'm|you|we|they|he|she|it|its|there|the|this|that|these|those|a|an|any|my|your|our|their"
    r"|everyone|anyone|someone|people|users?|customers?)\b",
    re.IGNORECASE,
)
_END = re.compile(r"\?[\s\"'”’»)*_›>!✈️.]*$")
# "How do I pay? - Bike shop": the name of a page, with its site.
_PAGE_TITLE = re.compile(r"\?\s+[-–—|·]\s+\S")
_AFTER = re.compile(r"[\s›»>→#¶]+$")
_NUMBER = re.compile(r"^(?:\(?\d{1,3}[.):]{1,2}|\d{1,2}(?:\.\d{1,2})+[.)]?|[IVX]{1,5}\.|[a-z]\))\s+(?=\S)")
_LABEL = re.compile(r"^(?:Q|Question|FAQ)\s*[#№]?\s*\d{0,3}\s*[.:)\]—–-]+\s*(?=\S)", re.IGNORECASE)
_BARE_LABEL = re.compile(r"^Q\s?\d{1,3}\s+(?=[A-Z\"“'¿])")
_ICONS = re.compile(r"^(?:[^\w\s\"'“‘¿(\[<$€£@#/.&*+-]|:[a-z_]+:)+\s+")

# What stands between a question and the rest of its line.
_SENTENCE = re.compile(r"\?[\"”’)*_]*(?=\s)")

# Longer than this, a line with a question in it is a passage and no question.
LONGEST_QUESTION = 400


def asks(text: str) -> bool:
    """Whether plain words are a question, by their end or their beginning.

    >>> asks("How do I pay"), asks("Getting started"), asks("My screen is black. Why?")
    (True, False, True)
    """
    if _PAGE_TITLE.search(text) or text.endswith(("...", "…")):
        return False
    return ends_asking(text) or (len(text) <= 160 and not re.search(r"[.!]\s|[:;,]$", text) and begins_asking(text))


def ends_asking(text: str) -> bool:
    """Whether plain words end with a question mark."""
    return bool(_END.search(text)) and len(text) <= LONGEST_QUESTION


def begins_asking(text: str) -> bool:
    """Whether plain words begin as a question does."""
    return bool(_ASKING.match(text))


def cleaned(text: str) -> str:
    """The words of a question as people read them.

    >>> cleaned("**Q3:** Is it [free](/price)? ›")
    'Is it free?'
    """
    words = _AFTER.sub("", markup.plain(text))
    for front in (_ICONS, _LABEL, _BARE_LABEL, _NUMBER):
        words = front.sub("", words)
    return words.strip(" *_")


def labelled(text: str) -> bool:
    """Whether the words carry a label that says "question"."""
    return bool(_LABEL.match(text) or _BARE_LABEL.match(text))


def split_after_question(text: str) -> tuple[str, str]:
    """A line of Markdown cut after its first question mark: the question, and what follows it."""
    found = _SENTENCE.search(text)
    return (text[: found.end()], text[found.end() :].strip()) if found else (text, "")

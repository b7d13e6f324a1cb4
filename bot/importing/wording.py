"""What is a question? And the words of one, without labels, numbers and signs around them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.importing import markup

# Signs that only begin items of a list, for a regular expression's brackets; the last is Word's own.
BULLETS = r"•●▪◦‣·∙■□►➢❖✓✔\uf0b7"
# What a numbered step is called, in the languages that are read.
STEP = "Step|Schritt|Paso|Étape"

# A question begins with one of these, with or without a question mark at its end.
_ASKING = re.compile(
    r"(what|what's|whats|why|how|when|where|where's|who|who's|whom|whose|which)\b"
    r"|(can|can't|could|do|don't|does|doesn't|did|is|isn't|are|aren't|was|were|will|won't|would|should|shall|may|must"
    r"|has|have|had)\s+(i|i'm|you|we|they|he|she|it|its|there|the|this|that|these|those|a|an|any|my|your|our|their"
    r"|everyone|anyone|someone|people|users?|customers?)\b",
    re.IGNORECASE,
)
# With a question mark at the end these begin a question too: verbs before any noun, and the words of other languages.
_ASKING_WITH_MARK = re.compile(
    r"(?:can|could|do|does|did|is|are|was|were|will|would|should|shall|may|must|has|have|had|am"
    r"|wie|was|wann|wo|wer|wem|wen|warum|wieso|weshalb|wohin|woher|welche[rsmn]?|kann|können|darf|dürfen|muss|müssen"
    r"|soll|gibt|ist|sind|habe|hat|haben|wird|werden"
    r"|comment|pourquoi|quand|où|qui|que|quel(?:le)?s?|combien|est-ce|puis-je|peut-on|dois-je|faut-il|y\s+a-t-il"
    r"|cómo|qué|cuándo|dónde|quién|cuál(?:es)?|cuánto|por\s+qué|come|perché|dove|chi|quale|quali|quanto|quanti"
    r"|hoe|waarom|wanneer|waar|welke|kan|mag|moet)\s",
    re.IGNORECASE,
)
_END = re.compile(r"\?[\s\"'”’»)*_›>!✈️.]*$")
# "How do I pay? - Bike shop": the name of a page, with its site.
_PAGE_TITLE = re.compile(r"\?\s+[-–—|·]\s+\S")
_AFTER = re.compile(r"[\s›»>→#¶]+$")
_NUMBER = re.compile(
    r"^(?:\d{1,2}\ufe0f?\u20e3|\(?\d{1,3}[.):]{1,2}|\d{1,2}(?:\.\d{1,2})+[.)]?|[IVX]{1,5}\.|[a-z]\))\s+(?=\S)"
)
_LABEL = re.compile(
    r"^(?:Q|Question|FAQ|Frage|Pregunta|Domanda|Vraag)\s*[#№]?\s*\d{0,3}\s*[.:)\]—–-]+\s*(?=\S)", re.IGNORECASE
)
_BARE_LABEL = re.compile(r"^Q\s?\d{1,3}\s+(?=[A-Z\"“'¿])")
_ICONS = re.compile(r"^(?:[^\w\s\"'“‘¿(\[<$€£@#/.&*+-]|:[a-z_]+:)+\s+")

# What ends so goes on elsewhere: "How do I ...?"
DOTS = ("...", "…")

# What stands between a question and the rest of its line.
_SENTENCE = re.compile(r"\?[\"”’)*_]*(?=\s)")

# So many words in a cell are a sentence; names, dates, numbers and marks have fewer.
PROSE_WORDS = 4

# Longer than this, a line with a question in it is a passage and no question.
LONGEST_QUESTION = 400


def asks(text: str) -> bool:
    """Whether plain words are a question, by their end or their beginning.

    >>> asks("How do I pay"), asks("Getting started"), asks("My screen is black. Why?")
    (True, False, True)
    """
    if _PAGE_TITLE.search(text) or text.rstrip("?!").endswith(DOTS):
        return False
    return ends_asking(text) or (len(text) <= 160 and not re.search(r"[.!]\s|[:;,]$", text) and begins_asking(text))


def ends_asking(text: str) -> bool:
    """Whether plain words end with a question mark."""
    return bool(_END.search(text)) and len(text) <= LONGEST_QUESTION


def begins_asking(text: str) -> bool:
    """Whether plain words begin as a question does; what only may be one counts with a question mark at the end.

    >>> begins_asking("Are dogs welcome?"), begins_asking("Is wifi"), begins_asking("Wo kann ich parken?")
    (True, False, True)
    """
    first = text.lstrip('¿"“«„ ')
    return bool(_ASKING.match(first) or (ends_asking(text) and _ASKING_WITH_MARK.match(first)))


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


def prose_columns(rows: Sequence[Sequence[str]]) -> list[int]:
    """The columns of a table in which something is said: a cell below its first row has a sentence's words."""
    said = {
        place
        for row in rows[1:]
        for place, cell in enumerate(row)
        if len(re.findall(r"[^\W\d_]+(?:\s|$)", cell)) >= PROSE_WORDS
    }
    return sorted(said)

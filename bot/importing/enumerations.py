"""Lists that a document wrote as running text: glued together, between dots, or as one sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

# A sentence ends and the next begins without a space: "customers.Track". Between mere words
# ("evolutionElement") that is a heading's end, once; more often it is a name such as JavaScript.
_GLUED = re.compile(r"(?<=[a-z)][.!?])(?=[A-Z])")
_HEADING_END = re.compile(r"(?<=[a-z’)])(?=[A-Z][a-z])")
_CODE_OR_LINK = re.compile(r"`|\]\(|://|\w[_/]\w|\(\)")
_DOTS = re.compile(r"\s*(?:…|(?<=\s)\.\.\.(?=\s|$))\s*")
_MORE = re.compile(r"more items\W*$", re.IGNORECASE)
_CUT_OFF = re.compile(r"\s*(?:…|\.\.\.)\s*$")
_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"“‘'])")
_INTRODUCES = re.compile(
    r".*(?::|\b(?:are|were|include|includes|including|encompass|encompasses|comprise|comprises|cover|covers|of"
    r"|namely|like|by)\b)\s+",
    re.DOTALL,
)
_BETWEEN = re.compile(r"\((?P<paren>[^()]*,[^()]*,[^()]*)\)|—(?P<dash>[^—]*,[^—]*,[^—]*)—")

# A part that begins so is a clause of its sentence and no point of a list.
_CLAUSE = re.compile(r"(?:yes|no|but|so|because|although|though|unless)\b", re.IGNORECASE)

# Points of a list are short; a longer part between commas is a clause.
LONGEST_POINT = 60

# A sentence names the promised number of points, or misses it by little ("7 elements" that are five).
OFF_BY = 2


@dataclass(frozen=True, slots=True)
class Points:
    """A list cut out of running text; `more` says that the document left some out."""

    intro: str
    items: tuple[str, ...]
    outro: str = ""
    more: bool = False


def points(text: str, promised: int | None) -> Points | None:
    """The list that a text is, or None for prose."""
    return _bulleted(text) or _dotted(text) or _glued(text) or (_sentence(text, promised) if promised else None)


def without_dots(text: str) -> str:
    """A point without the dots that say that it was cut short."""
    return _CUT_OFF.sub("", text)


def _bulleted(text: str) -> Points | None:
    """Points between bullets on one line."""
    parts = [part.strip() for part in re.split(r"\s*[•●▪]\s*", text)]
    parts = [part for part in parts if part]
    if len(parts) < 3 or not re.search(r"[•●▪]", text) or _MORE.search(text):
        return None
    leads = parts[0].endswith(":") or bool(re.match(r"\s*[•●▪]", text))
    intro = parts.pop(0) if parts[0].endswith(":") else ""
    return Points(intro, tuple(parts)) if leads or max(map(len, parts)) < 2 * LONGEST_POINT else None


def _dotted(text: str) -> Points | None:
    """Points between dots, as search engines show the headings of a page."""
    more = bool(_MORE.search(text))
    parts = [part for part in _DOTS.split(_MORE.sub("", text)) if part.strip(" .•")]
    if len(parts) < 3:
        return None
    intro, parts[0] = _cut_heading(parts[0])
    return Points(intro, tuple(part.strip() for part in parts), more=more)


def _glued(text: str) -> Points | None:
    """Points without a space between them."""
    intro, rest = _cut_heading(text)
    parts = _GLUED.split(rest)
    if len(parts) < 4 or max(map(len, parts)) > 2 * LONGEST_POINT or _CODE_OR_LINK.search(text):
        return None
    outro = parts.pop() if parts[-1].rstrip().endswith("?") else ""
    return Points(intro, tuple(part.strip() for part in parts), outro)


def _cut_heading(text: str) -> tuple[str, str]:
    """A heading glued to what follows it, and that; no heading where the text begins with a sentence."""
    heading, sentence = _HEADING_END.search(text), _GLUED.search(text)
    if heading is None or (sentence is not None and sentence.start() < heading.start()):
        return "", text
    return text[: heading.start()], text[heading.start() :]


def _sentence(text: str, promised: int) -> Points | None:
    """Points between commas in one sentence, about as many as promised."""
    sentences = _SENTENCES.split(text)
    best: tuple[int, Points] | None = None
    for place, sentence in enumerate(sentences):
        for cut in (_between(sentence), _series(sentence, promised)):
            if cut is None or len(cut.items) < 3:
                continue
            off = abs(len(cut.items) - promised)
            if off <= OFF_BY and (best is None or off < best[0]):
                intro = " ".join([*sentences[:place], cut.intro]).strip()
                outro = " ".join([cut.outro, *sentences[place + 1 :]]).strip()
                best = off, Points(intro, cut.items, outro)
    return best[1] if best else None


def _between(sentence: str) -> Points | None:
    """Points in brackets or between dashes."""
    found = _BETWEEN.search(sentence)
    if not found:
        return None
    items = _split(found["paren"] or found["dash"])
    return Points(sentence[: found.start()].rstrip(), items, sentence[found.end() :].strip()) if _short(items) else None


def _series(sentence: str, promised: int) -> Points | None:
    """Points of a series that ends in "and ..."."""
    colon = sentence.rfind(": ")
    cut = _INTRODUCES.match(sentence[: sentence.find(",") + 1]) if "," in sentence and colon < 0 else None
    start = colon + 2 if colon > 0 else cut.end() if cut else 0
    intro, rest = sentence[:start], sentence[start:]
    items, outro = _ended(_split(rest.rstrip(".!")), promised)
    if len(items) < 3:
        return None
    if outro:
        return Points(intro.strip(), tuple(items), outro) if _short(items) else None
    usual = max(len(item.split()) for item in items[:-1])
    last = items[-1].split()
    if len(last) > usual + 2:
        items[-1], outro = " ".join(last[:1]), " ".join(last[1:]) + "."
    return Points(intro.strip(), tuple(items), outro) if _short(items) else None


def _ended(parts: tuple[str, ...], promised: int) -> tuple[list[str], str]:
    """The parts of a series up to its "A and B", split there where the number wants it, and what follows."""
    for place, part in enumerate(parts):
        joined = re.split(r"\s(?:and|&)\s", part, maxsplit=1)
        if len(joined) == 2 and place + 2 == promised:
            rest = ", ".join(parts[place + 1 :])
            return [*parts[:place], *joined], f"{rest}." if rest else ""
    return list(parts), ""


def _split(series: str) -> tuple[str, ...]:
    """The parts of a series, without the "and" before its last."""
    parts = (part.strip() for part in re.split(r"[,;]\s+", series))
    return tuple(re.sub(r"^(?:and|or|&)\s+", "", part) for part in parts if part)


def _short(items: tuple[str, ...] | list[str]) -> bool:
    return all(0 < len(item) <= LONGEST_POINT and not _CLAUSE.match(item) for item in items)

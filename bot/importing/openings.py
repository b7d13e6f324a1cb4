"""Which blocks open a question, and in which style a document marks its questions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.importing import markup
from bot.importing.blocks import Block
from bot.importing.wording import asks, begins_asking, cleaned, ends_asking, labelled, split_after_question

# "A:", "**A.**", "Answer 3:" before an answer.
_ANSWER_WORDS = r"(?:A|Ans|Answer|Antwort|Réponse|Respuesta|Risposta|Antwoord)"
_ANSWER = (
    rf"(?P<mark>[*_]{{0,3}})\s?{_ANSWER_WORDS}\s?\d{{0,3}}\s?(?:[*_]{{0,3}}\s?[.:)]|[*_]{{1,3}}(?=\s))"
    r"\s?(?P<close>[*_]{0,3})\s*"
)
# "->", "=>" and "-" before an answer say no more than that it is one.
_ARROW = re.compile(r"^(?:(?:[-–—=]{1,2}\\?>|[→⇒➔➜])\s*|[-–—]{1,2}\s+)(?=\S)")
_ANSWER_START = re.compile(rf"^{_ANSWER}(?=\S)")
_ANSWER_ALONE = re.compile(rf"^[*_]*{_ANSWER_WORDS}\s?\d{{0,3}}[*_]*[.:)][*_]*\s*$")
_ANSWER_INSIDE = re.compile(rf"(?:\\?\n|(?<=\?)\s|(?<=\*)\s){_ANSWER}(?=\S)")
_BOLD = re.compile(
    r"^(?P<mark>\*{1,3})(?=\S)(?P<words>(?:(?!(?P=mark)).)+?)(?P=mark)(?!\*)\s?[:.?]?\s*(?P<rest>.*)$", re.DOTALL
)
_NUMBERED = re.compile(r"^\d{1,3}\\?[.)]\s")

# Styles, the most telling first ("numbered" is a number and words in bold). Headings come as "h1" to "h9" and stand
# behind "term".
STRUCTURAL = ("label", "term")
BY_LOOK = ("numbered", "bold", "emphasis", "number", "plain", "glued")

# "**Cancel my order** Write to us.": a remark of so many words, after which a sentence begins.
RUN_IN_WORDS = 3
_RUN_IN = re.compile(r"^[^a-z].*[\w)’'\"”]$", re.DOTALL)

# The styles of a line that is marked as a whole.
MARKED = ("numbered", "bold", "emphasis")

# A style in which fewer of its blocks ask than this marks more than questions.
MOSTLY_ASKING = 0.3

# What marks questions by its look alone marks much else; so many of its blocks ask where all of them count.
LOOKS_ASKING = 0.6

# So few questions among more headings are those of an article, whose sections all count.
FEW = 2


@dataclass(frozen=True, slots=True)
class Opening:
    """A block that may open a question: its words (Markdown) and what follows them in the same block."""

    style: str
    question: str
    rest: str = ""
    asks: bool = True


def opening(block: Block) -> Opening | None:
    """How a block may open a question, if it may."""
    if block.kind == "heading":
        return Opening(f"h{block.level}", block.text, asks=asks(cleaned(block.text)))
    if block.kind == "term":
        words, answer = _cut_at_answer(block.text)
        return Opening("term", words, answer, asks(cleaned(words)))
    return _paragraph(block.text) if block.kind == "paragraph" else None


def _paragraph(text: str) -> Opening | None:
    """The opening that a paragraph may be."""
    if labelled(markup.plain(text[:60])):
        return Opening("label", *_cut_at_answer(text, at_mark=True))  # it says so itself, whatever its words
    bold = _BOLD.match(text)
    if bold:
        return _by_look(bold)
    words = cleaned(text)
    if ends_asking(words) and not _many_sentences(words):
        return Opening("number" if _NUMBERED.match(text) else "plain", text)
    first, _, rest = text.partition("\n")
    first = first.removesuffix("\\")
    question, after = cleaned(first), rest.strip()
    if rest and ends_asking(question) and not _many_sentences(question):
        return Opening("number" if _NUMBERED.match(text) else "plain", first, without_label(after))
    question, after = split_after_question(text)
    if after and begins_asking(cleaned(question)) and len(question) <= 200:
        return Opening("number" if _NUMBERED.match(text) else "glued", question, without_label(after))
    return None


def _by_look(bold: re.Match[str]) -> Opening | None:
    """A paragraph that begins bold or slanted."""
    words, rest = bold["words"], bold["rest"].strip()
    numbered = bool(_NUMBERED.match(words))
    style = "numbered" if numbered else "bold" if len(bold["mark"]) > 1 else "emphasis"
    asking = asks(cleaned(words))
    if not rest:
        return Opening(style, words, asks=asking)
    on_next_line = rest.startswith("\\\n") or "\n" in bold[0][: bold.start("rest") - bold.start() + 1]
    if (asking and ends_asking(cleaned(words))) or (on_next_line and (asking or numbered)):
        return Opening(style, words, without_label(rest.removeprefix("\\\n")), asks=asking)
    after = rest.removeprefix("\\\n").lstrip()
    if len(words.split()) >= RUN_IN_WORDS and _RUN_IN.search(words) and after[:1].isupper():
        return Opening("run-in", words, after, asks=False)
    return None


def _cut_at_answer(text: str, *, at_mark: bool = False) -> tuple[str, str]:
    """The words of a question, and the answer that follows in the same block: after "A:", a line or the "?"."""
    inside = _ANSWER_INSIDE.search(text)
    if inside:
        return text[: inside.start()], without_label(text[inside.start() :].lstrip("\\\n "))
    if not at_mark:
        return text, ""
    question, rest = split_after_question(text)
    return (question, rest) if rest and not ends_asking(cleaned(text)) else (text, "")


def without_label(text: str) -> str:
    """An answer without its label.

    >>> without_label("**A.** Yes.")
    'Yes.'
    """
    if _ANSWER_ALONE.match(text):
        return ""
    text = _ARROW.sub("", text)
    found = _ANSWER_START.match(text)
    if not found:
        return text
    unclosed = (
        found["mark"]
        if found["mark"] and not found["close"] and found["mark"] not in found[0][len(found["mark"]) :]
        else ""
    )
    return unclosed + text[found.end() :]


def _many_sentences(words: str) -> bool:
    """Whether a question is the end of a longer passage."""
    return len(words) > 300 or len(re.findall(r"[.!]\s+[A-Z]", words)) > 3


@dataclass(frozen=True, slots=True)
class Styles:
    """How a document marks its questions.

    `main` is the style with the questions; blocks of the styles in `loose` count too where they do not ask.
    """

    main: str
    loose: frozenset[str]
    asking: frozenset[str]


def styles(openings: Sequence[Opening]) -> Styles | None:
    """The styles of a document's questions, or None for a document without any."""
    counts = Counter(one.style for one in openings)
    asked = Counter(one.style for one in openings if one.asks)
    leaves = sum(count for style, count in counts.items() if style[0] == "h")
    if not asked or (asked.keys() <= set(BY_LOOK) and max(asked.values()) <= FEW < leaves):
        return None
    headings = sorted((style for style in asked if style[0] == "h"), key=lambda style: -asked[style])
    order = [*STRUCTURAL, *headings, *BY_LOOK]
    enough = max(1.0, max(asked.values()) * MOSTLY_ASKING)
    main = next(style for style in order if asked[style] >= enough)
    strong = {style for style in asked if style in STRUCTURAL or style[0] == "h"}
    if main in BY_LOOK or main == "term":
        strong |= {style for style in BY_LOOK if asked[style] >= enough and style != "glued"}
    if main == "term" and headings and asked[headings[0]] >= asked[main]:
        main = headings[0]  # terms that ask are found anyway; headings that do not ask count beside those that do
    article = main[0] == "h" and asked[main] <= FEW and counts[main] - asked[main] > FEW
    loose = {style for style in (main, "term") if _mostly_asks(style, asked, counts)} | ({main} if article else set())
    if "bold" in loose and sum(one.style == "bold" and one.asks and bool(one.rest) for one in openings) >= FEW:
        loose.add("run-in")  # what does not ask is written as the questions are
    return Styles(main, frozenset(loose), frozenset(strong | {main}))


def _mostly_asks(style: str, asked: Counter[str], counts: Counter[str]) -> bool:
    """Whether so many blocks of a style ask that the others are questions too."""
    least = MOSTLY_ASKING if style[0] == "h" or style in STRUCTURAL else LOOKS_ASKING
    return asked[style] > 0 and asked[style] >= counts[style] * least

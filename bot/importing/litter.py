"""What stands on pages and is no part of an answer: menus, author boxes, dates of the page, "Read more"."""

from __future__ import annotations

import re

from bot.importing import markup
from bot.importing.blocks import Block
from bot.knowledge.model import fold_wording

# Sections that close a page or lead around it.
_HEADINGS = frozenset(
    fold_wording(words)
    for words in (
        "table of contents, contents, toc, on this page, in this article, conclusion, references, see also, related, "
        "related articles, related posts, related pages, related links, related topics, related questions, "
        "further reading, read more, more information, share this, share, comments, leave a comment, top articles, "
        "latest posts, recent posts, popular posts, article information, author information, about the author, "
        "navigation, menu, footer, search, tags, categories, subscribe, newsletter, sign up, license, changelog, "
        "next steps, was this helpful, was this page helpful, feedback, introduction, overview, summary, "
        "instructions, links, resources, additional resources, acknowledgements, credits, contents of this page"
    ).split(", ")
)
_LINES = re.compile(
    r"(?:read|learn|find out|see|show|view) more(?: (?:here|about .{1,60}))?(?:\s*[.…›»→>]*)"
    r"|back to (?:the )?(?:top|contents|index)|(?:go )?(?:to )?top|[↑⬆▲⇧🔝]+(?:\s*(?:back to )?top)?"
    r"|(?:advertisement|sponsored|share this.*|table of contents|contents|on this page|skip to (?:main )?content)"
    r"|(?:this (?:page|article) was )?last (?:edited|updated|modified|reviewed)\b.{0,60}"
    r"|(?:posted|published|updated|written) (?:on|by)\b.{0,60}|edit this page.{0,40}|\d+ (?:comments?|komentar):?"
    r"|was this (?:page|article|answer)? ?helpful\b.{0,40}|copyright\b.{0,100}|©.{0,100}|all rights reserved.{0,40}"
    r"|more items\W*|print this page|[-–—_=*#.•·|›»\s]+",
    re.IGNORECASE,
)


def is_litter_heading(text: str) -> bool:
    """Whether a heading opens a part of the page that answers nothing."""
    return fold_wording(markup.plain(text)) in _HEADINGS


def is_litter(block: Block) -> bool:
    """Whether a paragraph says nothing to a reader of the answer."""
    if block.kind != "paragraph":
        return False
    words = markup.plain(block.text)
    return not words or (len(words) <= 160 and bool(_LINES.fullmatch(words)))


# Stands where an answer should once be.
PLACEHOLDER = re.compile(
    r"[\W_]*(?:to ?do|tbd|tba|to be (?:done|determined|announced|added|written|completed)|coming soon"
    r"|work in progress|wip|placeholder|lorem ipsum.*|no answer(?: yet)?|answer(?: goes)? here|\?+|\.+)[\W_]*",
    re.IGNORECASE | re.DOTALL,
)

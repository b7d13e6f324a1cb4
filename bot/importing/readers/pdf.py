"""The text of PDF files -> blocks. They have no lines."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from dataclasses import replace
from textwrap import dedent

from pypdf import PdfReader

from bot.importing.blocks import Block, Document
from bot.importing.errors import UnreadableError
from bot.importing.readers import text
from bot.knowledge.yaml_reader import CONTROL

# Documents people ask about are shorter; a book would be drafted for minutes.
MAX_PAGES = 500

# Running heads and feet stand on so many lines at the edges of a page.
EDGE_LINES = 2

_PAGE_NUMBER = re.compile(r"^\W*(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W*$", re.IGNORECASE)
_NO_TITLE = re.compile(r"\W*(?:anonymous|untitled|microsoft word - .*)\W*$|.*\.(?:docx?|pdf|indd)$", re.IGNORECASE)
# What fonts of signs make of their bullets.
_SIGN = re.compile(r"(?m)^([ \t]*)[\x01-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff](?=[ \t]+\S)")
_HYPHEN = re.compile(r"(?<=[a-z])-\n\s*(?=[a-z])")


def read(data: bytes) -> Document:
    """A PDF file; raises UnreadableError for an encrypted, damaged, scanned or too long one."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its complaints are ours to word
    try:
        pdf = PdfReader(io.BytesIO(data))
        if pdf.is_encrypted and not pdf.decrypt(""):
            raise UnreadableError("it is encrypted: save it without a password")
        if len(pdf.pages) > MAX_PAGES:
            raise UnreadableError(f"it has {len(pdf.pages)} pages, at most {MAX_PAGES} are read: split it")
        pages = [page.extract_text(extraction_mode="layout") for page in pdf.pages]
        title = pdf.metadata.title if pdf.metadata else None
    except UnreadableError:
        raise
    except Exception as error:  # a damaged file makes the library fail in ways of any kind
        raise UnreadableError("it is encrypted or damaged: save it anew without a password") from error
    if not "".join(pages).strip():
        raise UnreadableError("it holds pictures and no text: run text recognition over it first")
    document = text.read(CONTROL.sub("", _SIGN.sub(r"\1•", _HYPHEN.sub("", _joined(_without_margins(pages))))))
    document.blocks = [_without_lines(block) for block in document.blocks]
    document.title = document.title if not title or _NO_TITLE.match(title) else title
    return document


def _without_margins(pages: list[str]) -> list[str]:
    """The pages without page numbers and without the lines that most pages begin or end with."""
    edges = Counter(form for page in pages for form in {_form(line) for line in _edges(page)})
    often = max(2, len(pages) / 2)
    return ["\n".join(_kept(dedent(page).splitlines(), edges, often)) for page in pages]


def _edges(page: str) -> list[str]:
    """The first and last lines of a page."""
    lines = [line for line in page.splitlines() if line.strip()]
    return lines[:EDGE_LINES] + lines[-EDGE_LINES:]


def _form(line: str) -> str:
    """A line without its numbers and spaces, which differ from page to page."""
    return re.sub(r"[\d\s]+", " ", line).strip()


def _kept(lines: list[str], edges: Counter[str], often: float) -> list[str]:
    """The lines of a page that are its own."""
    filled = [place for place, line in enumerate(lines) if line.strip()]
    margin = {*filled[:EDGE_LINES], *filled[-EDGE_LINES:]}
    return [
        line
        for place, line in enumerate(lines)
        if place not in margin or not (_PAGE_NUMBER.match(line) or edges[_form(line)] >= often)
    ]


def _joined(pages: list[str]) -> str:
    """All pages; a sentence that a page breaks goes on."""
    text = ""
    for page in (page.strip("\n") for page in pages):
        goes_on = re.search(r"[^.?!:;\s]\s*$", text) and re.match(r"\s*[a-z]", page)
        text += ("\n" if goes_on else "\n\n") + page
    return text


def _without_lines(block: Block) -> Block:
    items = tuple(tuple(map(_without_lines, item)) for item in block.items)
    return replace(block, items=items, line=None, end=None)

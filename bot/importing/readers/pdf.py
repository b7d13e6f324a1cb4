"""The text of PDF files -> blocks. They have no lines."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from dataclasses import replace

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from bot.importing.blocks import Block, Document
from bot.importing.errors import UnreadableError
from bot.importing.readers import text

# Documents people ask about are shorter; a book would be drafted for minutes.
MAX_PAGES = 500

_PAGE_NUMBER = re.compile(r"^\W*(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W*$", re.IGNORECASE)
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
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, ImportError) as error:
        raise UnreadableError("it is encrypted or damaged: save it anew without a password") from error
    if not "".join(pages).strip():
        raise UnreadableError("it holds pictures and no text: run text recognition over it first")
    document = text.read(_HYPHEN.sub("", "\n\n".join(_without_margins(pages))))
    document.blocks = [_without_lines(block) for block in document.blocks]
    document.title = title or document.title
    return document


def _without_margins(pages: list[str]) -> list[str]:
    """The pages without page numbers and without lines that most pages repeat."""
    seen = Counter(line for page in pages for line in {line.strip() for line in page.splitlines()} if line)
    often = max(3, len(pages) // 2)
    return [
        "\n".join(
            line
            for line in page.splitlines()
            if not _PAGE_NUMBER.match(line) and (not line.strip() or seen[line.strip()] < often)
        )
        for page in pages
    ]


def _without_lines(block: Block) -> Block:
    items = tuple(tuple(map(_without_lines, item)) for item in block.items)
    return replace(block, items=items, line=None, end=None)

"""A document -> the draft of a pack. Free of files and of printing: a command and a chat can both use it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from bot.importing.blocks import Document
from bot.importing.entries import Drafted, drafted
from bot.importing.errors import UnreadableError
from bot.importing.grouping import grouped
from bot.importing.leftovers import passages_told
from bot.importing.recognition import recognise
from bot.importing.sifting import sifted
from bot.importing.sniffing import kind_of, kind_of_text, text_of
from bot.knowledge.slug import slug
from bot.knowledge.writer import DRAFTED, MARK, written
from bot.knowledge.yaml_reader import CONTROL


@dataclass(frozen=True, slots=True)
class Draft:
    """A drafted pack: its id, the YAML text, how many entries it has, and how many of them are doubtful."""

    pack: str
    text: str
    entries: int
    doubtful: int
    remarks: tuple[str, ...] = ()


def draft(name: str, data: bytes) -> Draft:
    """The draft of a pack from a document of that file name.

    Raises UnreadableError for a document that cannot be read or holds no question.
    """
    try:
        document = _read(name, data)
        read = recognise([] if document.found else document.blocks)
    except RecursionError as error:
        raise UnreadableError("its parts are nested too deep: flatten it") from error
    found, left = document.found or read.found, passages_told(read.left, document.first_line or document.title)
    if not any(one.asks for one in found) and document.spare:
        found, left = document.spare, []
    kept = sifted(found, document.first_line, talk=bool(document.found))
    entries = drafted(grouped(kept.found), document.base)
    if not entries:
        raise UnreadableError("no question with an answer was found in it")
    pack = slug(PurePath(name).name.split(".")[0]) or "document"
    remarks = (*document.remarks, *kept.remarks, *left)
    doubtful = sum(bool(entry.doubts) for entry in entries)
    header = [_opening(name, doubtful), *remarks]
    text = written(_pack(pack, name, document, entries), [_comments(entry) for entry in entries], header)
    return Draft(pack, text, len(entries), doubtful, remarks)


def _pack(pack: str, name: str, document: Document, entries: list[Drafted]) -> dict[str, Any]:
    """The pack as its file holds it."""
    title = " ".join((document.title or "").split())[:200] or PurePath(name).stem
    source: dict[str, Any] = {"title": title, "file": PurePath(name).name}
    if document.base:
        source["url"] = document.base
    return {"pack": pack, "source": source, "entries": [entry.fields for entry in entries]}


def _comments(entry: Drafted) -> list[str]:
    return [f"{MARK}: {doubt}" for doubt in entry.doubts]


def _opening(name: str, doubtful: int) -> str:
    """Where the draft comes from, and what to do with it."""
    look = f"Look at the lines marked {MARK}, then remove them." if doubtful else "Nothing in it looks doubtful."
    return f"{DRAFTED} {PurePath(name).name}. {look}"


def _read(name: str, data: bytes) -> Document:
    """The document as its reader understands it; each reader is loaded only when needed."""
    kind = kind_of(name, data)
    if kind == "docx":
        from bot.importing.readers import docx

        return docx.read(data)
    if kind == "pdf":
        from bot.importing.readers import pdf

        return pdf.read(data)
    text, remark = text_of(data)
    text = CONTROL.sub("", text)
    kind = kind_of_text(name, text)
    document = _TEXT_READERS[kind](text)
    if document is None:
        raise UnreadableError(f"it is no whole {kind.upper()}: mend it, or name the file after what it holds")
    if remark:
        document.remarks.insert(0, remark)
    return document


def _markdown(text: str) -> Document:
    from bot.importing.readers import markdown

    return markdown.read(text)


def _html(text: str) -> Document:
    from bot.importing.readers import html

    return html.read(text)


def _csv(text: str) -> Document:
    from bot.importing.readers import tables

    return tables.read(text)


def _tsv(text: str) -> Document:
    from bot.importing.readers import tables

    return tables.read(text, "\t")


def _json(text: str) -> Document | None:
    from bot.importing.readers import structured

    return structured.read_json(text)


def _yaml(text: str) -> Document | None:
    from bot.importing.readers import structured

    return structured.read_yaml(text)


def _rst(text: str) -> Document:
    from bot.importing.readers import rst

    return rst.read(text)


def _asciidoc(text: str) -> Document:
    from bot.importing.readers import asciidoc

    return asciidoc.read(text)


def _text(text: str) -> Document:
    from bot.importing.readers import text as plain

    return plain.read(text)


_TEXT_READERS: dict[str, Callable[[str], Document | None]] = {
    "markdown": _markdown,
    "html": _html,
    "csv": _csv,
    "tsv": _tsv,
    "json": _json,
    "yaml": _yaml,
    "rst": _rst,
    "asciidoc": _asciidoc,
    "text": _text,
}

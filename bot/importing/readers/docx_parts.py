"""What a Word file holds, a piece at a time: its body may be far larger than what fits into memory as a tree."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import IO, Any

import docx
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from bot.importing.errors import UnreadableError

# A document of text unpacks to a few megabytes of XML beside its pictures; a bomb to gigabytes of either. Twenty bytes
# of memory hold one of XML where it is a tree, as the styles and all the rest are; the body is read piece by piece.
MAX_UNPACKED_BYTES, MAX_TEXT_BYTES, MAX_STYLES_BYTES = 100_000_000, 30_000_000, 5_000_000

# A book has ten thousand, and reading one takes 40 microseconds; packed, a million weigh nothing.
MAX_PARAGRAPHS = 100_000

# What belongs together has to be a tree: a table of 20,000 cells, or all that a control is around.
MAX_PIECE_BYTES = 8_000_000

DAMAGED = "it is no Word document, or a damaged one: save it anew as .docx"

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_EMPTY = f"<w:document {nsdecls('w')}><w:body/></w:document>"


class Parts:
    """A .docx file: `word` knows its styles, numbering and links, `body` gives the pieces of the text in turn."""

    def __init__(self, data: bytes) -> None:
        """Raises UnreadableError for what is no Word document, or is too large once unpacked."""
        try:
            self._packed = zipfile.ZipFile(io.BytesIO(data))
            parts = self._packed.infolist()
            _hold(parts, MAX_UNPACKED_BYTES, "unpacks to")
            text = [part for part in parts if part.filename.endswith((".xml", ".rels"))]
            _hold(text, MAX_TEXT_BYTES, "holds text of")
            self._main = self._main_part()
            rest = [part for part in text if part.filename != self._main]
            _hold(rest, MAX_STYLES_BYTES, "has styles, notes and charts of")
            self.word: Any = docx.Document(self._without_body())
        except UnreadableError:
            raise
        except Exception as error:  # zip, XML and package faults of three libraries
            raise UnreadableError(DAMAGED) from error

    def body(self) -> Iterator[Any]:
        """Each paragraph, table and control of the body, whole until the next is asked for.

        Raises UnreadableError where it is damaged, or has too many paragraphs or too large a piece.
        """
        try:
            with self._packed.open(self._main) as source:
                yield from _pieces(_Metered(source))
        except (etree.LxmlError, zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise UnreadableError(DAMAGED) from error

    def _main_part(self) -> str:
        """The name of the part with the text, as the package says."""
        relations = etree.fromstring(self._packed.read("_rels/.rels"), etree.XMLParser(resolve_entities=False))
        target = next(str(one.get("Target")) for one in relations if one.get("Type") == _RELATIONS)
        return target.lstrip("/")

    def _without_body(self) -> IO[bytes]:
        """The same file with an empty body; pictures are left out, too."""
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            for part in self._packed.infolist():
                is_text = part.filename.endswith((".xml", ".rels"))
                content = self._packed.read(part) if is_text and part.filename != self._main else b""
                archive.writestr(part.filename, _EMPTY if part.filename == self._main else content)
        made.seek(0)
        return made


class _Metered:
    """A source that is read in small pieces, and gives up where one of them does not end."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self._held = 0

    def read(self, size: int) -> bytes:
        """The next bytes; raises UnreadableError where too many belong together."""
        found = self._source.read(size)
        self._held += len(found)
        if self._held > MAX_PIECE_BYTES:
            raise UnreadableError(f"one table or part of it has more than {MAX_PIECE_BYTES / 1e6:.0f} MB: split it")
        return found

    def forget(self) -> None:
        """What was read is not needed any more."""
        self._held = 0


def _pieces(source: _Metered) -> Iterator[Any]:
    """What stands in the body directly, one at a time; what was given before is forgotten."""
    paragraphs, ended = 0, False
    tags = [qn(name) for name in ("w:p", "w:tbl", "w:sdt", "w:body")]
    for _, element in etree.iterparse(source, tag=tags, resolve_entities=False, no_network=True, remove_comments=True):
        body = element.getparent()
        ended = ended or element.tag == tags[-1]
        paragraphs += element.tag == tags[0]
        if paragraphs > MAX_PARAGRAPHS:
            raise UnreadableError(f"it has more than {MAX_PARAGRAPHS:,} paragraphs: split it")
        if body is not None and body.tag == tags[-1]:
            yield element
            element.clear()
            while element.getprevious() is not None:
                body.remove(element.getprevious())
            source.forget()
    if not ended:
        raise UnreadableError(DAMAGED)


def _hold(parts: Iterable[zipfile.ZipInfo], limit: int, what: str) -> None:
    """Refuse parts that are larger than `limit` bytes together, once unpacked."""
    size = sum(part.file_size for part in parts)
    if size > limit:
        raise UnreadableError(f"it {what} {size / 1e6:,.0f} MB, at most {limit / 1e6:.0f} MB are read: split it")

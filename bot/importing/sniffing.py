"""What a document is: by its first bytes, then by its name, then by its look."""

from __future__ import annotations

import json
import re
from pathlib import PurePath

from bot.importing.errors import UnreadableError

# Far above any list of questions; stops a film or a dump before it is read.
MAX_BYTES = 20_000_000

FORMATS = {
    "markdown": ".md .mdx .markdown .mdown .mkd .qmd .rmd",
    "html": ".html .htm .xhtml .erb .php .aspx .jsp .vue .ejs .hbs .njk",
    "csv": ".csv",
    "tsv": ".tsv .tab",
    "json": ".json .jsonl .ndjson",
    "yaml": ".yaml .yml",
    "docx": ".docx .docm .dotx",
    "pdf": ".pdf",
    "rst": ".rst .rest",
    "asciidoc": ".adoc .asciidoc .asc",
    "text": ".txt .text .log",
}
_BY_ENDING = {ending: name for name, endings in FORMATS.items() for ending in endings.split()}

# Formats known only to be refused, by their first bytes.
REFUSED = (
    (b"\xd0\xcf\x11\xe0", "it is an old or encrypted Office file: save it as .docx without a password"),
    (b"{\\rtf", "it is rich text (RTF): save it as .docx or text"),
    (b"\x1f\x8b", "it is packed (gzip): unpack it first"),
    (b"7z\xbc\xaf", "it is packed (7-Zip): unpack it first"),
    (b"Rar!", "it is packed (RAR): unpack it first"),
    (b"\x89PNG", "it is a picture, and no text in pictures is read: write its text into a document"),
    (b"\xff\xd8\xff", "it is a picture, and no text in pictures is read: write its text into a document"),
    (b"GIF8", "it is a picture, and no text in pictures is read: write its text into a document"),
)
_HTML = re.compile(r"\s*(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_MARKDOWN = re.compile(r"(?m)^#{1,6} \S|^\s*[-*] \*\*|\]\(https?://|^```")
_RST = re.compile(r"(?m)^\.\. (?:[\w-]+::|_[^:\n]+:)|:[\w:-]+:`[^`\n]+`|`[^`<\n]+ <[^>\n]+>`_")
# Plain text underlines its headings too.
_UNDERLINED = re.compile(r"(?m)^\S.*\n([=~^\"+-])\1{3,}$")
_TAGS = re.compile(r"</(?:p|li|dd|dt|div|h[1-6]|td)>", re.IGNORECASE)


def kind_of(name: str, data: bytes) -> str:
    """The format of a document, as in FORMATS; raises UnreadableError for what no reader takes."""
    if len(data) > MAX_BYTES:
        raise UnreadableError(f"it has {len(data) / 1e6:.1f} MB, at most {MAX_BYTES / 1e6:.0f} MB are read: split it")
    if not data.strip():
        raise UnreadableError("it is empty")
    for signature, message in REFUSED:
        if data.startswith(signature):
            raise UnreadableError(message)
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        if b"word/" in data:
            return "docx"
        raise UnreadableError("it is a packed file or of another Office program: save it as .docx, .csv or text")
    return ""


def kind_of_text(name: str, text: str) -> str:
    """The format of a text: its name's, unless what it holds is plainly something else."""
    named = _BY_ENDING.get(PurePath(name.lower()).suffix, "")
    if _HTML.match(text):
        return "html"
    if named in ("docx", "pdf", ""):
        named = "text"
    if named == "text":
        return _by_look(text)
    return named


def _by_look(text: str) -> str:
    """The format of a text that its name does not tell."""
    if text.lstrip()[:1] in ("{", "["):
        try:
            json.loads(text)
        except (ValueError, RecursionError):
            pass
        else:
            return "json"
    if len(_TAGS.findall(text)) > 3:
        return "html"
    if _is_table(text):
        return "tsv"
    marks = len(_RST.findall(text))
    if marks and marks + len(_UNDERLINED.findall(text)) > 1:
        return "rst"
    return "markdown" if len(_MARKDOWN.findall(text)) > 1 else "text"


def _is_table(text: str) -> bool:
    """Whether every line has the same number of tabs, and most begin with a question: a copied table."""
    rows = [line.split("\t") for line in text[:100_000].splitlines() if line.strip()]
    even = len({len(row) for row in rows}) == 1 and len(rows) > 1 and len(rows[0]) > 1
    return even and sum(row[0].rstrip().endswith("?") for row in rows) * 2 > len(rows)


def text_of(data: bytes) -> tuple[str, str | None]:
    """The text of a file, and a remark where its encoding had to be guessed; raises UnreadableError for none."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), None
        except UnicodeDecodeError as error:
            raise UnreadableError("its text is damaged: save it as UTF-8") from error
    if b"\0" in data:
        raise UnreadableError("it is no text and no document that can be read: save it as text, .docx or .pdf")
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError:
        return data.decode(
            "cp1252", "replace"
        ), "it is not UTF-8; it was read as Windows text: look at accents and quotes"

"""Documents that cannot be read are refused with what is wrong; strange ones are read as far as they go."""

from __future__ import annotations

import contextlib
import io
import struct
import time
import zipfile

import docx
import pytest
from docx.oxml.ns import nsmap
from pypdf import PdfWriter

from bot.importing import UnreadableError, draft
from bot.importing.sniffing import MAX_BYTES
from tests.unit.importing.drafts import answers


def packed(**files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return data.getvalue()


# Each entity is ten of the one before; and one that is a file of this machine.
BILLION = '<!ENTITY l0 "lol">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
OUTSIDE = '<!ENTITY l9 SYSTEM "file:///etc/hostname">'


def word(body, *, entities=""):
    """A Word document with that body, which python-docx opens."""
    empty, made = io.BytesIO(), io.BytesIO()
    docx.Document().save(empty)
    kind = f"<!DOCTYPE w [{entities}]>" if entities else ""
    whole = f'{kind}<w:document xmlns:w="{nsmap["w"]}"><w:body>{body}</w:body></w:document>'
    with zipfile.ZipFile(empty) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            archive.writestr(name, whole if name == "word/document.xml" else source.read(name))
    return made.getvalue()


def lying(data, size):
    """An archive that says of a part of that size that it is small."""
    return data.replace(struct.pack("<I", size), struct.pack("<I", 1_000))


def locked_pdf():
    writer, data = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(data)
    return data.getvalue()


def empty_pdf():
    writer, data = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.write(data)
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("faq.md", b"", "empty"),
        ("faq.md", b" \n\t", "empty"),
        ("faq.txt", b"What?\0\1\2", "no text"),
        ("faq.md", b"x" * (MAX_BYTES + 1), "at most 20 MB"),
        ("faq.docx", b"\xd0\xcf\x11\xe0rest", "without a password"),
        ("faq.docx", packed(xl__sheet_dot_xml="<x/>"), "save it as .docx, .csv or text"),
        ("faq.docx", packed(word__document_dot_xml="<x/>"), "damaged"),
        ("faq.docx", packed(word__media__a_dot_png=b"0" * 101_000_000), "unpacks to 101 MB"),
        ("faq.docx", packed(word__document_dot_xml=b"0" * 31_000_000), "text of 31 MB"),
        ("faq.docx", word("<w:p><w:r><w:t>When?</w:t></w:r></w:p>" * 100_001), "100,000 paragraphs"),
        ("faq.docx", lying(packed(word__document_dot_xml=b"0" * 31_000_000), 31_000_000), "damaged"),
        ("faq.docx", word("<w:p><w:r><w:t>When is &l9;?</w:t></w:r></w:p>", entities=BILLION), "damaged"),
        ("faq.docx", word("<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>", entities=OUTSIDE), "no question"),
        ("faq.pdf", locked_pdf(), "without a password"),
        ("faq.pdf", b"%PDF-1.7 nothing", "damaged"),
        ("faq.pdf", empty_pdf(), "no text"),
        ("faq.json", b'{"q": "When?"', "no whole JSON"),
        ("faq.yaml", b"a: [", "no whole YAML"),
        ("faq.json", b"[1, 2]", "no question"),
        ("faq.md", b"Just words.", "no question"),
        ("faq.rtf", b"{\\rtf1 When?}", "RTF"),
        ("faq.png", b"\x89PNG\r\n", "picture"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(name, data, reason):
    with pytest.raises(UnreadableError, match=reason):
        draft(name, data)


BOTH = {"When do you open?": "At nine.", "What does it cost?": "Ten euros."}
PAGE = "<!DOCTYPE html><h2>When do you open?</h2><p>At nine.</p><h2>What does it cost?</h2><p>Ten euros."


@pytest.mark.parametrize("name", ["faq.md", "faq.txt", "faq.docx", "faq", "faq.csv"])
def test_a_page_of_the_wrong_name_is_read_as_what_it_is(name):
    assert answers(name, PAGE) == BOTH


def test_other_encodings_are_understood():
    text = "## Où est-ce?\n\nÀ côté.\n"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        assert answers("faq.md", text.encode(encoding)) == {"Où est-ce?": "À côté."}


def test_line_ends_of_every_system_are_understood():
    text = "## When do you open?\n\nAt nine.\n\n## What does it cost?\n\nTen euros."
    for end in ("\r\n", "\r", "\n"):
        assert answers("faq.md", text.replace("\n", end).encode()) == BOTH


def test_scripts_and_handlers_of_a_page_never_reach_a_draft():
    page = PAGE.replace("At nine.", "At <b onclick='steal()'>nine</b>.<script>steal()</script><style>a{}</style>")
    made = draft("faq.html", page.encode())
    assert "steal" not in made.text
    assert "style" not in made.text


def test_addresses_that_run_code_are_dropped():
    page = PAGE.replace("nine", "<a href='javascript:steal()'>nine</a>")
    assert answers("faq.html", page) == BOTH


def test_invisible_controls_do_not_reach_a_pack():
    assert answers("faq.md", b"## When?\n\nAt\x08 nine\x1b.\n") == {"When?": "At nine."}


@pytest.mark.parametrize("name", ["faq.md", "faq.html", "faq.rst", "faq.adoc", "faq.txt"])
def test_deep_nesting_ends_well(name):
    deep = {"faq.html": "<div>" * 5_000 + "<ul><li>" * 500, "faq.md": "> " * 3_000 + "- " * 3_000}.get(
        name, " * - " * 2_000
    )
    text = f"What does it cost?\n==================\n\nTen euros.\n\n{deep}\n"
    with contextlib.suppress(UnreadableError):
        draft(name, text.encode())


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("name", "begin", "line"),
    [
        ("faq.md", "", "## What is it?\n\nIt is {}.\n\n"),
        (
            "faq.md",
            "",
            "## Which opening hours of the northern main building during the winter holidays is {}?\n\nIt is {}.\n\n",
        ),
        ("faq.html", "<h2>What is it?</h2>", "<p>It is {}.</p>\n"),
        ("faq.html", "<h2>What is it?</h2>", "<li>It is {}.</li>\n"),
    ],
)
def test_four_times_as_much_takes_no_more_than_about_four_times_as_long(name, begin, line):
    """Also where thousands share a wording, the beginning of an id, or an answer."""

    def seconds(count):
        text = begin + "".join(line.format(number, number) for number in range(count))
        began = time.process_time()
        draft(name, text.encode())
        return time.process_time() - began

    assert seconds(12_000) < 8 * seconds(3_000)


@pytest.mark.thorough
def test_fifty_thousand_lines_are_drafted():
    text = "".join(f"## What is number {number}?\n\nIt is {number}, as said.\n\n\n" for number in range(10_000))
    assert draft("long.md", text.encode()).entries == 10_000

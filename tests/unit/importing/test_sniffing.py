"""A document is what it holds; its name only helps."""

from __future__ import annotations

import pytest

from bot.importing import UnreadableError
from bot.importing.sniffing import REFUSED, kind_of, kind_of_text, text_of


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("FAQ.MD", "markdown"),
        ("faq.html.erb", "html"),
        ("faq.qmd", "markdown"),
        ("faq.tab", "tsv"),
        ("faq.ndjson", "json"),
        ("faq.rest", "rst"),
        ("faq.asc", "asciidoc"),
        ("faq.txt", "text"),
        ("faq", "text"),
        ("faq.docx", "text"),
    ],
)
def test_plain_words_are_what_their_name_says(name, kind):
    assert kind_of_text(name, "When? Now.") == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<!-- x -->\n<!DOCTYPE html><p>Hi", "html"),
        ("<p>a</p><p>b</p><ul><li>c</li><li>d</li></ul>", "html"),
        ('{"q": "When?"}', "json"),
        ("<p>a</p><p>b</p><p>c</p>", "text"),
        ("{not json}", "text"),
        ("# Bells\n\n**x**\n\n## More\n", "markdown"),
        ("- **When?** Now.\n- **Where?** Here.\n", "markdown"),
        ("Bells\n=====\n\nSee :ref:`bells`.\n", "rst"),
        ("Bells\n=====\n\nMore\n----\n", "text"),
        (".. note:: x\n\nSee :ref:`bells`.\n", "rst"),
        ("When?\n\n# only one mark\n", "text"),
    ],
)
def test_a_text_of_no_telling_name_is_what_it_looks_like(text, kind):
    assert kind_of_text("faq.txt", text) == kind
    assert kind_of_text("faq", text) == kind


def test_a_telling_name_wins_over_looks_but_not_over_a_page():
    assert kind_of_text("faq.md", '{"q": "When?"}') == "markdown"
    assert kind_of_text("faq.csv", "<html><p>Hi") == "html"


def test_packed_documents_are_told_by_their_first_bytes():
    assert kind_of("faq.txt", b"\n%PDF-1.4 x") == "pdf"
    assert kind_of("faq", b"PK\x03\x04 word/document.xml") == "docx"
    assert kind_of("faq.docx", b"When?") == ""


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x1f\x8bx", "gzip"),
        (b"7z\xbc\xafx", "7-Zip"),
        (b"Rar!x", "RAR"),
        (b"\xff\xd8\xffx", "picture"),
        (b"GIF8", "picture"),
    ],
)
def test_packed_files_and_pictures_are_refused_by_name(data, reason):
    with pytest.raises(UnreadableError, match=reason):
        kind_of("faq.txt", data)


@pytest.mark.parametrize("data", [signature + b"x" for signature, _ in REFUSED])
def test_a_refusal_says_what_it_is_and_then_what_to_do(data):
    with pytest.raises(UnreadableError, match=r"^it is [^:]+: [^:]+$"):
        kind_of("faq.txt", data)


def test_an_encoding_that_had_to_be_guessed_is_said():
    assert text_of("für".encode()) == ("für", None)
    assert text_of("\ufefffür".encode()) == ("für", None)
    text, remark = text_of("für".encode("cp1252"))
    assert text == "für"
    assert "Windows" in remark


def test_half_a_character_is_a_damaged_text():
    with pytest.raises(UnreadableError, match="damaged"):
        text_of(b"\xff\xfea")

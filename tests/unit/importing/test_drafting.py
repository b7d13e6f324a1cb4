"""A draft as its author opens it: header, remarks, doubts, and what the pack says of its source."""

from __future__ import annotations

import pytest

from bot.importing import UnreadableError, draft
from bot.knowledge.writer import MARK
from tests.unit.importing.drafts import pack

DOCUMENT = "## When?\n\nNow, as said above.\n\n## Bells\n\nRing.\n\n## Who?\n\nKim.\n"


def test_the_header_names_the_file_and_how_to_find_doubts():
    text = draft("docs/faq.md", DOCUMENT.encode()).text
    assert text.startswith(f"# Drafted from faq.md. Look at the lines marked {MARK}, then remove them.\n")


def test_where_nothing_is_doubtful_the_header_says_so():
    text = draft("faq.md", b"## Who?\n\nKim.\n").text
    assert text.startswith("# Drafted from faq.md. Nothing in it looks doubtful.\n")


def test_doubts_stand_above_their_entry_and_are_counted():
    made = draft("faq.md", DOCUMENT.encode())
    assert (made.entries, made.doubtful) == (3, 2)
    lines = made.text.splitlines()
    place = next(place for place, line in enumerate(lines) if "the answer points to what stands around" in line)
    assert lines[place].strip().startswith(f"# {MARK}: ")
    assert "when" in lines[place + 1]


def test_a_guessed_encoding_is_the_first_remark():
    made = draft("faq.csv", "q_en,q_fr,a_en,a_fr\nWhen?,Où?,Now.,Là.\n".encode("cp1252"))
    assert [remark.split(" ")[0] for remark in made.remarks] == ["it", "other"]
    assert "it is not UTF-8" in made.text


@pytest.mark.parametrize(
    ("name", "made"), [("faq.html.erb", "faq"), ("Über uns.md", "uber-uns"), ("???.md", "document")]
)
def test_a_pack_has_an_id_whatever_its_file_is_called(name, made):
    assert draft(name, f"<h2>When?</h2><p>Now.</p>\n\n{DOCUMENT}".encode()).pack == made


def test_the_source_has_the_title_and_the_address_of_the_page():
    page = '<html><head><base href="https://x.example/a/"><title>Bells\n of all kinds</title></head><h2>When?</h2>Now.'
    assert pack("faq.html", page)["source"] == {
        "title": "Bells of all kinds",
        "file": "faq.html",
        "url": "https://x.example/a/",
    }
    assert pack("faq.csv", "Question,Answer\nWhen?,Now.\n")["source"]["title"] == "faq"


def test_a_reader_that_found_questions_is_believed_before_declared_ones():
    declared = '<script type="application/ld+json">{"mainEntity": [{"name": "Who?", "acceptedAnswer": {"text": "x"}}]}'
    page = f"<html><body>{declared}</script><h2>When?</h2><p>Now."
    assert [entry["question"] for entry in pack("faq.html", page)["entries"]] == ["When?"]


def test_a_document_of_bare_questions_is_refused():
    with pytest.raises(UnreadableError, match="no question with an answer"):
        draft("faq.md", b"- When?\n- Where?\n- Who?\n")

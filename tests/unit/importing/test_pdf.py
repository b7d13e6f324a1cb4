"""The text of PDF files: wrapped lines joined, running heads and page numbers gone."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfWriter

from bot.importing import UnreadableError
from bot.importing.blocks import to_markdown
from bot.importing.readers import pdf as reader
from tests.unit.importing.drafts import entries

PAGES = [
    [
        "Bike Shop Handbook",
        "",
        "When do you open on weekdays, and is it another",
        "time on holidays?",
        "",
        "We open at nine. On holidays we close when the last cus-",
        "tomer leaves, but nobody is sent away before the bell of",
        "",
        "Page 1",
    ],
    [
        "Bike Shop Handbook",
        "",
        "the church has rung.",
        "",
        "What do you repair?",
        "",
        "We repair:",
        "- brakes",
        "- lamps",
        "",
        "Page 2",
    ],
]


def pdf(pages):
    """A PDF file of a few text lines a page, in Helvetica."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, lines in enumerate(pages):
        shown = " ".join(f"({line}) Tj 0 -14 Td" for line in lines)
        content = f"BT /F1 11 Tf 72 760 Td {shown} ET"
        font = "/Resources << /Font << /F1 3 0 R >> >>"
        page = f"<< /Type /Page /Parent 2 0 R {font} /MediaBox [0 0 612 792] /Contents {5 + 2 * number} 0 R >>"
        objects += [page, f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode()


def test_questions_of_a_pdf_are_found_and_nothing_of_its_margins():
    opening, repair = entries("handbook.pdf", pdf(PAGES))
    assert opening["question"] == "When do you open on weekdays, and is it another time on holidays?"
    assert opening["answer"] == (
        "We open at nine. On holidays we close when the last customer leaves, but nobody is sent away before the bell "
        "of the church has rung."
    )
    assert "lines" not in opening
    assert repair["answer"] == {"kind": "bullets", "intro": "We repair:", "items": ["brakes", "lamps"]}


def read(*pages):
    """The Markdown of a PDF file with those lines on its pages."""
    return to_markdown(reader.read(pdf(pages)).blocks)


def test_a_book_is_refused(monkeypatch):
    monkeypatch.setattr(reader, "MAX_PAGES", 1)
    with pytest.raises(UnreadableError, match="2 pages"):
        read(["When?"], ["Where?"])


@pytest.mark.parametrize("number", ["3", "Page 3", "- 3 -", "3 of 9", "3/9"])
def test_page_numbers_at_the_edges_go(number):
    assert read(["We ring.", "", "They ride.", "", number]) == "We ring.\n\nThey ride."


def test_a_number_inside_a_page_stays():
    assert "2004" in read(["We ring.", "", "It rains.", "", "2004", "", "We ride.", "", "They walk."])


def test_lines_at_the_edges_of_most_pages_go_even_with_other_numbers_in_them():
    pages = [
        [f"Bells, part {n}", "", f"We ring {word}.", "", "They walk."] for n, word in enumerate(("now", "late", "so"))
    ]
    assert "part" not in read(*pages)
    assert "part" in read(*pages[:1], ["We ride.", "", "They walk."])


def test_a_sentence_that_ends_with_its_page_is_not_joined_to_the_next():
    assert read(["We ring."], ["then we ride."]) == "We ring.\n\nthen we ride."
    assert read(["We ring and"], ["then we ride."]) == "We ring and then we ride."
    assert read(["we ring and"], ["Then we ride."]) == "we ring and\n\nThen we ride."


def test_words_parted_at_the_end_of_a_line_are_one_and_names_are_not():
    assert read(["We ring custo-", "mers in North-", "East Street."]) == "We ring customers in North- East Street."


@pytest.mark.parametrize(
    ("title", "made"), [("Bells", "Bells"), ("untitled", "Ring"), ("Microsoft Word - x", "Ring"), ("faq.docx", "Ring")]
)
def test_a_title_that_a_program_made_up_is_none(title, made):
    writer, data = PdfWriter(clone_from=io.BytesIO(pdf([["Ring", "", "We ring at nine."]]))), io.BytesIO()
    writer.add_metadata({"/Title": title})
    writer.write(data)
    assert reader.read(data.getvalue()).title == made


def test_signs_of_fonts_that_stand_for_bullets_are_bullets():
    assert read(["We mend:", "\\177 brakes,", "\\177 bells."]) == "We mend:\n\n- brakes,\n- bells."


@pytest.mark.parametrize("filter_name", ["/NoSuchDecode", "/ASCII85Dxode"])
def test_a_page_packed_in_an_unknown_way_is_refused_as_damaged(filter_name):
    broken = pdf([["When?"]]).replace(b"<< /Length", b"<< /Filter " + filter_name.encode() + b" /Length", 1)
    with pytest.raises(UnreadableError, match="damaged"):
        reader.read(broken)

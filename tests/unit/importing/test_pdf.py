"""The text of PDF files: wrapped lines joined, running heads and page numbers gone."""

from __future__ import annotations

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

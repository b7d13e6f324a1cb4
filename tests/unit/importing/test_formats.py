"""Each format gives the same two answers: one in prose with a link, one as a list."""

from __future__ import annotations

import io
import json

import docx
import pytest
from docx.oxml.ns import qn
from docx.oxml.shared import OxmlElement

from tests.unit.importing.drafts import entries

RETURNS = "Can I return a bike?"
PARTS = "What do you repair?"

MARKDOWN = """\
# Bike shop

## Can I return a bike?

Within **thirty** days. See [the terms](https://bikes.example/terms).

## What do you repair?

We repair:

- brakes
- tyres
- lamps
"""

HTML = """\
<html><head><title>Bike shop</title><script>alert("hello?")</script></head><body>
<h1>Bike shop</h1>
<h2>Can I return a bike?</h2>
<p>Within <strong>thirty</strong> days. See <a href="https://bikes.example/terms">the terms</a>.</p>
<h2>What do you repair?</h2>
<p>We repair:
<ul><li>brakes<li>tyres<li>lamps</ul>
</body></html>
"""

RST = """\
Bike shop
=========

Can I return a bike?
--------------------

Within **thirty** days. See `the terms <https://bikes.example/terms>`_.

What do you repair?
-------------------

We repair:

* brakes
* tyres
* lamps
"""

ASCIIDOC = """\
= Bike shop

== Can I return a bike?

Within *thirty* days. See https://bikes.example/terms[the terms].

== What do you repair?

We repair:

* brakes
* tyres
* lamps
"""

CSV = """\
Question;Answer
Can I return a bike?;"Within **thirty** days. See [the terms](https://bikes.example/terms)."
What do you repair?;"We repair:

- brakes
- tyres
- lamps"
"""

ANSWERS = {
    RETURNS: "Within **thirty** days. See [the terms](https://bikes.example/terms).",
    PARTS: "We repair:\n\n- brakes\n- tyres\n- lamps\n",
}
JSON = json.dumps({"faq": [{"q": [question], "a": answer} for question, answer in ANSWERS.items()]}, indent=1)
YAML = """\
conversations:
- - Can I return a bike?
  - Within **thirty** days. See [the terms](https://bikes.example/terms).
- - What do you repair?
  - |
    We repair:

    - brakes
    - tyres
    - lamps
"""


def word():
    """A Word document with a link and list paragraphs."""
    document = docx.Document()
    document.add_heading("Bike shop", 0)
    document.add_heading(RETURNS, 2)
    paragraph = document.add_paragraph("Within ")
    paragraph.add_run("thirty").bold = True
    paragraph.add_run(" days. See ")
    link = OxmlElement("w:hyperlink")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    link.set(qn("r:id"), document.part.relate_to("https://bikes.example/terms", kind, is_external=True))
    link.append(paragraph.add_run("the terms")._r)
    paragraph._p.append(link)
    paragraph.add_run(".")
    document.add_heading(PARTS, 2)
    document.add_paragraph("We repair:")
    for part in ("brakes", "tyres", "lamps"):
        document.add_paragraph(part, style="List Bullet")
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "document", "lines"),
    [
        ("shop.md", MARKDOWN, ["3-5", "7-13"]),
        ("shop.html", HTML, ["3-4", "5-7"]),
        ("shop.rst", RST, ["4-7", "9-14"]),
        ("shop.adoc", ASCIIDOC, ["3-5", "7-11"]),
        ("shop.csv", CSV, ["2", "3-7"]),
        ("shop.json", JSON, [3, 9]),
        ("shop.yml", YAML, [2, 4]),
        ("shop.docx", word(), [None, None]),
    ],
    ids=lambda value: value if isinstance(value, str) and value.startswith("shop.") else "",
)
def test_markup_lists_and_lines_survive_every_format(name, document, lines):
    returns, parts = entries(name, document)
    assert (returns["question"], parts["question"]) == (RETURNS, PARTS)
    assert returns["answer"] == ANSWERS[RETURNS]
    assert parts["answer"] == {"kind": "bullets", "intro": "We repair:", "items": ["brakes", "tyres", "lamps"]}
    told = [str(entry["lines"]).split("-")[0] if "lines" in entry else None for entry in (returns, parts)]
    assert told == [line and str(line).split("-")[0] for line in lines]


def test_plain_text_is_read_by_its_look():
    document = """\
Bike shop

Can I return a bike?

Within thirty days.

What do you repair?

We repair:
  • brakes
  • tyres
  • lamps
"""
    returns, parts = entries("shop.txt", document)
    assert (returns["question"], returns["answer"], returns["lines"]) == (RETURNS, "Within thirty days.", "3-5")
    assert parts["answer"] == {"kind": "bullets", "intro": "We repair:", "items": ["brakes", "tyres", "lamps"]}


def test_the_pack_is_named_after_its_file_and_titled_as_the_document():
    from tests.unit.importing.drafts import pack

    made = pack("Über uns (v2).md", MARKDOWN)
    assert made["pack"] == "uber-uns-v2"
    assert made["source"] == {"title": "Bike shop", "file": "Über uns (v2).md"}

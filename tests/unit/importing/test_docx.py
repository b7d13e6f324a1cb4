"""Word: styles, numbering, looks and links become Markdown; what is hidden or deleted does not."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile

import docx
import pytest
from docx.oxml.ns import nsmap

from bot.importing.blocks import to_markdown
from bot.importing.errors import UnreadableError
from bot.importing.readers import docx as reader

NAMESPACES = f'xmlns:w="{nsmap["w"]}" xmlns:r="{nsmap["r"]}"'


def word(body, **parts):
    """A Word document with that body; `parts` replace other files of it by what they hold."""
    empty, made = io.BytesIO(), io.BytesIO()
    docx.Document().save(empty)
    whole = {"word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"}
    whole |= {f"word/{name}.xml": text for name, text in parts.items()}
    with zipfile.ZipFile(empty) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            archive.writestr(name, whole.get(name, source.read(name)))
    return made.getvalue()


def paragraph(runs, properties=""):
    """A paragraph; bare words are one run."""
    runs = runs if runs.startswith("<") else run(runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def run(words, look=""):
    """A run of words."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def numbered(words, number=1, level=0):
    """A list paragraph."""
    return paragraph(words, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def read(body, **parts):
    """The document as Markdown."""
    return to_markdown(reader.read(word(body, **parts)).blocks)


@pytest.mark.parametrize(
    ("runs", "made"),
    [
        (run("a ") + run("b", "<w:b/>") + run("c", "<w:b/>"), "a **bc**"),
        (run("a", '<w:b w:val="0"/>'), "a"),
        (run("a", "<w:i/>"), "*a*"),
        (run("a", '<w:rStyle w:val="Strong"/>'), "**a**"),
        (run("a", '<w:rStyle w:val="Emphasis"/>'), "*a*"),
        (run("a") + run("b", "<w:vanish/>"), "a"),
        (run("a") + f"<w:del>{run('b')}</w:del><w:ins>{run('c')}</w:ins>", "ac"),
        ("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:noBreakHyphen/></w:r>", "a\\\nb -"),
        (run("2 * 3"), r"2 \* 3"),
        (f"<w:sdt><w:sdtContent>{run('a')}</w:sdtContent></w:sdt>", "a"),
        (f'<w:hyperlink w:anchor="x">{run("a")}</w:hyperlink>', "a"),
    ],
)
def test_runs_become_markdown(runs, made):
    assert read(paragraph(runs)) == made


NUMBERING = (
    f'<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
)


def test_numbering_says_which_lists_count_and_how_deep_they_are():
    body = numbered("ring") + numbered("twice", level=1) + numbered("ride") + paragraph("Bye.")
    assert read(body, numbering=NUMBERING) == "1. ring\n\n   - twice\n2. ride\n\nBye."


def test_a_paragraph_taken_out_of_a_list_is_a_paragraph():
    assert read(numbered("Ring.", number=0)) == "Ring."


def test_list_styles_are_lists_and_their_number_is_their_depth():
    body = "".join(
        paragraph(words, f'<w:pStyle w:val="{style}"/>')
        for words, style in (("a", "ListBullet"), ("b", "ListBullet2"), ("c", "ListNumber"))
    )
    assert read(body) == "- a\n\n  - b\n- c"


def test_headings_stay_headings_also_where_they_are_numbered():
    style = '<w:pStyle w:val="Heading2"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    (block,) = reader.read(word(paragraph("When?", style), numbering=NUMBERING)).blocks
    assert (block.kind, block.level) == ("heading", 2)


def test_contents_lists_are_left_out():
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    contents = f"<w:sdt>{gallery}<w:sdtContent>{paragraph('When? 3')}</w:sdtContent></w:sdt>"
    assert read(contents + paragraph("Ring.")) == "Ring."


def test_content_controls_hold_paragraphs():
    assert (
        read(f"<w:sdt><w:sdtContent>{paragraph('Ring.')}{paragraph('Ride.')}</w:sdtContent></w:sdt>")
        == "Ring.\n\nRide."
    )


def test_a_table_is_one_with_what_its_cells_hold():
    cells = "".join(f"<w:tc>{paragraph(words)}</w:tc>" for words in ("a", "b"))
    assert read(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>") == "| a | b |\n| --- | --- |"


def test_a_bold_style_makes_its_paragraph_bold():
    made = docx.Document()
    made.styles.add_style("Ask", 1).font.bold = True
    made.add_paragraph("When?", style="Ask")
    data = io.BytesIO()
    made.save(data)
    assert to_markdown(reader.read(data.getvalue()).blocks) == "**When?**"


def test_the_title_is_the_property_or_else_the_first_heading():
    made = docx.Document()
    made.add_heading("Bells", 1)
    plain, named = io.BytesIO(), io.BytesIO()
    made.core_properties.title = ""
    made.save(plain)
    made.core_properties.title = "Shop"
    made.save(named)
    assert (reader.read(plain.getvalue()).title, reader.read(named.getvalue()).title) == ("Bells", "Shop")


def test_a_numbering_goes_on_behind_what_stands_between():
    body = numbered("ring") + numbered("wait") + paragraph("Look!") + numbered("ride")
    assert read(body, numbering=NUMBERING) == "1. ring\n2. wait\n\nLook!\n\n3. ride"
    other = NUMBERING.replace("</w:numbering>", '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num></w:numbering>')
    assert read(numbered("ring") + paragraph("Or:") + numbered("ride", number=2), numbering=other).endswith("1. ride")


MEASURED = """
import pathlib, resource, sys
from bot.importing.readers import docx
begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
blocks = docx.read(pathlib.Path(sys.argv[1]).read_bytes()).blocks
print(len(blocks), (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - begun) // 1024)
"""


def test_a_large_body_takes_little_memory(tmp_path):
    """As a tree it would take twenty times its size: some 150 MB. Here it is a dozen words in very many pieces."""
    empty = "<w:r><w:rPr><w:b/><w:i/></w:rPr><w:t></w:t></w:r>"
    body = "".join(paragraph(run("When?") + empty * 2_000) for _ in range(80))
    (tmp_path / "long.docx").write_bytes(word(body))
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(tmp_path / "long.docx")], capture_output=True, text=True, check=True
    )
    blocks, megabytes = map(int, done.stdout.split())
    assert len(body) > 7_000_000
    assert blocks == 80
    assert megabytes < 40


def test_a_piece_that_cannot_be_read_bit_by_bit_is_refused():
    """A control around all of it, or one table, is one piece."""
    inside = "<w:sdt><w:sdtContent>" + paragraph("When?" * 20) * 50_000 + "</w:sdtContent></w:sdt>"
    with pytest.raises(UnreadableError, match="more than 8 MB: split it"):
        read(inside)


@pytest.mark.parametrize("cut", [0.3, 0.9])
def test_a_body_that_breaks_off_is_damaged(cut):
    whole = word(paragraph("When?") * 50)
    broken = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as source, zipfile.ZipFile(broken, "w") as archive:
        for name in source.namelist():
            content = source.read(name)
            archive.writestr(name, content[: int(len(content) * cut)] if name.endswith("document.xml") else content)
    with pytest.raises(UnreadableError, match="damaged"):
        reader.read(broken.getvalue())


def test_lines_of_a_contents_list_by_their_style_are_left_out():
    made = docx.Document()
    made.styles.add_style("toc 1", 1)
    made.add_paragraph("When?\t3", style="toc 1")
    made.add_paragraph("Ring.")
    data = io.BytesIO()
    made.save(data)
    assert to_markdown(reader.read(data.getvalue()).blocks) == "Ring."

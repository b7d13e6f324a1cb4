"""AsciiDoc: blocks and inline marks become Markdown, machinery goes."""

from __future__ import annotations

import pytest

from bot.importing.blocks import to_markdown
from bot.importing.readers import asciidoc
from bot.importing.readers.asciidoc_inline import written


def read(text):
    """The document as Markdown."""
    return to_markdown(asciidoc.read(text).blocks)


def test_machinery_comments_and_attributes_are_not_shown():
    text = ":toc:\n// later\n[[top]]\n[NOTE]\ninclude::x.adoc[]\n'''\n////\nhidden\n////\nRing.\n"
    assert read(text) == "Ring."


def test_attributes_stand_for_their_texts():
    assert read(":shop: Bells *Ltd.*\n\nBuy at {Shop}, not {unknown}. A{nbsp}B{plus}\n") == (
        "Buy at Bells **Ltd.**, not {unknown}. A B+"
    )


def test_the_address_of_the_documentation_is_the_base():
    assert asciidoc.read(":url-docs: https://x.example/\n\nx\n").base == "https://x.example/"
    assert asciidoc.read(":url-docs: docs/\n\nx\n").base is None


def test_deeper_marks_are_lists_inside_the_item_above():
    assert read("* brakes\n** front\n** back\n* lamps\n") == "- brakes\n\n  - front\n  - back\n- lamps"
    assert read(". ring\n* twice\n. ride\n") == "1. ring\n\n   - twice\n2. ride"


def test_a_list_keeps_its_wrapped_lines_and_goes_on_after_a_blank_line():
    assert read("* one\n  two\n\n* three\n") == "- one two\n- three"


def test_a_plus_joins_a_block_to_its_item():
    text = "* ring\n+\n----\nbell --loud\n----\n* ride\n\nBye.\n"
    assert read(text) == "- ring\n\n  ```\n  bell --loud\n  ```\n- ride\n\nBye."


def test_a_block_without_a_plus_ends_the_list():
    assert read("* ring\n\n----\nx\n----\n") == "- ring\n\n```\nx\n```"


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("....\na *b*\n....\n", "```\na *b*\n```"),
        ("```sh\na *b*\n```\n", "```\na *b*\n```"),
        ("====\nRing *it*.\n====\n", "Ring **it**."),
        ("[quote]\n____\nRing.\n____\n", "Ring."),
        ("TIP: Ring.\n", "Ring."),
        (".How to ring\n----\nx\n----\n", "**How to ring**\n\n```\nx\n```"),
    ],
)
def test_delimited_blocks_keep_what_they_hold(text, made):
    assert read(text) == made


def test_a_table_is_one_whatever_its_cells_stand_on():
    grid = "| a | b |\n| --- | --- |\n| 1 | 2 |"
    assert read("|===\n|a |b\n\n|1 |2\n|===\n") == grid
    assert read("|===\n|a |b\n\n|1\n|2\n|===\n") == grid


def test_a_description_list_names_terms():
    blocks = asciidoc.read("When?:: Now.\nWhere?::\nHere.\n\nsee https://x.example::y now\n").blocks
    assert [(block.kind, block.text) for block in blocks][:4] == [
        ("term", "When?"),
        ("paragraph", "Now."),
        ("term", "Where?"),
        ("paragraph", "Here."),
    ]


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("*a* and _b_ and **c**d and `e*f`", "**a** and *b* and **c**d and `e*f`"),
        ("*a _b_ c* and *d", r"**a *b* c** and \*d"),
        ("my_long_name and __init__", r"my_long_name and *init*"),
        ("#a# and ~b~", "a and b"),
        ("https://x.example/a[the *map*^]", "[the **map**](https://x.example/a)"),
        ('https://x.example["a, b",role=x]', "[a, b](https://x.example)"),
        ("See https://x.example/a.", "See <https://x.example/a>."),
        ("link:a.html[here]", "[here](a.html)"),
        ("link:a.html[]", "[a.html](a.html)"),
        ("<<bells>> and <<bells,the bells>>", "bells and the bells"),
        ("xref:a.adoc[the bells]", "[the bells](a.adoc)"),
        ("kbd:[Ctrl] btn:[OK] menu:File[Open]", "**Ctrl** **OK** **File > Open**"),
        ("image:a.png[x] a footnote:[y]", "a"),
        ("++*a*++ and pass:[_b_]", r"\*a\* and \_b\_"),
        ("one +\ntwo", "one\\\ntwo"),
        ("`+a+`", "`a`"),
        ("2 * 3 * 4", r"2 \* 3 \* 4"),
    ],
)
def test_inline_marks_become_markdown(text, made):
    assert written(text, {}) == made


def test_the_header_of_a_document_is_not_shown_and_its_attributes_hold():
    head = "= About {shop}\nKim <kim@x.example>\nv4.2, 2026-10-08\n:toc: left\n:shop: Bells\n"
    text = f"{head}\n== What is {{shop}}?\n\nA shop.\n"
    assert [block.text for block in asciidoc.read(text).blocks] == ["About Bells", "What is Bells?", "A shop."]


def test_rows_of_a_table_know_their_lines_whatever_their_cells_stand_on():
    document = "= Bells\n\n|===\n|Question |Answer\n\n|When?\n|Now.\n\n|Where? |Here.\n|===\n"
    (table,) = [block for block in asciidoc.read(document).blocks if block.kind == "table"]
    assert table.row_lines == (4, 6, 9)

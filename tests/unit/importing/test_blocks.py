"""Blocks as Markdown: what is written shows exactly what the document said."""

from __future__ import annotations

import pytest

from bot.importing.blocks import Block, joined, lines_of, to_markdown


def paragraph(text, **more):
    """A paragraph block."""
    return Block("paragraph", text, **more)


def test_code_that_holds_a_fence_stands_between_other_fences():
    assert to_markdown([Block("code", "```\nx\n```\n")]) == "~~~~\n```\nx\n```\n~~~~"


def test_rows_are_filled_up_and_cells_cannot_break_the_grid():
    table = Block("table", rows=(("a", "b"), ("x|y\\\nz",)))
    assert to_markdown([table]) == "| a | b |\n| --- | --- |\n| x\\|y z |  |"


def test_a_heading_inside_an_answer_is_bold_once():
    assert to_markdown([Block("heading", "Brakes\nand bells", level=4)]) == "**Brakes and bells**"
    assert to_markdown([Block("term", "**Brakes**")]) == "**Brakes**"


def test_a_heading_without_words_and_a_break_leave_nothing():
    assert to_markdown([Block("heading", "", level=2), Block("break"), paragraph("x")]) == "x"


@pytest.mark.parametrize("text", ["- 5 degrees", "# 1", "> all", "3. June", "4) x"])
def test_a_paragraph_that_begins_like_markup_stays_a_paragraph(text):
    assert to_markdown([paragraph(text)]).replace("\\", "", 1) == text
    assert "\\" in to_markdown([paragraph(text)])


def test_an_item_holds_its_blocks_beneath_its_mark_and_numbers_go_on():
    inner = Block("code", "a\n\nb")
    items = ((paragraph("one"), inner), (paragraph("two"),))
    assert to_markdown([Block("list", ordered=True, start=9, items=items)]) == (
        "9. one\n\n   ```\n   a\n\n   b\n   ```\n10. two"
    )


def test_only_hard_breaks_part_the_lines_of_a_paragraph():
    assert joined("one\n  two\\\nthree") == "one two\\\nthree"


def test_lines_reach_from_the_first_known_to_the_last_end():
    blocks = [Block("break"), paragraph("a", line=3, end=9), paragraph("b", line=5), paragraph("c")]
    assert lines_of(blocks) == (3, 9)
    assert lines_of([paragraph("a")]) == (None, None)

"""reStructuredText: roles and directives of any kind keep their words, what leads elsewhere goes."""

from __future__ import annotations

import pytest

from bot.importing.blocks import to_markdown
from bot.importing.readers import rst
from tests.unit.importing.drafts import answers


def read(text):
    """The document as Markdown."""
    return to_markdown(rst.read(text).blocks)


@pytest.mark.parametrize(
    ("text", "made"),
    [
        (":guilabel:`OK` and :menuselection:`File`", "**OK** and **File**"),
        (":file:`a_b` and :py:func:`~x.ring`", "`a_b` and `x.ring`"),
        (":ref:`the bells <bells>` and :doc:`bells`", "the bells and bells"),
        (
            "`a <https://x.example>`_ and `b`_\n\n.. _b: https://y.example",
            "[a](https://x.example) and [b](https://y.example)",
        ),
        ("*a* **b** ``c*d`` e*f", r"*a* **b** `c*d` e\*f"),
        ("|sign| here [1]_\n\n.. |sign| image:: x.png\n.. [1] A note.", "here"),
        ("a `broken_ |role", "a broken role"),
    ],
)
def test_roles_and_references_become_markdown(text, made):
    assert read(text + "\n") == made


@pytest.mark.parametrize("name", ["code-block:: sh", "sourcecode:: sh", "prompt:: bash", "code:: sh"])
def test_directives_of_code_are_code(name):
    assert read(f".. {name}\n\n   ring *now*\n") == "```\nring *now*\n```"


@pytest.mark.parametrize(
    "name", ["seealso", "toctree", "image:: x.png", "raw:: html", "only:: html", "contents", "include:: x"]
)
def test_directives_that_lead_elsewhere_are_not_shown(name):
    name = name if "::" in name else f"{name}::"
    assert read(f"Ring.\n\n.. {name}\n\n   hidden\n") == "Ring."


@pytest.mark.parametrize("name", ["note::", "tabs::", "versionadded:: 3", "admonition:: Bells"])
def test_other_directives_keep_what_they_hold(name):
    assert read(f".. {name}\n\n   Ring *it*.\n").endswith("Ring *it*.")


@pytest.mark.parametrize("name", ["dropdown", "collapse", "admonition-question"])
def test_fold_outs_are_questions_by_their_title(name):
    text = f".. {name}:: Opening hours\n\n   At nine.\n\n.. {name}:: When?\n\n   Now.\n"
    assert answers("faq.rst", text) == {"Opening hours": "At nine.", "When?": "Now."}


def test_fields_keep_their_names_and_question_fields_do_not():
    assert read(":Price: Ten.\n") == "**Price**\n\nTen."
    assert answers("faq.rst", ":question: When?\n:answer: Now.\n") == {"When?": "Now."}


def test_lists_keep_their_number_and_definitions_are_terms():
    assert read("4. a\n5. b\n") == "4. a\n5. b"
    kinds = [(block.kind, block.text) for block in rst.read("Bells\n  Ring them.\n").blocks]
    assert kinds == [("term", "Bells"), ("paragraph", "Ring them."), ("break", "")]


def test_a_table_is_one():
    assert read("==  ==\na   b\n==  ==\n1   2\n==  ==\n") == "| a | b |\n| --- | --- |\n| 1 | 2 |"


def test_headings_know_their_depth_and_line():
    text = "Shop\n====\n\nBells\n-----\n\nRing.\n\nLamps\n-----\n\nShine.\n"
    made = [(block.text, block.level, block.line) for block in rst.read(text).blocks if block.kind == "heading"]
    assert made == [("Shop", 1, 1), ("Bells", 2, 4), ("Lamps", 2, 9)]


def test_files_of_this_machine_are_never_read():
    assert "root" not in read(".. csv-table::\n   :file: /etc/passwd\n\n.. include:: /etc/passwd\n\nRing.\n")


def test_what_one_document_calls_its_own_does_not_reach_the_next():
    assert read(".. faq:: When?\n\n   Now.\n") == "**When?**\n\nNow."
    assert read(":bell:`ring`\n") == "ring"
    assert read(".. faq:: When?\n\n   Now.\n") == "**When?**\n\nNow."

"""`principles import` as people run it."""

from __future__ import annotations

import pytest

FAQ = """\
# Bike shop

## When do you open?

At nine.

## What does a bell cost?

Ten euros. See [prices](prices.md).
"""


@pytest.fixture
def faq(tmp_path):
    path = tmp_path / "faq.md"
    path.write_text(FAQ)
    return path


def test_a_drafted_pack_is_accepted_and_answers(run, faq, tmp_path):
    done = run("import", faq)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.splitlines()[0] == f"{faq} -> packs/faq.yaml: 2 entries, 1 to look at"
    assert done.stderr.splitlines()[-1].startswith("Look at what is marked, and see whether anything is missing;")
    assert run("check", "packs").returncode == 0
    assert "At nine." in run("ask", "--knowledge", "packs", "when do you open").stdout


def test_nobody_is_sent_to_marks_that_are_not_there(run, tmp_path):
    (tmp_path / "sure.md").write_text("## When do you open?\n\nAt nine.\n")
    done = run("import", "sure.md")
    assert done.stderr.splitlines()[-1].startswith("See whether anything is missing;")


def test_what_was_edited_is_never_overwritten_unasked(run, faq, tmp_path):
    draft = tmp_path / "out" / "faq.yaml"
    draft.parent.mkdir()
    draft.write_text("mine")
    done = run("import", faq, "-o", "out")
    assert done.returncode == 2
    assert "out/faq.yaml is there already: give --force" in done.stderr
    assert draft.read_text() == "mine"
    assert run("import", faq, "-o", "out", "--force").returncode == 0
    assert draft.read_text().startswith("# Drafted from faq.md.")
    assert [path.name for path in draft.parent.iterdir()] == ["faq.yaml"]


def test_one_bad_document_does_not_stop_the_others(run, faq, tmp_path):
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04word/")
    done = run("import", "missing.md", "broken.docx", tmp_path, faq)
    assert done.returncode == 2
    lines = done.stderr.splitlines()
    assert lines[0] == "missing.md: there is no such file: see whether the name is right"
    assert lines[1].startswith("broken.docx: it is no Word document")
    assert lines[2].startswith(f"{tmp_path}: it is a folder")
    assert (tmp_path / "packs" / "faq.yaml").is_file()


def test_two_documents_of_one_name_do_not_replace_each_other(run, faq, tmp_path):
    (tmp_path / "faq.txt").write_text("Why?\n\nBecause.\n\nWho?\n\nKim.\n")
    done = run("import", faq, "faq.txt", "--force")
    assert done.returncode == 2
    assert "faq.yaml is there already" in done.stderr
    assert "Bike shop" in (tmp_path / "packs" / "faq.yaml").read_text()


def test_a_folder_that_cannot_be_written_is_named(run, faq, tmp_path):
    (tmp_path / "packs").write_text("a file")
    done = run("import", faq)
    assert done.returncode == 2
    assert "packs" in done.stderr

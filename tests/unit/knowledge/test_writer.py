"""What is written is what is read again."""

from __future__ import annotations

import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge import yaml_reader
from bot.knowledge.writer import DRAFTED, MARK, doubts_in, remarks_in, written

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")) | st.just("\n"), min_size=1)


@given(question=TEXTS, answer=TEXTS, remark=st.text(max_size=50))
def test_any_text_survives(question, answer, remark):
    text = written({"pack": "p", "entries": [{"question": question, "answer": answer}]}, [[remark]])
    document = yaml_reader.read(text)
    assert document.faults == []
    (entry,) = document.data["entries"]
    assert (entry["question"] or "").split() == yaml_reader.CONTROL.sub(" ", question).split()
    assert (entry["answer"] or "").split() == yaml_reader.CONTROL.sub(" ", answer).split()


def test_remarks_stand_above_their_entry_and_a_header_above_all():
    pack = {"pack": "shop", "entries": [{"id": "a"}, {"id": "b", "answer": "one\n\ntwo"}]}
    text = "# Drafted.\npack: shop\nentries:\n  - id: a\n  # look here\n  - id: b\n"
    block = "    answer: |-\n      one\n\n      two\n"
    assert written(pack, [[], ["look\nhere"]], ["Drafted."]) == text + block


def test_words_that_yaml_would_take_for_something_else_stay_words():
    pack = {
        "pack": "shop",
        "entries": [{"answer": value} for value in ("yes", "1", "null", "2024-01-01", "a: b", "# c")],
    }
    text = written(pack, [[]] * 6)
    assert [entry["answer"] for entry in yaml.safe_load(text)["entries"]] == [
        "yes",
        "1",
        "null",
        "2024-01-01",
        "a: b",
        "# c",
    ]


def test_what_was_marked_above_each_entry_is_found_again():
    """Also beside words of an answer that look like marks and entries."""
    trap = f"One.\n  # {MARK}: not this\n- no: entry\n\nentries:\n  - id: none"
    entries = [{"id": one, "question": f"{one}?", "answer": {"kind": "text", "text": trap}} for one in ("a", "b", "c")]
    comments = [[f"{MARK}: cut: short", "another remark"], [], [f"{MARK}: one", f"{MARK}: two"]]
    text = written({"pack": "p", "source": {"title": "T"}, "entries": entries}, comments, [f"Look at {MARK}"])
    assert doubts_in(text) == [("cut: short",), (), ("one", "two")]


def test_what_a_draft_says_of_its_document_is_found_again_and_a_comment_of_another_pack_is_not():
    header = [f"{DRAFTED} faq.md.", "left out 1 row\npack: x", "it is not UTF-8"]
    text = written({"pack": "p", "entries": [{"id": "a"}]}, [["mine"]], header)
    assert remarks_in(text) == ("left out 1 row pack: x", "it is not UTF-8")
    assert remarks_in(text.replace(DRAFTED, "Written for")) == ()
    assert remarks_in("pack: p\n# Drafted from\n# x\nentries: []\n") == ()

"""Whatever a pack file holds, its author gets packs or problems, never a crash."""

from __future__ import annotations

import tempfile
from pathlib import Path

import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from bot.errors import KnowledgeError
from bot.knowledge.loader import load
from bot.knowledge.model import Knowledge
from bot.knowledge.wordings import fold_wording
from bot.knowledge.yaml_reader import read

KEYS = st.sampled_from(
    "pack source entries id question answer aliases topics claims lines note part_of twins daily title publisher "
    "file url dated cites kind intro items text outro detail".split()
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 2000),
    st.floats(allow_nan=True),
    st.dates(),
    st.sampled_from(["shop", "hours", "bullets", "none", "text", "", " ", "108-110", "https://shop.example", "?!"]),
    st.text(max_size=20),
)
NESTED = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS | st.text(max_size=8), inner, max_size=5),
    max_leaves=20,
)
ENTRIES = st.lists(
    st.dictionaries(KEYS, NESTED, max_size=6)
    | st.fixed_dictionaries({"id": SCALARS, "question": SCALARS, "answer": NESTED}, optional={"note": NESTED}),
    max_size=4,
)
PACKS = st.fixed_dictionaries(
    {"pack": st.just("shop") | SCALARS, "source": st.just({"title": "T"}) | NESTED, "entries": ENTRIES | NESTED}
)


def load_or_problems(raw: bytes) -> Knowledge | KnowledgeError:
    """What comes of one pack file; anything but packs or problems is raised."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "shop.yaml").write_bytes(raw)
        try:
            return load([Path(folder)])
        except KnowledgeError as refused:
            return refused


def check(found: Knowledge | KnowledgeError) -> None:
    if isinstance(found, Knowledge):
        assert found.entries
        return
    assert found.problems
    assert list(found.problems) == sorted(set(found.problems))
    for problem in found.problems:
        assert problem.line >= 0
        assert ": " in problem.message, "what is wrong, a colon, how to mend it"
        assert "\n" not in str(problem)


@given(st.binary(max_size=300))
@example(b"\xff\xfe")
@example(b"pack: \x00")
def test_any_bytes_load_or_are_problems(raw):
    check(load_or_problems(raw))


@given(st.text(alphabet="ab: -[]{}&*!|>'\"\n\t#%@`?,~.", max_size=120))
def test_anything_like_yaml_loads_or_is_problems(text):
    check(load_or_problems(text.encode()))


@given(PACKS | NESTED)
@example({"two\nlines": None})
def test_any_nested_data_loads_or_is_problems(data):
    """YAML of any shape, with our keys in wrong places and wrong values in right ones."""
    check(load_or_problems(yaml.safe_dump(data, allow_unicode=True, sort_keys=False).encode("utf-8", "replace")))


@given(st.text(max_size=200))
@example("\ud800")
@example("a: \ufeff")
@example("%YAML 1." + "9" * 5000 + "\n--- a")
def test_reading_never_raises_and_faults_stay_inside_the_file(text):
    for line, message, *_ in read(text).faults:
        assert 1 <= line <= len(text.splitlines()) + 1
        assert message


@given(st.text())
def test_folding_a_wording_twice_changes_nothing(wording):
    assert fold_wording(fold_wording(wording)) == fold_wording(wording)

"""YAML becomes plain text with places, whichever parser PyYAML was built with."""

from __future__ import annotations

import pytest
import yaml

from bot.knowledge import yaml_reader
from bot.knowledge.yaml_reader import MAX_FAULTS, read


@pytest.fixture(params=["CSafeLoader", "SafeLoader"], autouse=True)
def parser(request, monkeypatch):
    """The parser of libyaml where PyYAML has it, and PyYAML's own."""
    monkeypatch.setattr(yaml_reader, "Loader", getattr(yaml, request.param, yaml.SafeLoader))


def said(document):
    """What the faults say, with their lines."""
    return [(fault.line, fault.message) for fault in document.faults]


def test_every_scalar_is_text():
    data = read("a: 1\nb: yes\nc: 2024-07-01\nd: 1.5\n").data
    assert data == {"a": "1", "b": "yes", "c": "2024-07-01", "d": "1.5"}


def test_an_empty_value_is_none_and_a_quoted_one_is_text():
    data = read("a:\nb: ~\nc: null\nd: ''\ne: 'null'\nf: \"~\"\n").data
    assert data == {"a": None, "b": None, "c": None, "d": "", "e": "null", "f": "~"}


def test_every_value_knows_its_line():
    document = read("a: x\nb:\n  - y\n  - c: z\n")
    assert document.lines == {(): 1, ("a",): 1, ("b",): 2, ("b", 0): 3, ("b", 1): 4, ("b", 1, "c"): 4}


def test_a_place_that_does_not_exist_has_the_line_around_it():
    document = read("a: x\nb:\n  - y\n")
    assert document.line_of(("b", 0, "missing", 3)) == 3
    assert document.line_of(("nowhere",)) == 1


def test_the_last_of_two_equal_keys_counts_and_the_first_is_named():
    document = read("a: x\na: y\n")
    assert document.data == {"a": "y"}
    assert said(document) == [(2, '"a" is given twice (first on line 1): keep one of them')]


def test_tags_are_never_obeyed():
    document = read("a: !!python/object/apply:os.system [echo]\nb: !!int '7'\n")
    assert document.data == {"a": ["echo"], "b": "7"}
    assert [line for line, _ in said(document)] == [1, 2]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_nesting_without_end_is_cut_short(opening):
    """The composer of libyaml would overflow the stack here, which no program survives."""
    document = read(opening * 100_000)
    assert document.data is None
    assert document.faults


def test_lists_nine_deep_are_read():
    assert read("[" * 22 + "]" * 22).faults == []
    assert said(read("[" * 23 + "]" * 23)) == [
        (1, "nested more than 22 deep: lists in an answer nest nine deep at most")
    ]


def test_bad_yaml_has_no_data_and_the_line():
    document = read("a: x\nb: [\nc: y\n")
    assert document.data is None
    assert said(document) == [(2, 'the bracket "[" is never closed: close it')]


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\ud800", "\ufeff"])
def test_an_invisible_character_is_named_with_its_line(character):
    document = read(f"a: x\nb: é{character}\n")
    assert document.data is None
    assert said(document) == [
        (2, f"an invisible control character (U+{ord(character):04X}) stands here: remove it"),
    ]


def test_a_line_as_long_as_a_book_is_read():
    assert read("a: " + "word " * 100_000).faults == []


def test_a_file_of_nothing_but_faults_is_not_read_to_its_end():
    document = read("a: &a x\nb: [" + "*a, " * 10_000 + "]\n")
    assert document.data is None
    assert len(document.faults) == MAX_FAULTS + 1
    assert "the rest of the file was not read" in document.faults[-1][1]

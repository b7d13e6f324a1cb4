"""Each fault shows the line to write; written, it is a fault no more."""

from __future__ import annotations

import pytest
import yaml

from bot.errors import KnowledgeError
from bot.knowledge import yaml_reader
from bot.knowledge.loader import load
from bot.knowledge.schema import AnswerFields, EntryFields, ItemFields, PackFields, SourceFields
from bot.knowledge.yaml_mending import syntax_faults
from bot.knowledge.yaml_reader import read
from bot.knowledge.yaml_writing import KEYS
from tests.unit.knowledge.packs import ASKED, HEAD, HOURS


@pytest.fixture(params=["CSafeLoader", "SafeLoader"])
def loader(request, monkeypatch):
    """The parser of libyaml where PyYAML has it, and PyYAML's own."""
    chosen = getattr(yaml, request.param, yaml.SafeLoader)
    monkeypatch.setattr(yaml_reader, "Loader", chosen)
    return chosen


# What stands behind "question" in an entry, and what to write instead of the faulty line.
SYNTAX = [
    ("    answer: Note: thirty days\n", '    answer: "Note: thirty days"'),
    ("    answer: @home\n", '    answer: "@home"'),
    ("    answer: `code` it\n", '    answer: "`code` it"'),
    ("    answer: %d days\n", '    answer: "%d days"'),
    ("    answer: {{name}} knows\n", '    answer: "{{name}} knows"'),
    ("    answer: [sic] we do\n", '    answer: "[sic] we do"'),
    ("    answer: >30 days\n", '    answer: ">30 days"'),
    ("    answer: - one\n", '    answer: "- one"'),
    ("    answer: 'It's fine'\n", '    answer: "It\'s fine"'),
    ('    answer: "Thanks" he said\n', "    answer: '\"Thanks\" he said'"),
    ('    answer: "say "hi" now"\n', "    answer: 'say \"hi\" now'"),
    ('    answer: "C:\\q"\n', "    answer: 'C:\\q'"),
    ('    answer: "never closed\n    note: y\n', '    answer: "never closed"'),
    ("    answer: [a, b\n    note: y\n", "    answer: [a, b]"),
    ("    answer: [a #b, c]\n    note: y\n", '    answer: ["a #b", c]'),
    ("    answer:\n      - Price: x: y\n", '      - "Price: x: y"'),
    ("    answer:\n      - *bold* words\n", '      - "*bold* words"'),
    ("    answer:x\n    note: y\n", "    answer: x"),
    ("   answer: x\n", "    answer: x"),
    ("      answer: x\n", "    answer: x"),
    ("\tanswer: x\n", "    answer: x"),
    ("    answer:\n\t- one\n", "      - one"),
    ("    answer: |\n      One\n# two\n      Three\n", "      # two"),
    ("    answer: &\n", '    answer: "&"'),
    ("    answer: Ask in #desk\n      and wait\n", '    answer: "Ask in #desk and wait"'),
]


@pytest.mark.parametrize(("lines", "mend"), SYNTAX)
def test_text_that_is_no_yaml_shows_the_line_to_write(loader, lines, mend):
    text, faults = syntax_faults(HEAD + ASKED + lines, loader)
    assert [fault.mend for fault in faults] == [mend]
    assert text is not None
    assert read(text).faults == []


def test_an_entry_in_braces_gets_its_quotes_where_they_are_needed(loader):
    line = "  - {id: a, question: Open: when?, answer: Yes, we do}"
    _, faults = syntax_faults(HEAD + line + "\n", loader)
    assert [fault.mend for fault in faults] == ['  - {id: a, question: "Open: when?", answer: "Yes, we do"}']


def test_every_syntax_error_of_a_file_is_found(loader):
    text = HEAD + "".join(ASKED.replace("hours", f"h{n}") + lines for n, (lines, _) in enumerate(SYNTAX))
    found = read(text)
    assert found.data is None
    assert [fault.mend for fault in found.faults] == [mend for _, mend in SYNTAX]


def test_what_yaml_allows_and_packs_do_not_is_found_behind_a_syntax_error(loader):
    text = HEAD + ASKED + "    answer: Note: x\n" + ASKED.replace("hours", "more") + "    answer: !smile x\n"
    assert [fault.line for fault in read(text).faults] == [6, 9]


def test_a_hopeless_file_is_given_up_on_in_time(loader):
    _, faults = syntax_faults("a: b: c: d\n- ]\n" * 20_000, loader)
    assert 0 < len(faults) <= 31


def test_beyond_thirty_errors_it_says_that_there_are_more(loader):
    entries = "".join(ASKED.replace("hours", f"h{n}") + "    answer: Note: x\n" for n in range(40))
    _, faults = syntax_faults(HEAD + entries, loader)
    assert [fault.mend for fault in faults[:30]] == ['    answer: "Note: x"'] * 30
    assert faults[30].message.startswith("there is more to mend from here on")
    assert len(faults) == 31


FIELDS = [
    ("pack: Our Shop\nsource: {title: T}\nentries:\n" + HOURS, "pack: shop"),
    ("pack: store\nsource: {title: T}\nentries:\n" + HOURS, "pack: shop"),
    ("pack: shop\nsource: T\nentries:\n" + HOURS, "source: {title: Shop handbook}"),
    ("pack: shop\nentries:\n" + HOURS, "source: {title: Shop handbook}"),
    ("source: {title: T}\nentries:\n" + HOURS, "pack: shop"),
    (HEAD + "  - question: When?\n    answer: x\n", "    id: when"),
    (HEAD + ASKED, "    answer: From nine to five."),
    (HEAD + ASKED + "    answer:\n      items: [a]\n", "      kind: bullets"),
    (HEAD + HOURS.replace("hours", "Opening Hours"), "  - id: opening-hours"),
    (HEAD + HOURS + "    alias: [a]\n", "    aliases: [a]"),
    (HEAD + HOURS + "    link: shop.example/a\n", "    link: https://shop.example/a"),
    (HEAD + ASKED + "    answer:\n      kind: bullet\n      items: [a]\n", "      kind: bullets"),
    (HEAD + ASKED + "    answer: [Price: the lowest]\n", ""),
    (HEAD + ASKED + "    answer:\n      - Price: the lowest\n", '      - "Price: the lowest"'),
    (HEAD + ASKED + "    answer:\n      - Doors:\n          - left\n", "      - text: Doors\n        items:"),
    (
        HEAD + ASKED + "    answer:\n      Ring these:\n        - Ada\n",
        '    answer:\n      kind: bullets\n      intro: "Ring these:"\n      items:',
    ),
    (HEAD + ASKED + "    answer:\n      Note: thirty days\n", '      "Note: thirty days"'),
    (HEAD + ASKED + "    answer: {name}\n", '    answer: "{name}"'),
    (HEAD + ASKED + "    answer:\n      - - one\n      - two\n", "      - one"),
    (HEAD + "  - {id: a, question: Q, answer: Yes, we do}\n", '  - {id: a, question: Q, answer: "Yes, we do"}'),
    (HEAD + "  - id: hours\n    question: [When?]\n    answer: x\n", '    question: "[When?]"'),
    (HEAD + HOURS + "    review_by: soon\n", "    review_by: 2026-12-31"),
]


@pytest.mark.parametrize(("text", "mend"), FIELDS)
def test_what_the_format_refuses_shows_the_line_to_write(write_pack, text, mend):
    with pytest.raises(KnowledgeError) as refused:
        load([write_pack(text)])
    (problem,) = refused.value.problems
    assert problem.mend == mend
    assert problem.text == text.splitlines()[problem.line - 1]


def test_a_key_that_belongs_elsewhere_is_told_where(write_pack):
    with pytest.raises(KnowledgeError, match='a key "kind", which belongs under "answer": move it there'):
        load([write_pack(HEAD + HOURS + "    kind: steps\n")])


def test_a_problem_is_shown_with_its_line_a_caret_and_the_line_to_write(write_pack):
    with pytest.raises(KnowledgeError) as refused:
        load([write_pack(HEAD + ASKED + "    answer: Über uns: #1\n")])
    assert str(refused.value).split("\n")[1:] == [
        "     6 |     answer: Über uns: #1",
        "       |                     ^",
        ' write |     answer: "Über uns: #1"',
    ]


@pytest.mark.parametrize(
    ("value", "shown", "before"), [("日本: x: y", "日本: x: y", 15), ("a\tb: c: d", "a→b: c: d", 14)]
)
def test_the_caret_stands_below_its_place_whatever_the_width_of_the_letters(write_pack, value, shown, before):
    with pytest.raises(KnowledgeError) as refused:
        load([write_pack(HEAD + ASKED + f"    answer: {value}\n")])
    lines = str(refused.value).split("\n")
    assert lines[1] == f"     6 |     answer: {shown}"
    assert lines[2].index("^") == len("     6 | ") + before + 1


def test_a_long_line_is_shown_around_the_place(write_pack):
    with pytest.raises(KnowledgeError) as refused:
        load([write_pack(HEAD + ASKED + f"    answer: {'word ' * 100}: {'more ' * 100}\n")])
    line, caret = str(refused.value).split("\n")[1:3]
    assert len(line) < 120
    assert line[caret.index("^")] == ":"


def test_the_keys_known_to_the_mender_are_those_of_the_format():
    models = (PackFields, EntryFields, AnswerFields, ItemFields, SourceFields)
    assert {key for fields in models for key in fields.model_fields} == KEYS


@pytest.mark.parametrize(
    ("file", "pack"),
    [("My FAQ.yaml", "my-faq"), ("Öffnung.yml", "offnung"), ("MORE.YAML", "more"), ("常见.yaml", "faq")],
)
def test_a_file_with_spaces_or_capitals_gives_its_pack_a_name_that_is_accepted(write_pack, file, pack):
    """The advice never runs in a circle: the name that is asked for is one that is taken."""
    folder = write_pack(HEAD.replace("shop", "My FAQ", 1) + HOURS, file)
    with pytest.raises(KnowledgeError) as refused:
        load([folder])
    (problem,) = refused.value.problems
    assert problem.mend == f"pack: {pack if pack != 'faq' else 'shop'}"
    (folder / file).write_text(HEAD.replace("shop", pack, 1) + HOURS)
    assert load([folder]).packs[0].name == pack

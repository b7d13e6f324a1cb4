"""No word of a pack goes missing in silence: comments, tags, anchors, and lines that YAML runs together."""

from __future__ import annotations

import pytest

from bot.errors import KnowledgeError
from bot.knowledge.eaten import joined_lines
from bot.knowledge.loader import load
from bot.knowledge.yaml_reader import read
from tests.unit.knowledge.packs import ASKED, HEAD, HOURS

COMMENT = 'to YAML the words from "#" on are a comment, and nobody would see them: put the text into quotes'


def refused(folder):
    with pytest.raises(KnowledgeError) as error:
        load([folder])
    return error.value.problems


@pytest.mark.parametrize(
    ("lines", "column", "mend"),
    [
        ("    answer: Ask in #support\n", 20, '    answer: "Ask in #support"'),
        ("    answer: Press  # to go on\n", 20, '    answer: "Press  # to go on"'),
        ('    answer: Say "hi" #1\n', 22, "    answer: 'Say \"hi\" #1'"),
        ("    answer: #support\n", 13, '    answer: "#support"'),
        ("    answer:\n      - In the shop\n      - #support\n", 9, '      - "#support"'),
        ("    answer:\n      kind: text\n      text: Room #7\n", 18, '      text: "Room #7"'),
        ("    answer: x\n    note: Rule #1\n", 16, '    note: "Rule #1"'),
        ("    answer: x\n    aliases:\n      - number #1\n", 16, '      - "number #1"'),
    ],
)
def test_a_text_that_loses_words_to_a_comment_is_refused_with_the_line_to_write(write_pack, lines, column, mend):
    (problem,) = refused(write_pack(HEAD + ASKED + lines))
    assert (problem.message, problem.column, problem.mend) == (COMMENT, column, mend)
    text = (HEAD + ASKED + lines).splitlines()
    text[problem.line - 1] = mend
    mended = load([write_pack("\n".join(text))]).entries[0]
    assert "#" in " ".join([*mended.answer.pieces(), *mended.notes, *mended.aliases])


def test_a_title_that_loses_words_is_refused_however_far_the_sign_stands(write_pack):
    pack = HEAD.replace("{title: Shop handbook}", "\n  title: Handbook   # third edition") + HOURS
    (problem,) = refused(write_pack(pack))
    assert (problem.line, problem.mend) == (3, '  title: "Handbook   # third edition"')


def test_a_comment_amid_a_text_of_several_lines_is_refused(write_pack):
    (problem,) = refused(write_pack(HEAD + ASKED + "    answer: Ask\n      in #support\n"))
    assert (problem.line, problem.message) == (7, COMMENT)


@pytest.mark.parametrize(
    "pack",
    [
        HEAD + "  # a comment of its own\n" + HOURS,
        HEAD.replace("pack: shop", "pack: shop # our shop") + HOURS,
        HEAD.replace("{title: Shop handbook}", "{title: Shop handbook} # 2024") + HOURS,
        HEAD + HOURS.replace("nine to five.", "nine to five.\n    claims: 7 # they said"),
        HEAD + ASKED + '    answer: "x" # said by Ada\n',
        HEAD + ASKED + "    answer: # two of them\n      - x\n      - y\n",
        HEAD + ASKED + "    answer: [x, y] # two of them\n",
        HEAD + ASKED + "    answer: | # kept\n      x # y\n",
        HEAD + HOURS + "    source:\n      publisher: Ada & Co   # optional\n",
    ],
)
def test_comments_where_no_text_goes_on_stay_allowed(write_pack, pack):
    assert load([write_pack(pack)]).entries


@pytest.mark.parametrize(
    ("value", "sign"),
    [("!always smile", "!always"), ("! smile", "!"), ("&c room on the left", "&c"), ("*smile", "*smile")],
)
def test_words_that_yaml_takes_for_a_sign_are_named_with_the_line_to_write(write_pack, value, sign):
    (problem,) = refused(write_pack(HEAD + ASKED + f"    answer: {value}\n"))
    assert problem.message.startswith(f'"{sign}" means something to YAML')
    assert (problem.line, problem.column, problem.mend) == (6, 13, f'    answer: "{value}"')


@pytest.mark.parametrize(
    "value", ["First\n      - one\n      - two", '"First\n      - one\n      - two"', ">\n      1. a\n      2. b"]
)
def test_lines_that_look_like_a_list_and_are_joined_are_doubtful(value):
    (fault,) = joined_lines(read(HEAD + ASKED + f"    answer: {value}\n" + HOURS.replace("hours", "more")))
    assert fault.line == 7
    assert fault.mend.startswith("    answer: |") or value.startswith('"')


@pytest.mark.parametrize(
    "value",
    ["|\n      - one\n      - two", "'First\n\n      - one\n\n      - two'", "One long text\n      that goes on", "x"],
)
def test_other_texts_are_not_doubtful(value):
    assert list(joined_lines(read(HEAD + ASKED + f"    answer: {value}\n" + HOURS.replace("hours", "more")))) == []

"""Promises that no schema sees: budgets, counts, and how entries and packs fit together."""

from __future__ import annotations

import pytest

from bot.errors import KnowledgeError
from bot.knowledge.loader import load
from tests.unit.knowledge.packs import ASKED, HEAD, HOURS, row

ANSWERS = [
    row(
        "bullets without items",
        HEAD + ASKED + "    answer: {kind: bullets}\n",
        '6: entry "hours" has no items: add "items:" or make it kind text',
    ),
    row(
        "an empty list",
        HEAD + ASKED + "    answer: []\n",
        '6: entry "hours" has no items: add "items:" or make it kind text',
    ),
    row(
        "a list with text",
        HEAD + ASKED + "    answer: {kind: steps, items: [a], text: b}\n",
        '6: entry "hours" is a list and has "text": use intro or outro for it',
    ),
    row(
        "text without text",
        HEAD + ASKED + "    answer: {kind: text, intro: b}\n",
        '6: entry "hours" is kind text and has no "text": add it',
    ),
    row(
        "text with items",
        HEAD + ASKED + "    answer: {kind: text, text: b, items: [a]}\n",
        '6: entry "hours" is kind text and has items: make it bullets or steps',
    ),
    row(
        "no answer and no word about it",
        HEAD + ASKED + "    answer: {kind: none}\n",
        '6: entry "hours" has no answer and no note: say in a note why there is none',
    ),
    row(
        "no answer that quotes",
        HEAD + ASKED + "    answer: {kind: none, intro: a}\n    note: none given\n",
        '6: entry "hours" is kind none and quotes text: make it kind text',
    ),
    row(
        "no answer that lists",
        HEAD + ASKED + "    answer: {kind: none, items: [a]}\n    note: none given\n",
        '6: entry "hours" is kind none and has items: make it bullets or steps',
    ),
    row(
        "a number that the list does not keep",
        HEAD + ASKED + "    answer: [a, b]\n    claims: 3\n",
        '7: entry "hours" claims 3 and lists 2: mend the list or say so in a note',
    ),
    row(
        "a passage too long for a block",
        HEAD + ASKED + f"    answer: {'a' * 3001}\n",
        '6: entry "hours" has a passage of 3,001 characters: Slack shows at most 3,000 in one block; split it',
    ),
    row(
        "a question too long for a block",
        HEAD + f"  - id: hours\n    question: {'a' * 3001}\n    answer: x\n",
        '6: entry "hours" has a passage of 3,001 characters: Slack shows at most 3,000 in one block; split it',
    ),
    row(
        "a note too long for a block",
        HEAD + HOURS + f"    note: {'a' * 3001}\n",
        '6: entry "hours" has a passage of 3,001 characters: Slack shows at most 3,000 in one block; split it',
    ),
    row(
        "an answer too long for a message",
        HEAD + ASKED + f"    answer: [{', '.join(['a' * 2500] * 5)}]\n",
        '6: entry "hours" has 12,518 characters: a Slack message takes about 12,000; split the entry',
    ),
]

RELATIONS = [
    row(
        "a pack that is not called like its file",
        HEAD.replace("pack: shop", "pack: store") + HOURS,
        '1: the pack calls itself "store": call it "shop" like its file, or the file store.yaml',
    ),
    row(
        "an id used twice",
        HEAD + HOURS + "  - id: hours\n    question: Where are you?\n    answer: x\n",
        '7: id "hours" is also used on line 4: give one of the entries another id',
    ),
    row(
        "part of nothing",
        HEAD + HOURS + "    part_of: week\n",
        '7: part_of names "week", which is not in this pack: name the id of a list entry here',
    ),
    row(
        "part of itself",
        HEAD + HOURS + "    part_of: hours\n",
        "7: part_of names the entry itself: name the list it belongs to",
    ),
    row(
        "a twin that does not exist",
        HEAD + HOURS + "    twins:\n      - week\n",
        '8: twins names "shop/week", which does not exist: name an entry as id or pack/id',
    ),
    row(
        "a question asked twice",
        HEAD + HOURS + "  - id: opening\n    question: when are you OPEN\n    answer: x\n",
        '8: "when are you OPEN" also belongs to "hours" (line 5): remove it from one of them, or give both a section',
    ),
    row(
        "an alias of another's question",
        HEAD
        + HOURS
        + "  - id: opening\n    question: Opening\n    aliases:\n      - a\n      - When are you open\n    answer: x\n",
        '11: "When are you open" also belongs to "hours" (line 5): remove it from one of them, or give both a section',
    ),
    row(
        "an alias of another's alias",
        HEAD + HOURS + "    aliases: [the hours]\n"
        "  - id: opening\n    question: Opening?\n    aliases: [The Hours!]\n    answer: x\n",
        '10: "The Hours!" also belongs to "hours" (line 7): remove it from one of them, or give both a section',
    ),
    row(
        "an alias nobody can type",
        HEAD + HOURS + "    aliases: [hours, '???']\n",
        '7: "???" has no letter, digit or picture: write a wording that people would type',
    ),
]


@pytest.mark.parametrize(("text", "expected"), [*ANSWERS, *RELATIONS])
def test_each_broken_promise_has_its_line_and_says_how_to_mend_it(write_pack, problems_of, text, expected):
    assert problems_of(write_pack(text)) == [f"shop.yaml:{line}" for line in expected]


@pytest.mark.parametrize(
    ("first", "second", "accepted"),
    [("Retail", "Wholesale", True), ("Retail", "retail", False), ("Retail", None, False)],
    ids=["two sections", "one section", "a section and none"],
)
def test_a_wording_may_be_shared_across_sections(write_pack, first, second, accepted):
    sections = [f"    section: {section}\n" if section else "" for section in (first, second)]
    pack = HEAD + HOURS + sections[0] + HOURS.replace("hours", "more") + sections[1]
    if accepted:
        assert len(load([write_pack(pack)]).entries) == 2
    else:
        with pytest.raises(KnowledgeError, match="give both a section"):
            load([write_pack(pack)])


def test_two_folders_with_a_pack_of_one_name_are_refused(write_pack, tmp_path):
    first = write_pack(HEAD + HOURS)
    second = tmp_path / "more"
    second.mkdir()
    (second / "shop.yaml").write_text(HEAD + HOURS)
    with pytest.raises(KnowledgeError) as refused:
        load([first, second])
    (problem,) = refused.value.problems
    assert str(problem) == f'{second}/shop.yaml:1: pack "shop" also comes from {first}/shop.yaml: rename one of them'

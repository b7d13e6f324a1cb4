"""Keys and values that a pack may not have, each named with its line and its mend."""

from __future__ import annotations

import pytest

from tests.unit.knowledge.packs import ASKED, HEAD, HOURS, row

FORM = "use small letters, digits and single hyphens, 74 characters at most"

KEYS = [
    row("no pack", "source: {title: T}\nentries:\n" + HOURS, '1: the pack has no "pack": add it'),
    row("no source", "pack: shop\nentries:\n" + HOURS, '1: the pack has no "source": add it'),
    row("no title", "pack: shop\nsource: {}\nentries:\n" + HOURS, '2: "source" has no "title": add it'),
    row("no entries", "pack: shop\nsource: {title: T}\n", '1: the pack has no "entries": add it'),
    row("no id", HEAD + "  - question: When?\n    answer: x\n", '4: entry number 1 has no "id": add it'),
    row("no question", HEAD + "  - id: hours\n    answer: x\n", '4: entry "hours" has no "question": add it'),
    row("no answer", HEAD + ASKED, '4: entry "hours" has no "answer": add it'),
    row("no kind", HEAD + ASKED + "    answer: {items: [a]}\n", '6: "answer" of entry "hours" has no "kind": add it'),
    row(
        "an item without text",
        HEAD + ASKED + "    answer:\n      - detail: x\n",
        '7: item 1 of entry "hours" has no "text": add it',
    ),
    row(
        "a slip in a pack's key",
        "pack: shop\nsorce: {title: T}\nentries:\n" + HOURS,
        '1: the pack has no "source": add it',
        '2: the pack has an unknown key "sorce" (did you mean "source"?): rename or remove it',
    ),
    row(
        "a slip in a source's key",
        "pack: shop\nsource:\n  title: T\n  publischer: P\nentries:\n" + HOURS,
        '4: "source" has an unknown key "publischer" (did you mean "publisher"?): rename or remove it',
    ),
    row(
        "a slip in an entry's key",
        HEAD + HOURS + "    alias: [hours]\n",
        '7: entry "hours" has an unknown key "alias" (did you mean "aliases"?): rename or remove it',
    ),
    row(
        "a slip in an entry's own source",
        HEAD + HOURS + "    source: {titel: T}\n",
        '7: "source" of entry "hours" has an unknown key "titel" (did you mean "title"?): rename or remove it',
    ),
    row(
        "a slip in an answer's key",
        HEAD + ASKED + "    answer:\n      kind: text\n      text: x\n      outtro: y\n",
        '9: "answer" of entry "hours" has an unknown key "outtro" (did you mean "outro"?): rename or remove it',
    ),
    row(
        "a slip in an item's key",
        HEAD + ASKED + "    answer:\n      kind: steps\n      items:\n        - {text: x, detial: y}\n",
        '9: item 1 of entry "hours" has an unknown key "detial" (did you mean "detail"?): rename or remove it',
    ),
    row(
        "a slip in the key of an item under an item",
        HEAD + ASKED + "    answer:\n      kind: steps\n      items:\n        - text: x\n          items:\n"
        "            - {text: y, detial: z}\n",
        '11: item 1 of item 1 of entry "hours" has an unknown key "detial" '
        '(did you mean "detail"?): rename or remove it',
    ),
    row(
        "a slip in the key of a pack's format",
        "pack: shop\nformt: plain\nsource: {title: T}\nentries:\n" + HOURS,
        '2: the pack has an unknown key "formt" (did you mean "format"?): rename or remove it',
    ),
    row(
        "a key like none of ours",
        HEAD + HOURS + "    zzz: 1\n",
        '7: entry "hours" has an unknown key "zzz": rename or remove it',
    ),
]

VALUES = [
    row(
        "a source that is text",
        "pack: shop\nsource: T\nentries:\n" + HOURS,
        '2: "source" has keys of its own: write "title"',
    ),
    row(
        "entries that are a mapping",
        "pack: shop\nsource: {title: T}\nentries: {hours: x}\n",
        '3: "entries" must be a list: write each part on a line of its own that begins with a dash',
    ),
    row(
        "no entry at all",
        "pack: shop\nsource: {title: T}\nentries: []\n",
        '3: "entries" is empty: a pack needs at least one entry',
    ),
    row(
        "an entry that is text",
        HEAD + HOURS + "  - and more\n",
        '7: entry number 2 has keys of its own: write "id", "question" and "answer"',
    ),
    row("an entry that is empty", HEAD + HOURS + "  -\n", "7: entry number 2 is empty: fill it in or remove it"),
    row(
        "a question that is a list",
        HEAD + "  - id: hours\n    question: [When?]\n    answer: x\n",
        '5: "question" of entry "hours" must be one text: put it into quotes',
    ),
    row(
        "a blank question",
        HEAD + "  - id: hours\n    question: '  '\n    answer: x\n",
        '5: "question" of entry "hours" is empty: fill it in or remove it',
    ),
    row(
        "an answer left out",
        HEAD + ASKED + "    answer:\n",
        '6: "answer" of entry "hours" is empty: fill it in or remove it',
    ),
    row(
        "a blank answer",
        HEAD + ASKED + "    answer: ' '\n",
        '6: "answer" of entry "hours" is empty: fill it in or remove it',
    ),
    row(
        "a blank item",
        HEAD + ASKED + "    answer:\n      - At nine\n      - ''\n",
        '8: item 2 of entry "hours" is empty: fill it in or remove it',
    ),
    row(
        "an alias that is a list",
        HEAD + HOURS + "    aliases:\n      - opening times\n      - [hours]\n",
        '9: alias 2 of entry "hours" must be one text: put it into quotes',
    ),
    row(
        "aliases left out",
        HEAD + HOURS + "    aliases:\n",
        '7: "aliases" of entry "hours" is empty: fill it in or remove it',
    ),
    row(
        "a kind like none of ours",
        HEAD + ASKED + "    answer: {kind: list, items: [a]}\n",
        '6: "kind" of "answer" of entry "hours" is "list": use bullets, steps, text or none',
    ),
    row(
        "an item's kind that no list has",
        HEAD + ASKED + "    answer: [{text: a, kind: text, items: [b]}]\n",
        '6: "kind" of item 1 of entry "hours" is "text": use bullets or steps',
    ),
    row(
        "a format like none of ours",
        HEAD + HOURS + "    format: html\n",
        '7: "format" of entry "hours" is "html": use markdown or plain',
    ),
    row(
        "an id with capitals and spaces",
        HEAD + "  - id: Opening Hours\n    question: When?\n    answer: x\n",
        f'4: "id" of entry "Opening Hours" is "Opening Hours": {FORM}',
    ),
    row(
        "an id with the pack in it",
        HEAD + "  - id: shop/hours\n    question: When?\n    answer: x\n",
        f'4: "id" of entry "shop/hours" is "shop/hours": {FORM}',
    ),
    row(
        "an id without end",
        HEAD + f"  - id: {'a' * 75}\n    question: When?\n    answer: x\n",
        f'4: "id" of entry "{"a" * 40}…" has 75 characters: at most 74 fit',
    ),
    row("a pack with a space", HEAD.replace("shop", "my shop", 1) + HOURS, f'1: "pack" is "my shop": {FORM}'),
    row(
        "a part of something odd",
        HEAD + HOURS + "    part_of: The week\n",
        f'7: "part_of" of entry "hours" is "The week": {FORM}',
    ),
    row(
        "lines in words",
        HEAD + HOURS + "    lines: the first\n",
        '7: "lines" of entry "hours" is "the first": write it like 108-110',
    ),
    row(
        "an address without its scheme",
        "pack: shop\nsource: {title: T, url: example.org}\nentries:\n" + HOURS,
        '2: "url" of "source" is "example.org": write a whole address, https://...',
    ),
    row(
        "claims in words",
        HEAD + HOURS + "    claims: seven\n",
        '7: "claims" of entry "hours" is "seven": write a whole number from 1 to 999',
    ),
    row(
        "claims of nothing",
        HEAD + HOURS + "    claims: 0\n",
        '7: "claims" of entry "hours" is "0": write a whole number from 1 to 999',
    ),
    row(
        "a day in words",
        HEAD + HOURS + "    review_by: next summer\n",
        '7: "review_by" of entry "hours" is "next summer": write a day like 2026-12-31',
    ),
    row(
        "a day that does not exist",
        "pack: shop\nreview_by: 2026-02-30\nsource: {title: T}\nentries:\n" + HOURS,
        '2: "review_by" is "2026-02-30": write a day like 2026-12-31',
    ),
    row(
        "a link without its scheme",
        HEAD + HOURS + "    link: shop.example/hours\n",
        '7: "link" of entry "hours" is "shop.example/hours": write a whole address, https://...',
    ),
    row(
        "daily, perhaps",
        HEAD + HOURS + "    daily: perhaps\n",
        '7: "daily" of entry "hours" is "perhaps": write true or false',
    ),
]


@pytest.mark.parametrize(("text", "expected"), [*KEYS, *VALUES])
def test_each_slip_has_its_line_and_says_how_to_mend_it(write_pack, problems_of, text, expected):
    assert problems_of(write_pack(text)) == [f"shop.yaml:{line}" for line in expected]

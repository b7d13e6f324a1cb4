"""Every way a pack can be wrong, with the exact line that its author reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import KnowledgeError
from bot.knowledge.loader import MAX_BYTES, load

HEAD = "pack: shop\nsource: {title: Shop handbook}\nentries:\n"
HOURS = "  - id: hours\n    question: When are you open?\n    answer: From nine to five.\n"
# An entry without its answer, which stands on line 6 of the pack.
ASKED = "  - id: hours\n    question: When are you open?\n"
FORM = "use small letters, digits and single hyphens, 80 characters at most"
NOT_A_PACK = '1: a pack is a mapping with the keys "pack", "source" and "entries": see README, Pack format'


def row(name, text, *expected):
    return pytest.param(text, expected, id=name)


YAML = [
    row(
        "a quote that never closes",
        'pack: "shop\n',
        "2: this is not YAML (found unexpected end of stream): mend the indentation, quotes or colons here",
    ),
    row(
        "a key indented too far",
        "pack: shop\n source: {title: T}\n",
        "2: this is not YAML (mapping values are not allowed in this context): "
        "mend the indentation, quotes or colons here",
    ),
    row(
        "a tab for indentation",
        "pack: shop\nsource:\n\ttitle: T\n",
        "3: this is not YAML (found character that cannot start any token): "
        "mend the indentation, quotes or colons here",
    ),
    row(
        "a colon in bare text",
        HEAD + "  - id: hours\n    question: Open: when?\n    answer: x\n",
        "5: this is not YAML (mapping values are not allowed in this context): "
        "mend the indentation, quotes or colons here",
    ),
    row("a list", "- pack: shop\n", NOT_A_PACK),
    row("a word", "shop\n", NOT_A_PACK),
    row("nothing", "", NOT_A_PACK),
    row("only a comment", "# to be written\n", NOT_A_PACK),
    row(
        "two documents",
        HEAD + HOURS + "---\npack: other\n",
        '7: a second document starts here: keep one pack a file and remove the "---"',
    ),
    row(
        "an alias",
        HEAD + "  - id: hours\n    question: &q When?\n    aliases: [*q]\n    answer: x\n",
        "6: YAML aliases (*q) are not allowed in packs: write the text out",
    ),
    row(
        "a merge key",
        "pack: shop\nsource: &s {title: T}\nentries:\n" + HOURS + "    source:\n      <<: *s\n",
        '8: "source" of entry "hours" has an unknown key "<<": rename or remove it',
        "8: YAML aliases (*s) are not allowed in packs: write the text out",
    ),
    row(
        "deep nesting",
        "pack: shop\nsource: " + "[" * 20_000 + "\n",
        "2: nested more than 10 deep: packs need no more than five levels",
    ),
    row("a list as a key", "? [pack]\n: shop\n", "1: a key must be plain text: quote it or remove the brackets"),
    row(
        "a key given twice",
        HEAD + HOURS + "    answer: From ten.\n",
        '7: "answer" is given twice (first on line 6): keep one of them',
    ),
    row(
        "a control character",
        "pack: shop\nsource: {title: Shop\x07}\n",
        "2: an invisible control character (U+0007) stands here: remove it",
    ),
    row(
        "a control character in disguise",
        HEAD + '  - id: hours\n    question: "When\\0?"\n    answer: x\n',
        "5: an invisible control character (U+0000) stands here: remove it",
    ),
    row(
        "a byte-order mark amid the text",
        HEAD + "\ufeff" + HOURS,
        "4: an invisible control character (U+FEFF) stands here: remove it",
    ),
]

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
        '7: item 1 of "answer" of entry "hours" has no "text": add it',
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
        '9: item 1 of "items" of "answer" of entry "hours" has an unknown key "detial" (did you mean "detail"?): '
        "rename or remove it",
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
        '2: "source" must be a mapping: write a mapping here',
    ),
    row(
        "entries that are a mapping",
        "pack: shop\nsource: {title: T}\nentries: {hours: x}\n",
        '3: "entries" must be a list: write a list here',
    ),
    row(
        "no entry at all",
        "pack: shop\nsource: {title: T}\nentries: []\n",
        '3: "entries" is empty: a pack needs at least one entry',
    ),
    row(
        "an entry that is text",
        HEAD + HOURS + "  - and more\n",
        "7: entry number 2 must be a mapping: write a mapping here",
    ),
    row("an entry that is empty", HEAD + HOURS + "  -\n", "7: entry number 2 is empty: fill it in or remove it"),
    row(
        "a question that is a list",
        HEAD + "  - id: hours\n    question: [When?]\n    answer: x\n",
        '5: "question" of entry "hours" must be text: write text here',
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
        '8: item 2 of "answer" of entry "hours" is empty: fill it in or remove it',
    ),
    row(
        "an alias that is a list",
        HEAD + HOURS + "    aliases:\n      - opening times\n      - [hours]\n",
        '9: item 2 of "aliases" of entry "hours" must be text: write text here',
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
        HEAD + f"  - id: {'a' * 81}\n    question: When?\n    answer: x\n",
        f'4: "id" of entry "{"a" * 40}…" is "{"a" * 40}…": {FORM}',
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
        "daily, perhaps",
        HEAD + HOURS + "    daily: perhaps\n",
        '7: "daily" of entry "hours" is "perhaps": write true or false',
    ),
]

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
        '1: the pack calls itself "store": call it "shop" like its file',
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
        '8: "when are you OPEN" also belongs to "hours" (line 5): remove it from one of them',
    ),
    row(
        "an alias of another's question",
        HEAD
        + HOURS
        + "  - id: opening\n    question: Opening?\n    aliases:\n      - a\n      - When are you open\n    answer: x\n",
        '11: "When are you open" also belongs to "hours" (line 5): remove it from one of them',
    ),
    row(
        "an alias of another's alias",
        HEAD + HOURS + "    aliases: [the hours]\n"
        "  - id: opening\n    question: Opening?\n    aliases: [The Hours!]\n    answer: x\n",
        '10: "The Hours!" also belongs to "hours" (line 7): remove it from one of them',
    ),
    row(
        "an alias nobody can type",
        HEAD + HOURS + "    aliases: [hours, '???']\n",
        '7: "???" has no letter or digit: write a wording that people would type',
    ),
]


def problems_of(folder: Path) -> list[str]:
    """The problems of the packs in a folder, without the folder's name."""
    with pytest.raises(KnowledgeError) as refused:
        load([folder])
    return [str(problem).removeprefix(f"{folder}/") for problem in refused.value.problems]


@pytest.mark.parametrize(("text", "expected"), [*YAML, *KEYS, *VALUES, *ANSWERS, *RELATIONS])
def test_each_problem_has_its_line_and_says_how_to_mend_it(write_pack, text, expected):
    assert problems_of(write_pack(text)) == [f"shop.yaml:{line}" for line in expected]


@pytest.mark.parametrize("text", ["a: &a [x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n", "a: &a [*a]\n"])
def test_an_alias_bomb_is_defused_not_expanded(write_pack, text):
    """Nothing is ever copied: an alias is a problem, whatever it stands for."""
    assert any("YAML aliases (*a) are not allowed" in line for line in problems_of(write_pack(text)))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (HEAD.replace("handbook", "café").encode("latin-1"), "2: this text is not UTF-8"),
        (HEAD.encode("utf-16"), "1: this text is not UTF-8"),
        (HEAD.encode() + b"\xff\n", "4: this text is not UTF-8"),
    ],
    ids=["latin-1", "utf-16", "a stray byte"],
)
def test_text_that_is_not_utf8_names_the_line(write_pack, raw, expected):
    assert problems_of(write_pack(raw)) == [f"shop.yaml:{expected}: save the file with the encoding UTF-8"]


def test_a_file_over_five_megabytes_is_not_even_read(write_pack):
    folder = write_pack(b"#" * (MAX_BYTES + 1_000_000))
    assert problems_of(folder) == ["shop.yaml: the file has 6.0 MB, a pack may have 5 MB: split the pack"]


def test_a_file_that_cannot_be_read_says_why(write_pack):
    folder = write_pack(HEAD + HOURS)
    (folder / "kiosk.yaml").symlink_to(folder / "nowhere.yaml")
    expected = "cannot be read (No such file or directory): mend the file's permissions or remove it"
    assert problems_of(folder) == [f"kiosk.yaml: {expected}"]


def test_a_folder_called_like_a_pack_is_a_problem_not_a_crash(write_pack):
    folder = write_pack(HEAD + HOURS)
    (folder / "kiosk.yaml").mkdir()
    assert problems_of(folder)[0].startswith("kiosk.yaml: cannot be read (Is a directory)")


def test_one_run_names_every_problem_of_every_pack_in_order(write_pack):
    """Bad YAML, a slip in the schema and a broken promise, in three packs, sorted by file and line."""
    write_pack(HEAD.replace("shop", "kiosk", 1) + HOURS + "    claims: many\n    lines: all\n", "kiosk.yaml")
    write_pack("pack: [\n", "annex.yaml")
    folder = write_pack(HEAD + ASKED + "    answer: [a]\n    claims: 2\n    part_of: week\n")
    assert [line.split(": ")[0] for line in problems_of(folder)] == [
        "annex.yaml:2",
        "kiosk.yaml:7",
        "kiosk.yaml:8",
        "shop.yaml:7",
        "shop.yaml:8",
    ]


def test_problems_on_lines_nine_and_ten_stand_in_that_order(write_pack):
    entries = HOURS + "    claims: x\n  - id: b\n    question: x\n    answer: x\n    lines: y\n    claims: z\n"
    assert [line.split(":")[1] for line in problems_of(write_pack(HEAD + entries))] == ["7", "11", "12"]


def test_two_folders_with_a_pack_of_one_name_are_refused(write_pack, tmp_path):
    first = write_pack(HEAD + HOURS)
    second = tmp_path / "more"
    second.mkdir()
    (second / "shop.yaml").write_text(HEAD + HOURS)
    with pytest.raises(KnowledgeError) as refused:
        load([first, second])
    (problem,) = refused.value.problems
    assert str(problem) == f'{second}/shop.yaml:1: pack "shop" also comes from {first}/shop.yaml: rename one of them'

"""Files that are no packs: bad YAML, bad text, bad places; and all problems in one run."""

from __future__ import annotations

import pytest

from bot.knowledge.files import MAX_BYTES
from bot.knowledge.loader import load
from tests.unit.knowledge.packs import ASKED, HEAD, HOURS, row

NOT_A_PACK = (
    '1: no pack: a pack has the keys "pack", "source" and "entries". See docs/format.md, section "The pack format"'
)

YAML = [
    row("a quote that never closes", 'pack: "shop\n', "1: this quotation mark is never closed: close it"),
    row(
        "a key indented too far",
        "pack: shop\n source: {title: T}\n",
        "2: this line begins in another column than its neighbours: begin it in column 1",
    ),
    row(
        "a tab for indentation",
        "pack: shop\nsource:\n\ttitle: T\n",
        "3: a tab stands here, and YAML takes only spaces: write spaces",
    ),
    row(
        "a colon in bare text",
        HEAD + "  - id: hours\n    question: Open: when?\n    answer: x\n",
        "5: a colon with a space behind it means something to YAML: put the text into quotes",
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
        '5: "&q" means something to YAML, and is left out of the text: put the text into quotes',
        "6: YAML aliases (*q) are not allowed in packs: write the text out",
    ),
    row(
        "a merge key",
        "pack: shop\nsource: &s {title: T}\nentries:\n" + HOURS + "    source:\n      <<: *s\n",
        '2: "&s" means something to YAML, and is left out of the text: put the text into quotes',
        "8: YAML aliases (*s) are not allowed in packs: write the text out",
    ),
    row(
        "deep nesting",
        "pack: shop\nsource: " + "[" * 20_000 + "\n",
        "2: nested more than 22 deep: lists in an answer nest nine deep at most",
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


@pytest.mark.parametrize(("text", "expected"), YAML)
def test_each_fault_of_the_text_has_its_line_and_says_how_to_mend_it(write_pack, problems_of, text, expected):
    assert problems_of(write_pack(text)) == [f"shop.yaml:{line}" for line in expected]


@pytest.mark.parametrize("text", ["a: &a [x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n", "a: &a [*a]\n"])
def test_an_alias_bomb_is_defused_not_expanded(write_pack, problems_of, text):
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
def test_text_that_is_not_utf8_names_the_line(write_pack, problems_of, raw, expected):
    assert problems_of(write_pack(raw)) == [f"shop.yaml:{expected}: save the file with the encoding UTF-8"]


def test_a_file_over_five_megabytes_is_not_even_read(write_pack, problems_of):
    folder = write_pack(b"#" * (MAX_BYTES + 1_000_000))
    assert problems_of(folder) == ["shop.yaml: the file has 6.0 MB, a pack may have 5 MB: split the pack"]


def test_a_file_that_cannot_be_read_says_why(write_pack, problems_of):
    folder = write_pack(HEAD + HOURS)
    (folder / "kiosk.yaml").symlink_to(folder / "nowhere.yaml")
    expected = "cannot be read (No such file or directory): mend the file's permissions or remove it"
    assert problems_of(folder) == [f"kiosk.yaml: {expected}"]


def test_a_folder_called_like_a_pack_is_a_folder(write_pack):
    folder = write_pack(HEAD + HOURS)
    (folder / "kiosk.yaml").mkdir()
    assert len(load([folder]).entries) == 1


def test_one_run_names_every_problem_of_every_pack_in_order(write_pack, problems_of):
    """Bad YAML, a slip in the schema and a broken promise, in three packs, sorted by file and line."""
    write_pack(HEAD.replace("shop", "kiosk", 1) + HOURS + "    claims: many\n    lines: all\n", "kiosk.yaml")
    write_pack("pack: [\n", "annex.yaml")
    folder = write_pack(HEAD + ASKED + "    answer: [a]\n    claims: 2\n    part_of: week\n")
    assert [line.split(": ")[0] for line in problems_of(folder)] == [
        "annex.yaml:1",
        "kiosk.yaml:7",
        "kiosk.yaml:8",
        "shop.yaml:7",
        "shop.yaml:8",
    ]


def test_problems_on_lines_nine_and_ten_stand_in_that_order(write_pack, problems_of):
    entries = HOURS + "    claims: x\n  - id: b\n    question: x\n    answer: x\n    lines: y\n    claims: z\n"
    assert [line.split(":")[1] for line in problems_of(write_pack(HEAD + entries))] == ["7", "11", "12"]

"""A lexicon beside the packs teaches the matcher a team's own words."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.compiled import compile_packs
from bot.errors import KnowledgeError
from bot.matching.decision import Answered
from bot.matching.lexicon_file import lexicon_with
from bot.matching.matcher import Matcher

PACK = """\
pack: shop
source: {title: Shop handbook}
entries:
  - id: sofa
    question: How do I clean a sofa?
    answer: With a soft brush.
  - id: lamp
    question: How do I hang a lamp?
    answer: With a hook.
"""


def lexicon(folder: Path, text: str) -> Path:
    path = folder / "lexicon.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_word_of_the_house_reaches_its_entry(tmp_path: Path):
    (tmp_path / "shop.yaml").write_text(PACK, encoding="utf-8")
    question = "how to clean a chesterblob"
    before = Matcher(*compile_packs([tmp_path], None)).match(question)
    lexicon(tmp_path, "english:\n  - [sofa, chesterblob]\n")
    after = Matcher(*compile_packs([tmp_path], None)).match(question)
    assert not isinstance(before, Answered)
    assert isinstance(after, Answered)
    assert after.best.entry.id == "shop/sofa"


def test_a_changed_lexicon_is_compiled_anew(tmp_path: Path):
    packs, cache = tmp_path / "packs", tmp_path / "cache"
    packs.mkdir()
    (packs / "shop.yaml").write_text(PACK, encoding="utf-8")
    assert "settee" not in compile_packs([packs], cache)[1].lexicon.others
    lexicon(packs, "others: [settee]\n")
    assert compile_packs([packs], cache)[1].lexicon.others >= {"sette"}


def test_the_words_of_the_house_come_before_the_bundled_ones(tmp_path: Path):
    ours = lexicon_with([lexicon(tmp_path, "english:\n  - [guest, client]\n")])
    assert ours.concepts(["client"]) == ours.concepts(["guest"]) != ours.concepts(["customer"])


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("- a", 1, "a lexicon is a mapping"),
        ("words: [a]", 1, 'unknown key "words"'),
        ("stop:\n  - a\n  - [b]\n", 3, '"stop" must list words'),
        ("english: sofa", 1, '"english" must be a list'),
        ("english:\n  - [sofa]\n", 2, "a group of two or more words"),
        ("phrases: [a]", 1, '"phrases" must say what each expression means'),
        ("stop: &a [b]\nchatter: *a\n", 1, '"&a" means something to YAML'),
    ],
)
def test_a_broken_lexicon_says_where_and_how_to_mend_it(tmp_path: Path, text: str, line: int, said: str):
    path = lexicon(tmp_path, text)
    with pytest.raises(KnowledgeError) as raised:
        lexicon_with([path])
    assert str(raised.value).startswith(f"{path}:{line}: ")
    assert said in str(raised.value)


def test_every_problem_of_every_lexicon_is_told(tmp_path: Path):
    paths = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        paths.append(lexicon(tmp_path / name, "words: [a]\nstop: a\n"))
    with pytest.raises(KnowledgeError) as raised:
        lexicon_with(paths)
    assert len(raised.value.problems) == 4

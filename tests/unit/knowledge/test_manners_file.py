"""A team changes the bot's manners in a file beside its packs, or switches them off."""

import pytest

from bot.errors import KnowledgeError
from bot.knowledge.files import manners_files, pack_files
from bot.knowledge.manners_file import DEEDS, load_manners


def manners(tmp_path, text):
    file = tmp_path / "manners.yaml"
    file.write_text(text, encoding="utf-8")
    return {manner.name: manner for manner in load_manners([file])}


def test_the_bundled_ones_are_whole():
    for manner in load_manners([]):
        assert manner.say
        assert manner.does in DEEDS


def test_what_a_file_says_replaces_and_what_people_say_is_added(tmp_path):
    read = manners(tmp_path, "greeting:\n  say: [moin]\n  reply: Moin!\n")
    assert read["greeting"].reply == "Moin!"
    assert {"moin", "hi"} <= set(read["greeting"].say)
    assert read["greeting"].does == "reply"


def test_one_or_all_are_switched_off(tmp_path):
    assert "thanks" not in manners(tmp_path, "thanks: off\n")
    assert manners(tmp_path, "all: off\n") == {}
    assert set(manners(tmp_path, 'all: off\nours:\n  say: [ahoy]\n  reply: "Ahoy, this is {name}."\n')) == {"ours"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- hi\n", "mapping of names"),
        ("thank: off\n", "no manners called"),
        ("thanks: gladly\n", 'must be "off"'),
        ("thanks:\n  replies: x\n", 'unknown key "replies"'),
        ("thanks:\n  does: dance\n", '"does" must be one of'),
        ("ours:\n  reply: x\n", 'needs "say"'),
        ("thanks:\n  say: hi\n", '"say" must list'),
        ("thanks:\n  reply: Hello {who}\n", "knows no {who}"),
        ("thanks:\n  reaction: ':heart:'\n", "emoji's name"),
    ],
)
def test_what_cannot_be_used_is_named_with_its_line(tmp_path, text, said):
    with pytest.raises(KnowledgeError) as told:
        manners(tmp_path, text)
    assert said in str(told.value)
    assert "manners.yaml:" in str(told.value)


def test_the_file_is_no_pack(tmp_path):
    (tmp_path / "shop.yaml").write_text("pack: shop\n", encoding="utf-8")
    (tmp_path / "Manners.YML").write_text("thanks: off\n", encoding="utf-8")
    assert [path.name for path in pack_files([tmp_path])] == ["shop.yaml"]
    assert [path.name for path in manners_files([tmp_path])] == ["Manners.YML"]

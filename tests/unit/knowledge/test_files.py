"""Packs are found in any folder, and a folder without them says so."""

from __future__ import annotations

import os

import pytest

from bot.errors import KnowledgeError
from bot.knowledge.files import bundled_folder, left_out, lexicon_files, pack_files, pack_folders, read_text


def test_a_folder_of_ones_own_replaces_the_bundled_one(tmp_path):
    assert list(pack_folders([tmp_path])) == [tmp_path]
    assert list(pack_folders([])) == [bundled_folder()]


def test_the_bundled_folder_holds_the_five_packs():
    assert [path.stem for path in pack_files([bundled_folder()])] == [
        "basic-principles-faq",
        "pillars-faq",
        "riseup-principles",
        "service-program-blog",
        "seven-pillars-article",
    ]


def test_only_visible_yaml_files_are_packs_whatever_the_capitals_of_their_ending(tmp_path):
    for name in ("b.yaml", "a.yml", "c.yaml~", ".d.yaml", "e.txt", "f.YAML.bak", "g.YAML", "h.Yml", "my shop.yaml"):
        (tmp_path / name).touch()
    names = [path.name for path in pack_files([tmp_path])]
    assert names == ["a.yml", "b.yaml", "g.YAML", "h.Yml", "my shop.yaml"]


def test_files_that_only_look_like_packs_are_named_as_left_out(tmp_path):
    (tmp_path / "team").mkdir()
    for name in ("b.yaml", "c.yaml~", ".d.yaml", "e.txt", "team/f.YAML.bak", "team/g.yaml.txt", "lexicon.yaml"):
        (tmp_path / name).touch()
    assert [path.name for path in left_out([tmp_path])] == [".d.yaml", "c.yaml~", "f.YAML.bak", "g.yaml.txt"]


def test_packs_and_lexicons_in_folders_inside_are_read_after_those_above(tmp_path):
    for name in ("zoo.yaml", "team/a.yaml", "team/deep/b.yaml", "team/lexicon.YML", ".git/c.yaml", "annex/d.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert [path.name for path in pack_files([tmp_path])] == ["zoo.yaml", "d.yaml", "a.yaml", "b.yaml"]
    assert [path.name for path in lexicon_files([tmp_path])] == ["lexicon.YML"]


def test_a_link_that_leads_back_is_not_followed_for_ever(tmp_path):
    (tmp_path / "shop.yaml").touch()
    (tmp_path / "again").symlink_to(tmp_path)
    assert [path.name for path in pack_files([tmp_path])] == ["shop.yaml"]


def test_a_folder_whose_packs_have_another_ending_says_so(tmp_path):
    (tmp_path / "shop.yaml.txt").touch()
    with pytest.raises(KnowledgeError, match=r"only shop\.yaml\.txt: packs end in \.yaml or \.yml"):
        pack_files([tmp_path])


def test_a_file_can_be_named_itself(tmp_path):
    pack = tmp_path / "shop.pack"
    pack.touch()
    assert pack_files([pack]) == [pack]


def test_every_folder_that_cannot_be_used_is_named(tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    missing = tmp_path / "missing"
    with pytest.raises(KnowledgeError) as refused:
        pack_files([missing, empty])
    assert str(refused.value).splitlines() == [
        f"{missing}: no such folder: name a folder that holds *.yaml packs",
        f"{empty}: no packs here: put at least one *.yaml pack into this folder",
    ]


def test_a_folder_that_may_not_be_listed_is_named(tmp_path, monkeypatch):
    def refuse(_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(tmp_path), "iterdir", refuse)
    with pytest.raises(KnowledgeError, match=r"cannot be listed \(Permission denied\): mend the folder's permissions"):
        pack_files([tmp_path])


def test_what_is_no_file_is_not_waited_for(tmp_path):
    """Reading a pipe that nobody writes to would never end."""
    os.mkfifo(tmp_path / "shop.yaml")
    text, problem = read_text(tmp_path / "shop.yaml")
    assert (text, problem.message) == ("", "this is no file of text: remove it from the folder of packs")

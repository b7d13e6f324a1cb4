"""Packs are found in any folder, and a folder without them says so."""

from __future__ import annotations

import pytest

from bot.errors import KnowledgeError
from bot.knowledge.files import bundled_folder, pack_files


def test_the_bundled_folder_holds_the_five_packs():
    assert [path.stem for path in pack_files([bundled_folder()])] == [
        "basic-principles-faq",
        "pillars-faq",
        "riseup-principles",
        "service-program-blog",
        "seven-pillars-article",
    ]


def test_only_visible_yaml_files_are_packs(tmp_path):
    for name in ("b.yaml", "a.yml", "c.yaml~", ".d.yaml", "e.txt", "f.YAML.bak"):
        (tmp_path / name).touch()
    (tmp_path / "inner").mkdir()
    assert [path.name for path in pack_files([tmp_path])] == ["a.yml", "b.yaml"]


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

"""Compiled packs are only a copy: they save time, and are never believed over the packs."""

from __future__ import annotations

import os
import pickle

import pytest

from bot import compiled
from bot.compiled import KEPT, compile_packs
from bot.errors import KnowledgeError
from bot.matching.matcher import Matcher

PACK = """\
pack: shop
source: {title: Shop handbook}
entries:
  - id: hours
    question: When does the shop open?
    answer: At nine.
"""


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


@pytest.fixture
def folder(write_pack):
    return write_pack(PACK)


@pytest.fixture
def parsed(monkeypatch):
    """The folders that were really parsed, call by call."""
    from bot.knowledge import loader

    calls = []
    real = loader.load
    monkeypatch.setattr(loader, "load", lambda folders: calls.append(folders) or real(folders))
    return calls


def stored(cache):
    return list(cache.glob("*.compiled"))


def answer_of(knowledge):
    return knowledge.by_id["shop/hours"].answer.text


def test_the_second_time_nothing_is_parsed(folder, cache, parsed):
    compile_packs([folder], cache)
    knowledge, index = compile_packs([folder], cache)
    assert len(parsed) == 1
    assert answer_of(knowledge) == "At nine."
    assert Matcher(knowledge, index).match("When does the shop open?").matches[0].entry.id == "shop/hours"


def test_an_edited_pack_is_compiled_anew(folder, cache):
    path = folder / "shop.yaml"
    compile_packs([folder], cache)
    path.write_text(PACK.replace("nine", "noon, or later"))
    knowledge, _ = compile_packs([folder], cache)
    assert answer_of(knowledge) == "At noon, or later."


def test_an_added_pack_is_noticed(folder, cache, write_pack):
    compile_packs([folder], cache)
    write_pack(PACK.replace("pack: shop", "pack: kiosk"), "kiosk.yaml")
    knowledge, _ = compile_packs([folder], cache)
    assert [pack.name for pack in knowledge.packs] == ["kiosk", "shop"]


def test_a_pack_that_breaks_later_is_refused_despite_the_copy(folder, cache):
    compile_packs([folder], cache)
    (folder / "shop.yaml").write_text("pack: [")
    with pytest.raises(KnowledgeError):
        compile_packs([folder], cache)


def test_an_update_of_the_bot_is_noticed(folder, cache, parsed, monkeypatch):
    compile_packs([folder], cache)
    monkeypatch.setattr(compiled, "__version__", "99.0.0")
    compile_packs([folder], cache)
    assert len(parsed) == 2


@pytest.mark.parametrize(
    "damage",
    [b"", b"not a pickle", pickle.dumps("something else"), pickle.dumps((1, 2)), pickle.dumps((None, None, None))],
    ids=["empty", "noise", "a string", "a pair", "nothing"],
)
def test_a_damaged_copy_is_replaced(folder, cache, parsed, damage):
    compile_packs([folder], cache)
    (copy,) = stored(cache)
    copy.write_bytes(damage)
    for _ in range(2):
        knowledge, _ = compile_packs([folder], cache)
        assert answer_of(knowledge) == "At nine."
    assert len(parsed) == 2, "parsed at first and after the damage, not a third time"


def test_a_cut_off_copy_is_replaced(folder, cache):
    compile_packs([folder], cache)
    (copy,) = stored(cache)
    copy.write_bytes(copy.read_bytes()[:-100])
    knowledge, _ = compile_packs([folder], cache)
    assert answer_of(knowledge) == "At nine."


class Tripwire:
    """Unpickling this would leave a trace."""

    def __init__(self, trace):
        self.trace = trace

    def __reduce__(self):
        return os.mkdir, (str(self.trace),)


def test_a_copy_that_others_could_write_is_not_even_opened(folder, cache, tmp_path):
    compile_packs([folder], cache)
    (copy,) = stored(cache)
    copy.write_bytes(pickle.dumps(Tripwire(tmp_path / "trace")))
    copy.chmod(0o666)
    compile_packs([folder], cache)
    assert not (tmp_path / "trace").exists()


def test_a_copy_of_somebody_else_is_not_even_opened(folder, cache, tmp_path, monkeypatch):
    compile_packs([folder], cache)
    (copy,) = stored(cache)
    copy.write_bytes(pickle.dumps(Tripwire(tmp_path / "trace")))
    monkeypatch.setattr(os, "getuid", lambda: copy.stat().st_uid + 1)
    compile_packs([folder], cache)
    assert not (tmp_path / "trace").exists()


def test_the_copy_is_for_its_owner_alone(folder, cache):
    compile_packs([folder], cache)
    (copy,) = stored(cache)
    assert copy.stat().st_mode & 0o077 == 0
    assert cache.stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_written_is_no_obstacle(folder, tmp_path):
    """A file stands where the cache folder should be."""
    blocked = tmp_path / "blocked"
    blocked.write_text("a file")
    knowledge, _ = compile_packs([folder], blocked / "cache")
    assert answer_of(knowledge) == "At nine."
    assert blocked.read_text() == "a file"


def test_a_full_disk_is_no_obstacle_and_leaves_nothing_behind(folder, cache, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    knowledge, _ = compile_packs([folder], cache)
    assert answer_of(knowledge) == "At nine."
    assert list(cache.iterdir()) == []


def test_without_a_cache_nothing_is_written(folder, tmp_path, parsed):
    before = sorted(tmp_path.rglob("*"))
    for _ in range(2):
        compile_packs([folder], None)
    assert len(parsed) == 2
    assert sorted(tmp_path.rglob("*")) == before


def test_several_projects_keep_their_copies_side_by_side_but_not_for_ever(cache, tmp_path):
    for number in range(KEPT + 2):
        other = tmp_path / f"project-{number}"
        other.mkdir()
        (other / "shop.yaml").write_text(PACK)
        compile_packs([other], cache)
    assert len(stored(cache)) == KEPT


def test_broken_packs_are_never_stored(write_pack, cache):
    folder = write_pack("pack: [")
    with pytest.raises(KnowledgeError):
        compile_packs([folder], cache)
    assert not cache.exists() or not stored(cache)

"""Compiled packs are only a copy: they save time, and are never believed over the packs."""

from __future__ import annotations

import gc
import json
import os
import pickle
from io import BytesIO
from pathlib import Path

import numpy
import pytest
import Stemmer

from bot import compiled
from bot.compiled import KEPT, compile_packs
from bot.errors import KnowledgeError
from bot.knowledge.files import bundled_folder
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
    return list(cache.glob("*.npz"))


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


@pytest.mark.parametrize(
    "update",
    [
        lambda patch, tmp_path: patch.setattr(compiled, "__version__", "99.0.0"),
        lambda patch, tmp_path: patch.setattr(numpy, "__version__", "99.0.0"),
        lambda patch, tmp_path: patch.setattr(Stemmer, "version", lambda: "99.0.0"),
        lambda patch, tmp_path: patch.setattr(compiled, "dictionary", lambda: tmp_path / "another"),
    ],
    ids=["the bot", "numpy", "the stemmer", "the dictionary"],
)
def test_an_update_of_what_compiles_is_noticed(folder, cache, parsed, monkeypatch, tmp_path, update):
    """Old stems would meet new ones, silently."""
    compile_packs([folder], cache)
    update(monkeypatch, tmp_path)
    compile_packs([folder], cache)
    assert len(parsed) == 2


def npz(**arrays):
    file = BytesIO()
    numpy.savez(file, **{name: numpy.frombuffer(text.encode(), dtype=numpy.uint8) for name, text in arrays.items()})
    return file.getvalue()


@pytest.mark.parametrize(
    "damage",
    [b"", b"noise", pickle.dumps("a string"), npz(), npz(state="[]", values="[]"), npz(state="[]")],
    ids=["empty", "noise", "a pickle", "no parts", "another state", "half"],
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


@pytest.mark.parametrize(
    "values", ["", "[", "null", "[1, 2]", '{"!": "Popen", "args": "x"}', '{"!": "again", "number": 7}', "[" * 100_000]
)
def test_a_copy_of_the_right_state_with_wrong_values_is_replaced(folder, cache, parsed, values):
    compile_packs([folder], cache)
    (copy,) = stored(cache)
    with numpy.load(copy) as kept:
        state = kept["state"].tobytes().decode()
    copy.write_bytes(npz(state=state, values=values))
    knowledge, _ = compile_packs([folder], cache)
    assert answer_of(knowledge) == "At nine."
    assert len(parsed) == 2


class Tripwire:
    """Unpickling this would leave a trace."""

    def __init__(self, trace):
        self.trace = trace

    def __reduce__(self):
        return os.mkdir, (str(self.trace),)


@pytest.mark.parametrize("part", ["state", "values", "array0"])
def test_reading_a_planted_copy_runs_nothing(folder, cache, tmp_path, part):
    """Whoever can write the file, whatever they write: it is read as data."""
    compile_packs([folder], cache)
    (copy,) = stored(cache)
    with numpy.load(copy) as kept:
        planted = {**kept, part: numpy.array([Tripwire(tmp_path / "trace")], dtype=object)}
    numpy.savez(copy, **planted)
    knowledge, _ = compile_packs([folder], cache)
    assert answer_of(knowledge) == "At nine."
    copy.write_bytes(pickle.dumps(Tripwire(tmp_path / "trace")))
    compile_packs([folder], cache)
    assert not (tmp_path / "trace").exists()


@pytest.mark.parametrize("whose", ["others could write it", "it is somebody else's"])
def test_a_copy_that_is_not_ours_alone_is_not_believed(folder, cache, parsed, monkeypatch, whose):
    compile_packs([folder], cache)
    (copy,) = stored(cache)
    if whose == "others could write it":
        copy.chmod(0o666)
    else:
        monkeypatch.setattr(os, "getuid", lambda: copy.stat().st_uid + 1)
    compile_packs([folder], cache)
    assert len(parsed) == 2


@pytest.mark.parametrize("enabled", [True, False])
def test_the_garbage_collector_of_the_process_is_left_as_it_is(folder, cache, enabled):
    before = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        for _ in range(2):
            compile_packs([folder], cache)
            assert gc.isenabled() is enabled
    finally:
        (gc.enable if before else gc.disable)()


def test_a_copy_answers_like_the_packs_themselves(cache, labelled):
    """All bundled packs: the same decision, scores and reasons, and one object where there was one."""
    fresh = Matcher(*compile_packs([bundled_folder()], cache))
    copied = Matcher(*compile_packs([bundled_folder()], cache))
    assert all(one is other for one, other in zip(copied.knowledge.entries, copied.index.entries, strict=True))
    for question in labelled:
        assert copied.match(question) == fresh.match(question), question


@pytest.fixture
def labelled():
    lines = (Path(__file__).parents[1] / "quality" / "questions" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["q"] for line in lines[::4]]


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

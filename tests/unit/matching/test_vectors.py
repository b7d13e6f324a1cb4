"""Vectors find the entries that are near in meaning, few texts or many."""

from __future__ import annotations

from zlib import crc32

import numpy as np
import pytest

from bot.knowledge.loader import load
from bot.matching import vectors as module
from bot.matching.encoder import codes_of, rows_of
from bot.matching.matcher import Matcher
from bot.matching.vectors import Vectors, texts_of

WIDTH = 64


class Hashed:
    """Each text gets a direction of its own; "like X" one near that of X."""

    name = fingerprint = "hashed"

    def encode(self, texts):
        return np.stack([self.row(text) for text in texts])

    def row(self, text):
        rest = text.removeprefix("like ") if text.startswith("like ") else ""
        base = self.row(rest) * 2 if rest else 0
        row = base + np.random.default_rng(crc32(text.encode())).normal(size=WIDTH) / 8
        return (row / np.linalg.norm(row)).astype(np.float32)


@pytest.fixture
def index(write_pack):
    entries = "\n".join(
        f"  - {{id: e{n}, question: q{n:03}, aliases: [a{n:03}, b{n:03}], answer: t{n:03}.}}" for n in range(40)
    )
    return Matcher.over(load([write_pack(f"pack: shop\nsource: {{title: Shop}}\nentries:\n{entries}\n")])).index


def over(index) -> Vectors:
    return Vectors(index, codes_of(Hashed().encode(texts_of(index))), Hashed())


def test_every_wording_and_every_body_has_a_vector(index):
    texts = texts_of(index)
    assert len(texts) == 40 * 3 + 40
    assert texts[:3] == ["q000", "a000", "b000"]
    assert texts[-1] == "q039 t039."


@pytest.mark.parametrize("most", [10_000, 10], ids=["all compared", "the likeliest compared"])
@pytest.mark.parametrize(("asked", "place"), [("like q007", 7), ("like b031", 31), ("like q012 t012.", 12)])
def test_the_nearest_entry_comes_first(index, monkeypatch, most, asked, place):
    monkeypatch.setattr(module, "ALL", most)
    monkeypatch.setattr(module, "ROUGH", 40)
    vectors = over(index)
    row = vectors.of_questions([asked])[0]
    near = vectors.nearest_entries(row[None], None)[0]
    assert near[0] == place
    assert len(near) == len(set(near)) == module.WIDER


def test_of_many_copies_of_a_text_the_first_are_compared(index, monkeypatch):
    monkeypatch.setattr(module, "ALL", 10)
    monkeypatch.setattr(module, "ROUGH", 4)
    monkeypatch.setattr(module, "MOST_ROUGH", 12)
    row = Hashed().encode(["one text"])
    vectors = Vectors(index, np.repeat(codes_of(row), 160, axis=0), Hashed())
    assert vectors.nearest_entries(row, None) == [[0, 1, 2, 3]]


@pytest.mark.parametrize("block", [7, 10_000])
def test_questions_that_are_looked_up_together_find_what_each_finds_alone(index, monkeypatch, block):
    monkeypatch.setattr(module, "ALL", 10)
    monkeypatch.setattr(module, "ROUGH", 40)
    monkeypatch.setattr(module, "BLOCK", block)
    vectors = over(index)
    rows = vectors.of_questions(["like q007", "like b031", "like q012 t012."])
    together = vectors.nearest_entries(rows, None)
    assert [near[0] for near in together] == [7, 31, 12]
    assert together == [vectors.nearest_entries(row[None], None)[0] for row in rows]


@pytest.mark.parametrize("rough", [1, 5, 40, 200])
def test_the_likest_are_at_least_as_many_as_wanted_and_nothing_likelier_is_left_out(monkeypatch, rough):
    monkeypatch.setattr(module, "ROUGH", rough)
    monkeypatch.setattr(module, "SAMPLE", 16)
    for seed in range(20):
        different = np.random.default_rng(seed).integers(0, 9, size=150).astype(np.uint16) ** 2
        likest = module._likest(different)
        most = different[likest].max()
        assert len(likest) >= min(rough, 150)
        assert sorted(likest) == np.flatnonzero(different <= most).tolist()
        assert (different < most).sum() < rough


def test_a_wording_can_be_left_out(index):
    vectors = over(index)
    row = vectors.of_questions(["like a005"])[0]
    assert vectors.nearest_entries(row[None], None)[0][0] == 5
    assert vectors.nearest_entries(row[None], index.first_wording[5] + 1)[0][0] != 5
    assert vectors.features(row, 5, None)[0]["near_wording"] > 0.9
    assert vectors.features(row, 5, index.first_wording[5] + 1)[0]["near_wording"] < 0.6


def test_it_is_known_how_far_the_wordings_of_an_entry_lie_apart(index):
    row = Hashed().encode(["one text"])
    alike = Vectors(index, np.repeat(codes_of(row), 160, axis=0), Hashed())
    assert alike.closeness(3, 0) == (1, 1)
    assert max(over(index).closeness(3, 0)) < 0.5


def test_an_entry_with_one_alias_does_not_show_how_far_its_wordings_lie_apart(write_pack):
    pack = "pack: shop\nsource: {title: Shop}\nentries:\n  - {id: e, question: Open?, aliases: [Shut], answer: No.}\n"
    small = Matcher.over(load([write_pack(pack)])).index
    assert over(small).closeness(0, 0) == (0, 0)


def test_features_are_rounded_cosines(index):
    vectors = over(index)
    features, wording = vectors.features(vectors.of_questions(["like q003"])[0], 3, None)
    assert wording == 0
    assert set(features) == {"near_wording", "near_question", "near_several", "near_body"}
    assert features["near_wording"] == features["near_question"]
    for value in features.values():
        assert -1 <= value <= 1


def test_a_question_without_meaning_is_near_to_nothing(index):
    features, _ = over(index).features(np.zeros(WIDTH, dtype=np.float32), 3, None)
    assert set(features.values()) == {0.0}


def test_small_integers_keep_the_direction():
    rows = Hashed().encode([f"text {number}" for number in range(50)])
    assert (rows_of(codes_of(rows)) * rows).sum(axis=1).min() > 0.9995
    assert not rows_of(codes_of(np.zeros((2, 4), dtype=np.float32))).any()

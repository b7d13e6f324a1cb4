"""What stands beside large packs is found by its meaning too; only its own texts are encoded, and nobody waits."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from threading import Event, Thread

import numpy as np
import pytest

from bot.encoded import PackVectors
from bot.knowledge.model import Answer, Entry, Knowledge, Pack, Source
from bot.matching import vectors as module
from bot.matching.index import Index
from bot.matching.layered import LayeredIndex
from bot.matching.layered_vectors import LayeredVectors
from bot.matching.spelling import English
from tests.unit.matching.test_vectors import Hashed

SOURCE = Source("Shop")


class Counting(Hashed):
    """Notes every text that it encodes; `gate` lets it go on."""

    def __init__(self):
        self.texts, self.gate = [], Event()
        self.gate.set()

    def encode(self, texts):
        assert self.gate.wait(10)
        self.texts += texts
        return super().encode(texts)


def entry(pack, number, *aliases):
    return Entry(pack, f"e{number}", f"q{number:03}", Answer("text", text=f"t{number:03}."), SOURCE, aliases)


@pytest.fixture
def packs() -> Knowledge:
    return Knowledge([Pack("shop", tuple(entry("shop", n, f"a{n:03}", f"b{n:03}") for n in range(60)))])


@pytest.fixture
def more(packs) -> Knowledge:
    """Two of the entries have another alias, and three are new."""
    entries = list(packs.entries)
    for place in (7, 31):
        entries[place] = replace(entries[place], aliases=(*entries[place].aliases, f"c{place:03}"))
    own = Pack("taught", tuple(entry("taught", n, f"a{n}") for n in range(900, 903)))
    return Knowledge([Pack("shop", tuple(entries)), own], beside=packs)


@pytest.fixture
def base(packs, matcher) -> Index:
    return Index(packs, matcher.index.lexicon, English())


def over(base, encoder) -> PackVectors:
    return PackVectors(base, encoder, [], None, lambda missing: nullcontext(lambda done: None))


@pytest.mark.parametrize("most", [10_000, 10], ids=["all compared", "the likeliest compared"])
def test_vectors_beside_others_find_what_all_together_do(packs, more, base, monkeypatch, most):
    monkeypatch.setattr(module, "ALL", most)
    monkeypatch.setattr(module, "ROUGH", 40)
    layer = LayeredIndex(base, more)
    ours = over(base, Counting()).beside(layer)()
    whole = over(Index(more, base.lexicon, base.english), Counting())()
    assert type(ours) is LayeredVectors
    asked = [
        "like q007",
        "like c007",
        "like c031",
        "like b031",
        "like q901",
        "like q902 t902.",
        "like q012 t012.",
        "a5",
    ]
    rows = ours.of_questions(asked)
    assert ours.nearest_entries(rows, None) == whole.nearest_entries(rows, None)
    assert [near[0] for near in ours.nearest_entries(rows, None)][:7] == [7, 7, 31, 31, 61, 62, 12]
    for row in rows:
        for place in (7, 12, 31, 60, 61):
            assert ours.features(row, place, None) == whole.features(row, place, None)
            assert ours.closeness(place, 0) == whole.closeness(place, 0)


def test_a_wording_of_the_layer_can_be_left_out(base, more):
    layer = LayeredIndex(base, more)
    vectors = over(base, Counting()).beside(layer)()
    row = vectors.of_questions(["like c007"])
    assert vectors.nearest_entries(row, None)[0][0] == 7
    left_out = layer.end_wording[7] - 1
    assert vectors.nearest_entries(row, left_out)[0][0] != 7
    assert vectors.features(row[0], 7, left_out)[0]["near_wording"] < 0.6


def test_only_texts_that_the_packs_do_not_have_are_encoded_and_once(base, more):
    encoder = Counting()
    packs = over(base, encoder)
    packs.complete()
    encoder.texts.clear()
    for _ in range(2):
        packs.beside(LayeredIndex(base, more))()
    new = [text for n in (900, 901, 902) for text in (f"q{n}", f"a{n}", f"q{n} t{n}.")]
    assert sorted(encoder.texts) == sorted(["c007", "c031", *new])


def test_nobody_waits_while_many_texts_are_encoded(base, more, monkeypatch):
    monkeypatch.setattr("bot.encoded.packs.FEW", 5)
    encoder = Counting()
    encoder.gate.clear()
    packs = over(base, encoder)
    beside = packs.beside(LayeredIndex(base, more))
    thread = Thread(target=packs.complete, daemon=True)
    thread.start()
    while not packs._encoding_many:
        pass
    assert (packs(), beside()) == (None, None)
    encoder.gate.set()
    thread.join(10)
    assert packs() is not None
    encoder.gate.clear()
    assert beside() is None  # nine texts are more than five
    encoder.gate.set()
    for _ in range(1_000):
        if (found := beside()) is not None:
            break
        Event().wait(0.01)
    assert isinstance(found, LayeredVectors)
    assert np.isfinite(found.features(found.of_questions(["like q901"])[0], 61, None)[0]["near_wording"])

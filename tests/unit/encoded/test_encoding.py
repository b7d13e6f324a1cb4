"""Packs are encoded once: what is known is read, what changed is encoded, and nothing half-written is believed."""

from __future__ import annotations

from contextlib import contextmanager

import numpy as np
import pytest

from bot.encoded import Encoding, PackVectors, read_rows
from bot.encoded.encoding import CHECKPOINT
from bot.encoded.packs import FEW
from bot.encoding.find import bundled_encoder
from bot.knowledge.files import SHIPPED_VECTORS, bundled_folder
from bot.knowledge.loader import load
from bot.matching.matcher import Matcher
from bot.matching.vectors import texts_of


class Counting:
    """An encoder of four numbers that counts what it is asked for, and fails after `most` texts."""

    def __init__(self, fingerprint="one", most=10**9, width=4):
        self.name, self.fingerprint, self.most, self.width = "counting", fingerprint, most, width
        self.asked = []

    def encode(self, texts):
        self.asked += texts
        if len(self.asked) > self.most:
            raise KeyboardInterrupt
        rows = [np.random.default_rng(len(text) + sum(map(ord, text))).normal(size=self.width) for text in texts]
        return np.array(rows, dtype=np.float32)


TEXTS = ["how do I get in", "where is the key", "who has the key"]


@pytest.fixture
def kept(tmp_path):
    return tmp_path / "cache" / "packs.vectors"


def test_texts_are_encoded_once(kept):
    first = Encoding(TEXTS, Counting(), [kept]).encode(kept)
    again = Counting()
    np.testing.assert_array_equal(Encoding(TEXTS, again, [kept]).encode(kept), first)
    assert again.asked == []


def test_only_what_changed_is_encoded_and_what_is_gone_is_dropped(kept):
    Encoding(TEXTS, Counting(), [kept]).encode(kept)
    changed = Counting()
    Encoding([*TEXTS[1:], "may I come in"], changed, [kept]).encode(kept)
    assert changed.asked == ["may I come in"]
    assert len(read_rows(kept).keys) == 3


def test_a_text_that_stands_in_two_packs_is_encoded_once(kept):
    encoder = Counting()
    codes = Encoding([*TEXTS, *TEXTS], encoder, []).encode(kept)
    assert sorted(encoder.asked) == sorted(TEXTS)
    np.testing.assert_array_equal(codes[:3], codes[3:])


@pytest.mark.parametrize("other", [Counting("two"), Counting("two", width=6)], ids=["another", "of another dimension"])
def test_what_another_encoder_wrote_is_not_used(kept, other):
    Encoding(TEXTS, Counting("one"), [kept]).encode(kept)
    codes = Encoding(TEXTS, other, [kept]).encode(kept)
    assert codes.shape == (3, other.width)
    assert sorted(other.asked) == sorted(TEXTS)


@pytest.mark.parametrize("left", [0, 5, 31, 32, 40, 44, 50])
def test_a_file_cut_in_the_middle_serves_as_far_as_it_is_whole(kept, left):
    whole = Encoding(TEXTS, Counting(), []).encode(kept)
    kept.write_bytes(kept.read_bytes()[:left])
    np.testing.assert_array_equal(Encoding(TEXTS, Counting(), [kept]).encode(kept), whole)


@pytest.mark.parametrize("held", [b"", b"principles vectors 1 x", b"principles vectors 1 -4".ljust(60), b"\0" * 500])
def test_a_file_of_another_sort_is_as_none(kept, held):
    kept.parent.mkdir()
    kept.write_bytes(held)
    assert Encoding(TEXTS, Counting(), [kept]).missing == 3


def test_a_stop_in_the_middle_loses_little_and_leaves_a_whole_file(kept):
    texts = [f"question {number}" for number in range(CHECKPOINT + 200)]
    with pytest.raises(KeyboardInterrupt):
        Encoding(texts, Counting(most=CHECKPOINT + 100), [kept]).encode(kept)
    after = Encoding(texts, Counting(), [kept])
    assert after.missing == 200
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]


def test_a_folder_that_cannot_be_written_is_left_alone(tmp_path):
    (tmp_path / "file").touch()
    codes = Encoding(TEXTS, Counting(), []).encode(tmp_path / "file" / "packs.vectors")
    assert codes.shape == (3, 4)


def test_zero_vectors_and_no_numbers_stay_without_direction(kept):
    class Broken(Counting):
        def encode(self, texts):
            return np.zeros((len(texts), 4), dtype=np.float32)

    assert not Encoding(TEXTS, Broken(), []).encode(kept).any()
    assert Encoding(TEXTS, Broken(), [kept]).missing == 0


class Watched:
    """Notes how many were to be encoded, and how many were."""

    def __init__(self):
        self.missing, self.done = [], 0

    @contextmanager
    def __call__(self, missing):
        self.missing.append(missing)
        yield self.add

    def add(self, done):
        self.done += done


@pytest.fixture
def index(write_pack):
    entries = "\n".join(f"  - {{id: e{n}, question: Where is room {n}?, answer: On floor {n}.}}" for n in range(5))
    return Matcher.over(load([write_pack(f"pack: shop\nsource: {{title: Shop}}\nentries:\n{entries}\n")])).index


def test_a_small_pack_is_encoded_when_it_is_first_asked(index, kept):
    watch = Watched()
    vectors = PackVectors(index, Counting(), [], kept, watch)
    assert watch.missing == []
    assert vectors() is vectors()
    assert (watch.missing, watch.done) == ([10], 10)


def test_of_a_large_pack_words_answer_until_it_is_encoded(index, kept, monkeypatch):
    monkeypatch.setattr("bot.encoded.packs.FEW", 9)
    vectors = PackVectors(index, Counting(), [], kept, Watched())
    assert vectors() is None
    vectors.complete()
    assert vectors() is not None
    assert PackVectors(index, Counting(), [], kept, Watched())() is not None


def test_the_bundled_packs_need_no_encoding(bundled, matcher):
    """`python -m tests.quality.encode_packs` makes their vectors."""
    shipped = bundled_folder() / SHIPPED_VECTORS
    texts = texts_of(matcher.index)
    assert Encoding(texts, bundled_encoder(), [shipped]).missing == 0
    assert len(read_rows(shipped).keys) == len(set(texts))
    assert len(set(texts)) > FEW

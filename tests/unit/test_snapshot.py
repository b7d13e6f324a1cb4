"""A snapshot is data: what goes in comes out, and nothing else ever does."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.snapshot import dump, load


@dataclass(frozen=True, slots=True)
class Point:
    x: object
    y: object = None


class Bag:
    def __init__(self, things):
        self.things = things
        self.worth = len(things)

    def __eq__(self, other):
        return type(other) is Bag and vars(self) == vars(other)

    __hash__ = None


KINDS = {"Point": Point, "Bag": Bag}

keys = st.none() | st.booleans() | st.integers() | st.text(max_size=4) | st.tuples(st.text(max_size=2), st.integers())
values = st.recursive(
    keys | st.floats(allow_nan=False) | st.frozensets(keys, max_size=3),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.lists(inner, max_size=3).map(tuple),
        st.dictionaries(keys | st.just("!"), inner, max_size=3),
        st.builds(Point, inner, inner),
        st.lists(inner, max_size=3).map(Bag),
        st.sets(keys, max_size=3),
        st.dictionaries(keys, st.integers(), max_size=3).map(Counter),
    ),
    max_leaves=12,
)


def again(value):
    return load(*dump(value, KINDS), KINDS)


def shape(value):
    """The value with the types that equality overlooks (1 and True, a Counter and a dict)."""
    if isinstance(value, dict):
        return type(value), {(type(key), key): shape(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return type(value), [shape(part) for part in value]
    return type(value), value


@given(values)
def test_what_goes_in_comes_out(value):
    assert again(value) == value
    assert shape(again(value)) == shape(value)


def test_arrays_come_out_beside_the_text():
    text, arrays = dump([numpy.arange(3, dtype=numpy.int32), Point(numpy.zeros((2, 2), numpy.float32))], KINDS)
    assert [array.dtype.name for array in arrays.values()] == ["int32", "float32"]
    first, point = load(text, arrays, KINDS)
    assert first.tolist() == [0, 1, 2]
    assert point.x.shape == (2, 2)


def test_an_object_in_two_places_is_one_object_again():
    shared = Point("shared")
    one, bag, other = again([Point(shared), Bag([shared]), shared])
    assert one.x is bag.things[0] is other


class Stranger:
    pass


@pytest.mark.parametrize("value", [Stranger(), {"deep": [Stranger()]}, numpy.array([Stranger()], dtype=object)])
def test_what_it_does_not_know_it_does_not_write(value):
    with pytest.raises(TypeError, match="does not know"):
        dump(value, KINDS)


@pytest.mark.parametrize("kind", ["Stranger", "os.system", "dump", "type"])
def test_what_it_does_not_know_it_does_not_read(kind):
    with pytest.raises(KeyError):
        load(json.dumps({"!": kind, "x": 1}), {}, KINDS)


def test_reading_calls_no_constructor():
    """`worth` is what was written, not what `__init__` would make of it."""
    bag = Bag(["a"])
    bag.worth = 5
    assert again(bag).worth == 5

"""Fields of payloads of any shape."""

import pytest

from bot.slack.events.fields import id_at, list_at, mapping_at, number_in, text_at, texts_at, ts_at


@pytest.mark.parametrize("payload", [None, 7, "x", [], {}, {"a": None}, {"a": 7}, {"a": "x"}, {"a": [1]}], ids=str)
def test_what_is_not_there_is_empty(payload):
    assert mapping_at(payload, "a") == {}
    assert text_at(payload, "a", "b") == ""
    assert list_at(payload, "a", "b") == ()
    assert texts_at(payload, "a") == ()
    assert id_at(payload, "b") == ts_at(payload, "b") == ""


@pytest.mark.parametrize(
    ("value", "read"), [("C0ONE", "C0ONE"), ("c0one", ""), ("C1>", ""), ("C" * 33, ""), ("C1\n", ""), (7, "")]
)
def test_an_id_is_well_formed_or_none(value, read):
    assert id_at({"id": value}, "id") == read


@pytest.mark.parametrize(
    ("value", "read"), [("1.5", "1.5"), ("1700000000.000100", "1700000000.000100"), ("1", ""), ("١.٥", ""), (1.5, "")]
)
def test_a_time_is_well_formed_or_none(value, read):
    assert ts_at({"ts": value}, "ts") == read


def test_a_text_has_nothing_that_no_database_and_no_request_can_carry():
    """JSON spells halves of surrogate pairs and NUL."""
    assert text_at({"t": "a\ud800b\x00c😀"}, "t") == "abc😀"


@pytest.mark.parametrize(
    ("text", "number"),
    [("7", 7), ("9" * 9, 999_999_999), ("1" * 10, 0), ("1" * 5_000, 0), ("٣", 0), ("-1", 0), ("", 0)],
)
def test_a_number_is_one_that_every_column_holds_or_none(text, number):
    """Python reads no number of more than 4,300 digits, and databases far fewer."""
    assert number_in(text) == number

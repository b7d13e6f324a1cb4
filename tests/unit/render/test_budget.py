"""Text is cut where a reader would cut it, and never beyond a limit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render.budget import cut, cut_markup, size, split
from bot.render.escape import mrkdwn


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("short", 10, "short"),
        ("exactly te", 10, "exactly te"),
        ("one two three", 10, "one two…"),
        ("one two, three", 10, "one two…"),
        ("unbreakable", 6, "unbre…"),
        ("😀😀😀", 6, "😀😀😀"),
        ("😀😀😀", 5, "😀😀…"),
    ],
)
def test_text_is_cut_after_a_word(text: str, limit: int, shown: str):
    assert cut(text, limit) == shown


@pytest.mark.parametrize(
    ("markup", "limit", "shown"),
    [
        ("short", 10, "short"),
        ("see <https://a.example/long|the guide> now", 30, "see…"),
        ("see <https://a.example/long|the guide> today", 43, "see <https://a.example/long|the guide>…"),
        ("<https://a.example/long|the guide> now", 20, "…"),
        ("salt &amp; pepper and more", 14, "salt…"),
        ("one two three four", 15, "one two…"),
        ("```\na b c d e f g\n```", 16, "```\na b c d…\n```"),
        ("x" * 300, 210, "x" * 200 + "…"),
    ],
)
def test_markup_is_cut_between_links_signs_and_words(markup: str, limit: int, shown: str):
    assert cut_markup(markup, limit) == shown
    assert size(shown) <= limit


@given(
    markup=st.lists(st.sampled_from(["<https://a.example|a b>", "&lt;", "```", " ", "\n", "word", "😀", "<@U1>"])).map(
        "".join
    ),
    limit=st.integers(6, 200),
)
def test_what_is_cut_is_whole_and_within_the_limit(markup: str, limit: int):
    shown = cut_markup(markup, limit)
    assert size(shown) <= limit
    assert shown.count("<") == shown.count(">")
    assert shown == markup or shown.count("```") % 2 == 0
    assert shown.count("&") == shown.count("&lt;")


def test_escaping_counts():
    """`&` takes five characters of a limit once it is escaped."""
    assert cut("&&&&", 12, dress=mrkdwn) == "&amp;&amp;…"


@given(st.text("ab &<*😀\n"), st.integers(1, 80))
def test_nothing_is_ever_longer_than_its_limit(text: str, limit: int):
    assert size(cut(text, limit)) <= limit
    assert size(cut(text, limit, dress=mrkdwn)) <= limit


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        ("one part", ["one part"]),
        ("first paragraph\n\nsecond one", ["first paragraph", "second one"]),
        ("first line here\nsecond line", ["first line here", "second line"]),
        ("A sentence ends. Another starts", ["A sentence ends.", "Another starts"]),
        ("many words without an end", ["many words without", "an end"]),
        ("x" * 45, ["x" * 20, "x" * 20, "x" * 5]),
    ],
)
def test_long_text_is_split_at_the_best_place(text: str, parts: list[str]):
    assert list(split(text, 20)) == parts


@given(st.text("ab .\n😀"), st.integers(2, 40))
def test_splitting_loses_nothing_but_space(text: str, limit: int):
    parts = list(split(text, limit))
    assert all(0 < size(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())

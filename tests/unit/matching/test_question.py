"""A message is read as a whole and in parts, so that a need is found among the chatter."""

from __future__ import annotations

import pytest

from bot.matching.normalize import normalise
from bot.matching.question import read_parts


@pytest.fixture
def parts(matcher):
    return lambda text: read_parts(normalise(text), matcher.index)


@pytest.mark.parametrize("text", ["", "  ", "🙂", "?!", "the of and", "hello there", "<@U012AB>"])
def test_a_message_without_a_term_has_no_parts(parts, text):
    assert parts(text) == []


def test_a_short_message_is_one_part(parts):
    (part,) = parts("What are the 7 Cs? Thanks!")
    assert part.whole
    assert part.words[:5] == ("what", "are", "the", "7", "c")


def test_a_long_message_is_also_read_sentence_by_sentence(parts):
    found = parts(
        "I started in the shop on Monday and nobody told me a thing about complaints. "
        "What do I do when a customer yells at me? My shift starts at noon and I am nervous."
    )
    asked = [part for part in found if part.words[:2] == ("what", "do") and part.marked and len(part.words) < 14]
    assert len(asked) == 1
    assert found[0].whole
    assert sum(part.whole for part in found) == 1


def test_parts_of_the_longest_message_are_few(parts):
    sentences = " ".join(f"Customer number {number} yells at waiter {number}." for number in range(90))
    assert len(parts(sentences)) < 30


@pytest.mark.parametrize(
    ("text", "marked", "asks", "requests"),
    [
        ("what are the pillars", False, True, False),
        ("the pillars?", True, False, False),
        ("list the pillars", False, False, True),
        ("so tell me: pillars", False, False, True),
        ("pillars of service", False, False, False),
    ],
)
def test_how_a_message_is_put(parts, text, marked, asks, requests):
    (part,) = parts(text)
    assert (part.marked, part.asks, part.requests) == (marked, asks, requests)


def test_what_a_message_excludes_is_not_asked_for(parts):
    (part,) = parts("not the 5 stages, the 4 phases")
    assert list(map(str, part.counts)) == ["4 phases"]


def test_repaired_words_may_uncover_a_count(parts):
    (part,) = parts("sevn pilars")
    assert list(map(str, part.counts)) == ["7 pillars"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("sxi pillars of customer service", "6 pillars"),
        ("the sevn key service pillars", "7 pillars"),
        ("fuor principles", "4 principles"),
        ("tow pillars", "2 pillars"),
        ("eigth steps", "8 steps"),
        ("nien Cs", "9 Cs"),
        ("fiev pilars", "5 pillars"),
        ("trhee essentials", "3 essentials"),
    ],
)
def test_a_misspelt_number_before_what_it_counts_is_a_number(parts, text, count):
    (part,) = parts(text)
    assert list(map(str, part.counts)) == [count]


@pytest.mark.parametrize(
    "text", ["nite steps", "nice pillars", "free tips for service", "live principles", "the fine steps", "for pillars"]
)
def test_another_word_before_it_is_not(parts, text):
    (part,) = parts(text)
    assert part.counts == ()


def test_how_long_the_answer_may_be_is_not_asked_for(parts):
    (part,) = parts("explain in five minutes the principles of service")
    assert "minutes" not in part.words
    assert part.counts == ()


def test_unknown_pictures_and_signs_are_read_over(parts):
    (part,) = parts("pillars 🙂 + service ~")
    assert part.words == ("pillars", "service")


def test_each_term_knows_the_word_it_was_typed_as(parts):
    (part,) = parts("an irate shopper")
    assert dict(zip(part.typed, part.terms, strict=True)).keys() == {"irate", "shopper"}


def test_what_stands_behind_a_preposition_is_the_object(parts, matcher):
    (part,) = parts("the pillars of democracy")
    assert part.objects == set(matcher.index.lexicon.concepts(["democracy"]))

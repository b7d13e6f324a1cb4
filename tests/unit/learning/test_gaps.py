"""Questions that ask the same are one gap, however they are worded."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.learning.gaps import ALIKE, Gap, clusters, hashed
from bot.matching.lexicon_file import bundled_lexicon

NOW = datetime(2026, 11, 26, tzinfo=UTC)


def gap(question, *, kind="unanswered", person="U1", near=(), minutes=0):
    return Gap("T1", kind, question, "dm", near, hashed("T1", person), NOW + timedelta(minutes=minutes))


def found(*gaps):
    return clusters(gaps, bundled_lexicon())


def test_the_same_need_in_other_words_is_one_gap_and_the_most_asked_stands_first():
    first, second = found(
        gap("where can I park my bike?", person="U1"),
        gap("do you sell gift cards"),
        gap("Where do I park bikes", person="U2"),
        gap("bike parking where", person="U2", minutes=5),
    )
    assert (first.count, first.people) == (3, 2)
    assert first.last == NOW + timedelta(minutes=5)
    assert second.questions == ("do you sell gift cards",)


def test_what_went_wrong_in_another_way_is_another_gap():
    assert len(found(gap("bike parking"), gap("bike parking", kind="unhelpful"))) == 2


def test_questions_that_are_not_kept_are_told_apart_by_what_was_near():
    one, other = (("p/one", 0.4),), (("p/other", 0.3),)
    assert sorted(c.count for c in found(gap("", near=one), gap("", near=one), gap("", near=other))) == [1, 2]


def test_the_commonest_wording_is_shown_first():
    [cluster] = found(gap("bike parking where"), gap("bike parking"), gap("bike parking"))
    assert cluster.questions[0] == "bike parking"


@pytest.mark.thorough
def test_ten_thousand_gaps_are_sorted_out_soon():
    """Each is held against those that share a word with it, not against all."""
    many = [gap(f"how do I use tool{number % 997} with part{number % 89}", minutes=number) for number in range(10_000)]
    assert sum(cluster.count for cluster in found(*many)) == 10_000
    assert 0 < ALIKE < 1


def test_a_person_is_told_from_others_without_being_named():
    assert hashed("T1", "U1") != hashed("T1", "U2") != hashed("T2", "U2")
    assert "U1" not in hashed("T1", "U1")


def test_questions_that_differ_by_a_number_are_not_one():
    asked = ["where is the printer of floor 7", "the printer on floor 7, where", "where is the printer of floor 14"]
    assert sorted(cluster.count for cluster in clusters(map(gap, asked), bundled_lexicon())) == [1, 2]


def test_the_gap_that_stands_for_a_cluster_asks_what_it_shows():
    asked = ["where is the bike shed", "bike shed?", "where is the bike shed", "the bike shed, where"]
    [cluster] = clusters([replace(gap(q), number=n) for n, q in enumerate(asked, 1)], bundled_lexicon())
    assert (cluster.questions[0], cluster.numbers) == ("where is the bike shed", (3, 1, 4, 2))


def test_a_cluster_is_known_by_its_latest_gap_and_dismissed_by_any():
    gaps = [replace(gap("where is the bike shed"), number=n, dismissed=n == 1) for n in (1, 2)]
    [cluster] = clusters(gaps, bundled_lexicon())
    assert (cluster.number, cluster.numbers, cluster.dismissed) == (2, (2, 1), True)

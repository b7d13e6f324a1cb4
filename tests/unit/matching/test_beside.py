"""The imprint of a book is not what is said about it, and who wants nothing is not answered."""

from __future__ import annotations

import pytest

from bot.knowledge.model import Answer, Entry, Knowledge, Pack, Source
from bot.matching.beside import wants_nothing
from bot.matching.decision import Answered
from bot.matching.matcher import Matcher
from bot.matching.normalize import normalise


def shelf(text):
    asked = ("What is the handbook of roses about?", "the handbook of roses")
    roses = Entry("shelf", "roses", asked[0], Answer("text", text=text), Source("Catalogue"), asked[1:])
    dogs = Entry("shelf", "dogs", "May dogs come in?", Answer("text", text="No."), Source("Catalogue"))
    return Matcher.over(Knowledge([Pack("shelf", (roses, dogs))]))


@pytest.mark.parametrize(
    "question",
    [
        "what is the isbn of the handbook of roses",
        "who is the publisher of the handbook of roses",
        "is the handbook of roses out in paperback",
        "in what year was the handbook of roses",
        "the handbook of roses, which edition",
        "is the handbook of roses copyrighted",
        "the handbook of roses, the film",
    ],
)
def test_the_imprint_is_not_told_by_what_a_book_is_about(question):
    assert not isinstance(shelf("How to prune.").match(question), Answered)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("How to prune.", "what is the handbook of roses about"),
        ("How to prune, year after year.", "the handbook of roses for a whole year"),
        ("How to prune. Paperback, by Lawn and Sons.", "is the handbook of roses a paperback"),
    ],
)
def test_what_an_entry_tells_is_answered(text, question):
    assert isinstance(shelf(text).match(question), Answered)


@pytest.mark.parametrize(
    "message",
    [
        "Never mind, found the handbook of roses myself",
        "no need for the handbook of roses any more",
        "Loved the handbook of roses!",
        "finished the handbook of roses on the train",
    ],
)
def test_who_takes_a_question_back_or_tells_of_liking_is_not_answered(message):
    assert wants_nothing(normalise(message).split())
    assert not isinstance(shelf("How to prune.").match(message), Answered)


@pytest.mark.parametrize(
    "message",
    [
        "never mind the weather, what is the handbook of roses about?",
        "need the handbook of roses",
        "loved roses handbook",
        "",
    ],
)
def test_who_asks_wants_something(message):
    assert not wants_nothing(normalise(message).split())

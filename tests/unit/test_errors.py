"""Errors are for people: where, what, and how to mend it."""

from __future__ import annotations

import pytest

from bot import errors
from bot.errors import BotError, KnowledgeError, Problem


def test_a_problem_reads_as_file_line_and_message():
    assert str(Problem("shop.yaml", 3, "mend it")) == "shop.yaml:3: mend it"


def test_a_problem_of_the_whole_file_has_no_line():
    assert str(Problem("shop.yaml", 0, "mend it")) == "shop.yaml: mend it"


def test_a_problem_stays_on_one_line_whatever_it_quotes():
    assert str(Problem("shop.yaml", 3, 'unknown key "two\n lines"')) == 'shop.yaml:3: unknown key "two lines"'


def test_problems_sort_by_file_then_line_as_numbers():
    problems = [Problem("b", 1, "x"), Problem("a", 10, "x"), Problem("a", 9, "x")]
    assert sorted(problems) == [Problem("a", 9, "x"), Problem("a", 10, "x"), Problem("b", 1, "x")]


def test_a_knowledge_error_carries_and_prints_every_problem():
    problems = [Problem("a", 1, "first"), Problem("b", 0, "second")]
    error = KnowledgeError(problems)
    assert error.problems == tuple(problems)
    assert str(error) == "a:1: first\nb: second"


@pytest.mark.parametrize("name", ["SettingsError", "KnowledgeError", "QuestionsError", "StoreError", "PublishError"])
def test_every_error_for_people_can_be_caught_as_one(name):
    assert issubclass(getattr(errors, name), BotError)
    assert name in (errors.__doc__ or ""), "the tree at the top of bot/errors.py is drawn in full"

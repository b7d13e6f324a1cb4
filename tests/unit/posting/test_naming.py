import pytest

from bot.knowledge.model import Answer, Entry
from bot.posting.naming import list_noun, spelled
from tests.daily_examples import SOURCE


@pytest.mark.parametrize(
    ("question", "intro", "kind", "noun"),
    [
        ("What are the 7 pillars of customer service?", None, "bullets", "pillars"),
        ("What are the 7 C's of service?", None, "bullets", "Cs"),
        ("What are the 7 Ps to consider?", None, "bullets", "Ps"),
        ("What do you do when a customer yells at you?", "7 Steps For Angry Customers", "steps", "steps"),
        ("How can you handle an unhappy customer?", None, "steps", "steps"),
        ("What makes customers happy?", None, "bullets", "points"),
    ],
)
def test_points_are_called_what_the_source_calls_them(question, intro, kind, noun):
    assert list_noun(Entry("pack", "one", question, Answer(kind, intro=intro), SOURCE)) == noun


@pytest.mark.parametrize(("number", "word"), [(1, "one"), (12, "twelve"), (13, "13")])
def test_small_numbers_are_words(number, word):
    assert spelled(number) == word

"""An entry about what lies before, under or within a bound never answers what lies beyond it."""

from __future__ import annotations

import pytest

from bot.knowledge.model import Answer, Entry, Knowledge, Pack, Source
from bot.matching.bounds import spans_in
from bot.matching.decision import Answered
from bot.matching.facts import entry_facts, facts_in
from bot.matching.lexicon_file import bundled_lexicon
from bot.matching.matcher import Matcher
from bot.matching.normalize import normalise


def contradicted(wordings, question):
    read = [normalise(wording).split() for wording in wordings]
    known = entry_facts(read, bundled_lexicon())
    return [fact.typed for fact in known.contradicted(facts_in(normalise(question).split(), bundled_lexicon()))]


@pytest.mark.parametrize(
    ("entry", "question", "beyond"),
    [
        ("Hiring the hall before 6 pm", "hall at 7pm on a Monday", "7 pm"),
        ("Hiring the hall before 6 pm", "can we have the hall at 19:30", "19.30"),
        ("Hiring the hall before 6 pm", "the hall for an evening", "evening"),
        ("Hiring the hall after 18:00", "what is the hall on weekday afternoons", "afternoons"),
        ("Hiring the hall after 18:00", "the hall at half past nine in the morning", "morning"),
        ("Cancelling with less than 24 hours' notice", "cancelled three days before", "3 days"),
        ("Cancelling with more than 24 hours' notice", "cancels 2 hrs before", "2 hrs"),
        ("Cancelling with more than 24 hours' notice", "cancelling on the same day", "same day"),
        ("Cancelling with at least two days' notice", "I cancel an hour before", "an hour"),
        ("Parcels of up to 20 kilos", "a parcel of 25 kilos", "25 kilos"),
        ("Groups of more than 10 people", "we are 6 people", "6 people"),
        ("Returns within 30 days", "bought it 2 months ago", "2 months"),
        ("Are tickets free for children under 6?", "a ticket for my 8 year old", "8 year old"),
        ("Tickets for under-16s", "ticket for somebody aged 17", "17"),
        ("Stays of 7 nights or more", "a stay of 3 nights", "3 nights"),
        ("Discounts for 60 and over", "is there a discount, I am 45 years old", "45 years old"),
    ],
)
def test_what_lies_beyond_a_bound_contradicts(entry, question, beyond):
    assert contradicted([entry], question)[-1] == beyond
    assert contradicted([entry], entry) == []


@pytest.mark.parametrize(
    ("entry", "question"),
    [
        ("Hiring the hall before 6 pm", "the hall at 2 pm"),
        ("Hiring the hall before 6 pm", "is the hall free from 5 pm till 8 pm"),
        ("Hiring the hall before 6 pm", "Good evening, what is the hall before six?"),
        ("Hiring the hall before 6 pm", "the hall for 3 hours"),
        ("Cancelling with less than 24 hours' notice", "cancelled 2 hours before"),
        ("Cancelling with less than 24 hours' notice", "cancels with less than a day's notice"),
        ("Cancelling with less than 24 hours' notice", "how do patients cancel"),
        ("Returns within 30 days", "I bought it 30 days ago"),
        ("Returns within 30 days", "return a lamp for 20 euros"),
        ("Groups of more than 10 people", "we are 12 people and 2 dogs"),
        ("How long is the course?", "is the course longer than 3 days"),
    ],
)
def test_what_lies_within_or_is_of_something_else_changes_nothing(entry, question):
    wordings = [normalise(entry).split()]
    known = entry_facts(wordings, bundled_lexicon())
    assert known is None or contradicted([entry], question) == []


def test_a_bound_that_an_alias_names_is_answered_too():
    wordings = ["Cancelling with less than 24 hours' notice", "cancelling up to 3 days before"]
    assert contradicted(wordings, "cancelled 2 days before") == []
    assert contradicted(wordings, "cancelled 4 days before") == ["4 days"]


@pytest.mark.parametrize(
    "text", ["good evening", "no idea", "the same again", "an offer", "step 3", "past 5 pillars", "evening", "2026"]
)
def test_what_measures_nothing_is_no_bound(text):
    assert not any(span.bound for span in spans_in(normalise(text).split()) if span.dimension.startswith("="))


def entry(name, question, text):
    return Entry("hall", name, question, Answer("text", text=text), Source("Hall handbook"))


DAY = entry("day", "Hiring the hall before 6 pm", "Twelve pounds an hour. Bring your own cups.")
NIGHT = entry("night", "Hiring the hall after 6 pm", "Only on Thursdays. The caretaker is paid beside the rent.")
DOGS = entry("dogs", "May dogs come in?", "No.")


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("hiring the hall at 3pm", "day"),
        ("hiring the hall at 8pm", "night"),
        ("hiring the hall in the morning", "day"),
        ("hiring the hall in the evening", "night"),
    ],
)
def test_a_value_chooses_between_two_that_differ_by_their_bound(question, name):
    decision = Matcher.over(Knowledge([Pack("hall", (DAY, NIGHT, DOGS))])).match(question)
    assert decision.matches[0].entry.name == name
    assert isinstance(decision, Answered) or question.endswith("ing")  # "morning" is a word that no entry has


def test_the_other_side_alone_is_not_the_answer():
    decision = Matcher.over(Knowledge([Pack("hall", (DAY, DOGS))])).match("hiring the hall at 8pm")
    assert not isinstance(decision, Answered)

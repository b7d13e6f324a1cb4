"""Identifiers and opposites are facts: an entry about one is never the answer to another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.model import Answer, Entry, Knowledge, Pack, Source
from bot.matching.decision import Answered
from bot.matching.facts import entry_facts, facts_in
from bot.matching.lexicon_file import bundled_lexicon
from bot.matching.matcher import Matcher
from bot.matching.normalize import normalise


def facts(text):
    return facts_in(normalise(text).split(), bundled_lexicon())


def contradicted(entry_wordings, question):
    wordings = [normalise(wording).split() for wording in entry_wordings]
    known = entry_facts(wordings, bundled_lexicon())
    return [fact.typed for fact in known.contradicted(facts(question))] if known else []


@pytest.mark.parametrize(
    ("entry", "question", "other"),
    [
        ("Who uses port 8080?", "who uses port 8081", "port 8081"),
        ("Who uses port 8080?", "who uses 443", "uses 443"),
        ("What changed in version 3.2?", "what's new in v3.3", "version 3.3"),
        ("How do I install version 1.1?", "install 1.10", "install 1.10"),
        ("Where is meeting room 12?", "where is room number 13", "number 13"),
        ("What is form W-4 for?", "what is form w2 for", "form w2"),
        ("What is form 27B?", "what is form 28b", "form 28 b"),
        ("How do I get to gate B12?", "the way to gate B 13", "gate b 13"),
        ("When does Q3 end?", "when does q4 end", "q4"),
        ("Are we open on 25 December?", "are we open on Dec. 26th", "december 26"),
        ("Are we open on 25 December?", "open on 25/11?", "25 november"),
        ("What was our revenue in 2023?", "revenue 2024", "revenue 2024"),
        ("Is the shop open on Sunday?", "is it open on Saturdays", "saturdays"),
        ("What happened in March?", "what happened in April", "april"),
        ("Where is the C# guide?", "where is the C++ guide", "c++"),
        ("Where is the C# guide?", "where is the C guide", "c"),
        ("How long is the 12 month contract?", "the 24 month contract", "24"),
        ("How do I run plan B?", "how do I run plan A", "plan a"),
        ("What is on the second floor?", "what is on the third floor", "third"),
    ],
)
def test_another_identifier_contradicts(entry, question, other):
    assert contradicted([entry], question) == [other]
    assert contradicted([entry], entry) == []


@pytest.mark.parametrize(
    ("entry", "question"),
    [
        ("How do I install the VPN?", "how do I install the vpn on Windows 11"),
        ("Where is room 12?", "I asked 3 times: where is room 12"),
        ("Where is room 12?", "where is room 12, not room 13"),
        ("Where is room 12?", "I have 3 kids and 2 bags, where do we meet"),
        ("What changed in version 3.2?", "what changed in version 3"),
        ("How do I install version 1.1?", "does version 1.1 run on Windows 11"),
        ("Are we open on 25 December?", "are we open on Christmas, 25/12/2026"),
        ("Are we open on 25 December?", "are we open on the 25th of December"),
        ("Where is the C# guide?", "where is the c sharp guide"),
        ("What are the 7 Cs?", "what are the 7 Cs of room 5"),
        ("How do I stop newsletters I no longer read?", "I get ten newsletters a day"),
        ("When does the shop open in May?", "may I ask when the shop opens"),
        ("Who hires the hall after 6 pm?", "who hires the hall at 7 pm"),
        ("Is it free for children under 5?", "is it free for children of 6"),
        ("Is room 12 open on Monday?", "room 12 at 9 am on Monday"),
    ],
)
def test_a_number_that_names_nothing_of_the_entry_changes_nothing(entry, question):
    assert contradicted([entry], question) == []


@pytest.mark.parametrize(
    ("entry", "question"),
    [
        ("How do I check in?", "how do I check out"),
        ("How do I sign in?", "logging out, how"),
        ("How do I turn the alarm on?", "how do I turn the alarm off at night"),
        ("When does the shop open?", "when does the shop close"),
        ("What do I do before my shift?", "what do I do after my shift"),
        ("When does the course start?", "when does the course end"),
        ("Can I return it with a receipt?", "can I return it without a receipt"),
        ("Can I return it with a receipt?", "can I return it with no receipt"),
        ("How do I buy a bike?", "how do I sell my bike"),
        ("How do I import contacts?", "how can I export contacts"),
        ("Where is the old office?", "where is the new office"),
        ("When is the first train?", "when is the last train"),
        ("What happens at 9 am?", "what happens at 9 p.m."),
        ("How do I enable logging?", "how to disable logging"),
        ("How do I add a user?", "how do I remove a user"),
        ("How do I increase my limit?", "how do I decrease my limit"),
        ("When do guests arrive?", "when do guests leave"),
        ("How do I upload a file?", "downloading a file"),
        ("May I lend out my pass?", "may I borrow a pass"),
        ("How do I upgrade?", "how do I downgrade"),
        ("How do internal applicants apply?", "how do external applicants apply"),
        ("Can I return it with a receipt?", "no receipt, can I return it"),
        ("When is the old office open?", "when is the new office open"),
        ("How do I swipe in?", "how do I swipe out"),
    ],
)
def test_the_other_side_contradicts(entry, question):
    assert contradicted([entry], question)
    assert contradicted([question], entry)
    assert contradicted([entry], entry) == contradicted([question], question) == []


@pytest.mark.parametrize(
    ("entry", "question"),
    [
        ("When are you open?", "when do you close on Saturday"),
        ("What are your opening hours?", "when do you close"),
        ("How do I check in?", "I checked the mail out in the yard"),
        ("How do I deal with a loud guest?", "a loud guest, and without losing my temper"),
        ("When does the shop open?", "when does it open and close"),
        ("Where is the new office?", "I am new, where is the office"),
        ("What is the first step?", "since last week I look for the first step"),
        ("Which departments are there?", "when do we arrive"),
        ("Which devices am I signed in on?", "sign out other devices"),
        ("Can I buy a bike?", "do you sell bikes"),
        ("Can I borrow a projector?", "does IT lend projectors out"),
        ("How do I return an old tool?", "I bought a new one, how do I return my tool"),
        ("How do I improve trust in my team?", "how do we get trust out of people"),
        ("Can I pay with a card?", "can I pay, and no, I have not asked before"),
    ],
)
def test_words_that_are_no_side_here_change_nothing(entry, question):
    assert contradicted([entry], question) == []


def test_an_alias_with_the_other_side_takes_the_fact_away():
    assert contradicted(["When do you open?", "when do you close"], "closing time?") == []


def test_what_one_alias_of_many_names_is_no_fact_of_the_entry():
    assert contradicted(["Who fixes the lift?", "lift in room 12", "broken lift"], "lift near room 13") == []


WORDS = st.sampled_from(
    """
    room port version 8080 8081 3.2 12 13 W-2 b12 c# c++ C .NET december 25 25/12 in out check turn the alarm on off
    with without a receipt first last open close before after 2023 monday plan one i ? . and
    """.split()
)


@given(st.lists(WORDS, min_size=1, max_size=12).map(" ".join))
def test_nothing_contradicts_itself(text):
    assert contradicted([text], text) == []


# Through the whole matcher.


def pack(*questions):
    source = Source("Shop handbook")
    entries = (
        Entry("shop", f"q{n}", question, Answer("text", text=f"Text {n}."), source)
        for n, question in enumerate(questions)
    )
    return Matcher.over(Knowledge([Pack("shop", tuple(entries))]))


PAIRS = [
    ("How do I turn the alarm on?", "How do I turn the alarm off?", "how do I turn the alarm"),
    ("Where is room 12?", "Where is room 13?", "where is the room"),
    ("How do I install version 1.1?", "How do I install version 1.10?", "how do I install it"),
    ("Where is the C++ guide?", "Where is the C# guide?", "where is the guide"),
    ("Where do I find form W-2?", "Where do I find form W-4?", "where do I find the form"),
    ("How do I buy a bike?", "How do I sell a bike?", "how do I hire a bike"),
    ("Can I pay with a card?", "Can I pay without a card?", "how can I pay"),
    ("What do I do before my shift?", "What do I do after my shift?", "what do I do on my shift"),
    ("Are we open on 25 December?", "Are we open on 26 December?", "are we open in December"),
    ("How do I swipe in?", "How do I swipe out?", "how do I swipe"),
    ("Who leads the night crew?", "Where leads the night crew?", "the night crew leads"),
    ("What is included?", "What is not included?", None),
]


@pytest.mark.parametrize(("one", "other", "neither"), PAIRS)
def test_of_two_questions_that_differ_by_a_fact_the_right_one_answers(one, other, neither):
    matcher = pack(one, other)
    for question in (one, other):
        for asked in (
            question,
            question.lower().rstrip("?"),
            f"Hello, {question.lower()}",
            f"{question[:-1]}, please tell me?",
        ):
            decision = matcher.match(asked)
            assert decision.matches[0].entry.question == question, asked
    if neither:
        assert not isinstance(matcher.match(neither), Answered)


def test_a_word_that_only_one_of_two_entries_has_tells_them_apart_too():
    source = Source("Clinic handbook")
    asked = {
        "Is a check possible with sedation?": "An escort has to stay.",
        "Is a check possible without sedation?": "You may drive home.",
    }
    entries = tuple(
        Entry("clinic", f"q{n}", question, Answer("text", text=text), source)
        for n, (question, text) in enumerate(asked.items())
    )
    matcher = Matcher.over(Knowledge([Pack("clinic", entries)]))
    assert isinstance(matcher.match("is a check possible, sedation, escort?"), Answered)
    assert not isinstance(matcher.match("is a check possible?"), Answered)


@pytest.mark.parametrize(("one", "other"), [pair[:2] for pair in PAIRS if "night crew" not in pair[0] and pair[2]])
def test_a_pack_with_only_one_of_them_never_answers_the_other(one, other):
    assert isinstance(pack(one).match(one), Answered)
    assert not isinstance(pack(one, "Who waters the plants?").match(other), Answered)
    assert not isinstance(pack(one).match(other), Answered)


def test_without_may_be_written_as_two_words():
    assert contradicted(["Can I pay with a card?"], "can I pay with out a card") == ["with out"]
    assert contradicted(["Can I pay without a card?"], "can I pay with out a card") == []


ONLY_TOLD = {
    "Where do I send the sick note?": "Send it with form R-8 to the office in room 12.",
    "How do I reach the printer?": "By port 8080, from version 3.2 on, until 6 pm.",
    "Who waters the plants?": "The night crew.",
}


def told():
    source = Source("Handbook")
    entries = tuple(
        Entry("house", f"q{n}", question, Answer("text", text=text), source)
        for n, (question, text) in enumerate(ONLY_TOLD.items())
    )
    return Matcher.over(Knowledge([Pack("house", entries)]))


@pytest.mark.parametrize(
    "asked",
    ["where do I send the sick note with form R-9", "how do I reach the printer by port 8081"],
)
def test_what_only_an_answer_names_is_told_from_another_of_its_kind(asked):
    decision = told().match(asked)
    assert not isinstance(decision, Answered)
    assert decision.matches[0].near


@pytest.mark.parametrize(
    "asked",
    [
        "where do I send the sick note with form R-8",
        "where do I send the sick note, room 12?",
        "how do I reach the printer by port 8080",
        "how do I reach the printer with version 3.3",
        "how do I reach the printer at 5 pm",
        "where do I send the sick note, the first room or room 12",
    ],
)
def test_what_an_answer_names_is_answered_and_so_is_what_may_lie_in_its_bounds(asked):
    assert isinstance(told().match(asked), Answered)

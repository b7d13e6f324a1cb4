"""Small talk is met as people meet it; a question with a greeting before it stays a question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering import Answering
from bot.answering.manners import Manners, said_with
from bot.knowledge.manners_file import load_manners
from bot.knowledge.model import Knowledge
from bot.matching.matcher import Matcher
from tests.unit.render.entries import entry, knowledge_of

MANNERS = Manners(load_manners([]))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("hi", "greeting"),
        ("Hello!", "greeting"),
        ("GOOD MORNING everyone :wave:", "greeting"),
        ("helo there", "greeting"),
        ("hey, how are you today?", "greeting"),
        ("how r u?", "greeting"),
        ("whats up", "greeting"),
        ("who r u", "who"),
        ("thanks", "thanks"),
        ("Thank you so much!! :pray::skin-tone-3:", "thanks"),
        ("thnaks", "thanks"),
        ("Perfect, thanks a lot", "thanks"),
        ("🙏", "thanks"),
        ("ok", "understood"),
        (":+1::skin-tone-4:", "understood"),
        ("👍🏽", "understood"),
        (":some-emoji-of-ours:", "understood"),
        ("got it, will do", "understood"),
        ("bye", "goodbye"),
        ("help", "help"),
        ("Help!", "help"),
        ("hlep please", "help"),
        ("“help”", "help"),
        ("hi, what can you do for me?", "help"),
        ("who are you?", "who"),
        ("Are you a bot", "who"),
        ("I want to talk to a human please", "human"),
        ("can you ask the team for me?", "human"),
        ("sorry!", "understood"),
        ("that's wrong", "unhappy"),
        ("this is usless", "unhappy"),
        ("topics?", "topics"),
        ("random", "random"),
        ("search", "search"),
        ("stop", "daily"),
    ],
)
def test_what_is_no_question_is_recognised(text, name):
    found = MANNERS.recognise(text)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    "text",
    [
        "hi, what are the 7 Cs?",
        "thanks, and how do I handle an angry customer",
        "help me with an angry customer",
        "can you help me with returns",
        "who are your suppliers",
        "how do I say goodbye to a customer",
        "what is wrong with my bill",
        "the wrong jacket was delivered",
        "who can I ask about returns",
        "topics of the retail training",
        "stop smoking policy",
        "tanks",
        "what do I do when a customer says ok",
        "...",
        "",
        "   ",
        "hello " * 40,
    ],
)
def test_a_question_stays_a_question(text):
    assert MANNERS.recognise(text) is None


@given(st.text(max_size=200))
def test_any_text_is_read(text):
    MANNERS.recognise(text)


def answering_with(*entries, manners=None):
    knowledge = Knowledge(knowledge_of(*entries).packs, load_manners([]) if manners is None else manners)
    return Answering(knowledge, Matcher.over(knowledge))


def test_a_reply_says_what_the_message_is():
    reply = answering_with(entry("returns")).ask("Hello!")
    assert reply.manner.name == "greeting"
    assert reply.entry is None


@pytest.mark.parametrize("question", ["Who are you?", "hello"])
def test_a_pack_that_answers_just_that_is_quoted(question):
    """An exact wording always answers."""
    reply = answering_with(entry("own", question=question), entry("other")).ask(question)
    assert reply.manner is None
    assert reply.entry.id.endswith("own")


def test_without_manners_everything_is_a_question():
    assert answering_with(entry("returns"), manners=()).ask("Hello!").manner is None


def test_a_sentence_whose_place_is_empty_is_left_out():
    places = {"name": "Desk", "first": "Parking?", "second": ""}
    assert said_with("I am {name}. Try “{first}”, or “{second}”.", places) == "I am Desk."

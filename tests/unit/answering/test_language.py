"""Whoever asks in another language is told so, and not that a word of theirs is not known."""

import pytest

from bot.answering import Answering
from bot.answering.language import is_foreign
from bot.answering.service import FOREIGN
from bot.matching.matcher import Matcher
from tests.unit.render.entries import entry, knowledge_of


@pytest.mark.parametrize(
    "text",
    [
        "Wie viel kostet eine Kastration?",
        "¿Cuánto cuesta una consulta?",
        "que son los pilares",
        "Combien coûte une consultation et quand êtes-vous ouverts ?",
        "Quanto costa una visita? Dove sono le chiavi?",
        "Hoe laat gaat het kantoor open en waar is het?",
        "Сколько стоит приём?",
        "営業時間は何時ですか",
        "متى تفتحون؟",
    ],
)
def test_another_language_is_told(text):
    assert is_foreign(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12345",
        "asdfghjkl",
        "los angeles",
        "café hours",
        "vpn",
        "the El Niño policy",
        "what does je ne sais quoi mean",
    ],
)
def test_what_is_english_or_cannot_be_told_is_none(text):
    assert not is_foreign(text)


def answering(question):
    knowledge = knowledge_of(entry("own", question=question))
    return Answering(knowledge, Matcher.over(knowledge))


def test_who_asks_in_another_language_is_told_which_one_is_read():
    assert answering("What does a wash cost?").ask("Wo ist die Apotheke und wann?").decision.reason == FOREIGN
    assert answering("What does a wash cost?").ask("where is the chemist").decision.reason != FOREIGN


def test_over_packs_in_another_language_nobody_is_told_so():
    assert (
        answering("Was kostet eine Wäsche und wie lange dauert das?").ask("Wo ist der Hund?").decision.reason != FOREIGN
    )

"""The principle of the day."""

from __future__ import annotations

from datetime import date, timedelta

from bot.answering.principle import principle_of
from bot.knowledge.model import Answer, Item
from tests.unit.render.entries import entry, knowledge_of, text_entry

DAY = date(2026, 11, 21)


def test_every_suitable_entry_has_its_turn_before_any_comes_again():
    knowledge = knowledge_of(*(entry(f"rule-{n}") for n in range(7)))
    week = [principle_of(knowledge, DAY + timedelta(days=n)) for n in range(14)]
    assert set(week[:7]) == set(knowledge.entries)
    assert week[:7] == week[7:]


def test_the_pack_decides_what_suits_a_day():
    """`daily` speaks first; without it, short lists suit, and what has no answer never does."""
    long = entry("long", answer=Answer("bullets", items=(Item("x" * 901),)))
    silent = entry("silent", answer=Answer("none"), notes=("None.",), daily=True)
    knowledge = knowledge_of(long, silent, entry("no", daily=False), text_entry("Yes.", name="text"), entry("yes"))
    assert {principle_of(knowledge, DAY + timedelta(days=n)).name for n in range(5)} == {"yes"}


def test_packs_without_a_suitable_entry_have_no_principle():
    assert principle_of(knowledge_of(text_entry("Yes.")), DAY) is None

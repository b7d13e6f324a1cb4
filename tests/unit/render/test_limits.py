"""Whatever a pack may hold, Slack takes what we make of it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.answering.identity import identity_of
from bot.answering.service import Reply
from bot.knowledge.model import Answer, Entry, Format, Item, Source
from bot.knowledge.passages import as_list
from bot.matching.decision import Abstained, Ambiguous, Match
from bot.posting.cards import Card
from bot.render.card import card_message
from bot.render.catalogue import search_options, suggested_prompts, topics_message
from bot.render.messages import (
    help_message,
    none_of_these_message,
    notice_message,
    private_message,
    reply_message,
    shared_message,
)
from bot.slack.asking.answer_view import answer_view
from tests.block_limits import option_problems, problems, units
from tests.dangers import pack_dangers
from tests.unit.markup.marked import WORST, markdown
from tests.unit.render.entries import accepted, answered, answers, entries, entry, knowledge_of, passages

several = st.lists(st.one_of(*(entries(name=name) for name in ("one", "two", "three"))), min_size=1, max_size=6)
# Shrinking an entry of 12,000 characters takes minutes and makes it no easier to read.
thorough = settings(
    max_examples=60,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.thorough
@thorough
@given(one=entries(), others=several)
def test_an_answer_is_within_limits(one: Entry, others: list[Entry]):
    """Every form of an answered message keeps Slack's limits, with any neighbours."""
    assert accepted(one)
    reply = answered(one, tuple(others), tuple(others[:3]))
    for message in (
        reply_message(reply, asker="U0ALICE"),
        private_message(reply),
        shared_message(reply, shared_by="U0ALICE", asker="U0ALICE"),
    ):
        assert problems(message.payload()) == []


@pytest.mark.thorough
@thorough
@given(question=passages(30_000), others=several)
def test_an_open_question_is_within_limits(question: str, others: list[Entry]):
    """So do the choices, and the way out, whatever was asked."""
    matches = tuple(Match(other, 0.5, "x") for other in others)
    replies = (Reply(question, Ambiguous(matches, "")), Reply(question, Abstained(matches, question)))
    made = [*map(reply_message, replies), *map(private_message, replies), none_of_these_message()]
    for message in [*made, notice_message(question)]:
        assert problems(message.payload()) == []


@pytest.mark.thorough
@thorough
@given(others=several, page=st.integers(-2, 5))
def test_looking_around_is_within_limits(others: list[Entry], page: int):
    """So do help, topics, a topic's pages, prompts and the typeahead."""
    knowledge = knowledge_of(*others)
    topics = [None, *knowledge.by_topic]
    for message in [
        help_message(knowledge, identity_of(knowledge)),
        *(topics_message(knowledge, topic=t, page=page) for t in topics),
    ]:
        assert problems(message.payload()) == []
    assert option_problems(search_options(others)) == []
    assert all(0 < units(prompt["title"]) <= 75 for prompt in suggested_prompts(knowledge))


def fullest() -> dict[str, Entry]:
    """Entries at the very edge of what the validator accepts."""
    letters, faces, signs = "long words " * 270, "😀" * 2_970, "<&*_~`" * 490
    whole = {"letters": letters, "faces": faces, "signs": signs}
    three = {name: Answer("text", intro=text, text=text, outro=text) for name, text in whole.items()}
    edges = {f"question of {n}": entry(question="q" * n) for n in (149, 150, 151, 152, 599, 600, 601, 2_990)}
    faces_in_question = {f"question of {n} faces": entry(question="q" + "😀" * n) for n in (37, 38, 74, 75, 76)}
    steps = Answer("steps", items=tuple(Item("x" * 250, "y" * 250) for _ in range(23)))
    fine = Answer("steps", items=tuple(Item("x" * 50, "y" * 10) for _ in range(190)))
    unseen = Answer("bullets", items=tuple(Item("\u202e", "\u200b" * 40) for _ in range(199)))
    return {
        **{name: entry(answer=answer, notes=("n" * 2_900,)) for name, answer in three.items()},
        "steps": entry(answer=steps, notes=("n" * 400,)),
        "fine": entry(answer=fine),
        "unseen": entry(answer=unseen, notes=("n" * 2_990,)),
        "many": entry(answer=Answer("bullets", items=(Item("x"),) * 11_000)),
        "notes": entry(notes=(*("note " * 300,) * 7, "x" * 1_350)),
        "only notes": entry(answer=Answer("none"), notes=("note " * 590,) * 4),
        "long source": entry(source=Source("t " * 5_000, "p" * 5_000, "f" * 5_000, None, "d" * 5_000, "c" * 5_000)),
        "linked source": entry(source=Source("&" * 5_000, "<" * 5_000, "f&" * 5_000, "https://a.example/" + "&" * 190)),
        "too long a link": entry(source=Source("t", url="https://a.example/" + "&" * 700)),
        **edges,
        **faces_in_question,
    }


@pytest.mark.parametrize("name", fullest())
def test_the_fullest_entries_are_within_limits(name: str):
    """Each of these breaks some limit if that limit alone is let go."""
    one = fullest()[name]
    assert accepted(one)
    twins = tuple(entry(f"twin-{n}", source=Source(f"Guide {n} " + "x" * 90)) for n in range(40))
    reply = answered(one, twins, twins[:3])
    shared = shared_message(reply, shared_by="U0ALICE", asker="U0ALICE")
    for message in (reply_message(reply, asker="U0ALICE"), private_message(reply), shared):
        assert problems(message.payload()) == []
    assert problems(answer_view(reply, mode="share")) == []


@pytest.mark.thorough
@thorough
@given(source=markdown(), times=st.sampled_from([1, 7, 60, 400]), written=st.sampled_from(["markdown", "plain"]))
def test_any_markdown_is_within_limits(source: str, times: int, written: Format):
    keeps_limits(as_list(Answer("text", text=f"{source}\n\n" * times, format=written)))


@pytest.mark.thorough
@pytest.mark.parametrize("name", WORST)
def test_the_worst_markdown_is_within_limits(name: str):
    keeps_limits(as_list(Answer("text", text=WORST[name])))
    keeps_limits(Answer("steps", items=(Item(WORST[name], WORST[name]),) * 3, outro=WORST[name]))


def keeps_limits(answer: Answer) -> None:
    """An answer, and a note of the same kind, in every form, whatever `check` would say of it."""
    one = entry(answer=answer, notes=(answer.text or "n",))
    reply = answered(one)
    for message in (
        reply_message(reply, asker="U0ALICE"),
        private_message(reply),
        card_message(card_of(one), "principle"),
    ):
        assert problems(message.payload()) == []
        assert pack_dangers(message.payload()) == []
    assert problems(answer_view(reply, mode="share")) == []


def card_of(one: Entry) -> Card:
    return Card("p/e", "p/e", "p", (), one.question, one.answer, one.notes, None, one.source, "1-2")


def test_many_topics_are_paged():
    knowledge = knowledge_of(*(entry(f"rule-{n}", topics=(f"topic-{n}",)) for n in range(60)))
    pages = [topics_message(knowledge, page=page) for page in range(3)]
    assert [problems(page.payload()) for page in pages] == [[], [], []]
    shown = [block["elements"] for page in pages for block in page.blocks if block["type"] == "actions"]
    labels = [button["text"]["text"] for row in shown for button in row if button["text"]["text"].endswith("(1)")]
    assert len(labels) == len(set(labels)) == 60


@pytest.mark.slow
def test_the_generator_reaches_the_validators_budget():
    """The property tests above mean something: long answers are among those drawn."""
    from hypothesis import find

    long = find(answers(), lambda answer: sum(map(len, answer.pieces())) > 8_000, settings=settings(deadline=None))
    assert accepted(entry(answer=long))


@pytest.mark.parametrize("count", [99, 100, 101, 400])
def test_a_typeahead_offers_a_hundred_options_at_most(count: int):
    many = [entry(f"rule-{n}", topics=(f"topic-{n % 7}",)) for n in range(count)]
    offered = search_options(many)
    assert option_problems(offered) == []
    assert sum(len(group["options"]) for group in offered["option_groups"]) == min(count, 100)

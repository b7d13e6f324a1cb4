"""Which cards the packs make."""

import pytest

from bot.knowledge.files import bundled_folder
from bot.knowledge.loader import load
from bot.knowledge.model import Answer, Entry, Item, Knowledge, Pack
from bot.posting.cards import cards_of
from tests.daily_examples import SOURCE


def entry(name, items=(), *, question="What are the 3 rules of service?", kind="bullets", **fields):
    items = tuple(item if isinstance(item, Item) else Item(item) for item in items)
    answer = fields.pop("answer", None) or Answer(kind, items=items)
    return Entry("pack", name, question, answer, SOURCE, **fields)


def made(*entries):
    return cards_of(Knowledge([Pack("pack", entries)]))


def ids(*entries):
    return [card.id for card in made(*entries)]


@pytest.fixture(scope="module")
def bundled():
    return {card.id: card for card in cards_of(load([bundled_folder()]))}


PHRASES = ("Put people first", "Never rush a customer", "Say thank you often")


def test_phrases_stand_alone_with_their_place():
    """Each phrase is a card that knows where it stands in its list."""
    cards = made(entry("rules", PHRASES))
    assert [str(card.place) for card in cards] == ["1 of the 3 rules", "2 of the 3 rules", "3 of the 3 rules"]
    assert cards[0].id == "pack/rules#put-people-first"


def test_bare_names_go_with_their_whole_list():
    """A mere "Price" says nothing alone: the list is one card, named by its question."""
    (card,) = made(entry("names", ("Price", "Place", "People")))
    assert (card.id, card.place, len(card.answer.items)) == ("pack/names", None, 3)
    assert card.title == "What are the 3 rules of service?"


def test_explained_items_stand_alone_and_the_others_go_with_the_list():
    assert ids(entry("mixed", (Item("Price", "What it costs."), "Place", "People"))) == [
        "pack/mixed#price",
        "pack/mixed",
    ]


def test_a_phrase_among_names_is_a_name_too():
    assert ids(entry("names", ("Price", "Place", "Emic and etic process"))) == ["pack/names"]


def test_an_item_that_goes_on_a_sentence_does_not_stand_alone():
    assert ids(entry("fragments", ("remembering your repeat customers", "forging a local connection"))) == [
        "pack/fragments"
    ]


@pytest.mark.parametrize(
    ("question", "daily", "expected"),
    [
        ("How do I close the till?", None, ["pack/one"]),
        ("What are the 3 stages of a visit?", None, ["pack/one"]),
        ("How do I close the till?", True, ["pack/one#put-people-first", "pack/one#never-rush-a-customer"]),
        ("What are the 2 rules?", None, ["pack/one#put-people-first", "pack/one#never-rush-a-customer"]),
    ],
    ids=["a procedure", "its stages", "opted in", "numbered rules"],
)
def test_a_procedure_goes_whole(question, daily, expected):
    """Step 2 of 8 says nothing without the others; a numbered list of rules is no procedure."""
    assert ids(entry("one", PHRASES[:2], question=question, kind="steps", daily=daily)) == expected


def test_an_item_is_told_by_its_own_entry():
    """The part's text and points are on the item's card, and the part has no card of its own."""
    answer = Answer("bullets", intro="Courtesy is the topping.", items=(Item("Greet", "Say hello."),), outro="Enjoy.")
    part = entry("courtesy", answer=answer, part_of="pillars", lines="3-9", notes=("Sic.",))
    (card,) = made(entry("pillars", ("Courtesy",), lines="1-2"), part)
    assert (card.id, card.answer, card.lines, card.notes) == ("pack/pillars#courtesy", answer, "3-9", ("Sic.",))


def test_a_detail_that_the_text_repeats_is_said_once():
    part = entry("philosophy", answer=Answer("text", text="It starts here. It goes on."), part_of="pillars")
    (card,) = made(entry("pillars", (Item("A philosophy", "It starts here."),)), part)
    assert card.answer.intro == "It starts here. It goes on."


@pytest.mark.parametrize(
    ("daily", "answer", "expected"),
    [
        (None, Answer("text", text="A text."), []),
        (True, Answer("text", text="A text."), ["pack/one"]),
        (False, Answer("bullets", items=(Item("Put people first"),)), []),
        (True, Answer("none"), []),
    ],
)
def test_packs_opt_entries_in_and_out(daily, answer, expected):
    assert ids(entry("one", answer=answer, daily=daily)) == expected


def test_a_part_that_is_opted_out_takes_its_item_along():
    part = entry("courtesy", answer=Answer("text", text="Be kind."), part_of="pillars", daily=False)
    assert ids(entry("pillars", ("Courtesy",)), part) == []


def test_ids_come_from_content_not_from_order():
    """Moving, adding and removing items leaves the other cards' ids as they are."""
    before = set(ids(entry("rules", PHRASES)))
    after = set(ids(entry("rules", ("Smile on the phone", *reversed(PHRASES)))))
    assert before < after


def test_equal_and_very_long_items_have_different_ids():
    long = "word " * 40
    found = ids(entry("rules", (f"A {long}", f"A {long} too", "Say it twice", "Say it twice")))
    assert len(set(found)) == 4
    assert max(map(len, found)) < 255


def test_a_list_shorter_than_announced_says_so():
    (card, *_) = made(entry("rules", PHRASES, claims=6))
    assert str(card.place) == "1 of the 3 rules listed"


def test_every_bundled_list_yields_cards(bundled):
    """A list that is not part of another one, and was not opted out, is on a card, alone or by its items."""
    knowledge = load([bundled_folder()])
    lists = [e for e in knowledge.entries if e.answer.items and not e.part_of and e.daily is not False]
    carded = {card.list_id for card in bundled.values()}
    assert lists
    assert [e.id for e in lists if e.id not in carded] == []


def test_the_issue_s_examples_are_cards(bundled):
    courtesy = bundled["seven-pillars-article/seven-pillars#courtesy"]
    assert (str(courtesy.place), len(courtesy.answer.items)) == ("3 of the 7 pillars", 7)
    assert bundled["riseup-principles/cardinal-rules#people-before-paperwork"].title == "People Before Paperwork"
    assert len(bundled["riseup-principles/seven-ps"].answer.items) == 7
    assert "riseup-principles/seven-ps#price" not in bundled

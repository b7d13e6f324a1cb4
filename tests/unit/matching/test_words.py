"""Words as the matcher understands them: stems, meanings, repaired spelling."""

from __future__ import annotations

import pickle

import pytest

from bot.matching.lexicon import Lexicon
from bot.matching.lexicon_file import bundled_lexicon
from bot.matching.spelling import SEARCHES, English, Speller, fold_sounds
from bot.matching.stemming import stem


@pytest.mark.parametrize(
    "words",
    ["principle principles", "handle handles handling handled", "customer customers", "step steps", "happy happiness"],
)
def test_forms_of_a_word_share_a_stem(words):
    assert len(set(map(stem, words.split()))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("customer", "customise"), ("business", "busy"), ("important", "import"), ("organisation", "organs")],
)
def test_words_that_only_look_related_stay_apart(one, other):
    assert stem(one) != stem(other)


@pytest.fixture
def lexicon():
    return Lexicon(
        {
            "trade": [["customer", "client", "account holder"], ["angry", "hopping mad"]],
            "near": [["angry", "upset"]],
            "stop": ["the", "an"],
            "chatter": ["hello"],
            "phrases": {"kick off": "start"},
            "others": ["dog"],
        }
    )


def test_words_of_a_group_mean_the_groups_first(lexicon):
    assert lexicon.concepts(["clients"]) == lexicon.concepts(["customer"]) == [lexicon.customer]


def test_an_expression_means_one_thing(lexicon):
    assert lexicon.concepts("the account holder is hopping mad".split()) == [lexicon.customer, "is", stem("angry")]


def test_an_expression_may_stand_for_other_words(lexicon):
    assert lexicon.concepts("kick off now".split()) == [stem("start"), "now"]


def test_words_without_a_need_say_nothing(lexicon):
    assert lexicon.concepts("hello the an . ?".split()) == []


def test_each_meaning_knows_where_it_stood(lexicon):
    assert list(lexicon.placed("the account holder left".split())) == [(lexicon.customer, 1), ("left", 3)]


def test_near_words_are_near_both_ways(lexicon):
    angry, upset = stem("angry"), stem("upset")
    assert lexicon.near(angry) == {upset}
    assert lexicon.near(upset) == {angry}
    assert lexicon.near("dog") == frozenset()


@pytest.mark.parametrize(
    ("one", "other"),
    [("client", "shopper"), ("furious", "irate"), ("worker", "employees"), ("company", "business")],
)
def test_the_bundled_lexicon_knows_the_trade(one, other):
    lexicon = bundled_lexicon()
    assert lexicon.concepts([one]) == lexicon.concepts([other])


@pytest.mark.parametrize(
    ("one", "other"),
    [("pillar", "principle"), ("step", "stage"), ("stage", "phase"), ("price", "cost"), ("boss", "manager")],
)
def test_words_that_an_answer_turns_on_stay_apart(one, other):
    lexicon = bundled_lexicon()
    assert lexicon.concepts([one]) != lexicon.concepts([other])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("custmer", "customer"),
        ("pillers", "pillars"),
        ("pilars", "pillars"),
        ("prinicples", "principles"),
        ("angyr", "angry"),
        ("handel", "handle"),
        ("costumers", "customers"),
        ("custmr", "customer"),
        ("satisfation", "satisfaction"),
        ("kwality", "quality"),
        ("fases", "phases"),
        ("recieve", "receive"),
        ("sincerety", "sincerity"),
        ("customerservice", "customer service"),
    ],
)
def test_misspelt_words_are_mended(matcher, typed, meant):
    assert matcher.index.speller.repair(typed) == meant


@pytest.mark.parametrize("word", ["customer", "the", "7", "zzyzx", "ab", "c3po", "a" * 31, "", "pasta", "democracy"])
def test_right_short_and_foreign_words_are_left_alone(matcher, word):
    assert matcher.index.speller.repair(word) == word


def test_mending_a_word_is_the_same_the_second_time(matcher):
    speller = matcher.index.speller
    assert speller.repair("custmers") == speller.repair("custmers")


def test_memory_for_strangers_words_is_bounded():
    """After 50,000 different words the memory starts afresh, instead of growing for ever."""
    speller = Speller({"customer": 3}, English())
    sizes = []
    for number in range(55_000):
        speller.repair("zz" + "".join(chr(97 + number // 26**place % 26) for place in range(4)))
        if number in (40_000, 54_999):
            sizes.append(len(pickle.dumps(speller)))
    assert sizes[1] < sizes[0]


@pytest.mark.parametrize(("one", "other"), [("fases", "phases"), ("resepshun", "reception"), ("rong", "wrong")])
def test_words_that_sound_alike_fold_together(one, other):
    assert fold_sounds(one) == fold_sounds(other)


@pytest.mark.parametrize("asked_before", [0, SEARCHES])
def test_common_english_is_not_rare_and_nonsense_is(asked_before):
    """The first, an inner and the last word of the dictionary, searched in the file or read from it whole."""
    english = English()
    for _ in range(asked_before):
        english.count("zzyzx")
    assert english.count("the") == 23_135_851_162
    assert english.count("hi") == 300_000
    assert english.count("zzyzx") == english.count("") == 0
    assert english.rarity("the") < english.rarity("customer") < english.rarity("zzyzx") == 1.0


def test_the_dictionary_is_read_again_not_carried_along():
    stored = pickle.dumps(English())
    assert len(stored) < 200
    assert pickle.loads(stored).count("customer") == English().count("customer") > 0

"""A message becomes plain words; a number is the same number however it is spelt."""

from __future__ import annotations

import pytest

from bot.matching.normalize import MAX_CHARACTERS, normalise


@pytest.mark.parametrize(
    "typed",
    [
        "the 7 Cs",
        "the 7 C's",
        "the 7 C’s",
        "the seven Cs",
        "the SEVEN C's",
        "the VII Cs",
        "the vii cs",
        "the Ⅶ Cs",
        "the 7Cs",
        "the 7cs",
        "the 7c",
        "the 7 cees",
        "the #7 Cs",
        "the seven (7) Cs",
        "the ７ Ｃs",
        "the 7️⃣ Cs",
    ],
)
def test_seven_cs_in_any_spelling(typed):
    assert normalise(typed) == "the 7 c"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("half a dozen rules", "6 rules"),
        ("a half-dozen", "a 6"),
        ("IV pillars", "4 pillars"),
        ("the V principles", "the 5 principles"),
        ("XII", "12"),
        ("007", "7"),
        ("the 1st and 2nd step", "the first and second step"),
        ("seven-pillars", "7 pillars"),
        ("100%", "100 percent"),
        ("five :star::star::star: service", "5 3 star service"),
        ("⭐⭐⭐⭐⭐ service", "5 star service"),
        (":star::star: service", "2 star service"),
    ],
)
def test_numerals_become_digits(typed, words):
    assert normalise(typed) == words


@pytest.mark.parametrize("typed", ["IIX", "VX", "XIXI", "IXIX", "MIX", "VIVID", "ivy", "civic", "i"])
def test_what_only_looks_roman_stays_a_word(typed):
    assert normalise(typed) == typed.casefold()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("<@U012AB3CD> what are principles", "what are principles"),
        ("<#C012|general> <!here> principles", "principles"),
        ("<!subteam^S1|@support> principles", "principles"),
        ("see <https://shop.example/a?b=c> now", "see now"),
        ("<https://shop.example|the handbook> says", "the handbook says"),
        ("see https://shop.example/principles now", "see now"),
        ("*bold* and ~struck~ and `code`", "bold and struck and code"),
        ("_italics_ here", "italics here"),
        ("fish &amp; chips &lt;3", "fish chips 3"),
        ("good :smile: morning :wave::skin-tone-3:", "good morning"),
        ("<b>bold</b> claims", "bold claims"),
        ("then main() fails", "then fails"),
        ("at shop.CustomerService.find(CustomerService.java:42) it", "at it"),
        ("principle(s) of service.What (really)?", "principle s of service . what really ?"),
    ],
)
def test_markup_links_and_emoji_are_not_words(typed, words):
    assert normalise(typed) == words


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("can't won't don't it's they're", "can not will not do not it they"),
        ("the customer’s wish", "the customer wish"),
        ("sooooo goooood", "soo good"),
        ("naïve café", "naive cafe"),
        ("ｗｈａｔ ﬁts", "what fits"),
        ("wh\u200bat\u00ad is", "what is"),
        ("\u202ewhat\u202c is", "what is"),
        ("what\x00is", "what is"),
        ("\ud800what is\udfff", "what is"),
    ],
)
def test_letters_are_read_as_people_see_them(typed, words):
    assert normalise(typed) == words


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("C, C++ and C#", "c c++ and c#"),
        ("an F# or a .NET guide", "an f# or a .net guide"),
        ("C#'s guide", "c# guide"),
        ("C sharp, cpp and dotnet", "c# c++ and .net"),
        ("plan A*", "plan a*"),
        ("*plan A* is bold", "plan a is bold"),
        ("ASP.NET ends. It", "asp . net ends . it"),
        ("what does + or * mean?", "what does + or * mean ?"),
        ("😀👩‍👩‍👧🇩🇪👍🏽", "😀 👩 👩 👧 🇩🇪 👍"),
        ("Disney+ and 10+ more", "disney and 10 more"),
    ],
)
def test_signs_that_make_a_name_stay(typed, words):
    assert normalise(typed) == words


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("in version 3.2.", "in version 3.2 ."),
        ("v3.2 and v2", "version 3.2 and version 2"),
        ("1.10 is not 1.1", "1.10 is not 1.1"),
        ("W-2, w2 and COVID-19", "w2 w2 and covid 19"),
        ("Dec. 25th; December the 25th", "december 25 . december 25"),
        ("25th of December", "25 december"),
        ("twenty-fifth of Dec", "25 december"),
        ("25/12 or 12/25/2026", "25 december or 25 december 2026"),
        ("25.12.2026", "25 december 2026"),
        ("2026-12-25", "25 december 2026"),
        ("open 24/7", "open 24 7"),
        ("the second may be", "the second may be"),
        ("the 31st", "the 31st"),
        ("at 9:30 p.m. or 9am", "at 9.30 pm or 9 am"),
        ("1,000 and 2,500,000", "1000 and 2500000"),
        ("seventy-two, twenty one, two hundred", "72 21 200"),
    ],
)
def test_a_figure_has_one_writing(typed, words):
    assert normalise(typed) == words


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("What? Why!", "what ? why ."),
        ("really?!?!", "really ?"),
        ("well...", "well ."),
        ("one\ntwo", "one . 2"),
        ("first; then", "first . then"),
        ("?", ""),
    ],
)
def test_sentences_stay_apart(typed, words):
    assert normalise(typed) == words


@pytest.mark.parametrize(
    "nothing", ["", " \n\t", ":tada:", "\u202e\u202c\u200b", "\x00\x07\x1b", "...---...", "\ud800"]
)
def test_a_message_without_words_is_empty(nothing):
    assert normalise(nothing).strip(" .?") == ""


def test_only_the_first_four_thousand_characters_are_read():
    assert normalise("a " * MAX_CHARACTERS).count("a") == MAX_CHARACTERS // 2


def test_a_sign_that_stands_for_eighteen_does_not_make_the_message_longer():
    """U+FDFA unfolds into a whole sentence; 4,000 of them would be 72,000 characters."""
    assert len(normalise("\ufdfa" * MAX_CHARACTERS)) <= MAX_CHARACTERS

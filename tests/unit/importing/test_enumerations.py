"""Lists that stand as running text are cut out of it; prose is left alone."""

from __future__ import annotations

import pytest

from bot.importing.enumerations import Points, points, without_dots


def test_bullets_on_one_line_are_a_list_after_a_colon_or_at_the_beginning():
    assert points("We mend: • brakes • bells • lamps", None) == Points("We mend:", ("brakes", "bells", "lamps"))
    assert points("• brakes ● bells ▪ lamps", None) == Points("", ("brakes", "bells", "lamps"))


def test_bullets_between_two_or_between_long_passages_are_none():
    assert points("Kim • Lee", None) is None
    assert points(f"{'Words without end. ' * 8}• more • {'Words without end. ' * 8}", None) is None


def test_headings_between_dots_are_a_list_and_more_items_are_said():
    found = points("4 Rules of RidingLook. ... Ring. … Wait. … More items...", None)
    assert found == Points("4 Rules of Riding", ("Look.", "Ring.", "Wait."), more=True)


def test_dots_in_a_sentence_part_no_list():
    assert points("Wait ... and ride.", None) is None


def test_glued_sentences_are_a_list_and_a_last_question_follows_it():
    found = points("Look ahead.Ring early.Wait there.Ride on.Any questions?", None)
    assert found == Points("", ("Look ahead.", "Ring early.", "Wait there.", "Ride on."), "Any questions?")


@pytest.mark.parametrize(
    "text",
    [
        "Look ahead.Ring early.Wait.",
        "Use `bike.Bell.Ring.Now.Loud`.",
        f"Look ahead.{'Long ' * 30}.Ring early.Wait there.Ride on.",
    ],
    ids=["three", "code", "long"],
)
def test_few_long_or_coded_parts_are_no_glued_list(text):
    assert points(text, None) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Bikes have three parts (frame, wheels, and bell) that matter.",
            Points("Bikes have three parts", ("frame", "wheels", "bell"), "that matter."),
        ),
        (
            "The parts — frame, wheels, bell — matter.",
            Points("The parts", ("frame", "wheels", "bell"), "matter."),
        ),
        ("They are frame, wheels, and bell.", Points("They are", ("frame", "wheels", "bell"))),
        ("They are: frame, wheels and bell.", Points("They are:", ("frame", "wheels", "bell"))),
        (
            "Good. They are frame, wheels and bell, which ring. Bye.",
            Points("Good. They are", ("frame", "wheels", "bell"), "which ring. Bye."),
        ),
        (
            "They are frame, wheels, and bell that rings for us all.",
            Points("They are", ("frame", "wheels", "bell"), "that rings for us all."),
        ),
    ],
    ids=["brackets", "dashes", "series", "colon", "rest", "long last"],
)
def test_a_sentence_with_the_promised_points_is_cut(text, found):
    assert points(text, 3) == found


def test_a_sentence_is_cut_only_where_its_points_are_promised():
    text = "They are frame, wheels, and bell."
    assert points(text, None) is None
    assert points(text, 9) is None


def test_clauses_and_long_parts_are_no_points():
    assert points("There are three: yes, but only now, because they ring.", 3) is None
    assert points(f"They are frame, {'very ' * 20}long wheels, and bell.", 3) is None


def test_the_sentence_that_comes_nearest_to_the_promise_is_taken():
    text = "They are red, blue, green, and grey. The parts are frame, wheels, and bell."
    assert points(text, 3).items == ("frame", "wheels", "bell")


def test_dots_that_cut_a_point_short_go():
    assert (without_dots("Ring early …"), without_dots("Ring.")) == ("Ring early", "Ring.")

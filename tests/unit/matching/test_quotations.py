"""A line quoted from an answer finds the entry that says it, as surely as a question does."""

from __future__ import annotations

import re

import pytest

from bot.knowledge.model import Answer, Entry, Item, Knowledge, Pack, Source
from bot.knowledge.passages import plain_answer
from bot.matching.decision import Ambiguous, Answered
from bot.matching.matcher import Matcher
from bot.slack.watching.desk import SURE

SOURCE = Source("Front desk handbook")
LINE = "Every guest is offered a cup of tea while the room is made ready."
KEYS = "Lost key cards are blocked at once, and a new one costs nothing."
SHARED = "Ask the duty manager before you promise a guest anything."


@pytest.fixture(scope="module")
def desk():
    def entry(name, question, *texts):
        items = tuple(Item(text) for text in texts)
        return Entry("desk", name, question, Answer("bullets", items=items), SOURCE)

    pack = Pack(
        "desk",
        (
            entry("early", "A guest arrives too early", LINE, "Their bags go behind the desk.", SHARED),
            entry("keys", "Key cards that do not work", KEYS, "Try the card in another door first.", SHARED),
            entry("tea", "Where do we keep the tea?", "In the pantry, beside the cups for guests."),
        ),
    )
    return Matcher.over(Knowledge([pack]))


@pytest.mark.parametrize(
    "message",
    [
        LINE,
        LINE.upper(),
        f"“{LINE}”",
        f"> {LINE}\nwhere does this come from?",
        f"Where do we say that? {LINE}",
        "is offered a cup of tea while the room is made ready",
        "didn't somebody write every guest is offered a cup of tea while the room",
    ],
)
def test_a_line_of_an_answer_finds_it(desk, message):
    decision = desk.match(message)
    assert isinstance(decision, Answered), message
    assert decision.best.entry.name == "early"
    assert decision.reason == "The message quotes this answer."


def test_a_line_that_goes_on_into_the_next_is_quoted_too(desk):
    decision = desk.match("while the room is made ready. Their bags go behind the desk.")
    assert isinstance(decision, Answered)
    assert decision.best.entry.name == "early"


@pytest.mark.parametrize(
    "message",
    [
        "is a cup of tea free",  # fewer words than a line
        "the room is made ready while a guest drinks tea",  # the same words in another order
        "I told my aunt on the phone yesterday that every guest is offered a cup of tea, and she laughed for an hour",
    ],
)
def test_what_is_not_mostly_a_line_is_read_as_any_message(desk, message):
    assert not desk.read(message).quotes


def test_a_line_that_two_answers_have_offers_both(desk):
    decision = desk.match(SHARED)
    assert isinstance(decision, Ambiguous)
    assert {match.entry.name for match in decision.matches[:2]} == {"early", "keys"}


def test_the_answer_that_has_more_of_the_line_is_quoted(desk):
    decision = desk.match(f"Try the card in another door first. {SHARED}")
    assert isinstance(decision, Answered)
    assert decision.best.entry.name == "keys"


def test_a_wording_goes_before_a_line():
    asked = "Is every guest offered a cup of tea?"
    pack = Pack(
        "desk",
        (
            Entry("desk", "tea", asked, Answer("text", text="Yes."), SOURCE),
            Entry("desk", "ask", "What may I ask?", Answer("text", text=f"Ask: {asked}"), SOURCE),
        ),
    )
    decision = Matcher.over(Knowledge([pack])).match(asked)
    assert isinstance(decision, Answered)
    assert (decision.best.entry.name, decision.best.score) == ("tea", 1.0)


def test_whoever_quotes_a_line_in_a_watched_channel_is_not_answered_unasked(desk):
    assert desk.match(LINE).best.score < SURE


def lines_of(knowledge):
    """Every sentence of seven words or more with the entries that say it."""
    lines = {}
    for entry in knowledge.entries:
        for piece in plain_answer(entry.answer).pieces():
            for line in re.split(r"(?<=[.!?]) ", piece):
                if len(line.split()) >= 7:
                    lines.setdefault(line, set()).add(entry.id)
    return lines


def test_the_lines_of_the_bundled_packs_find_their_entries(bundled, meaning_matcher):
    """By words and vectors alone, 184 of these 192 were found and 2 answered wrongly."""
    lines = lines_of(bundled)
    decisions = [(meaning_matcher.match(line), ids) for line, ids in lines.items()]
    found = [bool(decision.matches) and decision.matches[0].entry.id in ids for decision, ids in decisions]
    answered = [decision.best.entry.id in ids for decision, ids in decisions if isinstance(decision, Answered)]
    assert sum(found) >= 0.98 * len(lines)
    assert sum(answered) >= 0.94 * len(lines)
    assert answered.count(False) <= 1  # "They may even tell others how wonderful their experience was" is said of two

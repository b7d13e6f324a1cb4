"""What an event means to us."""

import pytest

from bot.slack.events.reading import (
    MAX_QUESTION,
    edit_in,
    question_in,
    read_text,
    text_of,
    withdrawal_in,
    without_mention,
)

BOT = "U0BOT"


def message(**more) -> dict:
    return {
        "type": "message",
        "channel": "C0ONE",
        "channel_type": "im",
        "user": "U0ASKER",
        "ts": "1.5",
        "text": "hi",
    } | more


def ask(event: dict):
    return question_in(event, team="T1", bot_user=BOT)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (f"<@{BOT}> what now", "what now"),
        (f"what now <@{BOT}>", "what now"),
        (f"hey <@{BOT}>, what now", "hey , what now"),
        (f"<@{BOT}|principles>: what now", "what now"),
        (f"<@{BOT}> <@{BOT}>", ""),
        ("what now", "what now"),
        ("<@U0OTHER> what now", "<@U0OTHER> what now"),
    ],
)
def test_our_name_is_taken_out_wherever_it_stands(raw, text):
    assert without_mention(raw, BOT) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("R&amp;D &lt;now&gt;", "R&D <now>"),
        ("&amp;lt;", "&lt;"),
        ("ask <@U0OTHER|ann> in <#C1|help>", "ask @ann in #help"),
        ("see <https://a.example|this page>", "see this page"),
        ("two\nlines", "two lines"),
    ],
)
def test_slacks_text_is_read_as_its_writer_typed_it(raw, text):
    assert read_text(raw) == text


def test_a_pasted_document_is_cut():
    assert len(read_text("x" * (MAX_QUESTION + 1))) == MAX_QUESTION


def test_a_question_knows_where_its_reply_belongs():
    """In its thread; a message outside any thread begins one."""
    assert ask(message()).thread_ts == "1.5"
    assert ask(message(thread_ts="1.0")).thread_ts == "1.0"


def test_a_message_in_a_channel_is_no_question_but_a_mention_is():
    assert ask(message(channel_type="channel", text=f"<@{BOT}> hi")) is None
    assert ask(message(channel_type="channel", type="app_mention")).text == "hi"


@pytest.mark.parametrize("more", [{"user": "x"}, {"channel": "C1>"}, {"ts": "now"}, {"ts": "1"}, {"channel": ""}])
def test_an_event_without_well_formed_ids_is_dropped(more):
    """They end in API calls and in keys of the store."""
    assert ask(message(**more)) is None


def edit(**more) -> dict:
    changed = {"message": message(text="new", edited={"user": "U0ASKER", "ts": "2.5"}), "previous_message": message()}
    return {"type": "message", "subtype": "message_changed", "channel": "C0ONE", "channel_type": "im"} | changed | more


def test_an_edit_is_the_question_anew():
    found = edit_in(edit(), team="T1", bot_user=BOT).question
    assert (found.ts, found.text, found.channel) == ("1.5", "new", "C0ONE")


@pytest.mark.parametrize(
    "more",
    [
        {"subtype": None},
        {"message": message(edited={"ts": "2.5"})},
        {"message": message(text="new", bot_id="B1", edited={"ts": "2.5"})},
        {"message": message(text="new", user=BOT, edited={"ts": "2.5"})},
        {"message": message(text="new", subtype="tombstone", edited={"ts": "2.5"})},
        {"message": message(text="new", edited={"ts": "later"})},
        {"message": message(text="new", edited={"ts": "902.5"})},
        {"message": None},
        {"channel": None},
    ],
    ids=str,
)
def test_what_is_no_edit_of_a_persons_text_is_none(more):
    """Unfurls, bots, our own updates, tombstones, late edits, and payloads without what is needed."""
    assert edit_in(edit(**more), team="T1", bot_user=BOT) is None


@pytest.mark.parametrize(
    ("more", "found"),
    [({}, True), ({"subtype": "message_changed"}, False), ({"deleted_ts": "x"}, False), ({"channel": "<"}, False)],
)
def test_a_deletion_names_its_message(more, found):
    event = {"subtype": "message_deleted", "channel": "C0ONE", "deleted_ts": "1.5"} | more
    assert (withdrawal_in(event, team="T1") is not None) is found


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ({"text": "a"}, "a"),
        ({"text": "", "attachments": [{"text": "b"}]}, "b"),
        ({"text": "", "attachments": [{"fallback": "c"}]}, "c"),
        ({"attachments": [{}]}, ""),
        ({}, ""),
    ],
)
def test_the_words_of_any_message_are_found(shown, text):
    assert text_of(shown) == text

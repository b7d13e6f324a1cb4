"""What an event means to us."""

import pytest

from bot.slack.events.meaning import edit_in, question_in, withdrawal_in
from tests.slack_stand_in import shapes

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


def test_a_recording_is_a_question_anew_when_its_words_are_there():
    """Slack tells of the transcription as of a change, without an edit."""
    before = message(**shapes.voice_clip("", status="processing"))
    after = message(**shapes.voice_clip("what now"))
    event = edit(message=after, previous_message=before, event_ts="2.5")
    assert edit_in(event, team="T1", bot_user=BOT).question.text == "what now"


def test_a_question_that_was_edited_into_a_mention_may_have_been_answered_before():
    asked = ask(message(type="app_mention", edited={"user": "U0ASKER", "ts": "2.5"}))
    assert (asked.text, asked.edited) == ("hi", "2.5")


@pytest.mark.parametrize(
    ("more", "bare"),
    [
        ({"text": f"<@{BOT}>"}, True),
        ({"text": f"<@{BOT}> hi"}, False),
        ({"text": f"<@{BOT}> :wave:"}, False),
        ({"text": f"<@{BOT}>", "attachments": [shapes.forward_of_deleted()]}, False),
        ({"text": f"<@{BOT}>", "files": [{"id": "F1"}]}, False),
    ],
    ids=str,
)
def test_only_our_name_alone_asks_for_help(more, bare):
    """Whoever forwards what cannot be read, or shows a file, is told that there is no question in it."""
    assert ask(message(type="app_mention", **more)).bare is bare


def withdrawn(event: dict):
    return withdrawal_in(event, team="T1", bot_user=BOT)


@pytest.mark.parametrize(
    ("more", "found"),
    [({}, True), ({"subtype": "message_changed"}, False), ({"deleted_ts": "x"}, False), ({"channel": "<"}, False)],
)
def test_a_deletion_names_its_message(more, found):
    event = {"subtype": "message_deleted", "channel": "C0ONE", "deleted_ts": "1.5"} | more
    assert (withdrawn(event) is not None) is found


def tombstone(*people: str, **more) -> dict:
    left = {"subtype": "tombstone", "user": "USLACKBOT", "ts": "1.5", "latest_reply": "3.5", "reply_users": people}
    return {"subtype": "message_changed", "channel": "C0ONE", "message": left | {"reply_users": list(people)} | more}


def test_a_message_with_replies_is_deleted_by_a_tombstone():
    found = withdrawn(tombstone(BOT))
    assert (found.ts, found.channel, found.discussed) == ("1.5", "C0ONE", "")


def test_a_tombstone_tells_whether_others_replied_too():
    assert withdrawn(tombstone(BOT, "U0OTHER")).discussed == "3.5"


@pytest.mark.parametrize("more", [{"ts": 7}, {"ts": "x"}, {"subtype": "other"}, {"subtype": ["tombstone"]}], ids=str)
def test_what_is_no_tombstone_deletes_nothing(more):
    assert withdrawn(tombstone(BOT, **more)) is None

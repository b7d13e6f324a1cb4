"""Modals keep their purpose while one reads on in them."""

import pytest

from bot.render import ids
from tests.integration.slack.knowledge import ANGRY, CHOICE, SEVEN_CS, SEVEN_CS_TWIN
from tests.slack_stand_in import ASKER, OTHER, find


@pytest.fixture
def view_of_message(http_bot):
    """The modal that "Find an answer" opens on a message."""

    def open_on(text: str):
        http_bot.interact(http_bot.payloads.message_shortcut(http_bot.payloads.say(text, user=OTHER), ids.FIND_ANSWER))
        [view] = http_bot.slack.workspace.views.values()
        return view

    return open_on


def press(bot, view, action_id: str, **action) -> None:
    bot.interact(bot.payloads.press_in_view(view, find(view.content["blocks"], action_id), **action))


def submit_text(view) -> str | None:
    return view.content.get("submit", {}).get("text")


def test_a_swapped_answer_is_the_one_that_is_replied(http_bot, view_of_message):
    """What the modal shows when it is submitted goes into the thread."""
    view = view_of_message(SEVEN_CS.question)
    press(http_bot, view, ids.ANOTHER_SOURCE)
    assert SEVEN_CS_TWIN.answer.text in str(view.content["blocks"])
    http_bot.interact(http_bot.payloads.submit(view))
    [reply] = http_bot.said
    assert SEVEN_CS_TWIN.answer.text in reply.text


def test_an_open_question_can_be_replied_once_it_is_settled(http_bot, view_of_message):
    """No submit button before the choice; afterwards the reply goes into the message's thread."""
    view = view_of_message(CHOICE)
    assert submit_text(view) is None
    press(http_bot, view, ids.CHOOSE)
    assert submit_text(view) == "Reply in thread"
    http_bot.interact(http_bot.payloads.submit(view))
    assert len(http_bot.said) == 1


def test_a_message_without_an_answer_leads_to_the_search_in_the_same_modal(http_bot, view_of_message):
    """What is picked there is replied in the thread of the message."""
    view = view_of_message("where is the coffee machine?")
    assert submit_text(view) is None
    press(http_bot, view, ids.PICK, selected_option={"value": ANGRY.id})
    assert submit_text(view) == "Reply in thread"
    http_bot.interact(http_bot.payloads.submit(view))
    [reply] = http_bot.said
    assert "Apologise" in reply.text


def test_none_of_these_in_a_modal_offers_the_search(http_bot, view_of_message):
    view = view_of_message(CHOICE)
    press(http_bot, view, ids.NONE_OF_THESE)
    assert find(view.content["blocks"], ids.PICK)
    assert submit_text(view) is None


def test_a_submitted_answer_that_is_gone_says_so_in_the_modal(http_bot, view_of_message):
    """Packs may change while a modal is open."""
    view = view_of_message(SEVEN_CS.question)
    view.content["private_metadata"] = view.content["private_metadata"].replace(SEVEN_CS.id, "riseup/gone")
    ack = http_bot.interact(http_bot.payloads.submit(view))
    assert ack.body["response_action"] == "update"
    assert "not in my sources any more" in str(ack.body["view"]["blocks"])
    assert http_bot.said == []


@pytest.mark.parametrize(
    "metadata",
    [
        "",
        "no json",
        "[1]",
        f'{{"mode":"thread","channel":"<!here>","thread_ts":"1.0","entry_id":"{SEVEN_CS.id}"}}',
        f'{{"mode":"thread","channel":"C1","thread_ts":"soon","entry_id":"{SEVEN_CS.id}"}}',
        f'{{"mode":"share","channel":"C1","thread_ts":"1.0","entry_id":"{SEVEN_CS.id}"}}',
    ],
)
def test_spoilt_metadata_posts_nothing(http_bot, view_of_message, metadata):
    """It comes back through people's hands."""
    view = view_of_message(SEVEN_CS.question)
    view.content["private_metadata"] = metadata
    http_bot.interact(http_bot.payloads.submit(view))
    assert http_bot.said == []


def test_sharing_without_a_conversation_asks_for_one(http_bot):
    """The modal stays open with the error at its field."""
    http_bot.interact(http_bot.payloads.global_shortcut(ids.SEARCH_PRINCIPLES))
    [view] = http_bot.slack.workspace.views.values()
    press(http_bot, view, ids.PICK, selected_option={"value": ANGRY.id})
    ack = http_bot.interact(http_bot.payloads.submit(view, {}))
    assert ack.body["errors"].keys() == {ids.SHARE_BLOCK}
    assert http_bot.said == []


def test_a_pick_that_is_gone_is_told_in_the_modal(http_bot):
    http_bot.interact(http_bot.payloads.global_shortcut(ids.SEARCH_PRINCIPLES))
    [view] = http_bot.slack.workspace.views.values()
    press(http_bot, view, ids.PICK, selected_option={"value": "riseup/gone"})
    assert "not in my sources any more" in str(view.content["blocks"])


def test_a_submission_delivered_twice_posts_once(http_bot, view_of_message):
    view = view_of_message(SEVEN_CS.question)
    for _ in range(2):
        http_bot.interact(http_bot.payloads.submit(view))
    assert len(http_bot.said) == 1


def test_a_reply_where_the_bot_is_no_member_tells_how_to_invite_it(http_bot, view_of_message):
    """In a direct message: it cannot whisper where it is not."""
    view = view_of_message(SEVEN_CS.question)
    http_bot.slack.workspace.channels["C1"].member = False
    http_bot.slack.workspace.scopes -= {"chat:write.public"}
    http_bot.interact(http_bot.payloads.submit(view))
    [told] = http_bot.said
    assert told.channel == "D1"
    assert "/invite" in told.text


def test_an_entry_read_in_the_home_can_be_shared(http_bot):
    http_bot.event(http_bot.payloads.home_opened("home"))
    home = http_bot.slack.workspace.homes[ASKER]
    press(http_bot, home, f"{ids.READ}:today")
    [view] = [view for view in http_bot.slack.workspace.views.values() if view.content["type"] == "modal"]
    target = {ids.SHARE_BLOCK: {ids.SHARE_TARGET: {"selected_conversation": "C1"}}}
    http_bot.interact(http_bot.payloads.submit(view, target))
    assert [message.channel for message in http_bot.said] == ["C1"]


def test_the_home_leads_from_a_topic_back_to_all_topics(http_bot):
    http_bot.event(http_bot.payloads.home_opened("home"))
    before = http_bot.slack.workspace.homes[ASKER].content
    topics = find(before["blocks"], ids.BROWSE_TOPIC)
    home, chosen = http_bot.slack.workspace.homes[ASKER], topics["options"][0]
    http_bot.interact(http_bot.payloads.press_in_view(home, topics, selected_option=chosen))
    assert http_bot.slack.workspace.homes[ASKER].content != before
    press(http_bot, http_bot.slack.workspace.homes[ASKER], f"{ids.BROWSE_TOPIC}:all")
    assert http_bot.slack.workspace.homes[ASKER].content == before

"""A deleted question takes its answer with it, as Slack really tells of deletions."""

import pytest

from bot.render import ids
from bot.slack.asking.replying import WITHDRAWN
from tests.integration.slack.knowledge import ANGRY, SEVEN_CS
from tests.slack_stand_in import BOT_USER, OTHER, find

ASK = SEVEN_CS.question


@pytest.mark.parametrize("place", ["channel", "direct message"])
def test_a_deleted_question_takes_its_answer_with_it_once(bot, place):
    """It has a reply, ours, and so leaves a tombstone; when our reply is gone, the tombstone goes too."""
    question = bot.mention(f"<@{BOT_USER}> {ASK}") if place == "channel" else bot.dm(ASK)
    tombstone = bot.payloads.deleted(question)
    assert tombstone["event"]["message"]["subtype"] == "tombstone"
    bot.event(tombstone)
    assert bot.said == []
    bot.event(bot.payloads.tombstone_gone(question))
    assert len(bot.slack.calls_of("chat.delete")) == 1


def test_a_question_inside_a_thread_has_no_replies_of_its_own(http_bot):
    root = http_bot.payloads.say("a thread begins")
    question = http_bot.mention(f"<@{BOT_USER}> {ASK}", thread_ts=root.ts)
    payload = http_bot.payloads.deleted(question)
    assert payload["event"]["subtype"] == "message_deleted"
    http_bot.event(payload)
    assert http_bot.said == []


def test_an_answer_that_others_went_on_from_is_replaced_by_a_line(http_bot):
    """Without it, what stands below would answer nothing."""
    question = http_bot.mention(f"<@{BOT_USER}> {ASK}")
    http_bot.payloads.say("I would add an eighth", user=OTHER, thread_ts=question.ts)
    http_bot.event(http_bot.payloads.deleted(question))
    [left] = http_bot.said
    assert left.text == WITHDRAWN
    assert "Riseup" not in str(left.blocks)
    assert http_bot.runtime.replies.at("T0TEAM", "C1", left.ts) is None


def test_what_others_said_before_the_answer_does_not_keep_it(http_bot):
    question = http_bot.payloads.say(f"<@{BOT_USER}> {ASK}")
    http_bot.payloads.say("I wonder, too", user=OTHER, thread_ts=question.ts)
    http_bot.event(http_bot.payloads.mention(question))
    http_bot.event(http_bot.payloads.deleted(question))
    assert http_bot.said == []


def test_our_own_further_replies_do_not_keep_an_answer(http_bot):
    """What was pressed under it is ours as well."""
    question = http_bot.mention(f"<@{BOT_USER}> {ANGRY.question}")
    related = find(http_bot.said[0].blocks, ids.RELATED)
    http_bot.interact(http_bot.payloads.press(http_bot.said[0], related))
    first = http_bot.said[0]
    http_bot.event(http_bot.payloads.deleted(question))
    assert first not in http_bot.said


def test_the_tombstone_of_a_message_that_was_never_answered_deletes_nothing(http_bot):
    message = http_bot.payloads.say("good morning")
    http_bot.payloads.say("good morning to you", user=OTHER, thread_ts=message.ts)
    http_bot.event(http_bot.payloads.deleted(message))
    assert http_bot.slack.calls_of("chat.delete", "chat.update") == []

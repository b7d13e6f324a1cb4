"""A watched channel: questions are answered unasked, when it is sure and nobody else does."""

import pytest

from bot.render import ids
from bot.render.feedback import TAKEN_AWAY
from tests.integration.slack.knowledge import SEVEN_CS
from tests.slack_stand_in import ASKER, OTHER, Channel, Refuse, find

ASK = SEVEN_CS.question


@pytest.fixture
def bot(start_bot):
    return start_bot(watch_wait=0)


def look(bot):
    """What the process does by itself, every few seconds."""
    for job in bot.runtime.jobs:
        if job.name == "watching":
            job.call()
    bot.settle()


def watch(bot, word="watch", *, user=ASKER):
    bot.command(word, user=user)
    return bot.whispered[-1]["text"]


def say(bot, text, **place):
    """Somebody says something in the channel, to nobody in particular."""
    message = bot.payloads.say(text, **{"user": OTHER, **place})
    bot.event(bot.payloads.message(message))
    return message


def answers(bot):
    return [message for message in bot.said if message.thread_ts]


def test_a_question_is_answered_in_its_thread_when_nobody_else_does(bot):
    assert "I watch this channel now" in watch(bot)
    assert f"<@{ASKER}> asked me to watch" in bot.said[0].text, "the channel is told"
    message = say(bot, ASK)
    assert answers(bot) == []
    look(bot)
    [answer] = answers(bot)
    assert answer.thread_ts == message.ts
    look(bot)
    assert len(answers(bot)) == 1


def test_where_a_colleague_answers_it_keeps_silent(bot):
    watch(bot)
    message = say(bot, ASK)
    say(bot, "I know that one", user=ASKER, thread_ts=message.ts)
    look(bot)
    assert answers(bot) == []


def test_a_colleague_whom_it_did_not_hear_is_seen_in_the_thread(bot):
    watch(bot)
    message = say(bot, ASK)
    bot.payloads.say("I know that one", user=ASKER, thread_ts=message.ts)
    look(bot)
    assert answers(bot) == []


def test_small_talk_statements_and_other_people_s_questions_are_passed_over(bot):
    watch(bot)
    for text in ("good morning", "the printer is down", "<@U0OTHER> " + ASK, "who has the keys to till 3?"):
        say(bot, text)
    look(bot)
    assert answers(bot) == []


def test_a_mention_is_answered_at_once_and_once(bot):
    watch(bot)
    bot.mention(f"<@U0BOT> {ASK}")
    look(bot)
    assert len(answers(bot)) == 1


def test_a_channel_that_nobody_asked_for_is_left_alone(bot):
    bot.slack.workspace.channels["C2"] = Channel("C2")
    watch(bot)
    say(bot, ASK, channel="C2")
    look(bot)
    assert answers(bot) == []


def test_a_question_that_was_deleted_is_not_answered(bot):
    watch(bot)
    message = say(bot, ASK)
    bot.event(bot.payloads.deleted(message))
    look(bot)
    assert answers(bot) == []


def test_a_thumb_down_takes_the_answer_away(bot):
    watch(bot)
    say(bot, ASK)
    look(bot)
    [answer] = answers(bot)
    thumbs = find(answer.blocks, ids.FEEDBACK)
    bot.interact(bot.payloads.press(answer, thumbs, user=ASKER, value=f"bad:{SEVEN_CS.id}"))
    assert answers(bot) == []
    assert bot.whispered[-1]["text"] == TAKEN_AWAY


def test_it_ends_with_the_word_and_from_the_home(bot):
    watch(bot)
    assert "no more" in watch(bot, "unwatch", user=OTHER)
    assert "do not watch" in watch(bot, "unwatch")
    watch(bot)
    bot.event(bot.payloads.home_opened("home", user=ASKER))
    view = bot.slack.workspace.homes[ASKER]
    bot.interact(bot.payloads.press_in_view(view, find(view.content["blocks"], f"{ids.UNWATCH}:C1")))
    assert f"{ids.UNWATCH}:C1" not in str(bot.slack.workspace.homes[ASKER].content)
    say(bot, ASK)
    look(bot)
    assert answers(bot) == []


def test_a_stranger_begins_and_ends_nothing(bot):
    bot.slack.workspace.channels["C1"] = Channel("C1", people={ASKER})
    assert "Only members" in watch(bot, user=OTHER)
    watch(bot)
    assert "Only members" in watch(bot, "unwatch", user=OTHER)


def test_where_slack_does_not_say_it_waits_and_answers_the_others(bot):
    watch(bot)
    first, second = say(bot, ASK), say(bot, ASK)
    bot.slack.faults.add("conversations.replies", Refuse("internal_error"))
    look(bot)
    assert [answer.thread_ts for answer in answers(bot)] == [second.ts]
    assert first.ts != second.ts


def test_of_two_replicas_one_answers(start_bot):
    one, other = start_bot(watch_wait=0), start_bot(watch_wait=0)
    watch(one)
    look(other)
    message = one.payloads.say(ASK, user=OTHER)
    one.event(one.payloads.message(message))
    other.event(other.payloads.message(message))
    look(one)
    look(other)
    assert len(answers(one)) == 1


def test_whoever_has_a_channel_watched_hears_that_another_company_reads_it(bot):
    bot.slack.workspace.channels["C1"].shared = True
    assert "shared with another company" in watch(bot)

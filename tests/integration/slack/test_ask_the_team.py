"""A question without an answer goes to the team: once, in the words of whoever asks, with their name if they agree."""

import pytest

from bot.learning.asks import MOST_A_DAY
from bot.render import ids
from bot.slack.experts.desk import ALREADY, TOO_MANY
from tests.integration.slack.knowledge import CHOICE, SEVEN_CS
from tests.integration.slack.team import EXPERTS, missed, open_window, put, submit
from tests.slack_stand_in import ASKER, BOT_USER, Channel, elements, find


@pytest.fixture
def start(slack, start_bot):
    slack.workspace.channels[EXPERTS] = Channel(EXPERTS, "experts")
    return lambda **changed: start_bot("http", **({"experts_channel": EXPERTS} | changed))


@pytest.fixture
def bot(start):
    return start()


def test_nobody_is_offered_a_team_that_is_not_there(start):
    _, reply = missed(start(experts_channel=None))
    assert ids.ASK_TEAM not in {one["action_id"] for one in elements(reply.blocks)}


def test_an_answer_needs_no_team(bot):
    bot.mention(f"<@{BOT_USER}> {SEVEN_CS.question}")
    assert ids.ASK_TEAM not in {one["action_id"] for one in elements(bot.said[-1].blocks)}


@pytest.mark.parametrize("said", ["can I talk to a human?", "that is wrong"])
def test_whoever_wants_people_is_led_to_them(bot, said):
    """With an empty window: what they said is not what they want to know."""
    question = bot.mention(f"<@{BOT_USER}> {said}")
    view = open_window(bot, bot.said[-1])
    assert said not in str(view.content["blocks"])
    submit(bot, view)
    assert bot.slack.workspace.from_bot(EXPERTS)
    assert bot.said[0].thread_ts == question.ts


def test_where_nobody_can_be_asked_whoever_wants_people_is_told_whom_to_turn_to(start):
    bot = start(experts_channel=None)
    bot.mention(f"<@{BOT_USER}> can I talk to a human?")
    assert "Your team" in bot.said[-1].text
    assert elements(bot.said[-1].blocks) == []


def test_none_of_these_can_be_put_to_the_team_too(bot):
    _, reply = missed(bot, CHOICE)
    bot.interact(bot.payloads.press(reply, find(reply.blocks, ids.NONE_OF_THESE)))
    view = open_window(bot, bot.said[-1])
    assert CHOICE in str(view.content["blocks"])


def test_who_asks_is_said_only_if_they_agree(bot):
    _, post = put(bot)
    assert ASKER not in str(post.blocks) + post.text


def test_the_same_question_is_put_once(bot):
    _, reply = missed(bot)
    submit(bot, open_window(bot, reply))
    bot.interact(bot.payloads.press(reply, {"type": "button", "action_id": ids.ASK_TEAM, "value": "q:again"}))
    assert bot.whispered[-1]["text"] == ALREADY
    assert len(bot.slack.workspace.from_bot(EXPERTS)) == 1


def test_a_person_asks_so_much_a_day(bot):
    for _ in range(MOST_A_DAY):
        put(bot)
    _, reply = missed(bot)
    bot.interact(bot.payloads.press(reply, find(reply.blocks, ids.ASK_TEAM)))
    assert bot.whispered[-1]["text"] == TOO_MANY


def test_a_question_of_4_000_characters_is_put_as_far_as_it_fits(bot):
    _, reply = missed(bot, "shed " * 800)
    view = open_window(bot, reply)
    assert submit(bot, view, "shed " * 600).status == 200
    assert len(bot.slack.workspace.from_bot(EXPERTS)) == 1


def test_a_channel_that_is_gone_is_told_to_whoever_asked(bot):
    bot.slack.workspace.channels[EXPERTS].archived = True
    _, reply = missed(bot)
    submit(bot, open_window(bot, reply))
    assert "archived" in bot.slack.workspace.from_bot("D1")[-1].text
    bot.slack.workspace.channels[EXPERTS].archived = False
    submit(bot, open_window(bot, reply))  # it may be asked again
    assert len(bot.slack.workspace.from_bot(EXPERTS)) == 1

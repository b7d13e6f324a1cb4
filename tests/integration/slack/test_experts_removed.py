"""Somebody deletes what we asked in the team's channel: whoever asked hears it at once."""

from datetime import timedelta

import pytest

from bot.learning.asks import CLOSED_AFTER, State
from bot.render.asks import REMOVED
from bot.store.asks import Asks
from tests.integration.slack.team import EXPERTS, in_thread, look, put, reply_to
from tests.slack_stand_in import TEAM, Channel


@pytest.fixture(params=["sqlite"])
def bot(request, slack, start_bot):
    url = request.getfixturevalue("postgres_url" if request.param == "postgresql" else "sqlite_url")
    slack.workspace.channels[EXPERTS] = Channel(EXPERTS, "experts")
    return start_bot("http", experts_channel=EXPERTS, database_url=url)


on_both = pytest.mark.parametrize("bot", ["sqlite", "postgresql"], indirect=True)


@on_both
@pytest.mark.parametrize("discussed", [False, True])
def test_who_asked_hears_at_once_that_the_question_was_taken_out_of_the_team_s_channel(bot, discussed):
    question, post = put(bot)
    if discussed:
        reply_to(bot, post, "<@U0THIRD> do you know?")
    for _ in range(2):  # Slack may tell it again
        bot.event(bot.payloads.deleted(post))
    assert [m.text for m in in_thread(bot, question)][1:] == [REMOVED]
    assert Asks(bot.runtime.database).at(TEAM, EXPERTS, post.ts).state is State.CLOSED
    look(bot, CLOSED_AFTER + timedelta(minutes=1))
    assert len(in_thread(bot, question)) == 2
    again, post = put(bot)
    bot.event(bot.payloads.deleted(post))
    assert in_thread(bot, again)[-1].text == REMOVED


def test_what_was_answered_before_it_was_taken_out_stays_answered(bot):
    question, post = put(bot)
    reply_to(bot, post, "Behind the house.")
    bot.event(bot.payloads.deleted(post))
    assert "Behind the house." in in_thread(bot, question)[-1].text


def test_that_a_reply_of_ours_is_deleted_takes_no_question_back(bot):
    question, post = put(bot)
    bot.event(bot.payloads.deleted(in_thread(bot, question)[0]))
    assert Asks(bot.runtime.database).at(TEAM, EXPERTS, post.ts).state is State.OPEN

"""When Slack does not say whether it took an answer or a digest, it is looked for before it is posted again."""

import pytest

from bot.slack.experts.answers import IN_DOUBT
from bot.slack.outbox.publisher import MAX_ATTEMPTS
from tests.integration.slack.team import EXPERTS, in_thread, put, reply_to
from tests.integration.slack.test_digest import look, wants
from tests.slack_stand_in import AnswerLost, Channel, Hang, Refuse, ServerError

FAULTS = (
    *(AnswerLost(), Hang(3.0, stored=True), Hang(3.0), ServerError(503, stored=True), ServerError(500)),
    *(Refuse("fatal_error", stored=True), Refuse("internal_error")),
)
in_every_way = pytest.mark.parametrize("fault", FAULTS, ids=repr)


@pytest.fixture
def bot(slack, start_bot):
    slack.workspace.channels[EXPERTS] = Channel(EXPERTS, "experts")
    return start_bot("http", experts_channel=EXPERTS)


@in_every_way
def test_an_experts_answer_comes_once(bot, fault):
    question, post = put(bot)
    bot.slack.faults.add("chat.postMessage", fault)
    reply_to(bot, post, "Behind the house.")
    assert ["Behind" in said.text for said in in_thread(bot, question)[1:]] == [True]
    assert "Answered by" in str(bot.slack.workspace.messages[EXPERTS, post.ts].blocks)


@in_every_way
def test_a_digest_comes_once(bot, fault):
    wants(bot)
    bot.slack.faults.add("chat.postMessage", fault)
    look(bot)
    look(bot)
    assert len(bot.said) == 1


def test_an_answer_that_was_looked_for_in_vain_as_often_as_it_was_posted_comes_once(bot):
    question, post = put(bot)
    bot.slack.faults.add("chat.postMessage", *[ServerError(500)] * (MAX_ATTEMPTS - 1), AnswerLost())
    reply_to(bot, post, "Behind the house.")
    assert ["Behind" in said.text for said in in_thread(bot, question)[1:]] == [True]


@pytest.mark.parametrize("stored", [True, False])
def test_where_the_bot_may_not_look_an_answer_is_not_repeated_and_its_expert_told(bot, stored):
    question, post = put(bot)
    bot.slack.workspace.scopes -= {"channels:history"}
    bot.slack.faults.add("chat.postMessage", ServerError(503, stored=stored))
    reply_to(bot, post, "Behind the house.")
    assert len(in_thread(bot, question)) == (2 if stored else 1)
    assert bot.whispered[-1]["text"] == IN_DOUBT
    assert bot.slack.workspace.from_bot("D1") == []


@pytest.mark.parametrize("stored", [True, False])
def test_where_the_bot_may_not_look_a_digest_is_not_repeated(bot, stored):
    wants(bot)
    bot.slack.workspace.scopes -= {"channels:history"}
    bot.slack.faults.add("chat.postMessage", ServerError(503, stored=stored))
    look(bot)
    look(bot)
    assert len(bot.said) == (1 if stored else 0)

"""What the database was away for in the middle is done when it answers again: nobody waits in vain, or twice."""

import pytest

from bot.errors import StoreLostError
from bot.render import ids
from bot.slack import intake
from bot.store.asks import Asks
from bot.store.documents import Documents
from bot.store.tallies import Tallies
from tests.integration.slack.team import EXPERTS, in_thread, put, reply_to
from tests.integration.slack.test_digest import look, wants
from tests.slack_stand_in import ASKER, Channel, find


@pytest.fixture
def bot(slack, start_bot):
    slack.workspace.channels[EXPERTS] = Channel(EXPERTS, "experts")
    slack.workspace.admins.add(ASKER)
    return start_bot("http", experts_channel=EXPERTS)


@pytest.fixture
def away(bot, monkeypatch):
    """`away(store, method)`: the database does not answer that until `back` is called."""

    class Away:
        def __call__(self, store, method):
            def lost(*_, **__):
                raise StoreLostError("the database is away")

            monkeypatch.setattr(store, method, lost)

        def back(self):
            monkeypatch.undo()
            bot.runtime.intake.look_after()
            bot.settle()

    return Away()


def test_an_experts_answer_reaches_whoever_asked(bot, away):
    question, post = put(bot)
    away(Asks, "answers")
    reply_to(bot, post, "Behind the house.")
    assert len(in_thread(bot, question)) == 1
    away.back()
    assert ["Behind" in m.text for m in in_thread(bot, question)[1:]] == [True]
    bot.runtime.intake.look_after()
    bot.settle()
    assert len(in_thread(bot, question)) == 2


def test_a_digest_is_posted(bot, away):
    wants(bot)
    away(Tallies, "since")
    look(bot)
    assert bot.said == []
    away.back()
    look(bot)
    assert len(bot.said) == 1


def test_a_document_is_read_and_its_teacher_not_sent_away(bot, away):
    file = bot.payloads.give("handbook.md", b"## Where is the bike shed?\n\nBehind the house.\n\n## When?\n\nNow.\n")
    away(Documents, "offer")
    bot.event(bot.payloads.upload(bot.payloads.say("", channel="D1"), file))
    assert bot.said == []
    away.back()
    assert ["I found 2 questions" in m.text for m in bot.said] == [True]


def test_what_never_succeeds_although_the_database_answers_is_given_up(bot, away, monkeypatch, caplog):
    monkeypatch.setattr(intake, "MOST_PUT_OFF", 3)
    _, post = put(bot)
    away(Asks, "answers")
    reply_to(bot, post, "Behind the house.")
    for _ in range(4):
        bot.runtime.intake.look_after()
        bot.settle()
    assert "error " in caplog.text
    assert not bot.runtime.intake._not_begun


def test_whoever_pressed_a_button_is_told_at_once(bot, away):
    question, post = put(bot)
    reply_to(bot, post, "Behind the house.")
    answer = in_thread(bot, question)[-1]
    away(Asks, "read")
    helped = find(answer.blocks, ids.ASK_HELPED)
    bot.interact(bot.payloads.press(answer, helped))
    assert "Something went wrong" in bot.whispered[-1]["text"]

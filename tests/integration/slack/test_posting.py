"""Posting: as fast as Slack allows, never twice, and whatever Slack refuses has a sensible end."""

import logging
import re
from datetime import timedelta

import pytest

from bot.render import ids
from bot.slack.outbox.publisher import MAX_ATTEMPTS, Pace
from tests.integration.slack.conftest import QUICK
from tests.integration.slack.knowledge import ANGRY, CHOICE, SEVEN_CS
from tests.slack_stand_in import (
    APP_TOKEN,
    ASKER,
    BOT_TOKEN,
    BOT_USER,
    SIGNING_SECRET,
    AnswerLost,
    Channel,
    Hang,
    RateLimited,
    Refuse,
    ServerError,
    find,
)

ASK = f"<@{BOT_USER}> {SEVEN_CS.question}"


def test_a_burst_is_queued_and_nothing_is_lost(start_bot):
    """Five questions at once in a channel that takes one post in 0.1 s: all answered, none refused on the way."""
    bot = start_bot(pace=Pace(timedelta(seconds=0.3), QUICK.reconcile_after, QUICK.timeout_seconds))
    bot.slack.seconds_per_post = 0.1
    questions = [bot.payloads.say(ASK) for _ in range(5)]
    for question in questions:
        bot.slacks.event(bot.payloads.mention(question))
    bot.settle()
    assert sorted(reply.thread_ts for reply in bot.said) == [question.ts for question in questions]
    assert [call.status for call in bot.slack.calls_of("chat.postMessage")] == [200] * 5


def test_a_full_channel_does_not_hold_up_another(start_bot):
    """One channel waits for a long Retry-After; the other is answered meanwhile."""
    bot = start_bot()
    bot.slack.workspace.channels["C2"] = Channel("C2")
    bot.slack.faults.add("chat.postMessage", RateLimited(600))
    bot.slacks.event(bot.payloads.mention(bot.payloads.say(ASK)))
    bot.slack.wait("chat.postMessage")
    bot.slacks.event(bot.payloads.mention(bot.payloads.say(ASK, channel="C2")))
    bot.slack.wait("chat.postMessage", 2)
    assert [reply.channel for reply in bot.said] == ["C2"]
    bot.runtime.close(timedelta(0))  # nobody waits for the other


def test_retry_after_is_obeyed(bot):
    """Not a moment sooner, and then once."""
    bot.slack.faults.add("chat.postMessage", RateLimited(1))
    bot.mention(ASK)
    first, second = bot.slack.calls_of("chat.postMessage")
    assert (first.status, second.status) == (429, 200)
    assert second.at - first.at >= 1.0
    assert len(bot.said) == 1


# Each of them leaves us without an answer; some did the work before.
DOUBTS = [
    AnswerLost(),
    Hang(),
    Hang(stored=True),
    ServerError(500),
    ServerError(503, stored=True),
    Refuse("internal_error"),
    Refuse("fatal_error", stored=True),
]


@pytest.mark.parametrize("fault", DOUBTS, ids=repr)
@pytest.mark.parametrize("channel", ["C1", "D1"])
def test_a_lost_answer_neither_doubles_nor_loses_a_reply(http_bot, fault, channel):
    """The bot looks for its message before it sends anything again."""
    http_bot.slack.faults.add("chat.postMessage", fault)
    question = http_bot.mention(ASK) if channel == "C1" else http_bot.dm(SEVEN_CS.question)
    [reply] = http_bot.said
    assert reply.thread_ts == question.ts
    assert http_bot.runtime.replies.at("T0TEAM", channel, reply.ts).question_ts == question.ts


def test_a_lost_answer_is_looked_up_in_socket_mode_too(start_bot):
    bot = start_bot("socket")
    bot.slack.faults.add("chat.postMessage", AnswerLost())
    bot.mention(ASK)
    assert len(bot.said) == 1
    assert len(bot.slack.calls_of("chat.postMessage")) == 1


def test_many_lost_answers_at_random_double_and_lose_nothing(http_bot):
    """Thirty questions; every third answer is lost, the same ones each time this runs."""
    http_bot.slack.faults.sometimes("chat.postMessage", AnswerLost(), rate=0.33, seed=11)
    questions = [http_bot.payloads.say(ASK) for _ in range(30)]
    for question in questions:
        http_bot.slacks.event(http_bot.payloads.mention(question))
    http_bot.settle()
    lost = sum(call.answer is None for call in http_bot.slack.calls_of("chat.postMessage"))
    assert lost >= 5
    assert sorted(reply.thread_ts for reply in http_bot.said) == sorted(question.ts for question in questions)


def test_the_lookup_itself_may_meet_a_fault(http_bot):
    http_bot.slack.faults.add("chat.postMessage", AnswerLost())
    http_bot.slack.faults.add("conversations.replies", RateLimited(0), ServerError(500))
    http_bot.mention(ASK)
    assert len(http_bot.said) == 1


def test_where_the_bot_may_not_look_it_holds_and_tells_the_asker(http_bot):
    """Without the history scope a second post might be a double: one attempt, and a word to the asker."""
    http_bot.slack.workspace.scopes -= {"channels:history"}
    http_bot.slack.faults.add("chat.postMessage", AnswerLost())
    question = http_bot.mention(ASK)
    assert len(http_bot.slack.calls_of("chat.postMessage")) == 1
    [told] = http_bot.whispered
    assert "did not confirm" in told["text"]
    assert (told["user"], told["thread_ts"]) == (ASKER, question.ts)


def test_a_post_that_never_gets_through_is_given_up_and_told(http_bot):
    """Some attempts, each looked up, then a word to the asker."""
    http_bot.slack.faults.add("chat.postMessage", *[ServerError(500)] * MAX_ATTEMPTS)
    http_bot.mention(ASK)
    assert len(http_bot.slack.calls_of("chat.postMessage")) == MAX_ATTEMPTS
    assert http_bot.said == []
    assert "did not confirm" in http_bot.whispered[0]["text"]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("not_in_channel", "/invite"),
        ("channel_not_found", "/invite"),
        ("is_archived", "archived"),
        ("restricted_action", "rules"),
        ("account_inactive", "did not take my message"),
    ],
)
def test_a_refused_reply_is_told_to_the_asker_in_a_direct_message(http_bot, error, words):
    """Once; the channel is named, and what to do."""
    http_bot.slack.faults.add("chat.postMessage", Refuse(error))
    http_bot.mention(ASK)
    [told] = http_bot.said
    assert told.channel == "D1"
    assert words in told.text
    assert "<#C1>" in told.text
    assert len(http_bot.slack.calls_of("chat.postMessage")) == 2


@pytest.mark.parametrize("error", ["invalid_blocks", "msg_blocks_too_long", "msg_too_long"])
def test_a_form_that_slack_refuses_is_sent_as_words(http_bot, error, caplog):
    """A fault of ours: logged, and the person still gets the answer."""
    http_bot.slack.faults.add("chat.postMessage", Refuse(error))
    http_bot.mention(ASK)
    [reply] = http_bot.said
    assert reply.blocks == []
    assert "Customer" in reply.text
    assert "did not take the form" in caplog.text


@pytest.mark.parametrize("fault", [RateLimited(0), ServerError(500), AnswerLost()], ids=repr)
def test_a_change_of_a_reply_is_repeated_until_it_is_there(http_bot, fault):
    """Changing twice is harmless, so it is simply done again."""
    http_bot.mention(f"<@{BOT_USER}> {CHOICE}")
    [reply] = http_bot.said
    http_bot.slack.faults.add("chat.update", fault)
    http_bot.interact(http_bot.payloads.press(reply, find(reply.blocks, ids.CHOOSE)))
    assert "Customer" in reply.text


def test_a_refused_share_is_told_where_it_was_pressed(http_bot):
    http_bot.command(SEVEN_CS.question)
    http_bot.slack.workspace.channels["C1"].archived = True
    answer = http_bot.whispered[0]
    http_bot.interact(http_bot.payloads.press(answer, find(answer["blocks"], ids.SHARE)))
    assert http_bot.said == []
    assert "archived" in http_bot.whispered[-1]["text"]


def test_what_slack_refused_may_be_shared_again(http_bot):
    """The admin allows it, and the same button works; once it is there, it is there once."""
    http_bot.command(SEVEN_CS.question)
    answer = http_bot.whispered[0]
    http_bot.slack.faults.add("chat.postMessage", Refuse("restricted_action"))
    for _ in range(3):
        http_bot.interact(http_bot.payloads.press(answer, find(answer["blocks"], ids.SHARE)))
    assert len(http_bot.said) == 1
    assert "rules" in http_bot.whispered[1]["text"]


def test_a_refused_reply_in_a_thread_is_told(http_bot):
    """The modal is closed by then: a direct message says why nothing came."""
    message = http_bot.payloads.say(SEVEN_CS.question)
    http_bot.interact(http_bot.payloads.message_shortcut(message, ids.FIND_ANSWER))
    [view] = http_bot.slack.workspace.views.values()
    http_bot.slack.faults.add("chat.postMessage", Refuse("not_in_channel"))
    http_bot.interact(http_bot.payloads.submit(view))
    assert "/invite" in http_bot.said[-1].text


def test_a_rate_limited_answer_to_a_command_comes_later(http_bot):
    http_bot.slack.faults.add("response_url", RateLimited(1))
    http_bot.command(SEVEN_CS.question)
    assert len(http_bot.whispered) == 1


def break_choice(bot, monkeypatch, error: Exception) -> None:
    def broken(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(bot.runtime.library.of("").answering, "ask", broken)


@pytest.mark.parametrize(
    ("mode", "way"), [("http", "mention"), ("http", "dm"), ("http", "command"), ("socket", "mention")]
)
def test_a_fault_of_ours_is_logged_once_and_its_id_told(start_bot, monkeypatch, caplog, mode, way):
    """With a traceback for us, a short id for the asker, and nothing of the question."""
    caplog.set_level(logging.INFO)
    bot = start_bot(mode)
    break_choice(bot, monkeypatch, RuntimeError("boom"))
    if way == "command":
        bot.command("a very private question")
    elif way == "dm":
        bot.dm("a very private question")
    else:
        bot.mention(f"<@{BOT_USER}> a very private question")
    errors = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert len(errors) == 1
    [error_id] = re.findall(r"error ([0-9a-f]{8}):", errors[0].getMessage())
    assert error_id in bot.whispered[-1]["text"]
    assert "very private" not in caplog.text


def test_an_expired_trigger_is_told(http_bot):
    """The search modal came too late: the person hears it."""
    http_bot.slack.faults.add("views.open", Refuse("expired_trigger_id"))
    http_bot.command("search")
    assert "Something went wrong" in http_bot.whispered[0]["text"]


def test_a_fault_in_a_modal_is_told_in_a_direct_message(http_bot):
    """And the press stays acknowledged: Slack shows no error of its own."""
    http_bot.interact(http_bot.payloads.global_shortcut(ids.SEARCH_PRINCIPLES))
    [view] = http_bot.slack.workspace.views.values()
    http_bot.slack.faults.add("views.update", ServerError(500))
    select = find(view.content["blocks"], ids.PICK)
    pick = http_bot.payloads.press_in_view(view, select, selected_option={"value": ANGRY.id})
    assert http_bot.interact(pick).status == 200
    assert "Something went wrong" in http_bot.said[-1].text


@pytest.mark.parametrize("mode", ["http", "socket"])
def test_user_text_and_tokens_stay_out_of_the_log(start_bot, caplog, mode):
    """At INFO and above: neither the question nor a token, whatever way it took."""
    caplog.set_level(logging.INFO)  # before the start: Bolt's loggers take the level that they find
    bot = start_bot(mode)
    secret = "my very private question"
    bot.mention(f"<@{BOT_USER}> {secret}")
    bot.dm(secret)
    bot.command(secret)
    bot.slack.faults.add("chat.postMessage", Refuse("not_in_channel"), ServerError(500))
    bot.mention(f"<@{BOT_USER}> {secret}")
    shown = "\n".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records)
    assert "private question" not in shown
    for token in (BOT_TOKEN, APP_TOKEN, SIGNING_SECRET):
        assert token not in shown
    assert "replied" in shown


def test_what_is_queued_when_the_app_stops_is_given_back(start_bot):
    """The drain ends in time; the question is answered by the next process."""
    bot = start_bot()
    bot.slack.faults.add("chat.postMessage", RateLimited(60))
    question = bot.payloads.say(ASK)
    event = bot.payloads.mention(question)
    bot.slacks.event(event)
    bot.slack.wait("chat.postMessage")
    assert bot.runtime.close(timedelta(seconds=0.2)) is False
    other = start_bot()
    assert other.event(event, retry=1).status == 200
    other.runtime.intake.inherit()
    other.settle()
    assert [reply.thread_ts for reply in other.said] == [question.ts]

"""What the team answers goes to whoever asked: once, in order, as it reads by now; and so does that nobody did."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest

from bot.learning.asks import CLOSED_AFTER, REMINDED_AFTER, State, ask_id
from bot.render import ids
from bot.render.asks import CLOSED, GONE, REMINDED, TAKEN_BACK, WAITING, WITHDRAWN
from bot.slack.outbox.publisher import METADATA_EVENT
from bot.store.asks import Asks
from tests.integration.slack.team import EXPERTS, SHED, in_thread, look, open_window, put, reply_to, submit
from tests.slack_stand_in import ASKER, BOT_USER, OTHER, TEAM, Channel, Refuse, find

THIRD = "U0THIRD"


@pytest.fixture(params=["sqlite"])
def url(request):
    return request.getfixturevalue("postgres_url" if request.param == "postgresql" else "sqlite_url")


@pytest.fixture
def start(url, slack, start_bot):
    slack.workspace.channels[EXPERTS] = Channel(EXPERTS, "experts")
    return lambda: start_bot("http", experts_channel=EXPERTS, database_url=url)


@pytest.fixture
def bot(start):
    return start()


on_both = pytest.mark.parametrize("url", ["sqlite", "postgresql"], indirect=True)


@on_both
def test_whoever_knows_answers_whoever_asked(start):
    bot, other = start(), start()
    question, post = put(bot, named=True)
    assert SHED in post.text
    assert f"<@{ASKER}>" in str(post.blocks)
    reply_to(other, post, "Behind the house.")  # another replica hears it
    _, answer = in_thread(bot, question)
    assert "Behind the house." in answer.text
    assert f"<@{OTHER}>" in str(answer.blocks)
    assert "where it was said" in str(answer.blocks)
    assert f"Answered by <@{OTHER}>" in str(bot.slack.workspace.messages[EXPERTS, post.ts].blocks)


@on_both
def test_the_answer_to_a_command_comes_as_a_direct_message(bot):
    bot.command(SHED)
    submit(bot, open_window(bot, bot.whispered[-1]))
    [post] = bot.slack.workspace.from_bot(EXPERTS)
    reply_to(bot, post, "Behind the house.")
    receipt, answer = bot.slack.workspace.from_bot("D1")
    assert (answer.thread_ts, "Behind the house." in answer.text) == (receipt.ts, True)


@on_both
def test_an_expert_answers_in_a_window_too(bot):
    question, post = put(bot)
    bot.interact(bot.payloads.press(post, find(post.blocks, ids.ASK_REPLY), user=OTHER))
    view = list(bot.slack.workspace.views.values())[-1]
    bot.interact(bot.payloads.submit(view, {ids.ASK_ANSWER: {ids.ASK_ANSWER: {"value": "Behind *it*."}}}))
    assert "Behind" in in_thread(bot, question)[-1].text


@on_both
def test_both_of_two_answers_come_in_their_order(bot):
    question, post = put(bot)
    for text in ("One.", "Two."):
        message = bot.payloads.say(text, channel=EXPERTS, user=OTHER, thread_ts=post.ts)
        bot.slacks.event(bot.payloads.message(message))
    bot.settle()
    assert [m.text.split("\n")[-1] for m in in_thread(bot, question)[1:]] == ["One.", "Two."]


@pytest.mark.parametrize("text", [f"<@{BOT_USER}> what are the 7 Cs", "<@U0THIRD> do you know?", ""])
def test_what_is_said_among_the_experts_stays_there(bot, text):
    question, post = put(bot)
    reply_to(bot, post, text)
    assert len(in_thread(bot, question)) == 1


def test_what_the_asker_says_in_the_experts_channel_is_no_answer(bot):
    question, post = put(bot)
    reply_to(bot, post, "It is urgent.", user=ASKER)
    assert len(in_thread(bot, question)) == 1


def test_other_threads_are_none_of_its_business(bot):
    put(bot)
    root = bot.payloads.say("lunch?", channel=EXPERTS, user=OTHER)
    before = len(bot.said)
    reply_to(bot, root, "At one.")
    assert len(bot.said) == before


def test_nobody_is_called_by_what_an_expert_says(bot):
    question, post = put(bot)
    reply_to(bot, post, "Tell <!channel> and <@U0THIRD> of <https://evil.example|it>.")
    answer = in_thread(bot, question)[-1]
    assert "<!channel>" not in answer.text + str(answer.blocks)
    assert "U0THIRD" not in answer.text + str(answer.blocks)


@on_both
def test_an_answer_follows_its_expert_s_message(bot):
    question, post = put(bot)
    message = reply_to(bot, post, "Behind the house.")
    bot.event(bot.payloads.edited(message, "Before the house."))
    assert "Before the house." in in_thread(bot, question)[-1].text
    bot.event(bot.payloads.deleted(message))
    assert in_thread(bot, question)[-1].text == TAKEN_BACK


def test_where_the_asker_s_channel_is_closed_the_answer_comes_directly(bot):
    _, post = put(bot)
    bot.slack.faults.add("chat.postMessage", Refuse("is_archived"))
    reply_to(bot, post, "Behind the house.")
    assert "Behind the house." in bot.slack.workspace.from_bot("D1")[-1].text


@on_both
def test_that_it_helped_is_told_to_the_team_and_only_by_the_asker(bot):
    question, post = put(bot)
    reply_to(bot, post, "Behind the house.")
    answer = in_thread(bot, question)[-1]
    element = find(answer.blocks, ids.ASK_HELPED)
    bot.interact(bot.payloads.press(answer, element, user=OTHER))
    assert "It helped." not in str(bot.slack.workspace.messages[EXPERTS, post.ts].blocks)
    bot.interact(bot.payloads.press(answer, element))
    assert "It helped." in str(bot.slack.workspace.messages[EXPERTS, post.ts].blocks)


@on_both
def test_a_teacher_keeps_the_answer(bot):
    bot.slack.workspace.admins.add(OTHER)
    _, post = put(bot)
    reply_to(bot, post, "Behind the house.")
    shown = bot.slack.workspace.messages[EXPERTS, post.ts]
    bot.interact(bot.payloads.press(shown, find(shown.blocks, ids.TEACH), user=OTHER))
    view = list(bot.slack.workspace.views.values())[-1]
    assert SHED in str(view.content["blocks"])
    assert "Behind the house." in str(view.content["blocks"])


@on_both
@pytest.mark.parametrize("posted", [False, True])
def test_what_a_dead_process_was_to_bring_is_brought_once(start, monkeypatch, posted):
    """It had kept the expert's answer, and perhaps brought it, when it died."""
    dying = start()
    question, post = put(dying)
    monkeypatch.setattr(dying.runtime.intake, "begin", lambda *_: None)
    message = reply_to(dying, post, "Behind the house.")
    if posted:
        key = f"ask_answer:{EXPERTS}:{message.ts}:C1"
        workspace = dying.slack.workspace
        metadata = {"event_type": METADATA_EVENT, "event_payload": {"key": key}}
        said = dying.payloads.say("Behind the house.", user=BOT_USER, thread_ts=question.ts)
        workspace.messages["C1", said.ts].metadata = metadata
    dying.runtime.close(timedelta(0))
    heir = start()
    heir.runtime.intake.inherit()
    heir.settle()
    assert ["Behind" in m.text for m in in_thread(heir, question)[1:]] == [True]
    given = Asks(heir.runtime.database).answers(TEAM, ask_id(TEAM, f"C1:{in_thread(heir, question)[0].ts}"))
    assert [one.reply_ts != "" for one in given] == [True]


def test_an_expert_is_not_led_to_somebody_who_asked_without_a_name(bot):
    question, post = put(bot)
    reply_to(bot, post, "Behind the house.")
    assert OTHER not in str(in_thread(bot, question)[-1].blocks)


@on_both
def test_the_team_is_reminded_once_and_then_left_in_peace(bot):
    question, post = put(bot)
    for _ in range(2):
        look(bot, REMINDED_AFTER + timedelta(minutes=1))
    assert [m.text for m in bot.slack.workspace.from_bot(EXPERTS)][1:] == [WAITING]
    assert in_thread(bot, question)[-1].text == REMINDED
    look(bot, CLOSED_AFTER + timedelta(minutes=1))
    assert in_thread(bot, question)[-1].text == CLOSED
    found = Asks(bot.runtime.database).at(TEAM, EXPERTS, post.ts)
    assert (found.state, found.question) == (State.CLOSED, "")


@on_both
def test_a_question_that_is_deleted_is_taken_back_from_the_team(bot):
    question, post = put(bot)
    bot.event(bot.payloads.deleted(question))
    assert bot.slack.workspace.messages[EXPERTS, post.ts].text == WITHDRAWN
    before = len(bot.said)
    reply_to(bot, post, "Behind the house.")
    assert len(bot.said) == before


@on_both
def test_two_experts_at_once_are_both_heard(start):
    bots = start(), start()
    question, post = put(bots[0])
    bots[0].slack.workspace.users[THIRD] = "Europe/Paris"
    barrier = Barrier(2)

    def say(bot, person, text):
        message = bot.payloads.say(text, channel=EXPERTS, user=person, thread_ts=post.ts)
        barrier.wait(10)
        bot.slacks.event(bot.payloads.message(message))

    said = (bots[0], OTHER, "Behind the house."), (bots[1], THIRD, "Ask the porter.")
    threads = [Thread(target=say, args=one) for one in said]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for bot in bots:
        bot.settle()
    texts = [m.text for m in in_thread(bots[0], question)[1:]]
    assert sorted(any(text in one for one in texts) for _, _, text in said) == [True, True]
    assert len(texts) == 2
    shown = str(bots[0].slack.workspace.messages[EXPERTS, post.ts].blocks)
    assert f"<@{OTHER}>" in shown
    assert f"<@{THIRD}>" in shown


@on_both
def test_an_answer_that_its_expert_deletes_leaves_the_question_open(start):
    bot = start()
    question, post = put(bot)
    message = reply_to(bot, post, "Behind the house.")
    bot.event(bot.payloads.deleted(message))
    assert "Answered by" not in str(bot.slack.workspace.messages[EXPERTS, post.ts].blocks)
    look(bot, REMINDED_AFTER + timedelta(minutes=1))
    assert in_thread(bot, question)[-1].text == REMINDED
    look(bot, CLOSED_AFTER + timedelta(minutes=1))
    assert in_thread(bot, question)[-1].text == CLOSED


def test_while_another_answer_stands_a_deleted_one_opens_nothing(bot):
    _, post = put(bot)
    message = reply_to(bot, post, "Behind the house.")
    reply_to(bot, post, "Left of the gate.")
    bot.event(bot.payloads.deleted(message))
    look(bot, REMINDED_AFTER + timedelta(minutes=1))
    assert [m.text for m in bot.slack.workspace.from_bot(EXPERTS)][1:] == []


def test_an_answer_that_is_deleted_before_it_was_brought_is_not_brought(start, monkeypatch):
    bot = start()
    question, post = put(bot)
    monkeypatch.setattr(bot.runtime.intake, "begin", lambda *_: None)
    message = reply_to(bot, post, "Behind the house.")
    monkeypatch.undo()
    bot.event(bot.payloads.deleted(message))
    bot.runtime.close(timedelta(0))
    heir = start()
    heir.runtime.intake.inherit()
    heir.settle()
    assert len(in_thread(heir, question)) == 1
    look(heir, REMINDED_AFTER + timedelta(minutes=1))
    assert in_thread(heir, question)[-1].text == REMINDED


@on_both
@pytest.mark.parametrize("refused", ["is_archived", "channel_not_found"])
def test_who_asked_hears_that_the_experts_channel_is_gone(start, refused):
    bot = start()
    question, post = put(bot)
    bot.slack.faults.add("chat.postMessage", Refuse(refused))
    look(bot, REMINDED_AFTER + timedelta(minutes=1))
    assert in_thread(bot, question)[-1].text == GONE
    assert Asks(bot.runtime.database).at(TEAM, EXPERTS, post.ts).state is State.CLOSED


@on_both
def test_who_asked_where_nobody_sees_it_hears_that_nobody_answers_in_a_direct_message(start):
    bot = start()
    bot.command(SHED)
    submit(bot, open_window(bot, bot.whispered[-1]))
    for later in (REMINDED_AFTER, CLOSED_AFTER):
        look(bot, later + timedelta(minutes=1))
    receipt, *told = bot.slack.workspace.from_bot("D1")
    assert [(m.text, m.thread_ts) for m in told] == [(REMINDED, receipt.ts), (CLOSED, receipt.ts)]


def test_an_answer_that_comes_after_the_week_is_brought_all_the_same(bot):
    question, post = put(bot)
    look(bot, CLOSED_AFTER + timedelta(minutes=1))
    reply_to(bot, post, "Behind the house.")
    assert "Behind the house." in in_thread(bot, question)[-1].text

"""A question without an answer goes to the team, and what the team says goes to whoever asked: once, and in order."""

from datetime import timedelta

import pytest

from bot.learning.asks import CLOSED_AFTER, MOST_A_DAY, REMINDED_AFTER, State, ask_id
from bot.render import ids
from bot.render.asks import CLOSED, REMINDED, TAKEN_BACK, WAITING, WITHDRAWN
from bot.slack.experts.desk import ALREADY, TOO_MANY
from bot.slack.outbox.publisher import METADATA_EVENT
from bot.store.asks import Asks
from tests.daily.postgres import Postgres
from tests.integration.slack.knowledge import CHOICE, SEVEN_CS
from tests.slack_stand_in import ASKER, BOT_USER, OTHER, TEAM, Channel, Refuse, elements, find

EXPERTS, SHED = "CEXP", "where is the bike shed"


@pytest.fixture(scope="module")
def postgres():
    with Postgres() as server:
        yield server


@pytest.fixture
def start(slack, start_bot):
    slack.workspace.channels[EXPERTS] = Channel(EXPERTS, "experts")
    return lambda **changed: start_bot("http", **({"experts_channel": EXPERTS} | changed))


@pytest.fixture
def bot(start):
    return start()


def missed(bot, text=SHED, **place):
    """A question that has no answer; the bot's reply to it."""
    question = bot.mention(f"<@{BOT_USER}> {text}", **place)
    return question, bot.said[-1]


def open_window(bot, reply, user=ASKER):
    blocks = reply["blocks"] if isinstance(reply, dict) else reply.blocks
    bot.interact(bot.payloads.press(reply, find(blocks, ids.ASK_TEAM), user=user))
    return list(bot.slack.workspace.views.values())[-1]


def submit(bot, view, question=SHED, *, named=False):
    chosen = [{"value": "named"}] if named else []
    values = {
        ids.ASK_QUESTION: {ids.ASK_QUESTION: {"value": question}},
        ids.ASK_NAMED: {ids.ASK_NAMED: {"selected_options": chosen}},
    }
    ack = bot.slacks.interaction(bot.payloads.submit(view, values))
    bot.settle()
    return ack


def put(bot, *, named=False, text=SHED):
    """Somebody asks in vain, and puts it to the team; the question, and what stands in the experts' channel."""
    question, reply = missed(bot, text)
    submit(bot, open_window(bot, reply), text, named=named)
    return question, bot.slack.workspace.from_bot(EXPERTS)[-1]


def reply_to(bot, post, text, user=OTHER):
    message = bot.payloads.say(text, channel=EXPERTS, user=user, thread_ts=post.ts)
    bot.event(bot.payloads.message(message))
    return message


def in_thread(bot, question):
    return [m for m in bot.slack.workspace.from_bot("C1") if m.thread_ts == question.ts]


def look(bot, later):
    """So much time goes by."""
    desk = next(job for job in bot.runtime.jobs if job.name == "asks").call.__self__
    object.__setattr__(desk, "now", lambda: bot.runtime.clock.now() + later)
    desk.look()
    bot.settle()


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_whoever_knows_answers_whoever_asked(request, start, database, tmp_path):
    url = request.getfixturevalue("postgres").new_url() if database == "postgresql" else f"sqlite:///{tmp_path}/a.db"
    bot, other = start(database_url=url), start(database_url=url)
    question, post = put(bot, named=True)
    assert SHED in post.text
    assert f"<@{ASKER}>" in str(post.blocks)
    reply_to(other, post, "Behind the house.")  # another replica hears it
    _, answer = in_thread(bot, question)
    assert "Behind the house." in answer.text
    assert f"<@{OTHER}>" in str(answer.blocks)
    assert "where it was said" in str(answer.blocks)
    assert f"Answered by <@{OTHER}>" in str(bot.slack.workspace.messages[EXPERTS, post.ts].blocks)


def test_nobody_is_offered_a_team_that_is_not_there(start):
    _, reply = missed(start(experts_channel=None))
    assert ids.ASK_TEAM not in {one["action_id"] for one in elements(reply.blocks)}


def test_an_answer_needs_no_team(bot):
    bot.mention(f"<@{BOT_USER}> {SEVEN_CS.question}")
    assert ids.ASK_TEAM not in {one["action_id"] for one in elements(bot.said[-1].blocks)}


def test_none_of_these_can_be_put_to_the_team_too(bot):
    _, reply = missed(bot, CHOICE)
    bot.interact(bot.payloads.press(reply, find(reply.blocks, ids.NONE_OF_THESE)))
    view = open_window(bot, bot.said[-1])
    assert CHOICE in str(view.content["blocks"])


def test_who_asks_is_said_only_if_they_agree(bot):
    _, post = put(bot)
    assert ASKER not in str(post.blocks) + post.text


def test_an_expert_is_not_led_to_somebody_who_asked_without_a_name(bot):
    question, post = put(bot)
    reply_to(bot, post, "Behind the house.")
    assert OTHER not in str(in_thread(bot, question)[-1].blocks)


def test_the_answer_to_a_command_comes_as_a_direct_message(bot):
    bot.command(SHED)
    submit(bot, open_window(bot, bot.whispered[-1]))
    [post] = bot.slack.workspace.from_bot(EXPERTS)
    reply_to(bot, post, "Behind the house.")
    receipt, answer = bot.slack.workspace.from_bot("D1")
    assert (answer.thread_ts, "Behind the house." in answer.text) == (receipt.ts, True)


def test_an_expert_answers_in_a_window_too(bot):
    question, post = put(bot)
    bot.interact(bot.payloads.press(post, find(post.blocks, ids.ASK_REPLY), user=OTHER))
    view = list(bot.slack.workspace.views.values())[-1]
    bot.interact(bot.payloads.submit(view, {ids.ASK_ANSWER: {ids.ASK_ANSWER: {"value": "Behind *it*."}}}))
    assert "Behind" in in_thread(bot, question)[-1].text


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


def test_an_answer_follows_its_expert_s_message(bot):
    question, post = put(bot)
    message = reply_to(bot, post, "Behind the house.")
    bot.event(bot.payloads.edited(message, "Before the house."))
    assert "Before the house." in in_thread(bot, question)[-1].text
    bot.event(bot.payloads.deleted(message))
    assert in_thread(bot, question)[-1].text == TAKEN_BACK


def test_a_question_that_is_deleted_is_taken_back_from_the_team(bot):
    question, post = put(bot)
    bot.event(bot.payloads.deleted(question))
    assert bot.slack.workspace.messages[EXPERTS, post.ts].text == WITHDRAWN
    before = len(bot.said)
    reply_to(bot, post, "Behind the house.")
    assert len(bot.said) == before


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


def test_where_the_asker_s_channel_is_closed_the_answer_comes_directly(bot):
    _, post = put(bot)
    bot.slack.faults.add("chat.postMessage", Refuse("is_archived"))
    reply_to(bot, post, "Behind the house.")
    assert "Behind the house." in bot.slack.workspace.from_bot("D1")[-1].text


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


def test_that_it_helped_is_told_to_the_team_and_only_by_the_asker(bot):
    question, post = put(bot)
    reply_to(bot, post, "Behind the house.")
    answer = in_thread(bot, question)[-1]
    element = find(answer.blocks, ids.ASK_HELPED)
    bot.interact(bot.payloads.press(answer, element, user=OTHER))
    assert "It helped." not in str(bot.slack.workspace.messages[EXPERTS, post.ts].blocks)
    bot.interact(bot.payloads.press(answer, element))
    assert "It helped." in str(bot.slack.workspace.messages[EXPERTS, post.ts].blocks)


def test_a_teacher_keeps_the_answer(bot):
    bot.slack.workspace.admins.add(OTHER)
    _, post = put(bot)
    reply_to(bot, post, "Behind the house.")
    shown = bot.slack.workspace.messages[EXPERTS, post.ts]
    bot.interact(bot.payloads.press(shown, find(shown.blocks, ids.TEACH), user=OTHER))
    view = list(bot.slack.workspace.views.values())[-1]
    assert SHED in str(view.content["blocks"])
    assert "Behind the house." in str(view.content["blocks"])


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

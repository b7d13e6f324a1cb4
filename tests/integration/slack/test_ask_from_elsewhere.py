"""The team is asked from windows and from the list of gaps too; the answer comes as a direct message."""

from contextlib import ExitStack
from datetime import timedelta

import pytest

from bot.learning.asks import CLOSED_AFTER, State, ask_id, of_gap
from bot.learning.gaps import Gap, hashed
from bot.render import ids
from bot.render.gaps import GONE, NOTHING, PUT
from bot.slack.experts.desk import ALREADY
from bot.store.asks import Asks
from bot.store.gaps import Gaps
from bot.store.learned import Learned
from tests.integration.slack.knowledge import SHOP_QUESTION
from tests.integration.slack.teaching import SHED, School, accept, filled, press_in, says
from tests.slack_stand_in import ASKER, BOT_USER, OTHER, TEAM, Channel, elements, find

EXPERTS, ANSWER = "CEXP", "Behind the house."


@pytest.fixture(params=["sqlite"])
def school(slack, tmp_path, request):
    url = request.getfixturevalue("postgres_url" if request.param == "postgresql" else "sqlite_url")
    slack.workspace.admins.add(ASKER)
    slack.workspace.channels[EXPERTS] = Channel(EXPERTS, "experts")
    with ExitStack() as stack:
        yield School(slack, tmp_path, url, stack)


on_both = pytest.mark.parametrize("school", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def bot(school):
    return school.start(EXPERTS_CHANNEL=EXPERTS)


def last_view(bot):
    return list(bot.slack.workspace.views.values())[-1]


def offers(view):
    """The controls that lead to the team."""
    return [one for one in elements(view.content["blocks"]) if one.get("action_id", "").startswith(ids.ASK_TEAM)]


def ask_from(bot, view, question=SHED):
    """They press the button in the window, and submit the one that follows; what stands with the experts."""
    [element] = offers(view)
    bot.interact(bot.payloads.press_in_view(view, element))
    submit(bot, last_view(bot), question)
    return bot.slack.workspace.from_bot(EXPERTS)[-1]


def submit(bot, view, question=SHED):
    form = {ids.ASK_QUESTION: {ids.ASK_QUESTION: {"value": question}}}
    bot.interact(bot.payloads.submit(view, form))


def answer(bot, post):
    message = bot.payloads.say(ANSWER, channel=EXPERTS, user=OTHER, thread_ts=post.ts)
    bot.event(bot.payloads.message(message))


def note(bot, question=SHED, *, times=1):
    """People asked so in vain; the number of the last one."""
    for number in range(times):
        gap = Gap(TEAM, "unanswered", question, "dm", (), hashed(TEAM, f"U{number}"), bot.runtime.clock.now())
        Gaps(bot.runtime.database).note(gap)
    return Gaps(bot.runtime.database).since(bot.runtime.clock.now() - timedelta(hours=1), TEAM)[-1].number


def gap_list(bot, **who):
    bot.command("gaps", **who)
    return last_view(bot)


@on_both
def test_the_find_an_answer_window_offers_the_team_where_nothing_fits(school):
    bot = school.start(EXPERTS_CHANNEL=EXPERTS)
    message = bot.payloads.say(SHED, user=OTHER)
    bot.interact(bot.payloads.message_shortcut(message, ids.FIND_ANSWER))
    view = last_view(bot)
    assert ids.read_question(offers(view)[0]["value"]) == SHED
    answer(bot, ask_from(bot, view))
    receipt, brought = bot.slack.workspace.from_bot("D1")
    assert (ANSWER in brought.text, brought.thread_ts) == (True, receipt.ts)
    assert bot.slack.workspace.from_bot("C1") == []  # who pressed asked for themselves


def test_a_window_with_an_answer_offers_nobody(bot):
    message = bot.payloads.say(SHOP_QUESTION, user=OTHER)
    bot.interact(bot.payloads.message_shortcut(message, ids.FIND_ANSWER))
    assert offers(last_view(bot)) == []


@pytest.mark.parametrize("way", ["shortcut", "command", "home"])
def test_the_search_offers_the_team_for_what_is_not_found(bot, way):
    if way == "shortcut":
        bot.interact(bot.payloads.global_shortcut(ids.SEARCH_PRINCIPLES))
    elif way == "command":
        bot.command("search")
    else:
        bot.event(bot.payloads.home_opened("home", user=ASKER))
        press_in(bot, bot.slack.workspace.homes[ASKER], ids.SEARCH)
    post = ask_from(bot, last_view(bot), "Who feeds the cat?")
    assert "Who feeds the cat?" in post.text


def test_none_of_these_in_a_window_leads_to_the_team_with_what_was_asked(bot):
    bot.command(SHED)
    view_of = bot.payloads.message_shortcut(bot.payloads.say("shop", user=OTHER), ids.FIND_ANSWER)
    bot.interact(view_of)
    view = last_view(bot)
    button = {"type": "button", "action_id": ids.NONE_OF_THESE, "value": ids.NO_VALUE}
    bot.interact(bot.payloads.press_in_view(view, button))
    assert len(offers(view)) == 1


def test_nobody_is_offered_in_windows_and_lists_where_nobody_can_be_asked(school):
    bot = school.start()
    note(bot)
    assert offers(gap_list(bot)) == []
    bot.command("search")
    assert offers(last_view(bot)) == []
    bot.interact(bot.payloads.message_shortcut(bot.payloads.say(SHED, user=OTHER), ids.FIND_ANSWER))
    assert offers(last_view(bot)) == []


@on_both
def test_a_teacher_puts_a_gap_to_the_team_and_keeps_the_answer(school):
    bot = school.start(EXPERTS_CHANNEL=EXPERTS)
    note(bot, times=3)
    view = gap_list(bot)
    post = ask_from(bot, view)
    assert SHED in post.text
    assert offers(gap_list(bot)) == []
    assert PUT in says(gap_list(bot))
    answer(bot, post)
    assert ANSWER in bot.slack.workspace.from_bot("D1")[-1].text
    shown = bot.slack.workspace.messages[EXPERTS, post.ts]
    bot.interact(bot.payloads.press(shown, find(shown.blocks, ids.TEACH)))
    accept(bot, last_view(bot), filled(SHED, ANSWER))
    assert [lesson.answer for lesson in Learned(bot.runtime.database).of(TEAM)] == [ANSWER]
    assert NOTHING in says(gap_list(bot))


def test_a_gap_in_the_home_is_put_to_the_team_too_and_says_so_there(bot):
    note(bot)
    bot.event(bot.payloads.home_opened("home", user=ASKER))
    ask_from(bot, bot.slack.workspace.homes[ASKER])
    home = bot.slack.workspace.homes[ASKER]
    assert (offers(home), PUT in says(home)) == ([], True)


@on_both
def test_of_two_teachers_the_second_hears_that_it_was_put(school):
    bots = [school.start(EXPERTS_CHANNEL=EXPERTS) for _ in range(2)]
    bots[0].slack.workspace.admins.add(OTHER)
    number = note(bots[0])
    lists = [gap_list(bots[0], user=ASKER), gap_list(bots[1], user=OTHER)]
    windows = []
    for bot, view in zip(bots, lists, strict=True):  # both have the window open
        bot.interact(bot.payloads.press_in_view(view, offers(view)[0]))
        windows.append(view)
    for bot, view in zip(bots, windows, strict=True):
        submit(bot, view)
    assert len(bots[0].slack.workspace.from_bot(EXPERTS)) == 1
    bots[1].interact(bots[1].payloads.press_in_view(lists[1], gap_button(number)))
    assert ALREADY in says(lists[1])


def gap_button(number):
    return {"type": "button", "action_id": f"{ids.ASK_TEAM}:list1", "value": of_gap(number)}


def test_a_digest_stays_as_it_is_when_a_teacher_asks_from_it(bot):
    number = note(bot)
    digest = bot.payloads.say("The week in questions", user=BOT_USER)
    bot.interact(bot.payloads.press(digest, gap_button(number)))
    submit(bot, last_view(bot))
    answer(bot, bot.slack.workspace.from_bot(EXPERTS)[-1])
    assert digest.text == "The week in questions"
    assert ANSWER in bot.slack.workspace.from_bot("D1")[-1].text


def test_a_gap_is_shown_to_no_one_but_teachers_whoever_presses(bot):
    number = note(bot)
    message = bot.payloads.say("digest", user=OTHER)
    bot.interact(bot.payloads.press(message, gap_button(number), user=OTHER))
    assert "Only admins" in bot.whispered[-1]["text"]
    assert not bot.slack.workspace.views


def test_a_gap_of_another_workspace_is_not_there(bot):
    theirs = Gap("T2", "unanswered", "The secret of T2?", "dm", (), "x", bot.runtime.clock.now())
    Gaps(bot.runtime.database).note(theirs)
    number = Gaps(bot.runtime.database).since(bot.runtime.clock.now() - timedelta(hours=1), "T2")[-1].number
    note(bot)
    view = gap_list(bot)
    bot.interact(bot.payloads.press_in_view(view, gap_button(number)))
    assert GONE in says(view)
    assert "secret" not in says(view)


def test_a_question_that_was_not_kept_can_be_put_to_nobody(school):
    bot = school.start(EXPERTS_CHANNEL=EXPERTS, RECORD_QUESTIONS="false")
    bot.dm(SHED)
    view = gap_list(bot)
    assert "not kept" in says(view)
    assert offers(view) == []


def test_what_nobody_answered_within_a_week_may_be_put_again(bot):
    number = note(bot)
    ask_from(bot, gap_list(bot))
    asks = Asks(bot.runtime.database)
    first = asks.read(TEAM, ask_id(TEAM, of_gap(number)))
    desk = next(job for job in bot.runtime.jobs if job.name == "asks").call.__self__
    object.__setattr__(desk, "now", lambda: bot.runtime.clock.now() + CLOSED_AFTER + timedelta(minutes=1))
    desk.look()
    bot.settle()
    assert asks.read(TEAM, first.id).state is State.CLOSED
    post = ask_from(bot, gap_list(bot))
    again = asks.read(TEAM, first.id)
    assert (again.state, again.ts, len(bot.slack.workspace.from_bot(EXPERTS)) >= 2) == (State.OPEN, post.ts, True)


def test_what_the_window_remembers_leads_to_no_channel_where_nothing_was_answered(bot, slack):
    """It comes back through people's hands: a forged place would have the answer said where nobody asked."""
    slack.workspace.channels["CSECRET"] = Channel("CSECRET", "secret", private=True, people={OTHER})
    there = bot.payloads.say("what we plan", channel="CSECRET", user=OTHER)
    bot.mention(f"<@{BOT_USER}> {SHED}")
    bot.interact(bot.payloads.press(bot.said[-1], find(bot.said[-1].blocks, ids.ASK_TEAM)))
    view = last_view(bot)
    origin = f'"channel":"CSECRET","thread_ts":"{there.ts}","reply_ts":"{there.ts}","question_ts":"{there.ts}"'
    view.content["private_metadata"] = f'{{"place":"CSECRET:{there.ts}",{origin}}}'
    submit(bot, view)
    answer(bot, slack.workspace.from_bot(EXPERTS)[-1])
    assert slack.workspace.from_bot("CSECRET") == []
    assert ANSWER in slack.workspace.from_bot("D1")[-1].text

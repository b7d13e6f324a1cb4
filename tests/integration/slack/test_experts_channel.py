"""Teachers choose where a workspace asks its experts; in an app with many workspaces each has its own."""

from contextlib import ExitStack
from datetime import timedelta

import pytest

from bot.render import ids
from bot.render.experts import ASKED_NOWHERE, CHOSEN, NOBODY
from bot.store.experts import ExpertsChannels
from bot.store.inbox import Task
from tests.integration.slack.conftest import Bot
from tests.integration.slack.teaching import School, press_in, says
from tests.integration.slack.test_many_workspaces import TEAMS, many  # noqa: F401 - a fixture
from tests.slack_stand_in import ASKER, BOT_USER, OTHER, TEAM, Channel, Payloads, Refuse, elements, find

SHED, EXPERTS, SECRET = "where is the bike shed", "CEXP", "GEXP"


@pytest.fixture(params=["sqlite"])
def school(slack, tmp_path, request):
    url = request.getfixturevalue("postgres_url" if request.param == "postgresql" else "sqlite_url")
    furnish(slack.workspace)
    with ExitStack() as stack:
        yield School(slack, tmp_path, url, stack)


on_both = pytest.mark.parametrize("school", ["sqlite", "postgresql"], indirect=True)


def furnish(workspace):
    """A teacher, a public channel that the bot is not in, and a private one."""
    workspace.admins.add(ASKER)
    workspace.channels[EXPERTS] = Channel(EXPERTS, "experts", member=False, people={ASKER})
    workspace.channels[SECRET] = Channel(SECRET, "secret", member=False, private=True, people={ASKER})


@pytest.fixture
def bot(school):
    return school.start()


def home(bot, user=ASKER):
    bot.event(bot.payloads.home_opened("home", user=user))
    return bot.payloads.workspace.homes[user]


def window(bot, user=ASKER):
    """The window that the button in the Home opens."""
    view = home(bot, user)
    bot.interact(bot.payloads.press_in_view(view, find(view.content["blocks"], ids.EXPERTS)))
    return list(bot.payloads.workspace.views.values())[-1]


def submit(bot, view, channel):
    form = {ids.EXPERTS_CHANNEL: {ids.EXPERTS_CHANNEL: {"selected_conversation": channel}}}
    bot.interact(bot.payloads.submit(view, form))
    return says(view)


def choose(bot, channel=EXPERTS, user=ASKER):
    return submit(bot, window(bot, user), channel)


def offered(bot):
    """Whether somebody who asks in vain is offered the team."""
    message = bot.payloads.say(f"<@{BOT_USER}> {SHED}")
    bot.event(bot.payloads.mention(message))
    last = [said for said in bot.payloads.workspace.from_bot() if said.thread_ts == message.ts][-1]
    return ids.ASK_TEAM in {one["action_id"] for one in elements(last.blocks)}


@on_both
def test_a_teacher_chooses_the_channel_in_the_home_and_it_counts_in_every_replica(school):
    bot, other = school.start(), school.start()
    assert ASKED_NOWHERE in says(home(bot))
    assert not offered(other)
    assert CHOSEN in choose(bot)
    assert f"<#{EXPERTS}>" in says(home(other))
    assert offered(other)
    [told] = bot.slack.workspace.from_bot(EXPERTS)
    assert f"<@{ASKER}> chose this channel" in told.text


@on_both
def test_nobody_is_asked_where_a_teacher_says_so(school):
    bot = school.start(EXPERTS_CHANNEL=EXPERTS)
    assert offered(bot)
    view = window(bot)
    press_in(bot, view, ids.EXPERTS_NONE)
    assert NOBODY in says(view)
    assert not offered(bot)
    assert ASKED_NOWHERE in says(home(bot))
    assert CHOSEN in choose(bot)
    assert offered(bot)


def test_a_workspace_s_own_choice_wins_over_the_setting(school):
    school.slack.workspace.channels["COTHER"] = Channel("COTHER", "other", people={ASKER})
    bot = school.start(EXPERTS_CHANNEL=EXPERTS)
    assert f"<#{EXPERTS}>" in says(home(bot))
    choose(bot, "COTHER")
    assert ExpertsChannels(bot.runtime.database, EXPERTS).of(TEAM) == "COTHER"


def test_only_teachers_see_it_and_choose(bot):
    assert ids.EXPERTS not in {one.get("action_id") for one in elements(home(bot, OTHER).content["blocks"])}
    view = window(bot)
    view.user = OTHER
    assert "Only admins" in submit(bot, view, EXPERTS)
    assert ExpertsChannels(bot.runtime.database).of(TEAM) == ""


def test_where_the_bot_is_not_and_cannot_join_it_says_what_to_do(bot):
    said = choose(bot, SECRET)
    assert "/invite" in said
    assert SECRET in said  # the choice stands there still
    assert not offered(bot)
    bot.slack.workspace.channels[SECRET].member = True
    assert CHOSEN in choose(bot, SECRET)


def test_an_archived_channel_is_not_taken(bot):
    bot.slack.workspace.channels[EXPERTS].archived = True
    assert "archived" in choose(bot)
    assert not offered(bot)


def test_a_channel_whose_rules_forbid_the_bot_to_post_is_not_taken(bot):
    bot.slack.faults.add("chat.postMessage", Refuse("restricted_action"))
    assert f"do not let me post in <#{EXPERTS}>" in choose(bot)
    assert not offered(bot)


def test_a_teacher_who_is_no_admin_chooses_only_among_their_own_channels(school):
    bot = school.start(TEACHERS="members")
    assert "Only members of a channel" in choose(bot, user=OTHER)
    bot.slack.workspace.channels[EXPERTS].people.add(OTHER)
    assert CHOSEN in choose(bot, user=OTHER)


def test_the_same_channel_again_is_told_nothing_and_looked_at_all_the_same(bot):
    choose(bot)
    choose(bot)
    assert len(bot.slack.workspace.from_bot(EXPERTS)) == 1
    bot.slack.workspace.channels[EXPERTS].archived = True
    assert "archived" in choose(bot)


def test_no_channel_is_no_choice(bot):
    view = window(bot)
    ack = bot.slacks.interaction(bot.payloads.submit(view, {ids.EXPERTS_CHANNEL: {}}))
    assert ack.body["response_action"] == "errors"


def ask(bot):
    """Somebody asks in vain, and puts it to the team."""
    workspace = bot.payloads.workspace
    message = bot.payloads.say(f"<@{BOT_USER}> {SHED}", user=OTHER)
    bot.event(bot.payloads.mention(message))
    missed = [said for said in workspace.from_bot() if said.thread_ts == message.ts][-1]
    bot.interact(bot.payloads.press(missed, find(missed.blocks, ids.ASK_TEAM), user=OTHER))
    form = {ids.ASK_QUESTION: {ids.ASK_QUESTION: {"value": SHED}}}
    bot.interact(bot.payloads.submit(list(workspace.views.values())[-1], form))


def told(bot, person=ASKER):
    """What that person was told directly of a channel where nobody can be asked."""
    calls = bot.slack.calls_of("chat.postMessage")
    return [c.params["text"] for c in calls if c.params["channel"] == person and "could not be put" in c.params["text"]]


def test_whoever_chose_the_channel_hears_once_a_day_that_it_is_gone(bot):
    choose(bot)
    bot.slack.workspace.channels[EXPERTS].archived = True
    for _ in range(2):
        ask(bot)
    [text] = told(bot)
    assert f"<#{EXPERTS}> is archived" in text
    assert "in my Home" in text


def test_a_public_channel_that_only_the_setting_names_is_joined_so_that_replies_are_heard(school):
    bot = school.start(EXPERTS_CHANNEL=EXPERTS)
    ask(bot)
    assert bot.slack.workspace.channels[EXPERTS].member


def test_where_slack_lets_it_post_but_not_join_the_question_stands_all_the_same(school):
    bot = school.start(EXPERTS_CHANNEL=EXPERTS)
    bot.slack.workspace.scopes.discard("channels:join")
    ask(bot)
    [post] = bot.slack.workspace.from_bot(EXPERTS)
    assert SHED in post.text


def test_who_chose_another_channel_meanwhile_hears_nothing_of_the_old_one(bot):
    choose(bot)
    key = {"channel": "COLD", "error": "is_archived"}
    bot.runtime.intake.take(Task(TEAM, "ask_lost:COLD:day", "ask_lost", key, timedelta(hours=1)), client(bot))
    bot.settle()
    assert told(bot) == []


def client(bot):
    return bot.runtime.clients.of(TEAM)


@pytest.fixture
def bots(many, slack):  # noqa: F811 - the fixture
    """An app in three workspaces; each workspace's people."""
    found = []
    for team in TEAMS:
        workspace = slack.add_workspace(team)
        furnish(workspace)
        many.install(workspace)
        found.append(Bot(slack, many.runtime, many.slacks, Payloads(slack, workspace)))
    return found


def test_each_of_many_workspaces_asks_in_its_own_channel_and_no_other(bots):
    assert [offered(bot) for bot in bots] == [False] * 3
    assert CHOSEN in choose(bots[1])
    assert [offered(bot) for bot in bots] == [False, True, False]
    ask(bots[1])
    assert [len(bot.payloads.workspace.from_bot(EXPERTS)) for bot in bots] == [0, 2, 0]
    post = bots[1].payloads.workspace.from_bot(EXPERTS)[-1]
    reply = bots[1].payloads.say("Behind the house.", channel=EXPERTS, user=ASKER, thread_ts=post.ts)
    bots[1].event(bots[1].payloads.message(reply))
    answers = ["Behind the house." in str([said.text for said in bot.payloads.workspace.from_bot()]) for bot in bots]
    assert answers == [False, True, False]


@pytest.mark.parametrize("shared", [True, "pending"], ids=["shared", "invited"])
def test_a_channel_that_another_company_reads_is_taken_once_the_teacher_knows_that(bot, shared):
    bot.slack.workspace.channels[EXPERTS].shared = shared
    view = window(bot)
    assert "shared with another company" in submit(bot, view, EXPERTS)
    assert not offered(bot)
    assert bot.slack.workspace.from_bot(EXPERTS) == []
    assert CHOSEN in submit(bot, view, EXPERTS)
    assert "shared with another company" in says(home(bot))


def test_a_warning_of_one_channel_is_none_of_another(bot):
    for channel in (EXPERTS, SECRET):
        bot.slack.workspace.channels[channel].shared = True
    bot.slack.workspace.channels[SECRET].member = True
    view = window(bot)
    submit(bot, view, EXPERTS)
    assert "shared with another company" in submit(bot, view, SECRET)
    assert not offered(bot)


@pytest.mark.parametrize("shared", [True, False])
def test_whoever_asks_reads_that_another_company_reads_along(school, shared):
    bot = school.start(EXPERTS_CHANNEL=EXPERTS)
    bot.slack.workspace.channels[EXPERTS].shared = shared
    ask(bot)
    assert ("people of another company" in says(list(bot.slack.workspace.views.values())[-1])) is shared

"""Who may see and change a channel's daily post, and what is said when Slack does not answer."""

import pytest

from bot.errors import StoreLostError
from bot.posting.subscription import Standing
from bot.render import ids
from tests.integration.slack.daily import home, open_modal, say, set_up, values
from tests.slack_stand_in import ASKER, OTHER, TEAM, Channel, RateLimited, Refuse, find


@pytest.fixture
def bot(http_bot):
    return http_bot


@pytest.fixture
def kept(bot):
    """The subscription that the store has for C1."""
    return lambda: bot.runtime.daily.subscriptions.get(TEAM, "C1")


def opened(bot):
    """The blocks of the window that was opened last, as text."""
    return str(list(bot.slack.workspace.views.values())[-1].content["blocks"])


def press_setup(bot, value, *, user):
    view = home(bot, user)
    button = {"type": "button", "action_id": f"{ids.DAILY_SETUP}:{value}", "value": value}
    bot.interact(bot.payloads.press_in_view(view, button))


def test_a_button_opens_no_channel_that_its_presser_may_not_manage(bot):
    """A value is what a client sends: it shows neither time nor zone nor topics of another's channel."""
    set_up(bot)
    bot.slack.workspace.channels["C1"].people = {ASKER}
    press_setup(bot, "C1", user=OTHER)
    assert "Only members" in opened(bot)
    assert "09:30" not in opened(bot)
    bot.command("daily", user=OTHER, channel="C1")
    assert "09:30" not in opened(bot)


def test_whoever_may_sees_the_channel_s_settings(bot):
    set_up(bot)
    press_setup(bot, "C1", user=OTHER)
    assert "09:30" in opened(bot)


def test_what_was_done_is_not_apologised_for(bot, kept):
    """Slack opens no window any more, and the pause stands."""
    set_up(bot)
    view = home(bot)
    bot.slack.faults.add("views.open", Refuse("expired_trigger_id"))
    bot.interact(bot.payloads.press_in_view(view, find(view.content["blocks"], ids.DAILY_PAUSE)))
    assert kept().standing is Standing.PAUSED
    assert "paused" in str(bot.slack.workspace.homes[ASKER].content)
    assert "my side" not in str(bot.said) + str(bot.whispered)


def test_a_window_that_slack_opens_no_more_is_said(bot):
    bot.slack.faults.add("views.open", Refuse("expired_trigger_id"))
    bot.command("daily")
    assert "try once more" in bot.whispered[-1]["text"]


@pytest.mark.parametrize("fault", [Refuse("hash_conflict"), RateLimited(1)])
def test_two_quick_choices_need_no_apology(bot, fault):
    view = open_modal(bot)
    bot.slack.faults.add("views.update", fault)
    select = find(view.content["blocks"], ids.DAILY_TOPICS)
    bot.interact(bot.payloads.press_in_view(view, select, selected_options=[]))
    assert "my side" not in str(bot.said) + str(bot.whispered)


def test_a_home_that_slack_does_not_take_needs_no_apology(bot):
    bot.slack.faults.add("views.publish", Refuse("internal_error"))
    bot.event(bot.payloads.home_opened("home", user=ASKER))
    assert "my side" not in str(bot.said) + str(bot.whispered)


def test_a_home_that_comes_too_fast_for_slack_comes_a_moment_later(bot):
    bot.slack.faults.add("views.publish", RateLimited(0))
    assert ids.SEARCH in str(home(bot).content)


def test_no_answer_is_not_no_channel(bot):
    set_up(bot, user=OTHER)
    bot.slack.faults.sometimes("users.conversations", Refuse("internal_error"), rate=1, seed=1)
    assert "Slack did not answer me" in say(bot, "list")
    assert "Slack did not answer me" in str(home(bot).content)


def test_no_answer_is_not_no_admin(bot, kept):
    set_up(bot)
    bot.slack.workspace.channels["C1"].people = {OTHER}
    bot.slack.faults.add("users.info", Refuse("internal_error"))
    assert "Slack did not answer me" in say(bot, "pause")
    assert kept().standing is Standing.ACTIVE


def test_home_waits_for_nothing_that_slack_has_to_be_asked(bot):
    """It is there at once, and the channels a moment later; for a minute they are known."""
    set_up(bot)
    before = len(bot.slack.calls_of("views.publish"))
    home(bot, OTHER)
    first, then = bot.slack.calls_of("views.publish")[before:]
    assert "<#C1>" not in str(first.params)
    assert "<#C1>" in str(then.params)
    asked = len(bot.slack.calls_of("users.conversations"))
    home(bot, OTHER)
    assert len(bot.slack.calls_of("users.conversations")) == asked
    assert len(bot.slack.calls_of("views.publish")) == before + 3


def test_a_stranger_does_not_learn_that_a_channel_is_archived(bot):
    bot.slack.workspace.channels["C1"] = Channel("C1", people={OTHER}, private=True, archived=True)
    said = set_up(bot)
    assert "Only members" in said
    assert "archived" not in said


def test_what_was_filled_in_is_there_after_a_no(bot, kept):
    bot.slack.workspace.channels["C1"].people = {OTHER}
    view = home(bot)
    bot.interact(bot.payloads.press_in_view(view, find(view.content["blocks"], ids.DAILY_SETUP)))
    form = list(bot.slack.workspace.views.values())[-1]
    bot.interact(bot.payloads.submit(form, values()))
    said = str(form.content["blocks"])
    assert "Only members" in said
    assert "09:30" in said
    assert kept() is None


def test_an_admin_elsewhere_is_no_admin_here(bot, kept):
    """Over Slack Connect people of other workspaces meet here; their own admins manage nothing of ours."""
    set_up(bot)
    bot.slack.workspace.channels["C1"].people = {ASKER}
    bot.slack.workspace.admins.add(OTHER)
    bot.slack.workspace.homes_of[OTHER] = "T0ELSEWHERE"
    assert "Only members" in say(bot, "pause", user=OTHER)
    assert kept().standing is Standing.ACTIVE


def test_without_a_database_the_home_is_there_without_the_daily_posts(bot, monkeypatch):
    set_up(bot)

    def away(*_):
        raise StoreLostError("it is away")

    monkeypatch.setattr(bot.runtime.daily.subscriptions, "of_team", away)
    shown = str(home(bot).content)
    assert ids.SEARCH in shown
    assert "<#C1>" not in shown


def test_a_stranger_does_not_learn_whether_a_channel_has_a_post(bot):
    bot.slack.workspace.channels["C1"].people = {ASKER}
    without = say(bot, "pause", user=OTHER)
    set_up(bot)
    assert say(bot, "pause", user=OTHER) == without

"""Daily posts as people set them up and handle them, against the stand-in."""

from datetime import timedelta

import pytest

from bot.posting.delivery import Key, State
from bot.posting.subscription import Standing
from bot.render import ids
from bot.slack.daily.desk import NONE_HERE
from tests.integration.slack.daily import home, open_modal, say, set_up, values
from tests.integration.slack.knowledge import ANGRY
from tests.slack_stand_in import ASKER, OTHER, TEAM, Channel, Refuse, find


@pytest.fixture
def bot(http_bot):
    return http_bot


@pytest.fixture
def kept(bot):
    """The subscription that the store has for C1."""
    return lambda: bot.runtime.daily.subscriptions.get(TEAM, "C1")


def test_the_modal_opens_with_the_channel_and_the_person_s_own_zone(bot):
    view = open_modal(bot, user=OTHER)
    assert view.user == OTHER
    channel = next(b for b in view.content["blocks"] if b.get("block_id") == ids.DAILY_CHANNEL)
    assert channel["element"]["initial_conversation"] == "C1"
    assert find(view.content["blocks"], ids.DAILY_ZONE)["initial_option"]["value"] == "America/New_York"


def test_without_the_people_scope_the_zone_is_utc(bot):
    bot.slack.workspace.scopes.discard("users:read")
    view = open_modal(bot)
    assert find(view.content["blocks"], ids.DAILY_ZONE)["initial_option"]["value"] == "UTC"


def test_saving_sets_the_channel_s_post_up_and_says_when_it_comes(bot, kept):
    said = set_up(bot)
    assert "a card at 09:30 (Europe/Berlin), every day" in said
    assert "The next one comes on" in said
    one = kept()
    assert (one.creator, one.schedule.zone, one.standing) == (ASKER, "Europe/Berlin", Standing.ACTIVE)
    assert one.upcoming is not None


def test_the_zone_typeahead_finds_cities(bot):
    ack = bot.slacks.interaction(bot.payloads.typing(open_modal(bot), "kath", action_id=ids.DAILY_ZONE))
    assert [option["value"] for option in ack.body["options"]] == ["Asia/Kathmandu"]


@pytest.mark.parametrize(
    ("chosen", "first"), [(None, "Europe/Dublin"), ("Asia/Tokyo", "Asia/Kolkata")], ids=["their own zone", "picked"]
)
def test_an_abbreviation_of_several_clocks_means_the_one_nearest_to_the_zone_that_stands_there(bot, chosen, first):
    payload = bot.payloads.typing(open_modal(bot), "IST", action_id=ids.DAILY_ZONE, block_id=ids.DAILY_ZONE)
    if chosen:
        payload["view"]["state"] = {"values": values(**{ids.DAILY_ZONE: {"selected_option": {"value": chosen}}})}
    options = bot.slacks.interaction(payload).body["options"]
    assert (options[0]["value"], options[0]["text"]["text"][:7]) == (first, "IST, UT")


def test_choosing_a_topic_changes_the_preview_in_place(bot):
    view = open_modal(bot)
    element = find(view.content["blocks"], ids.DAILY_TOPICS)
    payload = bot.payloads.press_in_view(view, {**element, "action_id": ids.DAILY_TOPICS})
    topics = {"selected_options": [{"value": "frameworks"}]}
    payload["view"]["state"] = {"values": values(**{ids.DAILY_TOPICS: topics})}
    bot.interact(payload)
    assert "7 Cs" in str(view.content["blocks"])
    assert find(view.content["blocks"], ids.DAILY_TOPICS)["initial_options"][0]["value"] == "frameworks"


def test_a_field_that_cannot_be_used_is_named_and_nothing_is_saved(bot, kept):
    view = open_modal(bot)
    submitted = bot.payloads.submit(view, values(**{ids.DAILY_WEEKDAYS: {"selected_options": []}}))
    ack = bot.interact(submitted)
    assert ack.body["response_action"] == "errors"
    assert list(ack.body["errors"]) == [ids.DAILY_WEEKDAYS]
    assert kept() is None


def test_the_bot_joins_a_public_channel_before_it_says_yes(bot, kept):
    bot.slack.workspace.channels["C1"].member = False
    set_up(bot)
    assert bot.slack.workspace.channels["C1"].member
    assert kept() is not None


@pytest.mark.parametrize(
    ("channel", "scopes", "said"),
    [
        (Channel("C1", member=False, private=True), set(), "Invite me there with /invite"),
        (Channel("C1", member=False), {"channels:join"}, "Invite me there with /invite"),
        (Channel("C1", archived=True), set(), "archived"),
        (Channel("C1", people={OTHER}), set(), "Only members"),
        (Channel("C1", people={OTHER}, private=True), set(), "Only members"),
        (Channel("C1"), {"channels:read", "users:read"}, "channels:read"),
    ],
)
def test_where_it_cannot_be_it_says_why_and_saves_nothing(bot, kept, channel, scopes, said):
    bot.slack.workspace.channels["C1"] = channel
    bot.slack.workspace.scopes -= scopes
    assert said in set_up(bot)
    assert kept() is None


def test_a_stranger_does_not_make_the_bot_join(bot):
    bot.slack.workspace.channels["C1"] = Channel("C1", member=False, people={OTHER})
    set_up(bot)
    assert bot.slack.calls_of("conversations.join") == []


def test_an_admin_may_without_being_a_member(bot, kept):
    bot.slack.workspace.admins.add(ASKER)
    bot.slack.workspace.channels["C1"].people = {OTHER}
    set_up(bot)
    assert kept() is not None


@pytest.mark.parametrize("word", ["pause", "resume", "skip", "now", "stop"])
def test_a_stranger_changes_nothing(bot, kept, word):
    """And is told so politely, whatever the word."""
    set_up(bot)
    before = kept()
    bot.slack.workspace.channels["C1"].people = {ASKER}
    assert "Only members" in say(bot, word, user=OTHER)
    assert kept() == before


def test_pause_and_resume(bot, kept):
    set_up(bot)
    assert "Paused" in say(bot, "pause")
    assert (kept().standing, kept().upcoming) == (Standing.PAUSED, None)
    assert "Going on" in say(bot, "resume")
    assert kept().standing is Standing.ACTIVE


def test_resume_after_slack_refused_looks_first_whether_it_is_mended(bot, kept):
    set_up(bot)
    bot.runtime.daily.subscriptions.halt(TEAM, "C1", "is_archived")
    bot.slack.workspace.channels["C1"].archived = True
    assert "archived" in say(bot, "resume")
    assert kept().standing is Standing.HALTED
    bot.slack.workspace.channels["C1"].archived = False
    say(bot, "resume")
    assert (kept().standing, kept().trouble) == (Standing.ACTIVE, None)


def test_skip_leaves_out_the_next_day_only(bot, kept):
    set_up(bot)
    first = kept().upcoming
    assert "Skipped" in say(bot, "skip")
    assert kept().upcoming.day == first.day + timedelta(days=1)
    assert kept().schedule.skip == {first.day}


def test_skip_with_a_date_leaves_out_that_day(bot, kept):
    set_up(bot)
    day = kept().upcoming.day + timedelta(days=7)
    assert "Skipped" in say(bot, f"skip {day.isoformat()}")
    assert kept().schedule.skip == {day}
    assert "do not know which day" in say(bot, "skip christmas")


@pytest.mark.parametrize("written", ["tomorrow", "24.12.2099", "next friday"])
def test_a_day_is_skipped_and_taken_back_as_people_write_it(bot, kept, written):
    set_up(bot)
    assert "Skipped" in say(bot, f"skip {written}")
    [day] = kept().schedule.skip
    assert f"{day.day} {day:%B}" in say(bot, f"unskip {written}")
    assert kept().schedule.skip == frozenset()
    assert "not left out" in say(bot, f"unskip {written}")
    assert "nothing to take back" in say(bot, "unskip")


def test_a_skip_is_undone_in_the_home(bot, kept):
    set_up(bot)
    assert f"{ids.DAILY_UNSKIP}:C1" not in str(home(bot).content)
    say(bot, "skip")
    view = home(bot)
    bot.interact(bot.payloads.press_in_view(view, find(view.content["blocks"], ids.DAILY_UNSKIP)))
    assert kept().schedule.skip == frozenset()


@pytest.mark.parametrize(("word", "at"), [("9:05", "09:05"), ("at 5 pm", "17:00")])
def test_a_time_opens_the_window_with_it(bot, word, at):
    """Nothing is saved before it is looked over."""
    set_up(bot)
    bot.command(f"daily {word}")
    view = list(bot.slack.workspace.views.values())[-1]
    assert find(view.content["blocks"], ids.DAILY_TIME)["initial_time"] == at


def test_next_names_the_day_and_the_card(bot):
    set_up(bot)
    said = say(bot, "next")
    assert "The next one comes on" in said
    assert "“" in said


def test_now_brings_today_forward_once(bot, kept):
    set_up(bot)
    assert say(bot, "now") == "It will be here within a minute."
    assert say(bot, "now") == "Today's post is on its way."
    (planned,) = bot.runtime.daily.deliveries.planned(limit=10)
    assert (planned.key.channel, planned.state) == ("C1", State.PLANNED)
    assert kept().upcoming.day > planned.key.day


def test_now_after_it_was_posted_says_so(bot, kept):
    set_up(bot)
    say(bot, "now")
    ledger = bot.runtime.daily.deliveries
    (planned,) = ledger.planned(limit=10)
    ledger.settle(planned, State.SENT, now=planned.due)
    assert "in the channel already" in say(bot, "now")
    assert ledger.read(Key(TEAM, "C1", planned.key.day)).state is State.SENT


def test_stop_forgets_the_subscription(bot, kept):
    set_up(bot)
    assert "Stopped" in say(bot, "stop")
    assert kept() is None
    assert say(bot, "pause") == NONE_HERE.format(command="/principle")


def test_list_shows_the_channels_one_is_in(bot):
    assert "No channel of yours" in say(bot, "list")
    set_up(bot)
    assert "<#C1> · at 09:30 (Europe/Berlin), every day · next on" in say(bot, "list")
    bot.slack.workspace.channels["C1"].people = {ASKER}
    assert "No channel of yours" in say(bot, "list", user=OTHER)


def test_an_unknown_word_gets_the_words_there_are(bot):
    said = say(bot, "dance")
    assert "list, pause, resume, skip, unskip, next, now, stop" in said
    assert "daily 9:00" in said


def test_a_question_that_begins_with_daily_is_a_question(bot):
    bot.command(f"daily work: {ANGRY.question}")
    assert "Listen" in bot.whispered[-1]["text"]


def test_editing_keeps_the_creator_and_the_skipped_days(bot, kept):
    set_up(bot)
    say(bot, "skip")
    skipped = kept().schedule.skip
    set_up(bot, user=OTHER, **{ids.DAILY_TIME: {"selected_time": "10:00"}})
    assert (kept().creator, kept().schedule.skip, kept().schedule.at.hour) == (ASKER, skipped, 10)


def test_app_home_shows_and_manages_them(bot, kept):
    """Pause, resume, skip, stop and change, each by its button."""
    assert "C1" not in str(home(bot).content)
    set_up(bot)
    assert "<#C1>" in str(home(bot).content)
    for name, standing in ((ids.DAILY_PAUSE, Standing.PAUSED), (ids.DAILY_RESUME, Standing.ACTIVE)):
        view = home(bot)
        bot.interact(bot.payloads.press_in_view(view, find(view.content["blocks"], name)))
        assert kept().standing is standing
    view = home(bot)
    bot.interact(bot.payloads.press_in_view(view, find(view.content["blocks"], ids.DAILY_SKIP)))
    assert len(kept().schedule.skip) == 1
    view = home(bot)
    bot.interact(bot.payloads.press_in_view(view, find(view.content["blocks"], f"{ids.DAILY_SETUP}:C1")))
    changing = list(bot.slack.workspace.views.values())[-1]
    assert find(changing.content["blocks"], ids.DAILY_TIME)["initial_time"] == "09:30"
    view = home(bot)
    bot.interact(bot.payloads.press_in_view(view, find(view.content["blocks"], ids.DAILY_STOP)))
    assert kept() is None
    assert "<#C1>" not in str(bot.slack.workspace.homes[ASKER].content)


def test_app_home_opens_without_the_scopes(bot):
    """Whoever declined the optional scopes still has a Home, with what they made themselves."""
    set_up(bot)
    bot.slack.workspace.scopes -= {"channels:read", "groups:read", "users:read"}
    assert "<#C1>" in str(home(bot).content)
    assert "<#C1>" not in str(home(bot, OTHER).content)


def test_see_all_shows_the_list_to_the_one_who_asks(bot):
    message = bot.payloads.say("a card", user=OTHER)
    button = {"type": "button", "action_id": ids.SEE_ALL, "value": ANGRY.id}
    bot.interact(bot.payloads.press(message, button))
    assert "Apologise" in bot.whispered[-1]["text"]
    assert bot.said == []


def test_slack_out_of_reach_while_saving_is_said(bot, kept):
    bot.slack.faults.add("conversations.info", Refuse("internal_error"))
    assert "Slack did not answer me" in set_up(bot)
    assert kept() is None

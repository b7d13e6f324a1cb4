"""Slack opens a window within three seconds or not at all: whoever pressed hears it, in plain words and once."""

from contextlib import ExitStack

import pytest

from bot.learning.gaps import Gap
from bot.render import ids
from bot.slack.outbox.views import DONE, NOT_OPENED
from bot.store.gaps import Gaps
from bot.store.learned import Learned
from tests.integration.slack.teaching import SHED, School, teach
from tests.integration.slack.team import EXPERTS, put
from tests.slack_stand_in import ASKER, BOT_USER, OTHER, TEAM, Channel, Refuse, find

CLOSED = Refuse("expired_trigger_id")


@pytest.fixture
def bot(slack, tmp_path):
    slack.workspace.admins |= {ASKER, OTHER}
    slack.workspace.channels[EXPERTS] = Channel(EXPERTS, "experts")
    with ExitStack() as stack:
        school = School(slack, tmp_path, f"sqlite:///{tmp_path}/store.sqlite3", stack)
        bot = school.start(EXPERTS_CHANNEL=EXPERTS, PERSON_PER_MINUTE="0")
        Gaps(bot.runtime.database).note(Gap(TEAM, "unanswered", SHED, "dm", (), "x", bot.runtime.clock.now()))
        yield bot


def in_message(bot, name, value):
    message = bot.payloads.say("…", user=BOT_USER)
    return bot.payloads.press(message, {"type": "button", "action_id": name, "value": value})


def in_home(bot, name, value):
    bot.event(bot.payloads.home_opened("home", user=ASKER))
    element = {"type": "button", "action_id": name, "value": value}
    return bot.payloads.press_in_view(bot.slack.workspace.homes[ASKER], element)


# What opens a window, by its button and its value.
OPENING = {
    "the list of gaps": (ids.GAPS, "-"),
    "the figures": (ids.FIGURES, "-"),
    "the teaching window": (ids.TEACH, ids.NO_VALUE),
    "what was taught": (ids.LESSONS, "-"),
    "ask the team": (ids.ASK_TEAM, "gap:1"),
    "what is doubtful": (ids.DOCUMENT_DOUBTS, "1:0"),
    "the experts' channel": (ids.EXPERTS, "-"),
    "the digest": (ids.DIGEST, "C1"),
}


@pytest.mark.parametrize("what", OPENING, ids=str)
@pytest.mark.parametrize("where", [in_message, in_home])
def test_whoever_presses_hears_that_the_window_did_not_open(bot, what, where):
    pressed = where(bot, *OPENING[what])
    before = len(bot.whispered) + len(bot.said)
    bot.slack.faults.add("views.open", CLOSED)
    bot.interact(pressed)
    told = bot.whispered[-1]["text"] if where is in_message else bot.slack.workspace.from_bot("D1")[-1].text
    assert told == NOT_OPENED
    assert len(bot.whispered) + len(bot.said) == before + 1


@pytest.mark.parametrize("word", ["gaps", "digest", "daily"])
def test_whoever_types_hears_it_too(bot, word):
    bot.slack.faults.add("views.open", CLOSED)
    bot.command(word)
    assert bot.whispered[-1]["text"] == NOT_OPENED


def test_an_expert_hears_that_the_window_for_an_answer_did_not_open(bot):
    _, post = put(bot)
    bot.slack.faults.add("views.open", CLOSED)
    bot.interact(bot.payloads.press(post, find(post.blocks, ids.ASK_REPLY), user=OTHER))
    assert bot.whispered[-1]["text"] == NOT_OPENED


def test_what_is_done_already_is_said_to_be_done(bot):
    """To press once more would be wrong: it is gone from the list, or back in it."""
    bot.slack.faults.add("views.open", CLOSED, CLOSED)
    bot.interact(in_message(bot, ids.GAP_DISMISS, "1"))
    assert bot.whispered[-1]["text"] == DONE
    bot.interact(in_message(bot, ids.GAP_RESTORE, "1"))
    assert bot.whispered[-1]["text"] == DONE
    teach(bot, SHED, user=ASKER)
    bot.slack.faults.add("views.open", CLOSED)
    bot.interact(in_message(bot, ids.LESSON_REMOVE, "1"))
    assert (bot.whispered[-1]["text"], Learned(bot.runtime.database).of(TEAM)) == (DONE, ())


@pytest.mark.parametrize("name", [ids.GAPS, ids.LESSONS, ids.TEACH, ids.FIGURES])
def test_a_window_that_was_closed_meanwhile_is_nothing_to_be_told_of(bot, caplog, name):
    bot.command("gaps")
    view = list(bot.slack.workspace.views.values())[-1]
    before = len(bot.whispered) + len(bot.said)
    bot.slack.faults.add("views.update", Refuse("not_found"))
    bot.interact(bot.payloads.press_in_view(view, {"type": "button", "action_id": name, "value": "-"}))
    assert len(bot.whispered) + len(bot.said) == before
    assert "error" not in caplog.text


def test_asking_again_after_that_opens_it(bot):
    bot.slack.faults.add("views.open", CLOSED)
    for _ in range(2):
        bot.interact(in_message(bot, ids.ASK_TEAM, "q:where is the shed"))
    assert "where is the shed" in str(list(bot.slack.workspace.views.values())[-1].content)

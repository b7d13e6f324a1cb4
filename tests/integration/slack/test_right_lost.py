"""A teacher who loses the right between opening something and pressing in it changes nothing any more."""

from contextlib import ExitStack
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.learning.asks import of_gap
from bot.learning.gaps import Gap
from bot.render import ids
from bot.store import schema
from bot.store.gaps import Gaps
from tests.integration.slack import test_digest
from tests.integration.slack.teaching import School, filled, open_window, press_in, teach
from tests.integration.slack.team import EXPERTS
from tests.integration.slack.test_experts_channel import window as experts_window
from tests.integration.slack.test_uploads import press, send
from tests.slack_stand_in import ASKER, OTHER, TEAM, Channel, find

# What changes whoever presses: what is accepted, and who is there.
ALWAYS = {"inbox", "processes", "workspaces"}

PLANTS = "Who waters the plants?"


@pytest.fixture
def bot(slack, tmp_path):
    """Somebody has asked in vain, something was taught, and one document is in force."""
    with ExitStack() as stack:
        slack.workspace.admins.add(ASKER)
        slack.workspace.channels[EXPERTS] = Channel(EXPERTS, "experts")
        url = f"sqlite:///{tmp_path}/store.sqlite3"
        bot = School(slack, tmp_path, url, stack).start(EXPERTS_CHANNEL=EXPERTS)
        Gaps(bot.runtime.database).note(Gap(TEAM, "unanswered", PLANTS, "dm", (), "x", datetime.now(UTC)))
        teach(bot, "Who has the key?", "Dana.", user=ASKER)
        press(bot, send(bot)[0], ids.DOCUMENT_ACCEPT)
        yield bot


def last_view(bot):
    return list(bot.slack.workspace.views.values())[-1]


def pressed(view, action, value="1"):
    return lambda bot: bot.payloads.press_in_view(view, {"type": "button", "action_id": action, "value": value})


def submitted(view, form):
    return lambda bot: bot.payloads.submit(view, form)


def gap_list(bot):
    bot.command("gaps", user=ASKER)
    return last_view(bot)


def taught_list(bot):
    bot.event(bot.payloads.home_opened("home", user=ASKER))
    press_in(bot, bot.slack.workspace.homes[ASKER], ids.LESSONS)
    return last_view(bot)


def ask_window(bot):
    view = gap_list(bot)
    press_in(bot, view, ids.ASK_TEAM)
    return submitted(view, {ids.ASK_QUESTION: {ids.ASK_QUESTION: {"value": PLANTS}}})


def document(bot, action):
    [offer] = send(bot, "more.md", b"## When is lunch?\n\nAt noon.\n")
    return lambda bot: bot.payloads.press(offer, find(offer.blocks, action))


def teach_window(bot):
    view = open_window(bot, of_gap(1), user=ASKER)
    bot.interact(bot.payloads.submit(view, filled(PLANTS)))
    return submitted(view, filled(PLANTS))


def channel_window(bot):
    view = experts_window(bot)
    return submitted(view, {ids.EXPERTS_CHANNEL: {ids.EXPERTS_CHANNEL: {"selected_conversation": "C1"}}})


OPENED = {
    "dismiss a gap": lambda bot: pressed(gap_list(bot), ids.GAP_DISMISS),
    "bring a gap back": lambda bot: pressed(gap_list(bot), ids.GAP_RESTORE),
    "ask the team for a gap": ask_window,
    "teach a gap": teach_window,
    "remove a lesson": lambda bot: pressed(taught_list(bot), ids.LESSON_REMOVE),
    "remove a document": lambda bot: pressed(taught_list(bot), ids.DOCUMENT_REMOVE),
    "use a document": lambda bot: document(bot, ids.DOCUMENT_ACCEPT),
    "throw one away": lambda bot: document(bot, ids.DOCUMENT_DISCARD),
    "choose the experts' channel": channel_window,
    "set up a digest": lambda bot: submitted(test_digest.window(bot), test_digest.filled()),
}


@pytest.mark.parametrize("what", OPENED, ids=str)
def test_what_was_opened_with_the_right_and_is_pressed_without_it_changes_nothing(bot, what):
    made = OPENED[what](bot)(bot)
    made["user"]["id"] = OTHER
    before = rows(bot)
    bot.interact(made)
    assert rows(bot) == before
    assert bot.slack.workspace.from_bot(EXPERTS) == []


@pytest.mark.parametrize("what", [one for one in OPENED if one != "bring a gap back"], ids=str)
def test_with_the_right_it_does(bot, what):
    """So that there is something to refuse."""
    made = OPENED[what](bot)(bot)
    before = rows(bot)
    bot.interact(made)
    assert rows(bot) != before or what == "throw one away"


def rows(bot):
    with bot.runtime.database.read() as connection:
        return {
            table.name: connection.execute(select(table)).all()
            for table in schema.metadata.sorted_tables
            if table.name not in ALWAYS
        }

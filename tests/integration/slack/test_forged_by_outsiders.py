"""Every control of what is learned, pressed with real values by somebody without a right to it: nothing changes.

They belong to the workspace, teach nothing, and are in no channel; their client says what it likes.
"""

import json
from contextlib import ExitStack
from datetime import UTC, datetime, time

import pytest
from sqlalchemy import select

from bot.learning.gaps import Gap
from bot.posting.weekly import Weekly
from bot.render import ids
from bot.store import schema
from bot.store.asks import Asks
from bot.store.digests import Digests
from bot.store.gaps import Gaps
from bot.store.watched import Watched
from tests.integration.slack.teaching import BEHIND, School, filled, teach
from tests.integration.slack.team import EXPERTS, SHED, put, reply_to
from tests.integration.slack.test_uploads import send
from tests.slack_stand_in import ASKER, OTHER, TEAM, Channel
from tests.slack_stand_in.workspace import View

OUTSIDER, SECRET, FORGED = "U0OUT", "CSECRET", "Ask at evil.example."
NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)

ROOMS = ("TEACH", "LESSON", "DOCUMENT", "AUTHOR", "GAP", "FIGURES", "DIGEST", "ASK_", "EXPERTS", "UNWATCH")
NAMES = sorted(
    value for name, value in vars(ids).items() if name.startswith(ROOMS) and name != "ASK_PROMPT" and value.islower()
)

# What is kept of a workspace by what its people do beside that: questions, and what becomes of them.
BESIDE = {"inbox", "processes", "workspaces", "tallies", "asked", "feedback"}


@pytest.fixture
def bot(slack, tmp_path):
    """There is one of everything: an answered question to the team, a lesson, a document, a gap, a digest, a watch."""
    slack.workspace.users[OUTSIDER] = "Europe/Paris"
    slack.workspace.admins.add(OTHER)
    slack.workspace.channels[EXPERTS] = Channel(EXPERTS, "experts", people={OTHER})
    slack.workspace.channels[SECRET] = Channel(SECRET, "secret", private=True, people={OTHER})
    with ExitStack() as stack:
        school = School(slack, tmp_path, f"sqlite:///{tmp_path}/store.sqlite3", stack)
        bot = school.start(EXPERTS_CHANNEL=EXPERTS, PERSON_PER_MINUTE="0", WORKSPACE_PER_MINUTE="0")
        database = bot.runtime.database
        _, post = put(bot)
        reply_to(bot, post, "Behind the house.")
        teach(bot, "Who has the key?", "Dana.", user=OTHER)
        send(bot, "more.md", b"## When is lunch?\n\nAs said above.\n", user=OTHER)
        Gaps(database).note(Gap(TEAM, "unanswered", SHED, "dm", (), "x", bot.runtime.clock.now()))
        Digests(database).save(Weekly(TEAM, SECRET, 0, time(9), "UTC", OTHER, NOW.replace(year=2030)))
        Watched(database).begin(TEAM, SECRET, OTHER, now=NOW)
        yield bot


def values(bot):
    """What stands in the buttons and windows of those who may."""
    [ask] = [one for one in rows(bot)["asks"] if one.asker == ASKER]
    post = Asks(bot.runtime.database).read(TEAM, ask.id)
    place = {"place": f"{SECRET}:1.1", "channel": SECRET, "thread_ts": "1.1", "reply_ts": "1.1"}
    lesson = {"number": 1, "revision": 1, "origin": f"ask:{ask.id}", "author_id": OTHER, "channel": SECRET}
    return (
        "1",
        "1:0",
        "gap:1",
        "lesson:1",
        ask.id,
        f"ask:{ask.id}",
        SECRET,
        post.channel,
        *map(json.dumps, (place, lesson)),
    )


FORM = {
    **filled("Who has the key?", BEHIND),
    ids.ASK_ANSWER: {ids.ASK_ANSWER: {"value": FORGED}},
    ids.EXPERTS_CHANNEL: {ids.EXPERTS_CHANNEL: {"selected_conversation": SECRET}},
    ids.DIGEST_CHANNEL: {ids.DIGEST_CHANNEL: {"selected_conversation": SECRET}},
    ids.DIGEST_DAY: {ids.DIGEST_DAY: {"selected_option": {"value": "4"}}},
    ids.DIGEST_TIME: {ids.DIGEST_TIME: {"selected_time": "16:30"}},
    ids.DIGEST_ZONE: {ids.DIGEST_ZONE: {"selected_option": {"value": "UTC"}}},
}


def rows(bot):
    with bot.runtime.database.read() as connection:
        return {
            table.name: connection.execute(select(table)).all()
            for table in schema.metadata.sorted_tables
            if table.name not in BESIDE
        }


def said(bot):
    """What stands where they are not."""
    return {m.ts: (m.text, m.blocks) for m in bot.slack.workspace.from_bot() if m.channel in (EXPERTS, SECRET)}


def in_message(bot, name, value, person):
    post = bot.slack.workspace.from_bot(EXPERTS)[0]
    return bot.payloads.press(post, {"type": "button", "action_id": name, "value": value}, user=person)


def in_view(kind):
    def made(bot, name, value, person):
        content = {
            "type": "home" if kind == "home" else "modal",
            "callback_id": name,
            "blocks": [],
            "private_metadata": value,
        }
        view = bot.slack.workspace.views["VFORGED"] = View("VFORGED", person, content, "h")
        if kind == "submission":
            return bot.payloads.submit(view, FORM)
        return bot.payloads.press_in_view(view, {"type": "button", "action_id": name, "value": value})

    return made


SPOTS = {"message": in_message, "home": in_view("home"), "modal": in_view("modal"), "submission": in_view("submission")}


def press_all(bot, spot, person):
    """They press every control, or submit every window, with each of the values."""
    names = [name for name in NAMES if name.endswith("_view") == (spot == "submission")]
    for name in names:
        for value in values(bot):
            bot.slacks.interaction(SPOTS[spot](bot, name, value, person))
    bot.settle()


@pytest.mark.parametrize("spot", SPOTS)
def test_nothing_is_changed_said_or_shown_by_whoever_has_no_right_to_it(bot, spot):
    before, stood, since = rows(bot), said(bot), len(bot.slack.calls)
    press_all(bot, spot, OUTSIDER)
    assert rows(bot) == before
    assert said(bot) == stood
    told = str([call.params for call in bot.slack.calls[since:]])
    assert not any(secret in told for secret in ("Behind the house.", "Dana.", "As said above.", FORGED))


@pytest.mark.parametrize("spot", SPOTS)
def test_by_whoever_has_the_right_it_is(bot, spot):
    """So that there is something to refuse."""
    before = rows(bot)
    press_all(bot, spot, OTHER)
    assert rows(bot) != before

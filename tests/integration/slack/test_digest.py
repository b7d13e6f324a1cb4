"""A channel that wants it gets a weekly digest: once, through crashes and with any number of processes."""

from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import insert

from bot.errors import StoreLostError
from bot.learning.gaps import Gap
from bot.posting.weekly import LATENESS, Weekly
from bot.render import ids
from bot.slack.gaps.digest_post import DIGEST
from bot.slack.outbox.publisher import METADATA_EVENT
from bot.store import schema
from bot.store.digests import Digests
from bot.store.gaps import Gaps
from bot.store.inbox import Inbox, Task
from bot.store.tallies import Tallies
from bot.store.writer import Writer
from tests.integration.slack.teaching import SHED, School, press_in, says
from tests.slack_stand_in import ASKER, BOT_USER, OTHER, TEAM, Channel, Message, elements, find

NOW = datetime.now(UTC)
DUE = NOW - timedelta(minutes=1)


@pytest.fixture(params=["sqlite"])
def school(slack, tmp_path, request):
    url = request.getfixturevalue("postgres_url" if request.param == "postgresql" else "sqlite_url")
    with ExitStack() as stack:
        slack.workspace.admins.add(ASKER)
        yield School(slack, tmp_path, url, stack)


on_both = pytest.mark.parametrize("school", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def bot(school):
    return school.start()


def wants(bot, *, due=DUE, team=TEAM, channel="C1"):
    """The channel has a digest that is due."""
    one = Weekly(team, channel, due.weekday(), time(due.hour, due.minute), "UTC", ASKER, due)
    Digests(bot.runtime.database).save(one)
    return one


def asked(bot, *, weeks_ago=0, answered=3, missed=1, team=TEAM):
    """What people asked in a week."""
    writer = Writer(bot.runtime.database)
    for outcome, count in (("answered", answered), ("abstained", missed)):
        for _ in range(count):
            Tallies(bot.runtime.database, writer).add(team, outcome, NOW - timedelta(days=1, weeks=weeks_ago))
    assert writer.wait_idle(timedelta(seconds=10))
    writer.close()


def look(bot):
    """A process looks what is due, and comes to rest."""
    next(job for job in bot.runtime.jobs if job.name == "digests").call()
    bot.settle()


def test_it_says_what_was_asked_and_what_was_asked_in_vain_most(bot):
    asked(bot)
    Gaps(bot.runtime.database).note(Gap(TEAM, "unanswered", SHED, "dm", (), "x", NOW - timedelta(hours=3)))
    Gaps(bot.runtime.database).note(Gap(TEAM, "unanswered", "Long ago?", "dm", (), "x", NOW - timedelta(days=9)))
    wants(bot)
    look(bot)
    [digest] = bot.said
    assert "4 questions: 3 answered, 0 asked back, 1 not answered." in digest.text
    assert SHED in digest.text
    assert "Long ago" not in str(digest.blocks)
    bot.interact(bot.payloads.press(digest, find(digest.blocks, f"{ids.TEACH}:digest01"), user=ASKER))
    assert SHED in says(list(bot.slack.workspace.views.values())[-1])
    bot.interact(bot.payloads.press(digest, find(digest.blocks, f"{ids.GAP_DISMISS}:digest01"), user=OTHER))
    assert "Only admins" in says(list(bot.slack.workspace.views.values())[-1])


def test_it_comes_once_a_week(bot):
    one = wants(bot)
    look(bot)
    look(bot)
    assert len(bot.said) == 1
    later = Digests(bot.runtime.database).get(TEAM, "C1").next_due
    assert timedelta(days=6) < later - one.next_due <= timedelta(days=7)


def test_the_weeks_are_a_picture_with_words_or_bars(bot):
    asked(bot)
    asked(bot, weeks_ago=1, missed=3)
    wants(bot)
    look(bot)
    [digest] = bot.said
    [image] = [block for block in digest.blocks if block["type"] == "image"]
    assert "3 of 6" in image["alt_text"]
    assert "3 of 4" in image["alt_text"]
    file = bot.slack.workspace.files[image["slack_file"]["id"]]
    assert file.content.startswith(b"\x89PNG")


@pytest.mark.parametrize("missing", ["scope", "pillow"])
def test_without_the_right_or_the_library_the_weeks_are_bars(bot, missing, monkeypatch):
    if missing == "scope":
        bot.slack.workspace.scopes.discard("files:write")
    else:
        monkeypatch.setitem(__import__("sys").modules, "PIL", None)
    asked(bot)
    asked(bot, weeks_ago=1, missed=3)
    wants(bot)
    look(bot)
    assert "75% of 4" in str(bot.said[0].blocks)
    assert "50% of 6" in str(bot.said[0].blocks)


@on_both
def test_two_replicas_post_it_once(school, bot):
    other = school.start()
    wants(bot)
    barrier = Barrier(2)

    def at_once(replica):
        barrier.wait()
        look(replica)

    threads = [Thread(target=at_once, args=(replica,)) for replica in (bot, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(bot.said) == 1


@on_both
def test_who_dies_before_the_next_time_is_written_down_has_it_posted_once(school, bot, monkeypatch):
    wants(bot)
    with monkeypatch.context() as patched:
        patched.setattr(Digests, "advance", _die)
        with pytest.raises(StoreLostError):
            look(bot)
    bot.settle()
    assert len(bot.said) == 1
    look(school.start())
    assert len(bot.said) == 1
    assert Digests(bot.runtime.database).get(TEAM, "C1").next_due > NOW


def _die(*_):
    raise StoreLostError("gone")


@on_both
@pytest.mark.parametrize("posted", [True, False])
def test_what_a_dead_process_had_taken_up_is_posted_once(bot, posted):
    """It is looked for in the channel, however long ago the process died within the day."""
    one = wants(bot)
    key = f"{DIGEST}:C1:{one.next_due:%Y-%m-%dT%H:%M}"
    inbox = Inbox(bot.runtime.database, Writer(bot.runtime.database))
    body = {"channel": "C1", "due": one.next_due.isoformat()}
    inbox.accept(Task(TEAM, key, DIGEST, body, LATENESS), now=NOW - timedelta(hours=2))
    workspace = bot.slack.workspace
    if posted:
        metadata = {"event_type": METADATA_EVENT, "event_payload": {"key": key}}
        ts = f"{(NOW - timedelta(hours=2)).timestamp():.6f}"
        workspace.add(Message("C1", ts, BOT_USER, "the digest", [], None, metadata))
    bot.runtime.intake.inherit()
    bot.settle()
    look(bot)
    assert len(bot.said) == 1


def test_what_is_too_late_is_left_out(bot):
    wants(bot, due=NOW - LATENESS - timedelta(minutes=1))
    look(bot)
    assert bot.said == []
    assert Digests(bot.runtime.database).get(TEAM, "C1").next_due > NOW


def test_what_slack_refuses_rests_and_its_creator_hears_of_it(bot):
    bot.slack.workspace.channels["C1"].archived = True
    wants(bot)
    look(bot)
    [told] = bot.said
    assert told.channel == "D1"
    assert "rests" in told.text
    one = Digests(bot.runtime.database).get(TEAM, "C1")
    assert (one.next_due, one.trouble) == (None, "is_archived")
    look(bot)
    assert len(bot.said) == 1


def test_three_workspaces_never_meet(bot):
    for team in ("T2", "T3"):
        wants(bot, team=team)
        asked(bot, team=team, answered=40)
        Gaps(bot.runtime.database).note(Gap(team, "unanswered", f"Secret of {team}?", "dm", (), "x", NOW))
    wants(bot)
    look(bot)
    [digest] = bot.said
    assert "Nobody asked me anything" in digest.text
    assert "Secret" not in str(digest.blocks)


def test_of_ten_thousand_gaps_it_names_three(bot):
    rows = [
        {"team": TEAM, "kind": "unanswered", "question": f"Where is {number} of {number % 800}?", "surface": "dm",
         "near": [], "asker": "x", "asked_at": NOW - timedelta(hours=2), "about": "", "reason": ""}
        for number in range(10_000)
    ]  # fmt: skip
    with bot.runtime.database.begin() as connection:
        connection.execute(insert(schema.gaps), rows)
    wants(bot)
    look(bot)
    [digest] = bot.said
    assert len([one for one in elements(digest.blocks) if one["action_id"].startswith(ids.TEACH)]) == 3


def filled(channel="C1", *, day="4", at="16:30", zone="Europe/Berlin"):
    """The window as a teacher fills it."""
    return {
        ids.DIGEST_CHANNEL: {ids.DIGEST_CHANNEL: {"selected_conversation": channel}},
        ids.DIGEST_DAY: {ids.DIGEST_DAY: {"selected_option": {"value": day}}},
        ids.DIGEST_TIME: {ids.DIGEST_TIME: {"selected_time": at}},
        ids.DIGEST_ZONE: {ids.DIGEST_ZONE: {"selected_option": {"value": zone}}},
    }


def window(bot, user=ASKER):
    bot.command("digest", user=user)
    return list(bot.slack.workspace.views.values())[-1]


def test_a_teacher_sets_it_up_changes_it_and_stops_it(bot):
    view = window(bot)
    bot.interact(bot.payloads.submit(view, filled()))
    assert "Fridays at 16:30 (Europe/Berlin)" in says(view)
    one = Digests(bot.runtime.database).get(TEAM, "C1")
    assert (one.weekday, one.at, one.zone, one.creator) == (4, time(16, 30), "Europe/Berlin", ASKER)
    bot.event(bot.payloads.home_opened("home", user=ASKER))
    assert "Fridays at 16:30" in says(bot.slack.workspace.homes[ASKER])
    view = window(bot)
    press_in(bot, view, ids.DIGEST_STOP)
    assert "Stopped" in says(view)
    assert Digests(bot.runtime.database).get(TEAM, "C1") is None


def test_nobody_else_does(bot):
    assert "Only admins" in says(window(bot, user=OTHER))
    wants(bot)
    button = {"type": "button", "action_id": ids.DIGEST_STOP, "value": "C1"}
    view = window(bot)
    view.user = OTHER
    bot.interact(bot.payloads.press_in_view(view, button))
    bot.interact(bot.payloads.submit(view, filled(day="2")))
    assert Digests(bot.runtime.database).get(TEAM, "C1").weekday == DUE.weekday()


def test_a_closed_channel_is_said_and_what_was_filled_in_stays(bot):
    bot.slack.workspace.channels["C2"] = Channel("C2", private=True, member=False)
    view = window(bot)
    bot.interact(bot.payloads.submit(view, filled("C2")))
    assert "I cannot see that channel" in says(view)
    assert "16:30" in says(view)
    assert Digests(bot.runtime.database).get(TEAM, "C2") is None


@pytest.mark.parametrize(
    "wrong", [{"day": "7"}, {"day": ""}, {"at": "25:00"}, {"zone": "Mars/Base"}, {"channel": "<!here>"}]
)
def test_what_cannot_be_is_asked_for_again(bot, wrong):
    view = window(bot)
    ack = bot.interact(bot.payloads.submit(view, filled(**wrong)))
    assert ack.body["response_action"] == "errors"
    assert Digests(bot.runtime.database).of_team(TEAM) == []


def test_a_digest_that_changed_meanwhile_is_not_moved_on(bot):
    store = Digests(bot.runtime.database)
    one = wants(bot)
    store.save(replace(one, next_due=NOW + timedelta(days=2)))
    assert not store.advance(one, replace(one, next_due=NOW + timedelta(days=7)))
    assert store.get(TEAM, "C1").next_due == NOW + timedelta(days=2)


def test_in_a_channel_that_another_company_reads_it_is_set_up_once_the_teacher_knows_that(bot):
    bot.slack.workspace.channels["C1"].shared = True
    view = window(bot)
    bot.interact(bot.payloads.submit(view, filled()))
    assert "shared with another company" in says(view)
    assert Digests(bot.runtime.database).get(TEAM, "C1") is None
    bot.interact(bot.payloads.submit(view, filled()))
    assert "Fridays at 16:30" in says(view)

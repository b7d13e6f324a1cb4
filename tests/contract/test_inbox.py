"""The inbox, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from bot.store.change import Change
from bot.store.forget import forget_person
from bot.store.inbox import LEASE, WORTH_ANSWERING, Inbox, Settled, Task
from bot.store.replies import Posted, Replies
from bot.store.schema import inbox as rows
from bot.store.writer import Writer

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
QUESTION = Task("T1", "message:C1:1.0", "question", {"text": "how do I handle an angry customer\x00?"})
AFTERWARDS = replace(QUESTION, kind="change", body={"channel": "C1", "ts": "1.0"})
REPLY = Posted("T1", "C1", "2.0", "1.0", "U1", "pack/entry", NOW)
EDITED = Change("5.0", {"text": "what are the 7 Cs"})
DELETED = Change("4.0", {"discussed": ""}, deleted=True)


@pytest.fixture
def process(open_database, database):
    """Starts one more process on the database; each has its own connections, and is alive."""
    writers = []

    def start(*, now=NOW):
        opened = open_database()
        writers.append(Writer(opened))
        started = Inbox(opened, writers[-1])
        started.beat(now=now)
        return started

    yield start
    for writer in writers:
        writer.close()


def written(database, task=QUESTION):
    """The row of a task."""
    with database.begin() as connection:
        return connection.execute(select(rows).where(rows.c.team == task.team, rows.c.key == task.key)).one()


def done(held, *, reply=REPLY, now=NOW):
    return Settled(held, reply, now)


def settle(box, settled):
    """What it comes to."""
    return box.settle(settled).result(10)


def test_only_the_first_process_gets_a_task(process):
    """And it gets it once."""
    one, other = process(), process()
    assert one.accept(QUESTION, now=NOW).task == QUESTION
    assert other.accept(QUESTION, now=NOW) is None
    assert one.accept(QUESTION, now=NOW) is None


@pytest.mark.parametrize(
    "other",
    [
        replace(QUESTION, team="T2"),
        replace(QUESTION, key="message:C1:2.0"),
        replace(QUESTION, key="message:C2:1.0"),
    ],
)
def test_tasks_do_not_disturb_each_other(process, other):
    box = process()
    assert box.accept(QUESTION, now=NOW)
    assert box.accept(other, now=NOW)


def test_of_many_processes_at_once_one_gets_it(process):
    """Eight ask in the same moment."""
    boxes = [process() for _ in range(8)]
    together = Barrier(len(boxes))

    def accept(box):
        together.wait(timeout=60)
        return box.accept(QUESTION, now=NOW)

    with ThreadPoolExecutor(len(boxes)) as pool:
        assert sum(held is not None for held in pool.map(accept, boxes)) == 1


def test_many_tasks_that_come_at_once_to_one_process_are_all_kept(process, database):
    """They share transactions; one that comes twice is accepted once."""
    box = process()
    tasks = [replace(QUESTION, key=f"message:C1:{number % 40}.0") for number in range(80)]
    with ThreadPoolExecutor(16) as pool:
        held = list(pool.map(lambda task: box.accept(task, now=NOW), tasks))
    assert sum(one is not None for one in held) == 40
    with ThreadPoolExecutor(16) as pool:
        assert set(pool.map(lambda one: settle(box, done(one)), filter(None, held))) == {None}
    with database.begin() as connection:
        assert set(connection.execute(select(rows.c.state)).scalars()) == {"done"}


def test_what_was_asked_is_kept_until_it_is_answered_and_then_erased(process, database):
    box = process()
    held = box.accept(QUESTION, now=NOW)
    assert "angry customer" in written(database).task
    assert settle(box, done(held)) is None
    assert (written(database).state, written(database).task) == ("done", None)


def test_what_is_done_is_recorded_with_its_reply(process, database):
    """In one transaction; and it is never given out again."""
    box = process()
    settle(box, done(box.accept(QUESTION, now=NOW)))
    assert Replies(database).to_question("T1", "C1", "1.0") == REPLY
    assert process().accept(QUESTION, now=NOW + timedelta(hours=23)) is None


def test_what_was_accepted_while_the_database_was_away_is_caught_up(process, database):
    """Nobody answers it again."""
    box = process()
    held = box.accept(replace(QUESTION, key="message:C1:other"), now=NOW)
    held = replace(held, task=QUESTION, recorded=False)
    assert settle(box, done(held)) is None
    assert written(database).state == "done"
    assert process().accept(QUESTION, now=NOW) is None


def test_a_dead_process_s_task_is_taken_over_with_what_was_asked(process):
    """After the lease, not before; and the taker knows that there was one before."""
    process().accept(QUESTION, now=NOW)
    heir = process()
    assert heir.take_over(now=NOW + LEASE - SECOND) == []
    [held] = heir.take_over(now=NOW + LEASE)
    assert (held.task.kind, held.task.body, held.again) == ("question", QUESTION.body, True)
    heir.beat(now=NOW + LEASE)
    assert process(now=NOW + LEASE).take_over(now=NOW + LEASE + SECOND) == []


def test_a_living_process_keeps_its_tasks(process):
    """However long they wait."""
    box = process()
    box.accept(QUESTION, now=NOW)
    box.beat(now=NOW + LEASE)
    assert process().take_over(now=NOW + LEASE + SECOND) == []


def test_a_process_that_leaves_hands_over_at_once(process):
    leaving = process()
    leaving.accept(QUESTION, now=NOW)
    leaving.leave()
    assert len(process().take_over(now=NOW)) == 1


def test_of_many_heirs_one_takes_over(process):
    process().accept(QUESTION, now=NOW)
    late = NOW + LEASE
    heirs = [process(now=late) for _ in range(6)]
    together = Barrier(len(heirs))

    def take(heir):
        together.wait(timeout=60)
        return heir.take_over(now=late)

    with ThreadPoolExecutor(len(heirs)) as pool:
        assert sum(len(held) for held in pool.map(take, heirs)) == 1


def test_who_was_given_up_cannot_settle_the_work_of_the_next(process, database):
    """It learns that the row is another's; the reply that it posted is recorded all the same."""
    late = process()
    held = late.accept(QUESTION, now=NOW)
    heir = process(now=NOW + LEASE)
    [taken] = heir.take_over(now=NOW + LEASE)
    assert late.lost_among([held]) == [held]
    assert heir.lost_among([taken]) == []
    settle(late, done(held))
    assert held.lost
    assert written(database).state == "pending"
    assert settle(heir, done(taken)) is None
    assert written(database).state == "done"


def test_what_is_too_old_to_answer_is_forgotten_and_counted(process, database):
    """Its words too. What a living process still works on stays."""
    process().accept(QUESTION, now=NOW)
    later = NOW + WORTH_ANSWERING
    heir = process(now=later)
    heir.accept(replace(QUESTION, key="message:C1:9.0"), now=NOW)
    assert heir.take_over(now=later) == []
    assert heir.expire(now=later) == 1
    assert (written(database).state, written(database).task) == ("expired", None)
    assert heir.expire(now=later) == 0


def test_a_change_while_the_reply_is_on_its_way_reaches_whoever_posts_it(process):
    """The poster learns of it when it records its reply, and keeps the row until the change is done too."""
    poster, other = process(), process()
    held = poster.accept(QUESTION, now=NOW)
    assert other.change(AFTERWARDS, EDITED, now=NOW) is None
    assert settle(poster, done(held)) == EDITED
    held.applied = EDITED.order
    assert settle(poster, done(held, reply=None)) is None


def test_a_change_of_an_answered_question_is_for_whoever_hears_of_it(process, database):
    """And for an heir, should that process die."""
    poster, other = process(), process()
    settle(poster, done(poster.accept(QUESTION, now=NOW)))
    held = other.change(AFTERWARDS, EDITED, now=NOW)
    assert (held.task, held.change) == (AFTERWARDS, EDITED)
    assert written(database).state == "pending"
    [taken] = process(now=NOW + LEASE).take_over(now=NOW + LEASE)
    assert (taken.task.kind, taken.task.body, taken.change) == ("change", AFTERWARDS.body, EDITED)


def test_what_was_changed_before_a_process_died_is_taken_over_with_its_change(process):
    poster, other = process(), process()
    poster.accept(QUESTION, now=NOW)
    other.change(AFTERWARDS, DELETED, now=NOW)
    [held] = process(now=NOW + LEASE).take_over(now=NOW + LEASE)
    assert (held.task.kind, held.change) == ("question", DELETED)


@pytest.mark.parametrize("answered", [True, False])
def test_an_older_change_does_not_undo_a_newer_one(process, answered):
    """Slack sends two quick edits in any order; after a deletion there is none."""
    box = process()
    held = box.accept(QUESTION, now=NOW)
    if answered:
        settle(box, done(held))
    older, newest = Change("4.0", {"text": "older"}), Change("6.0", {"text": "newest"})
    for change in (EDITED, older, DELETED, newest):
        box.change(AFTERWARDS, change, now=NOW)
    assert settle(box, done(held)) == DELETED


def test_a_change_of_what_was_no_question_leaves_no_trace(process, database):
    assert process().change(AFTERWARDS, EDITED, now=NOW) is None
    with database.begin() as connection:
        assert connection.execute(select(rows)).all() == []


def test_a_question_of_last_month_takes_its_reply_with_it(process, database):
    """Its row is gone, its reply is not."""
    Replies(database).record(REPLY)
    held = process().change(AFTERWARDS, DELETED, now=NOW)
    assert (held.task, held.change) == (AFTERWARDS, DELETED)
    assert process().change(AFTERWARDS, DELETED, now=NOW) is None


def test_a_time_without_a_zone_is_refused(process):
    """A local time taken for UTC would move a lease by hours."""
    with pytest.raises(Exception, match="an instant needs a time zone"):
        process().accept(QUESTION, now=datetime(2026, 11, 21))


def test_one_task_that_cannot_be_kept_does_not_spoil_the_others(process, database):
    """They share a transaction only when it goes well."""
    box = process()
    tasks = [replace(QUESTION, key=f"message:C1:{number}.0") for number in range(8)]
    bad = replace(QUESTION, key=None)

    def accept(task):
        try:
            return box.accept(task, now=NOW)
        except Exception:
            return "refused"

    with ThreadPoolExecutor(9) as pool:
        results = list(pool.map(accept, [*tasks, bad]))
    assert results[-1] == "refused"
    assert all(held and held != "refused" for held in results[:-1])


@pytest.mark.parametrize("by", ["asker", "person"])
def test_what_a_forgotten_person_asked_is_erased_and_not_accepted_again(process, database, by):
    """A question names its asker, a press its person."""
    one = process()
    theirs, other = replace(QUESTION, body={by: "U1", "text": "x"}), replace(QUESTION, key="message:C1:9.0")
    elsewhere = replace(theirs, team="T2")
    for task in (theirs, replace(other, body={by: "U2", "text": "x"}), elsewhere):
        one.accept(task, now=NOW)
    assert forget_person(database, "T1", "U1")["inbox"] == 1
    with database.read() as connection:
        left = {(row.team, row.key): row.task for row in connection.execute(select(rows))}
    assert left["T1", theirs.key] is None
    assert left["T1", other.key]
    assert left["T2", theirs.key]
    assert process().accept(theirs, now=NOW) is None
    assert [held.task.key for held in process().take_over(now=NOW + 2 * LEASE) if held.task.team == "T1"] == [other.key]

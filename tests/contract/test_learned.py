"""What a workspace was taught is kept for it alone, changed by one teacher at a time, and seen by every replica."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest

from bot.learning.lessons import Lesson
from bot.store.forget import forget_person, forget_team
from bot.store.learned import Learned, Taken
from bot.store.retention import LESSON_LIFE, purge
from tests.daily_examples import utc

NOW = utc("2026-11-26 09:00")
QUESTION = "Where is the bike shed?"


def lesson(team="T1", question=QUESTION, **more):
    given = {"answer": "Behind the *house*.", "wordings": ("bike shed",), "teacher": "U1"}
    return Lesson(team, question, **(given | more))


@pytest.fixture
def learned(database):
    return Learned(database)


def test_a_lesson_comes_back_as_it_was_taught(learned):
    kept = learned.teach(lesson(link="https://a.slack.com/p1", author="Dana", author_id="U2", origin="gap:7"), now=NOW)
    assert learned.of("T1") == (kept,)
    assert learned.get("T1", kept.number) == kept == learned.from_origin("T1", "gap:7")
    assert (kept.name, kept.taught_at, kept.revision) == ("where-is-the-bike-shed", NOW, 1)


def test_no_workspace_sees_anothers(learned):
    for team in ("T1", "T2", "T3"):
        learned.teach(lesson(team), now=NOW)
    for team in ("T1", "T2", "T3"):
        assert [one.team for one in learned.of(team)] == [team]
    learned.remove("T2", 1, now=NOW)
    assert [len(learned.of(team)) for team in ("T1", "T2", "T3")] == [1, 0, 1]


def test_lessons_that_begin_alike_have_names_of_their_own(learned):
    names = [
        kept.name
        for question in ("Wo ist es?", "wo ist es, bitte", "Wo ist es? Bitte!")
        if isinstance(kept := learned.teach(lesson(question=question), now=NOW), Lesson)
    ]
    assert names == ["wo-ist-es", "wo-ist-es-bitte"]
    assert learned.teach(lesson(question="自転車はどこですか"), now=NOW).name == "answer"


@pytest.mark.parametrize(
    "second", [{"question": "where is the BIKE shed"}, {"question": "Another?", "origin": "gap:7"}]
)
def test_the_second_of_two_teachers_sees_the_first(learned, second):
    first = learned.teach(lesson(origin="gap:7"), now=NOW)
    assert learned.teach(lesson(teacher="U2", answer="In the yard.", **second), now=NOW) == Taken(first)
    assert learned.of("T1") == (first,)


def test_of_two_who_teach_at_once_one_wins(open_database, database):
    barrier, results = Barrier(2), []

    def teach(teacher):
        mine = Learned(open_database())
        barrier.wait()
        results.append(mine.teach(lesson(teacher=teacher, origin="gap:1"), now=NOW))

    threads = [Thread(target=teach, args=(teacher,)) for teacher in ("U1", "U2")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    [kept] = Learned(database).of("T1")
    assert sorted(type(result).__name__ for result in results) == ["Lesson", "Taken"]
    assert Taken(kept) in results


def test_an_edit_of_what_was_changed_meanwhile_sees_the_change(learned):
    read = learned.teach(lesson(), now=NOW)
    edited = learned.edit(lesson(number=1, revision=read.revision, answer="In the yard.", editor="U2"), now=NOW)
    assert (edited.answer, edited.editor, edited.edited_at, edited.teacher) == ("In the yard.", "U2", NOW, "U1")
    assert learned.edit(lesson(number=1, revision=read.revision, answer="Gone."), now=NOW) == Taken(edited)
    assert learned.edit(lesson(number=9, revision=1), now=NOW) is None


def test_an_edit_does_not_take_anothers_question(learned):
    first = learned.teach(lesson(), now=NOW)
    second = learned.teach(lesson(question="Where is the tent?"), now=NOW)
    stolen = lesson(number=second.number, revision=second.revision, question=QUESTION)
    assert learned.edit(stolen, now=NOW) == Taken(first)


def test_what_was_removed_can_be_brought_back(learned):
    kept = learned.teach(lesson(), now=NOW)
    learned.remove("T1", kept.number, now=NOW)
    assert learned.of("T1") == ()
    assert [one.number for one in learned.removed("T1")] == [kept.number]
    back = learned.restore("T1", kept.number, now=NOW)
    assert (back.answer, back.removed_at, learned.of("T1")) == (kept.answer, None, (back,))


def test_what_was_taught_anew_meanwhile_is_not_brought_back_beside_it(learned):
    learned.teach(lesson(), now=NOW)
    learned.remove("T1", 1, now=NOW)
    newer = learned.teach(lesson(answer="In the yard."), now=NOW)
    assert learned.restore("T1", 1, now=NOW) == Taken(newer)
    assert learned.of("T1") == (newer,)


def test_every_change_raises_the_version_and_looking_does_not(learned):
    seen = [learned.versions().get("T1", 0)]

    def changed():
        seen.append(learned.versions()["T1"])

    kept = learned.teach(lesson(author_id="U2"), now=NOW)
    changed()
    learned.edit(lesson(number=1, revision=kept.revision, answer="Else."), now=NOW)
    changed()
    learned.name_author("T1", 1, "U2", "Dana", now=NOW)
    changed()
    learned.remove("T1", 1, now=NOW - timedelta(hours=1))  # another process's clock
    changed()
    learned.restore("T1", 1, now=NOW)
    changed()
    assert seen == sorted(set(seen))
    learned.of("T1"), learned.get("T1", 1), learned.removed("T1")
    assert learned.versions() == {"T1": seen[-1]}


def test_only_its_author_names_themselves(learned):
    learned.teach(lesson(author_id="U2"), now=NOW)
    assert learned.name_author("T1", 1, "U3", "Mallory", now=NOW) is None
    assert learned.name_author("T2", 1, "U2", "Dana", now=NOW) is None
    assert learned.name_author("T1", 1, "U2", "Dana", now=NOW).author == "Dana"


def test_removed_lessons_are_purged_and_no_others(database, learned):
    for question in ("One?", "Two?"):
        learned.teach(lesson(question=question), now=NOW)
    learned.remove("T1", 1, now=NOW)
    purge(database, now=NOW + LESSON_LIFE - timedelta(seconds=1))
    assert len(learned.removed("T1")) == 1
    purge(database, now=NOW + LESSON_LIFE)
    assert (learned.removed("T1"), [one.number for one in learned.of("T1")]) == ((), [2])


def test_a_workspace_that_is_forgotten_leaves_no_lesson_and_no_version(database, learned):
    learned.teach(lesson(), now=NOW)
    learned.teach(lesson("T2"), now=NOW)
    before = learned.versions()
    assert forget_team(database, "T1")["lessons"] == 1
    assert (learned.of("T1"), learned.versions()) == ((), {"T2": before["T2"]})
    learned.teach(lesson(), now=NOW + timedelta(seconds=1))
    assert learned.versions()["T1"] > before["T1"]


def test_a_person_who_is_forgotten_leaves_their_lessons_without_a_name(database, learned):
    learned.teach(lesson(author="Dana", author_id="U1", link="https://a.slack.com/p1"), now=NOW)
    before = learned.versions()["T1"]
    assert forget_person(database, "T1", "U1")["lessons"] == 2  # as teacher and as author
    [left] = learned.of("T1")
    assert (left.teacher, left.author, left.author_id, left.link) == ("", "", "", "")
    assert (left.answer, learned.versions()["T1"] > before) == ("Behind the *house*.", True)

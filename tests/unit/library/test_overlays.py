"""Each workspace has what it was taught beside the packs, whichever of the two changes."""

from __future__ import annotations

import pytest

from bot.answering import Answering
from bot.bootstrap.answering import build_answering, extend
from bot.errors import StoreError
from bot.learning.documents import Document
from bot.learning.lessons import Lesson
from bot.library import Library, Overlays, Shelf
from bot.settings import Settings
from tests.unit.library.test_shelves import answering_of

QUESTION = "Where is the bike shed?"


class MemoryLessons:
    """Lessons in memory, as a database would keep them."""

    def __init__(self):
        self.lessons, self.numbers, self.away, self.looks = {}, {}, False, 0

    def teach(self, team, *lessons):
        self.lessons[team] = lessons
        self.numbers[team] = self.numbers.get(team, 0) + 1

    def versions(self):
        if self.away:
            raise StoreError("away")
        return dict(self.numbers)

    def of(self, team):
        self.looks += 1
        return self.lessons.get(team, ())


class Documents:
    """The documents of each workspace."""

    def __init__(self, **teams):
        self.teams = teams

    def of(self, team):
        return self.teams.get(team, ())


def lesson(question=QUESTION, answer="Behind the house.", number=1):
    return Lesson("T1", question, answer, number=number, name="shed")


@pytest.fixture
def lessons():
    return MemoryLessons()


@pytest.fixture
def library():
    return Library(Shelf(answering_of("old"), name="Desk"))


@pytest.fixture
def overlays(library, lessons):
    return Overlays(library, lessons, Documents(), extend)


def answered_in(library, team, question=QUESTION):
    entry = library.of(team).answering.ask(question).entry
    return entry.id if entry else None


def test_a_lesson_is_in_force_after_one_look_in_its_workspace_alone(library, lessons, overlays):
    lessons.teach("T1", lesson())
    overlays.look()
    assert [answered_in(library, team) for team in ("T1", "T2", "")] == ["taught/shed", None, None]
    assert library.of("T2") is library.packs


def test_what_nobody_changed_is_not_built_again(library, lessons, overlays):
    lessons.teach("T1", lesson())
    overlays.look()
    before = library.of("T1")
    overlays.look()
    assert (library.of("T1") is before, lessons.looks) == (True, 1)


def test_changed_packs_and_lessons_come_together(library, lessons, overlays):
    lessons.teach("T1", lesson())
    overlays.look()
    library.swap(answering_of("new"))
    assert answered_in(library, "T1") == "taught/shed"
    overlays.look()
    assert set(library.of("T1").knowledge.by_id) == {"guide/new", "taught/shed"}


def test_a_removed_lesson_leaves_the_packs_own_shelf(library, lessons, overlays):
    lessons.teach("T1", lesson())
    overlays.look()
    lessons.teach("T1")
    overlays.look()
    assert library.of("T1") is library.packs
    library.swap(answering_of("new"))
    assert library.of("T1") is library.packs


def test_a_workspace_that_is_forgotten_has_the_packs_alone(library, lessons, overlays):
    lessons.teach("T1", lesson())
    overlays.look()
    lessons.lessons.clear(), lessons.numbers.clear()
    overlays.look()
    assert library.of("T1") is library.packs


def test_who_the_bot_is_does_not_change_with_a_lesson(library, lessons, overlays):
    before = library.of("T1").identity
    lessons.teach("T1", lesson())
    overlays.look()
    me = library.of("T1").identity
    assert (me.name, me.subject, me.entries) == (before.name, before.subject, before.entries + 1)
    assert library.of("T1").version > 0


def test_without_a_database_what_is_known_stays_and_it_is_said_once(library, lessons, overlays, caplog):
    lessons.teach("T1", lesson())
    overlays.look()
    lessons.away = True
    overlays.look(), overlays.look()
    assert answered_in(library, "T1") == "taught/shed"
    assert len([record for record in caplog.records if "taught elsewhere" in record.message]) == 1
    lessons.away = False
    lessons.teach("T1", lesson(answer="In the yard."))
    overlays.look()
    assert library.of("T1").answering.ask(QUESTION).entry.answer.text == "In the yard."


def test_a_shelf_that_cannot_be_built_costs_nobody_elses(library, lessons, caplog):
    def broken(packs: Answering, knowledge):
        if len(knowledge.entries) > 2:
            raise RuntimeError("too much")
        return extend(packs, knowledge)

    overlays = Overlays(library, lessons, Documents(), broken)
    lessons.teach("T1", lesson(), lesson("Where is the tent?", number=2))
    lessons.teach("T2", lesson())
    overlays.look()
    assert [answered_in(library, team) for team in ("T1", "T2")] == [None, "taught/shed"]


def test_those_taught_last_are_made_ready_first(library, lessons, overlays):
    for team in ("T1", "T2", "T2"):
        lessons.teach(team, lesson())
    overlays.look(1)
    assert [answered_in(library, team) for team in ("T1", "T2")] == [None, "taught/shed"]
    overlays.look()
    assert answered_in(library, "T1") == "taught/shed"


DOCUMENT = """\
pack: {name}
source: {{title: Handbook}}
entries:
  - {{id: shed, question: Where is the bike shed?, answer: In the yard.}}
"""


def document(name="handbook"):
    return Document("T1", name, f"{name}.md", DOCUMENT.format(name=name), 1)


def test_documents_stand_beside_the_packs_and_go_before_lessons(library, lessons):
    overlays = Overlays(library, lessons, Documents(T1=[document()]), extend)
    lessons.teach("T1", lesson(), lesson("Where is the tent?", number=2))
    overlays.look()
    assert answered_in(library, "T1") == "handbook/shed"
    assert answered_in(library, "T2") is None
    assert overlays.overtaken("T1") == {1: "handbook/shed"}
    assert "handbook/shed" in overlays.packs("T1").by_id


def test_a_document_that_is_not_accepted_any_more_is_left_out_and_its_words_are_not_logged(library, lessons, caplog):
    spoilt = Document("T1", "secret", "secret.md", "pack: secret\nentries: [what nobody may read]\n", 1)
    overlays = Overlays(library, lessons, Documents(T1=[spoilt, document()]), extend)
    lessons.teach("T1", lesson("Where is the tent?"))
    overlays.look()
    assert set(library.of("T1").knowledge.by_id) == {"guide/old", "handbook/shed", "taught/shed"}
    assert "not accepted any more" in caplog.text
    assert "nobody may read" not in caplog.text


def test_a_change_is_kept_where_the_database_goes_right_after_it(library, lessons, overlays):
    lessons.teach("T1", lesson())
    lessons.away = True
    assert overlays.refresh("T1") is library.packs
    lessons.away = False
    overlays.look()
    assert answered_in(library, "T1") == "taught/shed"


def test_a_document_whose_name_a_pack_has_gets_a_number(library, lessons):
    overlays = Overlays(library, lessons, Documents(T1=[document("guide"), document("guide")]), extend)
    lessons.teach("T1")
    overlays.look()
    known = library.of("T1").knowledge
    assert [pack.name for pack in known.packs] == ["guide", "guide-2", "guide-3"]
    assert set(known.by_id) == {"guide/old", "guide-2/shed", "guide-3/shed"}
    assert library.of("T1").deck.cards.keys() == library.packs.deck.cards.keys()


def test_a_lesson_is_found_by_its_meaning_where_the_packs_are(lessons):
    """The packs' encoder reads it too; what it adds to their vectors stays in memory."""
    packs = Library(Shelf(build_answering(Settings())))
    lessons.teach("T1", lesson("Where may I leave my bicycle?"))
    Overlays(packs, lessons, Documents(), extend).look()
    own, shared = packs.of("T1").answering.matcher.meaning, packs.packs.answering.matcher.meaning
    assert own().encoder is shared().encoder
    assert own.missing == 0
    assert packs.of("T1").answering.ask("parking spot for cyclists").decision.matches[0].entry.id == "taught/shed"

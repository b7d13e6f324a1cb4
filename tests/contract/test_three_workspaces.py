"""Three workspaces live their lives at once, with every feature: each knows its own, and none ever another's.

Whatever happens, in whatever order: they are taught and untaught, send documents and take them back, ask the team,
get digests, have channels watched; packs are loaded again; one is forgotten, removes the app, comes back.
"""

from contextlib import closing
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answering import Answering
from bot.bootstrap.answering import extend
from bot.knowledge.loader import load
from bot.learning.documents import Document
from bot.learning.lessons import Lesson
from bot.library import Library, Overlays, Shelf
from bot.matching.matcher import Matcher
from bot.store.forget import forget_person, forget_team
from bot.store.workspaces import GRACE
from tests.contract.test_isolation import FURNISHING, NOW, World

TEAMS = ("T1", "T2", "T3")
SHED, GATE, RETURNS = "Where is the bike shed?", "How do I open the garden gate?", "How long can a jacket be returned?"
YARD = "pack: yard\nsource: {{title: The yard}}\nentries:\n- {{id: gate, question: {}, answer: {}}}\n"
SHOP = "pack: shop\nsource: {{title: Handbook}}\nentries:\n- {{id: returns, question: {}, answer: {}}}\n"


class Lives:
    """What the workspaces have by what was done, beside what the app knows of them."""

    def __init__(self, world, folder):
        self.world, self.folder, self.count = world, folder, 0
        self.taught, self.sent = dict.fromkeys(TEAMS), dict.fromkeys(TEAMS)
        for team in TEAMS:
            forget_team(world.database, team)
        self.day = "Day 0."
        self.library = Library(Shelf(self.packs()))
        self.learned, self.documents = world.stores["Learned"], world.stores["Documents"]
        self.overlays = Overlays(self.library, self.learned, self.documents, extend)

    def packs(self):
        (self.folder / "shop.yaml").write_text(SHOP.format(RETURNS, self.day), encoding="utf-8")
        knowledge = load([self.folder])
        return Answering(knowledge, Matcher.over(knowledge))

    def teach(self, team):
        self.unteach(team)
        lesson = Lesson(team, SHED, f"The secret of {team} number {self.count}.", teacher="U1")
        self.taught[team] = self.learned.teach(lesson, now=NOW)

    def unteach(self, team):
        if self.taught[team]:
            self.learned.remove(team, self.taught[team].number, now=NOW)
        self.taught[team] = None

    def send(self, team):
        self.take_back(team)
        text = YARD.format(GATE, f"The key of {team} number {self.count}.")
        offered = self.documents.offer(Document(team, "yard", "yard.yaml", text, 1, person="U1"), now=NOW)
        self.sent[team] = self.documents.accept(team, offered.number, now=NOW)

    def take_back(self, team):
        if self.sent[team]:
            self.documents.remove(team, self.sent[team].number, now=NOW)
        self.sent[team] = None

    def use(self, team):
        """Everything else that there is."""
        for method in FURNISHING:
            if method not in ("Learned.teach", "Documents.offer"):
                self.world.call(method, team)

    def reload(self, _team):
        self.day = f"Day {self.count}."
        self.library.swap(self.packs())

    def forget(self, team):
        forget_team(self.world.database, team)
        self.gone(team)

    def forget_somebody(self, team):
        forget_person(self.world.database, team, "U1")

    def uninstall(self, team):
        """They remove the app, and do not come back for a day."""
        workspaces = self.world.stores["Workspaces"]
        workspaces.remove(team, None, now=NOW)
        workspaces.purge(now=NOW + GRACE)
        self.gone(team)

    def think_twice(self, team):
        """They remove it, and are back within the hour."""
        workspaces = self.world.stores["Workspaces"]
        workspaces.remove(team, None, now=NOW)
        workspaces.present(team, None, now=NOW + timedelta(hours=1))
        workspaces.purge(now=NOW + timedelta(days=2))

    def gone(self, team):
        assert not any(self.world.rows(team).values())
        self.taught[team] = self.sent[team] = None

    def do(self, team, happening):
        """Something happens in one workspace: nothing changes in the others."""
        self.count += 1
        others = [other for other in TEAMS if other != team]
        before = self.world.rows(*others)
        getattr(self, happening)(team)
        assert self.world.writer.wait_idle(timedelta(seconds=10))
        assert self.world.rows(*others) == before
        self.overlays.look()

    def says(self, team, question):
        entry = self.library.of(team).answering.ask(question).entry
        return entry.answer.text if entry else None

    def known(self, team):
        """What the workspace is told of each question, and what it should be."""
        sent = self.sent[team]
        wanted = {
            SHED: self.taught[team].answer if self.taught[team] else None,
            GATE: sent.text.partition("answer: ")[2].rstrip("}\n") if sent else None,
            RETURNS: self.day,
        }
        return {question: self.says(team, question) for question in wanted}, wanted


HAPPENINGS = ("teach", "unteach", "send", "take_back", "use", "reload", "forget", "forget_somebody", "uninstall",
              "think_twice")  # fmt: skip


EVERYTHING = ("teach", "send", "use")


@pytest.fixture
def world(database):
    world = World(database)
    with closing(world.writer):
        yield world


@pytest.mark.thorough
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(TEAMS), st.sampled_from(HAPPENINGS)), min_size=6, max_size=10))
def test_whatever_happens_each_knows_its_own_and_none_anothers(world, tmp_path, happenings):
    lives = Lives(world, tmp_path)
    for team, happening in happenings:
        lives.do(team, happening)
        for one in TEAMS:
            said, wanted = lives.known(one)
            assert said == wanted, (one, team, happening)


def test_each_of_them_is_tried_in_a_life_that_has_everything(world, tmp_path):
    """So that none of it is about nothing."""
    lives = Lives(world, tmp_path)
    for team in ("T1", "T3"):
        for first in EVERYTHING:
            lives.do(team, first)
    for happening in HAPPENINGS:
        for first in EVERYTHING:
            lives.do("T2", first)
        assert all(all(lives.known(team)[1].values()) for team in TEAMS)
        lives.do("T2", happening)
        for team in TEAMS:
            said, wanted = lives.known(team)
            assert said == wanted, (team, happening)

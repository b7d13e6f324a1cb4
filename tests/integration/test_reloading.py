"""A changed pack comes into force while questions are asked: whole, soon, or not at all."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.bootstrap.answering import build_answering
from bot.library import Library, Shelf
from bot.reloading import reloader
from bot.settings import OFF, Settings

QUESTION = "How long can a customer return a jacket?"


class Desk:
    """A folder of packs, and the library that serves it."""

    def __init__(self, folder, *, cache=None) -> None:
        self.folder = folder / "packs"
        self.folder.mkdir()
        self.write("Thirty days.")
        settings = Settings(knowledge=(self.folder,), cache=cache, encoder=OFF)
        self.library = Library(Shelf(build_answering(settings)))
        self.reloader = reloader(self.library, settings)

    def write(self, answer: str, name: str = "shop.yaml") -> None:
        pack = name.rpartition("/")[2].partition(".")[0]
        text = f"pack: {pack}\nsource: {{title: Handbook}}\nentries:\n- id: returns\n  question: {QUESTION}\n"
        (self.folder / name).write_text(f"{text}  answer: {answer}\n", encoding="utf-8")

    def changed(self) -> bool:
        """Two looks: the first sees a change, the second that it is whole."""
        return any([self.reloader.look(), self.reloader.look()])

    def answer(self) -> str:
        entry = self.library.of("T1").answering.ask(QUESTION).entry
        return entry.answer.text if entry else ""


@pytest.fixture(params=["cache", "no cache"])
def desk(request, tmp_path):
    return Desk(tmp_path, cache=tmp_path / "cache" if request.param == "cache" else None)


def test_nothing_happens_while_nothing_changes(desk):
    assert not desk.changed()
    assert desk.library.of("T1").version == 0


def test_an_edit_comes_into_force(desk):
    desk.write("Sixty days, with the receipt.")
    assert desk.changed()
    assert desk.answer() == "Sixty days, with the receipt."


def test_a_new_and_a_removed_pack_come_into_force(desk):
    desk.write("Ten days at the desk.", name="desk.yaml")
    assert desk.changed()
    assert len(desk.library.of("T1").knowledge.entries) == 2
    (desk.folder / "desk.yaml").unlink()
    assert desk.changed()
    assert desk.answer() == "Thirty days."


def test_a_lexicon_comes_into_force(desk):
    (desk.folder / "lexicon.yaml").write_text("english: [[jacket, parka]]\n", encoding="utf-8")
    assert desk.changed()
    assert desk.library.of("T1").answering.ask("How long can a customer return a parka?").entry is not None


def test_a_pack_in_a_folder_that_is_linked_comes_into_force(desk, tmp_path):
    """It is read through the link, so it is looked at through it."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (desk.folder / "team").symlink_to(elsewhere)
    assert not desk.changed()
    desk.write("Ten days at the desk.", name="team/desk.yaml")
    assert desk.changed()
    assert len(desk.library.of("T1").knowledge.entries) == 2


def test_a_file_that_is_still_being_written_is_left_alone(desk):
    desk.write("Sixty")
    assert not desk.reloader.look()
    desk.write("Sixty days.")
    assert not desk.reloader.look()
    assert desk.reloader.look()
    assert desk.answer() == "Sixty days."


def test_what_has_faults_is_refused_with_its_lines_and_said_once(desk, caplog):
    desk.write("[unclosed")
    assert not desk.changed()
    assert not desk.changed()
    assert desk.answer() == "Thirty days."
    assert "shop.yaml" in desk.reloader.refused
    assert len([record for record in caplog.records if "last good ones stay" in record.getMessage()]) == 1
    desk.write("Forty days.")
    assert desk.changed()
    assert (desk.answer(), desk.reloader.refused) == ("Forty days.", "")


def test_a_folder_that_is_gone_leaves_the_last_good_packs(desk):
    for file in desk.folder.iterdir():
        file.unlink()
    assert not desk.changed()
    assert desk.answer() == "Thirty days."


def test_the_cards_of_the_daily_post_follow(desk):
    before = desk.library.of("T1").deck
    desk.write("Sixty days.")
    assert desk.changed()
    assert desk.library.of("T1").deck is not before


def test_a_hundred_swaps_under_load_fail_no_question(tmp_path):
    """Good and broken changes in turn; every answer is one that was in force, never half of one."""
    desk, stop = Desk(tmp_path), threading.Event()
    known = {"Thirty days.", *(f"Day {number}." for number in range(100))}

    def ask() -> set[str]:
        answers = set()
        while not stop.is_set():
            answers.add(desk.answer())
        return answers

    with ThreadPoolExecutor(4) as pool:
        asking = [pool.submit(ask) for _ in range(4)]
        try:
            for number in range(100):
                desk.write(f"Day {number}." if number % 4 else "[unclosed")
                assert desk.changed() is bool(number % 4)
        finally:
            stop.set()
        answers = set().union(*(future.result(timeout=30) for future in asking))
    assert answers <= known
    assert len(answers) > 1

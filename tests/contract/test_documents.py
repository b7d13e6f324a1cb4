"""What a teacher uploads is kept for their workspace, in force once accepted, and gone some time after its removal."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.learning.documents import Document
from bot.store.documents import Documents
from bot.store.forget import forget_person, forget_team
from bot.store.learned import Learned
from bot.store.retention import LESSON_LIFE, purge
from tests.daily_examples import utc

NOW, HOUR = utc("2026-11-26 09:00"), timedelta(hours=1)


def document(team="T1", file="handbook.md", text="pack: handbook\n…"):
    return Document(team, "handbook", file, text, 12, doubtful=3, person="U1")


@pytest.fixture
def documents(database):
    return Documents(database)


def test_a_document_is_in_force_once_it_is_accepted(documents):
    offered = documents.offer(document(), now=NOW)
    assert (documents.of("T1"), documents.removed("T1")) == ((), ())
    accepted = documents.accept("T1", offered.number, now=NOW + HOUR)
    assert documents.of("T1") == (accepted,)
    assert documents.listed("T1") == (replace(accepted, text=""),)
    assert (accepted.text, accepted.entries, accepted.doubtful, accepted.uploaded_at) == (document().text, 12, 3, NOW)


def test_no_workspace_sees_or_accepts_anothers(documents):
    offered = documents.offer(document(), now=NOW)
    assert documents.accept("T2", offered.number, now=NOW) is None
    assert documents.get("T2", offered.number) is None
    documents.accept("T1", offered.number, now=NOW)
    assert documents.remove("T2", offered.number, now=NOW) is None
    assert len(documents.of("T1")) == 1


def test_a_newer_version_of_a_file_takes_the_place_of_the_older_one(documents):
    for number, at in ((1, NOW), (2, NOW + HOUR)):
        documents.offer(document(text=f"version {number}"), now=at)
        documents.accept("T1", number, now=at + HOUR)
    documents.offer(document(file="other.md"), now=NOW)
    documents.accept("T1", 3, now=NOW)
    assert [one.text for one in documents.of("T1")] == ["version 2", document().text]
    assert [one.number for one in documents.removed("T1")] == [1]
    assert documents.get("T1", 1).text == "version 1"


def test_what_was_removed_can_be_brought_back(documents):
    documents.offer(document(), now=NOW)
    documents.accept("T1", 1, now=NOW)
    documents.remove("T1", 1, now=NOW + HOUR)
    assert (documents.of("T1"), [one.number for one in documents.removed("T1")]) == ((), [1])
    documents.accept("T1", 1, now=NOW + 2 * HOUR)
    assert [one.number for one in documents.of("T1")] == [1]


def test_what_comes_into_force_or_goes_raises_the_version_and_an_offer_does_not(database, documents):
    learned = Learned(database)
    documents.offer(document(), now=NOW)
    assert learned.versions() == {}
    documents.accept("T1", 1, now=NOW)
    first = learned.versions()["T1"]
    documents.remove("T1", 1, now=NOW)
    assert learned.versions()["T1"] > first


def test_what_nobody_accepted_and_what_was_removed_goes_after_a_month(database, documents):
    for _ in range(3):
        documents.offer(document(file=str(_)), now=NOW)
    documents.accept("T1", 1, now=NOW)
    documents.accept("T1", 2, now=NOW)
    documents.remove("T1", 2, now=NOW)
    purge(database, now=NOW + LESSON_LIFE - HOUR)
    assert documents.get("T1", 3) is not None
    purge(database, now=NOW + LESSON_LIFE)
    assert [documents.get("T1", number) is None for number in (1, 2, 3)] == [False, True, True]


def test_they_are_forgotten_with_their_workspace_and_nameless_without_their_person(database, documents):
    for team in ("T1", "T2"):
        documents.offer(document(team), now=NOW)
    assert forget_person(database, "T2", "U1")["documents"] == 1
    assert documents.get("T2", 1).person == ""
    assert forget_team(database, "T1")["documents"] == 1
    assert documents.get("T1", 1) is None

"""What is laid beside large packs is found as if all had been read together, whatever was taught and taken back."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge.model import Answer, Entry, Item, Knowledge, Pack, Source
from bot.learning.lessons import Lesson, taught
from bot.matching import index as full
from bot.matching import layered
from bot.matching.decision import Answered
from bot.matching.evaluation import read_labelled
from bot.matching.index import FEW_ENTRIES, Index
from bot.matching.layered import LayeredIndex, index_beside
from bot.matching.matcher import Matcher
from bot.matching.spelling import English
from tests.quality.test_questions import QUESTIONS

PIECES = """
    what are the how do i is where can which customer service pillars principles 7 seven cs 9 rule of empathy angry
    client refund bicycle shed alarm turn on off before after room 12 13 port 8080 opening hours not without croissant
    quokka quokkas zymurgy key steps four phases four-phase listening trust custmer servise quoka alarmm
""".split()
WORDINGS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=7).map(" ".join)
SOURCE = Source("Handbook")


@pytest.fixture(scope="module")
def packs(bundled) -> Knowledge:
    """The bundled packs with few aliases: 86 entries, read in a moment."""
    thinned = [
        replace(pack, entries=tuple(replace(entry, aliases=entry.aliases[:2]) for entry in pack.entries))
        for pack in bundled.packs
    ]
    return Knowledge(thinned)


@pytest.fixture(scope="module")
def base(packs, matcher) -> Index:
    return Index(packs, matcher.index.lexicon, English())


def both(base: Index, knowledge: Knowledge) -> tuple[Matcher, Matcher]:
    """A matcher over the layered index, and one over an index of all together, as curated as the packs are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(full, "curation", lambda _: base.curation)
        whole = Index(knowledge, base.lexicon, base.english)
    return Matcher(knowledge, LayeredIndex(base, knowledge)), Matcher(knowledge, whole)


def seen(matcher: Matcher, question: str):
    """All that a decision says, and what is behind it: to the last digit."""
    decision, reading = matcher.match(question, top=5), matcher.read(question)
    ranked = [
        (one.candidate.entry.id, one.score, one.candidate.strengths, dict(one.candidate.features))
        for one in reading.ranked
    ]
    told = [(one.candidate.contradicted, one.candidate.undecided) for one in reading.ranked]
    matches = [(match.entry.id, match.matched, match.score) for match in decision.matches]
    return type(decision).__name__, decision.reason, matches, reading.sure, reading.features, ranked, told


def assert_one_and_the_same(base: Index, knowledge: Knowledge, questions) -> None:
    ours, whole = both(base, knowledge)
    assert ours.index.contrasts == whole.index.contrasts
    assert ours.index.known_counts == whole.index.known_counts
    for question in questions:
        assert seen(ours, question) == seen(whole, question)
        assert ours.suggest(question) == whole.suggest(question)


@st.composite
def changes(draw, targets):
    """Lessons that were taught, some of them taken back or edited, and the questions that follow."""
    lessons = []
    for number in range(draw(st.integers(1, 6))):
        target = draw(st.sampled_from(["", *targets]))
        wordings = tuple(draw(st.lists(WORDINGS, max_size=3)))
        answer = "" if target else f"{draw(WORDINGS)}.\n\n- {draw(WORDINGS)}\n- {draw(WORDINGS)}"
        lessons.append(Lesson("T1", draw(WORDINGS), answer, wordings, target, number=number, name=f"n{number}"))
    kept = [lesson for lesson in lessons if draw(st.booleans())] or lessons
    if draw(st.booleans()):
        kept[0] = replace(kept[0], question=draw(WORDINGS), revision=1)
    asked = draw(st.lists(WORDINGS, max_size=4))
    return kept, [*asked, *(wording for lesson in (*lessons, kept[0]) for wording in lesson.asked[:2])]


@settings(max_examples=20)
@given(data=st.data())
def test_any_lessons_give_the_answers_of_an_index_of_all_together(packs, base, data):
    lessons, questions = data.draw(changes([entry.id for entry in packs.entries[::6]]))
    assert_one_and_the_same(base, taught(packs, lessons).knowledge, questions)


def drawn_pack(name: str, size: int, pick: Random, others: list[str]) -> Pack:
    """Entries of a few words, of which lists have parts, and some declare an entry of another pack to be their twin."""

    def words(most: int = 6) -> str:
        return " ".join(pick.choices(PIECES, k=pick.randint(1, most)))

    entries: list[Entry] = []
    for number in range(size):
        items = tuple(Item(words()) for _ in range(pick.randint(0, 3)))
        answer = Answer("bullets", intro=words(), items=items) if items else Answer("text", text=words())
        lists = [entry.name for entry in entries if entry.answer.items]
        part_of = pick.choice(lists) if lists and pick.random() < 0.2 else None
        twins = (pick.choice(others),) if others and pick.random() < 0.2 else ()
        aliases = tuple(words() for _ in range(pick.randint(0, 3)))
        topics = (pick.choice(PIECES),)
        entries.append(
            Entry(name, f"e{number}", words(), answer, SOURCE, aliases, topics, part_of=part_of, twins=twins)
        )
    return Pack(name, tuple(entries))


@settings(max_examples=20)
@given(seed=st.integers(0, 1 << 30), data=st.data())
def test_any_packs_with_anything_beside_them_answer_as_all_together(base, seed, data):
    """Documents with lists, parts and twins too, and lessons that are wordings of theirs or of the packs'."""
    pick = Random(seed)
    packs = Knowledge([drawn_pack("packs", FEW_ENTRIES + 1, pick, [])])
    document = drawn_pack("document", pick.randint(1, 4), pick, [entry.id for entry in packs.entries])
    known = Knowledge([*packs.packs, document], beside=packs)
    lessons, questions = data.draw(changes([entry.id for entry in known.entries[::7]]))
    under = Index(packs, base.lexicon, base.english)
    assert_one_and_the_same(under, taught(known, lessons).knowledge, questions)


@settings(max_examples=15)
@given(data=st.data())
def test_known_beside_packs_is_what_is_known_of_all_together(packs, data):
    lessons, questions = data.draw(changes([entry.id for entry in packs.entries[::6]]))
    ours = taught(packs, lessons).knowledge
    whole = Knowledge(ours.packs)
    assert ours._twins == whole._twins
    for question in questions:
        assert ours.asked(question) == whole.asked(question)


def lesson_of(question: str, answer: str = "Behind the house.", *wordings: str, target: str = "") -> Lesson:
    return Lesson("T1", question, "" if target else answer, wordings, target, number=1, name="own")


@pytest.mark.parametrize(
    "lesson",
    [
        lesson_of("what is it", "It is."),
        lesson_of("how do you do that", target="the first entry"),
        lesson_of("zymurgy quokka", "Zymurgy. Quokka.", "quokka zymurgy zymurgy"),
        lesson_of("customer service", "Customers. Service.", *(f"customer service {word}" for word in PIECES[:40])),
        lesson_of("where is room 12", "Beside room 13.", "room 12"),
        lesson_of("custmer servise", "A slip that is a word here."),
    ],
    ids=["silent words", "a silent wording", "rare words", "a common word made commoner", "numbers", "slips"],
)
def test_a_lesson_of_an_odd_kind_changes_as_much_as_it_does_in_all_together(packs, base, lesson):
    if lesson.target:
        lesson = replace(lesson, target=packs.entries[0].id)
    asked = [row.question for row in read_labelled(QUESTIONS / "watch.jsonl")][::12]
    assert_one_and_the_same(base, taught(packs, [lesson]).knowledge, [*asked, *lesson.asked[:3]])


def test_an_alias_that_makes_twins_of_known_entries_takes_their_contrast_back(matcher):
    """Two questions that differ by a small word are no pair to choose from once they answer the same."""
    source = Random(1)
    first = Pack("one", (Entry("one", "on", "How do I turn the alarm on?", Answer("text", text="So."), SOURCE),))
    off = Entry("two", "off", "How do I turn the alarm off?", Answer("text", text="So."), SOURCE)
    many = drawn_pack("many", FEW_ENTRIES, source, [])
    packs = Knowledge([first, Pack("two", (off,)), many])
    under = Index(packs, matcher.index.lexicon, English())
    assert {0, 1} <= set(under.contrasts)
    off = replace(off, aliases=("How do I turn the alarm on",))
    beside = Knowledge([first, Pack("two", (off,)), many], beside=packs)
    assert_one_and_the_same(under, beside, ["turn the alarm on", "how do i turn the alarm off"])
    assert 0 not in LayeredIndex(under, beside).contrasts


def test_labelled_questions_are_decided_alike_where_lessons_count_as_curation(packs, base, bundled):
    """The packs' own curation is kept; two lessons beside 86 entries move it as a hundred do beside large packs."""
    taught_today = [
        Lesson("T1", f"{one.question} today", "See there.", number=n, name=f"n{n}")
        for n, one in enumerate(bundled.entries[::43])
    ]
    knowledge = taught(packs, taught_today).knowledge
    ours = Matcher(knowledge, LayeredIndex(base, knowledge))
    whole = Matcher(knowledge, Index(knowledge, base.lexicon, base.english))
    assert whole.index.curation != ours.index.curation
    rows = read_labelled(QUESTIONS / "watch.jsonl")
    decisions = [(ours.match(row.question), whole.match(row.question)) for row in rows]
    answered = [(one.best.entry.id, other.best.entry.id) for one, other in decisions if is_answer(one, other)]
    assert len(answered) > len(rows) // 3
    assert [pair for pair in answered if pair[0] != pair[1]] == []
    assert sum(type(one) is not type(other) for one, other in decisions) <= len(rows) // 100


def is_answer(*decisions) -> bool:
    return all(isinstance(decision, Answered) for decision in decisions)


def test_twins_are_made_by_wordings_and_declared_from_either_side():
    source, answer = Source("Handbook"), Answer("text", text="Yes.")
    first = Pack("one", (Entry("one", "a", "Open?", answer, source), Entry("one", "b", "Shut?", answer, source)))
    early = Pack("two", (Entry("two", "c", "Late?", answer, source, twins=("three/x",)),))
    packs = Knowledge([first, early])
    more = Pack("three", (Entry("three", "x", "Early?", answer, source, ("open",), twins=("one/b",)),))
    beside = Knowledge([first, early, more], beside=packs)
    assert beside._twins == Knowledge([first, early, more])._twins
    assert {entry.id for entry in beside.twins_of(beside.by_id["three/x"])} == {"one/a", "one/b", "two/c"}


def test_undone_lessons_leave_the_packs_own_answers(packs, base):
    lesson = Lesson("T1", "Where is the bicycle shed?", "Behind the house.", number=1, name="shed")
    with_it = Matcher(known := taught(packs, [lesson]).knowledge, LayeredIndex(base, known))
    assert with_it.match("where is the bicycle shed").best.entry.id == "taught/shed"
    without = Matcher(packs, base)
    beside = Matcher(packs, LayeredIndex(base, packs))
    for question in ("where is the bicycle shed", "what are the 7 cs", "angry custmer on the line"):
        assert seen(beside, question) == seen(without, question)


def test_only_large_packs_are_laid_under(packs, base, monkeypatch):
    assert type(index_beside(base, packs)) is Index
    monkeypatch.setattr(layered, "LARGE", 10)
    assert type(index_beside(base, packs)) is LayeredIndex
    monkeypatch.setattr(layered, "FEW_ENTRIES", len(base.entries))
    assert type(index_beside(base, packs)) is Index


def test_what_does_not_begin_with_the_packs_gets_an_index_of_its_own(packs, base, monkeypatch):
    monkeypatch.setattr(layered, "LARGE", 10)
    first, *others = packs.packs
    more = replace(first.entries[0], aliases=(*first.entries[0].aliases, "quokka"))
    other = replace(first.entries[0], question="Quokka?")
    fewer = replace(first.entries[0], aliases=())
    for entry, kind in ((more, LayeredIndex), (other, Index), (fewer, Index)):
        changed = replace(first, entries=(entry, *first.entries[1:]))
        assert type(index_beside(base, Knowledge([changed, *others]))) is kind
    assert type(index_beside(base, Knowledge(others))) is Index
    assert type(index_beside(base, Knowledge([*others, first]))) is Index

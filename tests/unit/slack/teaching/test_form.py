"""What comes back from the teaching window is read as it is, whatever it is."""

from hypothesis import given
from hypothesis import strategies as st

from bot.learning.lessons import Lesson
from bot.render import ids
from bot.slack.teaching.form import Background, digest, faults, read_form
from bot.slack.teaching.saving import asked_in

WHOLE = Background(3, 2, "gap:17", "U0DANA", "https://a.slack.com/p1", "C1ABC", "1700000000.000100", "a" * 32)


def form(question="Where?", wordings="", target=""):
    option = {"value": target} if target else None
    return {
        ids.TEACH_QUESTION: {ids.TEACH_QUESTION: {"value": question}},
        ids.TEACH_WORDINGS: {ids.TEACH_WORDINGS: {"value": wordings}},
        ids.TEACH_TARGET: {ids.TEACH_TARGET: {"selected_option": option}},
    }


def test_what_the_window_remembers_comes_back():
    assert Background.read(WHOLE.write()) == WHOLE
    said = Background(origin="said:C1ABC:1700000000.000100")
    assert Background.read(said.write()) == said


def test_what_is_not_well_formed_is_dropped():
    forged = Background("3", -1, "x" * 99, "<@U1>", "javascript:alert(1)", "c", "now", "z" * 999)
    assert Background.read(forged.write()) == Background(checked="z" * 64)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
)
FIELDS = st.sampled_from([ids.TEACH_QUESTION, ids.TEACH_WORDINGS, ids.TEACH_TARGET, ids.TEACH_ANSWER])


@given(st.text(max_size=60), st.dictionaries(FIELDS, st.dictionaries(FIELDS, JSON) | JSON))
def test_anything_is_read_and_found_wanting(raw, values):
    lesson = read_form("T1", "U1", values, Background.read(raw))
    assert ids.TEACH_ANSWER in faults(lesson) or lesson.target or lesson.answer


def test_wordings_stand_once_a_line_and_not_beside_the_question():
    lesson = read_form("T1", "U1", form("Where is it?", "where is it\n the place \n\nThe place!\nelse"), Background())
    assert lesson.wordings == ("The place!", "else")


def test_another_wording_has_no_answer_and_no_author():
    lesson = read_form("T1", "U1", form(target="shop/returns"), WHOLE)
    assert (lesson.answer, lesson.author_id, lesson.link, lesson.target) == ("", "", "", "shop/returns")


def test_the_digest_tells_what_was_looked_at():
    looked = Lesson("T1", "Where?", "Here.")
    assert digest(looked) == digest(Lesson("T1", "Where?", "Here.", teacher="U2", revision=4))
    others = [Lesson("T1", "Where", "Here."), Lesson("T1", "Where?", "There."), Lesson("T1", "Where?", target="a/b")]
    assert digest(looked) not in map(digest, others)


def test_a_short_message_asks_what_it_says_and_a_long_one_its_first_question():
    assert asked_in("Hi!\nWhere is it?") == "Hi! Where is it?"
    assert asked_in("I am new here. " * 20 + "Where is the shed? Thanks!") == "Where is the shed?"
    assert len(asked_in("x" * 5_000)) <= 500

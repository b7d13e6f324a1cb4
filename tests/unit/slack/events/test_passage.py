"""What of a long message is read."""

import pytest

from bot.slack.events.passage import MAX_PASSAGE, passage_of

ASK = "how do I handle an angry customer?"
LOG = "2026-11-26 ERROR shop.Cart item missing at line 42 "
PASTES = {
    "one line": LOG * 100,
    "lines": (LOG.strip() + "\n") * 100,
    "all different": "".join(f"2026-11-26 10:00:{n:02} INFO order {n} was packed and sent.\n" for n in range(200)),
    "without blanks": "x" * 20_000,
    "an email": "Dear team. We wrote to you on Monday. Nobody wrote back to us. " * 80,
}


@pytest.mark.parametrize("paste", PASTES.values(), ids=PASTES)
@pytest.mark.parametrize("where", ["before", "between", "after"])
def test_a_question_is_found_beside_any_paste(paste, where):
    text = {
        "before": f"{ASK}\n{paste}",
        "between": f"{paste}\n{ASK}\n{paste}",
        "after": f"{paste}\n{ASK}",
    }[where]
    passage, whole = passage_of(text)
    assert ASK in passage
    assert not whole
    assert len(passage) <= MAX_PASSAGE


@pytest.mark.parametrize("where", ["before", "after"])
def test_a_question_in_the_same_line_as_a_paste_is_found_at_its_ends(where):
    paste = LOG * 80
    assert ASK in passage_of(f"{ASK} {paste}" if where == "before" else f"{paste}{ASK}")[0]


def test_a_text_that_is_not_long_is_read_whole():
    text = "a. b? c\nd " * 100
    assert passage_of(text) == (text, True)


def test_an_endless_text_gives_a_short_passage():
    """Bounded, whatever it is made of."""
    for text in ("x" * 40_000, "? " * 20_000, "what is it? " * 4_000, "\n" * 40_000, "a.a." * 10_000):
        assert len(passage_of(text)[0]) <= MAX_PASSAGE

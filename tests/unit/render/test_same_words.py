"""Whatever a pack says, blocks, text and terminal show the same words in the same order."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from bot.knowledge.model import Answer, Entry, Source
from bot.knowledge.passages import as_list, blocks_of
from bot.markup import passages
from bot.render.answer import answer_text
from bot.render.body import VIEW_ROOM, body, message_room
from tests.unit.markup.marked import markdown
from tests.unit.render.entries import answered
from tests.unit.render.seen import in_a_pipe, in_blocks, in_text, on_terminal, words

HEADING, SOURCE = "Zzz?", "Source: Qqq"
often = settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))


def entry_of(text: str, **fields: object) -> Entry:
    return Entry("p", "e", HEADING, as_list(Answer("text", text=text, **fields)), Source("Qqq"))


def spoken_words(one: Entry) -> list[str]:
    text = answer_text(one).removeprefix(HEADING).removesuffix(SOURCE)
    assert "…" not in text or "…" in str(one.answer)
    return in_text(text)


@pytest.mark.thorough
@often
@given(markdown())
def test_for_any_markdown(source: str):
    one = entry_of(source)
    shown = body(one, message_room(11_000))
    assert shown.whole
    wanted = [word for text in passages(blocks_of(one.answer)) for word in words(text)]
    assert in_blocks(shown.blocks) == wanted
    assert in_blocks(body(one, VIEW_ROOM).blocks) == wanted
    assert spoken_words(one) == wanted
    assert on_terminal(answered(one)) == ["Zzz", *wanted, "Source", "Qqq"]
    # A line that begins with a number may look like a step, so only letters are compared where lines are broken.
    narrow = "".join(word for word in on_terminal(answered(one), width=30) if not word.isdigit())
    assert narrow == "".join(["Zzz", *(word for word in wanted if not word.isdigit()), "Source", "Qqq"])


@pytest.mark.thorough
@often
@given(markdown())
def test_for_any_plain_text(source: str):
    one = entry_of(source, format="plain")
    wanted = words("\n".join(passages(blocks_of(one.answer))))
    assert in_blocks(body(one, message_room(11_000)).blocks) == wanted
    assert spoken_words(one) == wanted
    assert on_terminal(answered(one)) == ["Zzz", *wanted, "Source", "Qqq"]


@pytest.mark.thorough
@often
@given(markdown())
def test_a_pipe_shows_the_words_unbroken(source: str):
    """It adds the addresses of links, which a pipe cannot hide behind words, and breaks no passage."""
    one = entry_of(source)
    printed = in_a_pipe(answered(one)).replace("~~", "")
    for text in passages(blocks_of(one.answer)):
        for line in filter(str.strip, text.split("\n")):
            first = words(line)[:1]
            assert all(word in printed for word in first)
            if "http" not in source and "@" not in source:
                assert " ".join(line.split()) in " ".join(printed.split())

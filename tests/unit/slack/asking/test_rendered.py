"""A reply is drawn once, and is everybody's own all the same."""

from dataclasses import replace

from bot.render.messages import reply_message
from bot.slack.asking import rendered
from bot.slack.asking.rendered import Rendered
from tests.unit.render.entries import answered, entry

REPLY = answered(entry())


def test_it_is_what_would_be_drawn_anew_for_each_asker():
    drawn = Rendered()
    for asker in ("U0ALICE", "U0BOB", None, "U0ALICE"):
        assert drawn.message(REPLY, asker=asker) == reply_message(REPLY, asker=asker)


def test_the_same_reply_is_drawn_once_and_another_one_for_itself(monkeypatch):
    times = []
    monkeypatch.setattr(rendered, "common_message", lambda reply: times.append(reply) or reply_message(reply))
    drawn = Rendered()
    other = replace(REPLY, question="the same in other words?")
    for reply in (REPLY, REPLY, other, REPLY, other):
        drawn.message(reply, asker="U0ALICE")
    assert times == [REPLY, other]


def test_no_more_than_so_many_are_kept(monkeypatch):
    monkeypatch.setattr(rendered, "MOST_KEPT", 3)
    drawn = Rendered()
    for number in range(10):
        drawn.message(replace(REPLY, question=str(number)))
    assert len(drawn._kept) == 3

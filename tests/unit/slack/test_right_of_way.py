"""Acknowledgements go first, and nobody waits for them for ever."""

from threading import Event, Thread
from time import monotonic

from bot.slack.right_of_way import LONGEST_WAIT, RightOfWay


def test_nobody_waits_when_nobody_is_in_a_hurry(monkeypatch):
    monkeypatch.setattr("bot.slack.right_of_way.LONGEST_WAIT", LONGEST_WAIT * 200)
    started = monotonic()
    RightOfWay().let_pass()
    assert monotonic() - started < (LONGEST_WAIT * 200).total_seconds()


def test_an_answer_lets_an_acknowledgement_pass(monkeypatch):
    monkeypatch.setattr("bot.slack.right_of_way.LONGEST_WAIT", LONGEST_WAIT * 200)
    way, passed = RightOfWay(), Event()
    with way.hurry():
        waiting = Thread(target=lambda: (way.let_pass(), passed.set()))
        waiting.start()
        assert not passed.wait(0.05)
    assert passed.wait(5)
    waiting.join()


def test_an_answer_does_not_wait_for_a_load_that_never_ends():
    way = RightOfWay()
    with way.hurry(), way.hurry():
        way.let_pass()

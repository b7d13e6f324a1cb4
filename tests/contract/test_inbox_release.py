"""What is released may be asked for again, and nothing else is released with it."""

from tests.contract.test_inbox import NOW, QUESTION, done, process, settle  # noqa: F401 - a fixture


def test_a_released_task_may_be_asked_for_again(process):  # noqa: F811 - the fixture
    box = process()
    box.release(*box.accept(QUESTION, now=NOW).place)
    assert process().accept(QUESTION, now=NOW)


def test_what_was_done_is_released_only_as_such_and_what_is_being_done_by_another_never(process):  # noqa: F811 - the fixture
    box, other = process(), process()
    held = box.accept(QUESTION, now=NOW)
    other.release(*held.place, done=True)
    assert other.accept(QUESTION, now=NOW) is None
    settle(box, done(held))
    other.release(*held.place)
    assert other.accept(QUESTION, now=NOW) is None
    other.release(*held.place, done=True)
    assert other.accept(QUESTION, now=NOW)

"""Workers are started one after the other, watched, started again, and stopped together."""

import subprocess
from itertools import pairwise

import pytest

from bot.cli.checks import workers_row
from bot.cli.supervisor import FIRST_PAUSE, LONGEST_PAUSE, LOOK, STOP_SECONDS, WELL, Board, Post, Supervisor


class Worker:
    """A process that does as it is told by the test."""

    def __init__(self, pid):
        self.pid, self.status, self.asked, self.killed, self.stubborn = pid, None, False, False, False

    def poll(self):
        return self.status

    def wait(self, timeout=None):
        if self.status is None:
            raise subprocess.TimeoutExpired("worker", timeout)
        return self.status

    def terminate(self):
        self.asked = True
        self.status = self.status if self.stubborn else 0

    def kill(self):
        self.killed, self.status = True, -9


class Stop:
    """An event whose waiting lets time pass; `at` says what happens when, in seconds."""

    def __init__(self, at, end):
        self.now, self.at, self.end = 0.0, dict(at), end

    def wait(self, seconds):
        self.now += seconds
        for when in [when for when in sorted(self.at) if when <= self.now]:
            self.at.pop(when)()
        return self.now >= self.end


@pytest.fixture
def board(tmp_path):
    return Board(tmp_path)


def supervised(board, count, happens, end, *, ready=True):
    """Run a supervisor of fake workers: its status, and every worker that there was."""
    workers, stop = [], None

    def spawn(number):
        workers.append(Worker(1000 + len(workers)))
        workers[-1].number, workers[-1].born = number, stop.now
        if ready:
            board.tell_ready(workers[-1].pid)
        return workers[-1]

    stop = Stop({when: lambda what=what: what(workers) for when, what in happens.items()}, end)
    return Supervisor(spawn, count, board, stop, clock=lambda: stop.now).run(), workers


def die(which, status=-9):
    return lambda workers: setattr(workers[which], "status", status)


def test_all_are_started_and_all_are_asked_to_stop(board):
    status, workers = supervised(board, 3, {}, 5)
    assert status == 0
    assert sorted(worker.number for worker in workers) == [0, 1, 2]
    assert all(worker.asked and not worker.killed for worker in workers)


def test_the_others_begin_when_the_first_is_ready(board):
    status, workers = supervised(board, 3, {2: lambda workers: board.tell_ready(workers[0].pid)}, 5, ready=False)
    assert [worker.born >= 2 for worker in workers] == [False, True, True]
    assert status == 0


@pytest.mark.parametrize("status", [2, 1])
def test_where_the_first_cannot_begin_none_does(board, status):
    found, workers = supervised(board, 3, {1: die(0, status)}, 5, ready=False)
    assert (found, len(workers)) == (status, 1)


def test_one_that_dies_is_replaced_in_its_place(board):
    _, workers = supervised(board, 2, {3: die(1)}, 10)
    assert [worker.number for worker in workers] == [0, 1, 1]
    assert 3 + FIRST_PAUSE <= workers[2].born <= 3 + FIRST_PAUSE + 3 * LOOK
    assert not board.is_ready(workers[1].pid)
    assert board.told() == (2, 2, 1)


def test_one_that_keeps_dying_is_given_longer_and_longer_pauses(board):
    at_once = {when: lambda workers: setattr(workers[-1], "status", 1) for when in range(1, 400)}
    _, workers = supervised(board, 2, at_once, 400)
    born = [worker.born for worker in workers if worker.number == workers[-1].number]
    pauses = [after - before for before, after in pairwise(born)]
    assert pauses[-1] >= LONGEST_PAUSE
    assert len(workers) < 25


def test_one_that_lived_for_long_is_replaced_at_once(board):
    happens = {2: die(1), 5: lambda workers: setattr(workers[-1], "status", 1), WELL + 20: lambda w: die(-1)(w)}
    _, workers = supervised(board, 2, happens, WELL + 30)
    assert workers[-1].born - (WELL + 20) < FIRST_PAUSE + 3 * LOOK


def test_one_that_does_not_stop_is_ended(board):
    def stubborn(workers):
        workers[1].stubborn = True

    status, workers = supervised(board, 2, {1: stubborn}, 2)
    assert status == 1
    assert [worker.killed for worker in workers] == [False, True]
    assert STOP_SECONDS < 10  # Docker's


def test_operators_hear_how_many_run(board):
    assert workers_row(board).state == "broken"
    board.tell(2, 2, 0)
    assert (workers_row(board).state, workers_row(board).found) == ("ok", "2 of 2 run, 0 were started again")
    board.tell(2, 1, 3)
    assert (workers_row(board).state, workers_row(board).found) == ("broken", "1 of 2 run, 3 were started again")


def test_a_post_is_read_as_it_is_written(board):
    post = Post(1, 7, board)
    assert Post.parse(str(post)) == post

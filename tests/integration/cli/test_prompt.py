"""On a terminal `principles ask` is a prompt: it asks, answers in colour, and lets people leave."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import subprocess
import termios
import time

import pytest

from tests.integration.cli.conftest import COMMAND, PATIENCE_SECONDS

CTRL_C, CTRL_D = b"\x03", b"\x04"


def _take_the_terminal():
    """Make the pseudo-terminal the one that Ctrl-C of this process comes from, and heed it as a shell's children do.

    A test run may have been started to ignore it, as jobs in the background are.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Terminal:
    """A person at a pseudo-terminal."""

    def __init__(self, environ, *arguments):
        self.own, theirs = pty.openpty()
        self.process = subprocess.Popen(
            [*COMMAND, "ask", *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**environ, "TERM": "xterm", "COLUMNS": "80"},
            start_new_session=True,
            preexec_fn=_take_the_terminal,
        )
        os.close(theirs)
        self.seen = b""

    def types(self, keys):
        os.write(self.own, keys)

    def sees(self, wanted):
        """Waits until `wanted` stands on the screen, and takes everything up to it as read."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while wanted not in self.seen:
            assert time.monotonic() < deadline, self.seen
            if not self._reads(deadline):
                break
        before, found, self.seen = self.seen.partition(wanted)
        assert found, before
        return before + found

    def leaves(self, pressing=b""):
        """Waits for the end; gives the exit status and the rest of the screen.

        `pressing` is typed again each second, as people do: CPython misses a Ctrl-C that comes
        between drawing the prompt and waiting for keys.
        """
        deadline = time.monotonic() + PATIENCE_SECONDS
        while pressing and not select.select([self.own], [], [], 1)[0]:
            assert time.monotonic() < deadline, self.seen
            self.types(pressing)
        while self._reads(deadline):
            assert time.monotonic() < deadline, self.seen
        return self.process.wait(PATIENCE_SECONDS), self.seen

    def _reads(self, deadline):
        ready, _, _ = select.select([self.own], [], [], max(0, deadline - time.monotonic()))
        assert ready, self.seen
        try:
            chunk = os.read(self.own, 65_536)
        except OSError:  # Linux says so when the other side has closed
            return False
        self.seen += chunk
        return bool(chunk)

    def close(self):
        os.close(self.own)
        self.process.kill()
        self.process.wait()


@pytest.fixture
def terminal(environ):
    opened = Terminal(environ)
    yield opened
    opened.close()


def test_a_person_asks_reads_and_asks_again(terminal):
    assert b"An empty line or Ctrl-D leaves." in terminal.sees(b"> ")
    terminal.types(b"what are the 7 Cs\n")
    answer = terminal.sees(b"> ")
    assert b"Customer" in answer
    assert b"\x1b[" in answer, "in colour, on a terminal"
    terminal.types(b"the 9 pillars of customer service\n")
    assert b"No list of 9 pillars" in terminal.sees(b"> ")
    terminal.types(b"\n")
    assert terminal.leaves()[0] == 0


@pytest.mark.parametrize("keys", [b"\n", CTRL_D, CTRL_C], ids=["empty line", "Ctrl-D", "Ctrl-C"])
def test_there_are_three_ways_out_and_none_is_an_error(terminal, keys):
    terminal.sees(b"> ")
    terminal.types(keys)
    status, screen = terminal.leaves(pressing=keys)
    assert status == 0
    assert b"Traceback" not in screen
    assert b"Aborted" not in screen


def test_the_last_question_comes_back_with_the_arrow(terminal):
    """The prompt has a history."""
    terminal.sees(b"> ")
    terminal.types(b"what are the 7 Cs\n")
    terminal.sees(b"> ")
    terminal.types(b"\x1b[A\n")
    assert b"Customer" in terminal.sees(b"> ")


def test_broken_bytes_at_the_prompt_are_answered_not_fatal(terminal):
    terminal.sees(b"> ")
    terminal.types(b"what are the 7 Cs \xff\xfe\n")
    assert b"Customer" in terminal.sees(b"> ")


@pytest.mark.parametrize("keys", [b"quit\n", b"exit\n", b"Quit!\n", b"q\n"])
def test_a_word_of_leaving_leaves(terminal, keys):
    terminal.sees(b"> ")
    terminal.types(keys)
    assert terminal.leaves()[0] == 0


@pytest.mark.parametrize("keys", [b"help\n", b"?\n", b"Help!\n", b"help?\n"])
def test_help_is_help_and_no_question(terminal, keys):
    terminal.sees(b"> ")
    terminal.types(keys)
    shown = terminal.sees(b"\n> ")
    assert b"pack/entry" in shown
    assert b"I do not know" not in shown


def test_an_entry_that_is_near_is_read_by_its_number(terminal):
    terminal.sees(b"> ")
    terminal.types(b"the 9 pillars of customer service\n")
    assert b" 2." in terminal.sees(b"\n> ")
    terminal.types(b"2\n")
    assert b"Source:" in terminal.sees(b"\n> ")
    terminal.types(b"9\n")
    assert b"I do not know that one." in terminal.sees(b"\n> "), "a number that was not offered is a question"


def test_the_greeting_has_the_subject_and_an_example_of_the_packs(environ, write_pack):
    pack = "pack: desk\nsubject: the front desk\nsource: {title: T}\nentries:\n"
    folder = write_pack(pack + "  - {id: b, question: When is breakfast?, answer: At seven.}\n", "desk.yaml")
    terminal = Terminal(environ, "--knowledge", str(folder))
    greeting = terminal.sees(b"> ")
    assert b'Ask about the front desk, for example "When is breakfast?". Type ? for help.' in greeting
    terminal.types(b"topics\n")
    assert b"No entry has a topic." in terminal.sees(b"\n> ")
    terminal.types(b"list\n")
    assert b"desk/b  When is breakfast?" in terminal.sees(b"\n> ")
    terminal.close()


def test_a_word_of_the_prompt_that_an_entry_asks_is_that_question(environ, write_pack):
    pack = "pack: desk\nsource: {title: T}\nentries:\n  - {id: h, question: Exit?, answer: Through the left door.}\n"
    terminal = Terminal(environ, "--knowledge", str(write_pack(pack, "desk.yaml")))
    terminal.sees(b"> ")
    terminal.types(b"exit\n")
    assert b"Through the left door." in terminal.sees(b"\n> ")
    terminal.close()

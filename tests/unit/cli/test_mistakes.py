"""What is typed wrong on the command line is answered in words: what it is, and what was likely meant."""

import sys

import pytest

from bot.cli import main


@pytest.fixture
def principles(monkeypatch, capsys):
    """Runs the command with these arguments; its exit status, and all that it wrote."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["principles", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return ended.value.code, out + err

    return run


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["asks", "hello"], "Did you mean: principles ask"),
        (["topisc"], "Did you mean: principles topics"),
        (["what", "are", "the", "7", "Cs"], 'To ask that: principles ask "what are the 7 Cs"'),
        (["what are the 7 Cs"], 'To ask that: principles ask "what are the 7 Cs"'),
        (["zebra"], 'There is no command "principles zebra"'),
        (["daily", "cardz"], "Did you mean: principles daily cards"),
        (["ask", "--knowlege", "packs"], "--knowledge"),
        (["import"], "FILE"),
        (["--verison"], "--version"),
    ],
)
def test_a_mistake_is_answered_in_words_and_with_the_way_on(principles, typed, said):
    status, written = principles(*typed)
    assert status == 2
    assert said in written
    assert "--help says how it is used" in written
    assert "Usage:" not in written
    assert "Error:" not in written


def test_without_a_command_one_sees_what_there_is(principles):
    status, written = principles()
    assert status == 2
    assert "Commands:" in written


def test_the_help_says_every_command_s_sentence_whole(principles):
    for group in ((), ("daily",), ("keys",)):
        status, written = principles(*group, "--help")
        assert status == 0
        assert "..." not in written.partition("Commands:")[2]
        assert "Commands:" in written

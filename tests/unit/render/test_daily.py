"""Daily posts in words: the list of them, and what is said of trouble."""

from dataclasses import replace

import pytest

from bot.posting.subscription import UNUSABLE, Halted, Standing
from bot.render.daily import LISTED, list_message
from bot.render.trouble import LASTING, notice
from tests.daily_examples import subscription


def blocks_text(message):
    return "\n".join(block["text"]["text"] for block in message.blocks)


@pytest.mark.parametrize("surplus", [0, 1, 5])
def test_a_list_that_is_cut_says_so_to_everybody(surplus):
    """In the blocks that people see as in the text that screen readers speak."""
    many = [subscription(channel=f"C{n}") for n in range(LISTED + surplus)]
    message = list_message(many, None, "/desk")
    hint = f"and {surplus} more"
    assert (hint in blocks_text(message)) is (hint in message.text) is bool(surplus)
    assert blocks_text(message).count("<#C") == LISTED


@pytest.mark.parametrize("trouble", sorted(LASTING | UNUSABLE | {"some_new_error"}))
def test_whoever_is_told_of_trouble_is_told_what_to_do(trouble):
    said = notice(Halted("T1", "C1", "U1", trouble), "/desk")
    assert "<#C1> is halted" in said
    assert "`/desk daily" in said
    assert "{" not in said


@pytest.mark.parametrize(
    ("trouble", "shown"),
    [
        ("is_archived", "halted: is archived"),
        ("unknown_zone", "halted: its time zone is not known here (any more)"),
        ("<!channel> said", "halted: Slack did not take the post"),
        (None, "halted: Slack did not take the post"),
    ],
)
def test_the_list_says_why_one_is_halted(trouble, shown):
    halted = replace(subscription(), standing=Standing.HALTED, trouble=trouble)
    assert shown in list_message([halted], None, "/desk").text

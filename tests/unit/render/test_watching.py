"""What a channel is told when it is watched."""

import pytest

from bot.render.watching import announcement


@pytest.mark.parametrize(
    ("wait", "told"),
    [
        (
            30,
            "A question here that I am sure of, and that nobody has answered after 30 seconds, I answer",
        ),
        (1, "nobody has answered after 1 second, I answer"),
        (0, "A question here that I am sure of I answer in its thread;"),
    ],
)
def test_a_channel_is_told_how_long_people_have(wait, told):
    assert told in announcement("U1", wait, "/principle").text

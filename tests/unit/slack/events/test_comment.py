"""Whether what stands beside a forwarded message is a question of its own."""

import pytest

from bot.slack.events.comment import asks_by_itself


@pytest.mark.parametrize(
    "comment",
    [
        "what are the 7 Cs?",
        "how long is the warranty",
        "Which pillars apply here?",
        "any discount for students?",
        "list the principles of service",
    ],
)
def test_a_question_with_content_of_its_own_asks(comment):
    assert asks_by_itself(comment)


@pytest.mark.parametrize(
    "comment",
    [
        "",
        "please",
        "can you help?",
        "Could anyone answer this one, please?",
        "what should we do about this customer?",
        "any ideas?",
        "fyi",
        "how would you reply to her?",
        "this came in from the Leeds shop",
        "@someone see below",
        "urgent!!",
    ],
)
def test_what_only_points_at_the_forward_or_introduces_it_asks_nothing(comment):
    assert not asks_by_itself(comment)

"""The weekly digest says the same as a picture, as bars and to a screen reader, and keeps Slack's limits."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image

from bot.learning.gaps import Cluster
from bot.learning.tally import Counts
from bot.render.chart import HEIGHT, WIDTH, alt_text, picture
from bot.render.digest import ALL_WELL, QUIET, digest_message
from bot.render.gaps import Known
from tests.block_limits import problems

MONDAY = date(2026, 11, 23)
WEEKS = [Counts(MONDAY - timedelta(weeks=7 - n), 10 * n, n, 3 * n) for n in range(8)]
LONG = Cluster(
    "unanswered", 7, 3, ("<!channel> *why* " * 200,), (("p/e", 0.5),), datetime(2026, 11, 24, tzinfo=UTC), (9,)
)


def test_it_keeps_slacks_limits_however_long_a_question_is():
    message = digest_message(WEEKS[-1], WEEKS, [LONG] * 5, Known({"p/e": "Why? " * 99}, people=True), chart="F1")
    assert problems(message.payload()) == []
    assert "<!channel>" not in message.text
    assert problems(message.without_pictures().payload()) == []
    assert "of 98" in str(message.without_pictures().blocks)


def test_a_quiet_week_and_a_good_one_say_so():
    quiet = digest_message(Counts(MONDAY), [Counts(MONDAY)], [], Known())
    assert QUIET in quiet.text
    assert ALL_WELL not in str(quiet.blocks)
    assert ALL_WELL in str(digest_message(Counts(MONDAY, 4), [Counts(MONDAY, 4)], [], Known()).blocks)


def test_the_picture_is_as_wide_as_slack_shows_and_has_a_bar_for_each_week():
    image = Image.open(BytesIO(picture(WEEKS)))
    assert (image.format, image.size) == ("PNG", (WIDTH, HEIGHT))
    colours = {colour for _, colour in image.convert("RGB").getcolors(1 << 16)}
    assert {(0x2B, 0x5B, 0x4F), (0x7F, 0xB3, 0xA2), (0xE0, 0xA4, 0x58)} <= colours


@pytest.mark.parametrize("weeks", [[], [Counts(MONDAY)] * 8])
def test_without_any_question_there_is_no_picture(weeks):
    assert picture(weeks) is None


def test_the_words_for_the_picture_name_every_week_with_questions():
    assert alt_text([Counts(MONDAY, 3, 1, 2), Counts(MONDAY + timedelta(weeks=1))]) == (
        "Questions answered by week: from 23 November 3 of 6."
    )

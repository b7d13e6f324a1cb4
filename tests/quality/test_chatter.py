"""In a watched channel it is silent where nobody asks what it knows."""

import pytest

from bot.bootstrap.answering import build_answering
from bot.settings import OFF, Settings
from bot.slack.watching.desk import sure
from tests.quality.chatter import measure


@pytest.mark.slow
@pytest.mark.parametrize(("encoder", "right"), [("auto", 54), (OFF, 50)])
def test_at_most_one_line_in_five_hundred_is_answered_unasked(encoder, right):
    found = measure(build_answering(Settings(encoder=encoder)), sure)
    assert found.lines == 1_900
    assert len(found.false) <= found.lines // 500
    assert len(found.wrong) <= 1
    assert found.right >= right

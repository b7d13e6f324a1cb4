"""What the teaching window says of a lesson before it is kept comes true once it is."""

from contextlib import ExitStack

import pytest

from tests.integration.slack.knowledge import SHOP_QUESTION
from tests.integration.slack.teaching import SHED, School, filled, open_window, says
from tests.slack_stand_in import ASKER


@pytest.fixture
def bot(slack, tmp_path, sqlite_url):
    with ExitStack() as stack:
        slack.workspace.admins.add(ASKER)
        yield School(slack, tmp_path, sqlite_url, stack).start()


def test_a_wording_that_stays_with_another_answer_is_not_said_to_change(bot):
    view = open_window(bot, user=ASKER)
    form = filled(SHED, wordings=f"{SHOP_QUESTION}\nHow long can a customer return a jacket or coat?")
    bot.interact(bot.payloads.submit(view, form))
    assert f"“{SHOP_QUESTION}” is asked of another answer already" in says(view)
    assert f"Today I answer “{SHOP_QUESTION}”" not in says(view)
    assert "Today I answer “How long can a customer return a jacket or coat?”" in says(view)


def test_the_look_names_whoever_the_answer_will_name(bot):
    view = open_window(bot, user=ASKER)
    bot.interact(bot.payloads.submit(view, filled(SHED)))
    assert "Ada Asker, in Slack" in says(view)
    assert "A colleague" not in says(view)

"""What is overdue for review says so under the answer, and is shown to who keeps it and to teachers."""

from contextlib import ExitStack

import pytest

from tests.integration.slack.knowledge import SHOP_QUESTION
from tests.integration.slack.teaching import School, says
from tests.slack_stand_in import ASKER, BOT_USER, OTHER

THIRD = "U0THIRD"
PACK = f"""\
pack: shop
source: {{title: Shop handbook}}
owner: {OTHER}
review_by: 2020-06-30
entries:
  - id: returns
    question: {SHOP_QUESTION}
    answer: Thirty days, with the receipt.
  - id: parking
    question: Where do customers park?
    answer: Behind the shop.
    review_by: 2999-01-01
"""


@pytest.fixture
def bot(slack, tmp_path, sqlite_url):
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs" / "shop.yaml").write_text(PACK, encoding="utf-8")
    with ExitStack() as stack:
        slack.workspace.admins.add(ASKER)
        slack.workspace.users[THIRD] = "UTC"
        yield School(slack, tmp_path, sqlite_url, stack).start()


def home(bot, user):
    bot.event(bot.payloads.home_opened("home", user=user))
    return says(bot.slack.workspace.homes[user])


def test_the_answers_footer_and_its_words_say_so(bot):
    bot.mention(f"<@{BOT_USER}> {SHOP_QUESTION}")
    [answer] = bot.said
    assert "to be reviewed since 30 June 2020" in answer.text
    assert "to be reviewed since 30 June 2020" in str(answer.blocks)
    bot.mention(f"<@{BOT_USER}> Where do customers park?")
    assert "reviewed" not in bot.said[-1].text


def test_who_keeps_it_and_teachers_see_it_and_nobody_else(bot):
    for user in (ASKER, OTHER):
        page = home(bot, user)
        assert "To be looked through again" in page
        assert "since 30 June 2020" in page
        assert "customers park" not in page.partition("To be looked through again")[2].partition("header")[0]
    assert "To be looked through again" not in home(bot, THIRD)


def test_a_keeper_who_left_is_named_to_teachers(bot):
    assert "not in this workspace any more" not in home(bot, THIRD)
    bot.slack.workspace.left.add(OTHER)
    assert f"<@{OTHER}> is not in this workspace any more, and keeps 2 entries" in home(bot, ASKER)
    asked = len(bot.slack.calls_of("users.info"))
    home(bot, ASKER)
    assert len([c for c in bot.slack.calls_of("users.info")[asked:] if c.params["user"] == OTHER]) == 0

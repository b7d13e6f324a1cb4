"""What a reply shows; what its buttons do is in test_pressing and test_modals."""

import pytest

from bot.render import ids
from tests.integration.slack.knowledge import ENDLESS, SEVEN_CS
from tests.slack_stand_in import BOT_USER, elements, find

ASK = f"<@{BOT_USER}> {SEVEN_CS.question}"


def action_ids(blocks) -> list[str]:
    return [element["action_id"].split(":")[0] for element in elements(blocks)]


def test_an_answer_shows_its_list_its_source_and_its_buttons(bot):
    """In the blocks, and again in the text that notifications and screen readers take."""
    bot.mention(ASK)
    [reply] = bot.said
    for expected in ("Customer", "Cost", "Convenience", "Seven principles", "Riseup Labs"):
        assert expected in str(reply.blocks)
        assert expected in reply.text
    offered = action_ids(reply.blocks)
    assert {ids.ANOTHER_SOURCE, ids.FEEDBACK, ids.DELETE} <= set(offered)
    assert offered.count(ids.RELATED) <= 3


def test_a_directed_question_is_never_met_with_silence(http_bot):
    """Nothing known: one line, what is near, the search."""
    http_bot.mention(f"<@{BOT_USER}> who won the cup")
    [reply] = http_bot.said
    assert "no answer" in reply.text
    assert {ids.CHOOSE, ids.SEARCH} <= set(action_ids(reply.blocks))


def test_an_endless_answer_fits_everywhere(http_bot):
    """The stand-in refuses what Slack would; what is cut can be read whole in a modal."""
    http_bot.mention(f"<@{BOT_USER}> {ENDLESS.question}")
    http_bot.command(ENDLESS.question)
    [reply] = http_bot.said
    assert reply.blocks
    assert len(http_bot.whispered) == 1
    http_bot.interact(http_bot.payloads.press(reply, find(reply.blocks, ids.READ)))
    [opened] = http_bot.slack.calls_of("views.open")
    assert opened.ok
    assert "Word 39" in str(opened.params["view"])


@pytest.mark.parametrize("value", ["gone/entry", "", "x" * 2_000, "good:"])
@pytest.mark.parametrize("action", [ids.CHOOSE, ids.RELATED, ids.READ, ids.SHARE, ids.FEEDBACK])
def test_a_button_value_that_names_nothing_changes_nothing(http_bot, action, value):
    """Values come back through people's hands."""
    http_bot.mention(ASK)
    [reply] = http_bot.said
    before = reply.text
    press = http_bot.payloads.press(reply, {"type": "button", "action_id": action, "value": value})
    assert http_bot.interact(press).status == 200
    assert [message.text for message in http_bot.said] == [before]
    assert http_bot.runtime.replies.opinions("T0TEAM") == ()

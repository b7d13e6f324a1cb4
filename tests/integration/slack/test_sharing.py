"""An answer goes only where who shares it is: the conversation in a form comes through people's hands."""

import pytest

from bot.render import ids
from bot.slack.asking.sharing import OUTSIDE, UNSURE
from tests.integration.slack.knowledge import ANGRY
from tests.slack_stand_in import ASKER, OTHER, Channel, Refuse, find


def share(bot, channel: str, *, url: bool = False) -> None:
    """Somebody finds an answer in the search and shares it into that conversation."""
    bot.interact(bot.payloads.global_shortcut(ids.SEARCH_PRINCIPLES))
    view = list(bot.slack.workspace.views.values())[-1]
    bot.interact(bot.payloads.press_in_view(view, find(view.content["blocks"], ids.PICK), selected_option=PICKED))
    urls = [{"response_url": bot.slack.response_urls.issue(channel, ASKER), "block_id": ids.SHARE_BLOCK}] if url else []
    target = {ids.SHARE_BLOCK: {ids.SHARE_TARGET: {"selected_conversation": channel}}}
    bot.interact(bot.payloads.submit(view, target, response_urls=urls))


PICKED = {"value": ANGRY.id}


@pytest.fixture
def board(http_bot):
    """A private channel of others', with the bot in it."""
    http_bot.slack.workspace.channels["C7"] = Channel("C7", "board", private=True, people={OTHER})
    return "C7"


def test_an_answer_is_shared_where_its_sharer_is_a_member(http_bot):
    share(http_bot, "C1")
    assert [message.channel for message in http_bot.said] == ["C1"]


@pytest.mark.parametrize("url", [False, True])
def test_a_channel_that_the_sharer_is_not_in_gets_nothing_and_they_are_told(http_bot, board, url):
    share(http_bot, board, url=url)
    [told] = http_bot.said
    assert (told.channel, told.text) == ("D1", OUTSIDE.format("<#C7>"))


def test_a_public_channel_is_joined_first(http_bot):
    http_bot.slack.workspace.channels["C1"].people = {OTHER}
    share(http_bot, "C1")
    assert [message.channel for message in http_bot.said] == ["D1"]


@pytest.mark.parametrize("fault", ["conversations.info", "users.conversations"])
def test_where_slack_does_not_say_only_its_own_address_is_used(http_bot, board, fault):
    http_bot.slack.faults.add(fault, Refuse("missing_scope"))
    share(http_bot, board)
    [told] = http_bot.said
    assert told.text == UNSURE.format("<#C7>")
    http_bot.slack.faults.add(fault, Refuse("missing_scope"))
    share(http_bot, "C1", url=True)
    assert [message.channel for message in http_bot.said] == ["D1", "C1"]
    assert len(http_bot.slack.calls_of("chat.postMessage")) == 1


def test_a_direct_message_is_shared_into_by_slacks_address(http_bot):
    """Who is in one, Slack tells the bot of none."""
    share(http_bot, "D1", url=True)
    [shared] = http_bot.said
    assert "Apologise" in shared.text
    assert http_bot.slack.calls_of("chat.postMessage") == []

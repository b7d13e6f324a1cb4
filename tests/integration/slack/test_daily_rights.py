"""Who may manage a channel's daily post, as Slack and the setting say."""

import pytest
from slack_sdk import WebClient

from bot.slack.daily.rights import UNREACHABLE, refusal, shared_channels
from tests.slack_stand_in import ASKER, BOT_TOKEN, Channel, Refuse


@pytest.fixture
def client(slack):
    return WebClient(BOT_TOKEN, base_url=slack.api_url, retry_handlers=[])


@pytest.mark.parametrize(
    ("managers", "admin", "member", "may"),
    [
        ("members", False, True, True),
        ("members", False, False, False),
        ("members", True, False, True),
        ("admins", False, True, False),
        ("admins", True, False, True),
    ],
)
def test_who_may_is_as_the_setting_says(slack, client, managers, admin, member, may):
    slack.workspace.admins |= {ASKER} if admin else set()
    slack.workspace.channels["C1"].people = {ASKER} if member else set()
    assert (refusal(client, ASKER, "C1", managers=managers) is None) is may


def test_a_private_channel_that_the_bot_is_not_in_is_nobody_s(slack, client):
    """Slack does not show it to the bot, so the bot cannot know its members."""
    slack.workspace.channels["G1"] = Channel("G1", private=True, member=False)
    assert shared_channels(client, ASKER) == {"C1"}


def test_people_of_many_channels_are_read_page_by_page(slack, client):
    slack.workspace.channels |= {f"C{n}": Channel(f"C{n}") for n in range(1, 1200)}
    assert len(shared_channels(client, ASKER)) == 1199
    assert len(slack.calls_of("users.conversations")) == 2


def test_when_slack_does_not_answer_nobody_is_let_in(slack, client):
    slack.faults.add("users.conversations", Refuse("internal_error"))
    assert refusal(client, ASKER, "C1", managers="members") == UNREACHABLE

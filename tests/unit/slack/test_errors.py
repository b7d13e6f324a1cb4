"""The one error handler: what it tells, to whom, and to whom it tells nothing."""

import pytest
from slack_bolt import BoltContext
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.slack.errors import Asker, report
from tests.slack_stand_in import ASKER, BOT_TOKEN, SlackStandIn


@pytest.fixture
def slack():
    with SlackStandIn() as slack:
        yield slack


@pytest.mark.parametrize("verified", [True, False])
@pytest.mark.parametrize("way", ["response_url", "channel", "person"])
def test_only_a_verified_request_is_answered(slack, verified, way):
    """Anybody can send a body that breaks something; it must not make the bot speak, nor call an address it names."""
    body = {"type": "block_actions"}
    if way == "response_url":
        body["response_url"] = slack.response_urls.issue("C1", ASKER)
    context = BoltContext({"user_id": ASKER, "channel_id": "C1" if way == "channel" else None})
    if verified:
        context["authorize_result"] = AuthorizeResult(enterprise_id=None, team_id="T1")
    client = WebClient(BOT_TOKEN, base_url=slack.api_url, retry_handlers=[])
    report(ValueError("boom"), Asker.of(body, context), client)
    assert len(slack.calls) == (1 if verified else 0)

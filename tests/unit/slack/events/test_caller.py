"""Which workspace a payload belongs to: read once, as Bolt reads it."""

import pytest
from slack_bolt import BoltRequest
from slack_bolt.util.utils import create_copy

from bot.slack.events.caller import Caller

USER = {"id": "U0ASKER", "team_id": "T0HOME"}


@pytest.mark.parametrize(
    ("body", "team"),
    [
        ({"type": "block_actions", "team": {"id": "T1"}, "user": USER}, "T1"),
        ({"type": "block_actions", "team": None, "user": USER}, "T0HOME"),
        ({"type": "view_submission", "team": None, "user": USER, "view": {"app_installed_team_id": "T2"}}, "T2"),
        ({"type": "event_callback", "team_id": "T9", "authorizations": [{"team_id": "T3"}], "event": {}}, "T3"),
        ({"command": "/principle", "team_id": "T4", "user_id": "U0ASKER"}, "T4"),
        ({}, ""),
    ],
)
def test_the_team_is_the_one_whose_token_answers(body, team):
    """An app installed for a whole organisation gets presses without a team; Slack Connect names the other one too."""
    assert Caller.of(BoltRequest(body=create_copy(body), mode="socket_mode").context).team == team

"""Where something was pressed, by whom, and what it says."""

import pytest

from bot.slack.events.modal_state import ModalState
from bot.slack.events.press import InHome, InModal, Press, Private, Visible, spot_of

USER = {"id": "U0ASKER", "team_id": "T0HOME"}


@pytest.mark.parametrize(
    ("body", "spot"),
    [
        (
            {"container": {"channel_id": "C1", "message_ts": "1.5"}, "message": {"thread_ts": "1.0"}},
            Visible("C1", "1.5", "1.0"),
        ),
        ({"container": {"channel_id": "C1", "message_ts": "1.5"}, "message": {}}, Visible("C1", "1.5", "1.5")),
        (
            {"container": {"channel_id": "C1", "message_ts": "1.5", "is_ephemeral": True}, "response_url": "http://r"},
            Private("C1", "1.5", "http://r"),
        ),
        ({"view": {"type": "home", "id": "V1"}}, InHome()),
        (
            {"view": {"type": "modal", "id": "V1", "private_metadata": ModalState("read").write()}},
            InModal("V1", ModalState("read")),
        ),
    ],
)
def test_each_place_is_told_from_the_others(body, spot):
    assert spot_of(body) == spot


@pytest.mark.parametrize(
    ("action", "value"),
    [
        ({"value": "a"}, "a"),
        ({"selected_option": {"value": "b"}}, "b"),
        ({"selected_option": None}, ""),
        ({}, ""),
    ],
)
def test_the_value_is_what_was_pressed_or_picked(action, value):
    body = {"actions": [action], "user": USER, "team": {"id": "T1"}, "view": {"type": "home"}}
    assert Press.read(body).value == value


@pytest.mark.parametrize(("team", "read"), [({"id": "T1"}, "T1"), (None, "T0HOME")])
def test_the_team_is_the_persons_own_where_slack_names_no_other(team, read):
    """An app installed for a whole organisation gets presses without a team."""
    assert Press.read({"actions": [{}], "user": USER, "team": team, "view": {"type": "home"}}).team == read

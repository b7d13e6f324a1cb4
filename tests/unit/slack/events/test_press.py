"""Where something was pressed, by whom, and what it says."""

import pytest

from bot.slack.events.caller import Caller
from bot.slack.events.modal_state import ModalState
from bot.slack.events.press import InHome, InModal, Press, Private, Visible, spot_of

CALLER = Caller("T1", "U0ASKER")


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
            InModal("V1", ModalState("read"), form={}),
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
    assert Press.read({"actions": [action], "view": {"type": "home"}}, CALLER).value == value


def test_a_press_is_the_callers():
    press = Press.read({"actions": [{}], "view": {"type": "home"}}, CALLER)
    assert (press.team, press.person) == ("T1", "U0ASKER")


@pytest.mark.parametrize("body", [{}, {"actions": 7, "view": "x", "container": []}, {"actions": [None]}], ids=str)
def test_a_payload_of_any_shape_is_read(body):
    """What comes over the network may be anything; a press of nothing has no value."""
    assert Press.read(body, CALLER).value == ""

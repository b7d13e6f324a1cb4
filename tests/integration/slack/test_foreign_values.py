"""Whatever a workspace presses, with ids and values of another one: nothing of that is shown, nothing there changes."""

from contextlib import closing, contextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.render import ids
from tests.contract.test_isolation import FURNISHING, World
from tests.integration.slack.conftest import PATIENCE
from tests.integration.slack.test_many_workspaces import TEAMS
from tests.integration.slack.test_taught_workspaces import many  # noqa: F401 - a fixture
from tests.slack_stand_in import BOT_USER, Channel, Payloads
from tests.slack_stand_in.workspace import ASKER, View

*THEIRS, OURS = TEAMS

# Every name that a control or a window can have; those that are fields of a form are pressed all the same.
NAMES = sorted(
    value
    for name, value in vars(ids).items()
    if name.isupper() and isinstance(value, str) and value.isidentifier() and value.islower()
)

# What stands in the others' buttons: numbers and ids of theirs, which are the same in every workspace.
VALUES = (
    *("1", "A1", "C1", "k", "0", "gap:1", "ask:A1", "lesson:1", "ask:123456789012", "wrong:C1:1.1", "other:C1:1.1"),
    *("good:shop/returns", "bad:shop/returns", *(f"{team}:C1" for team in THEIRS)),
)
SPOTS = ("message", "home", "modal", "submission")


@contextmanager
def furnished(many):  # noqa: F811 - the fixture
    """All workspaces have everything that there is, under the same ids."""
    world = World(many.runtime.database)
    with closing(world.writer):
        for team in TEAMS:
            for method in FURNISHING:
                world.call(method, team)
        assert world.writer.wait_idle(PATIENCE), "what is written beside came to no end"
        yield world


@pytest.fixture
def world(many):  # noqa: F811 - the fixture
    """Such workspaces; people of one of them press."""
    with furnished(many) as world:
        yield world


def payload_of(payloads, name, value, spot):
    """Somebody presses it in a message, their Home or a window, or submits a window of that name."""
    element = {"type": "button", "action_id": name, "block_id": "b", "value": value}
    if spot == "message":
        pressed = payloads.press(payloads.say("shown", user=BOT_USER), element)
        pressed["container"]["message_ts"] = "1.1"  # where the others' reply stands
        return pressed
    content = {
        "type": "home" if spot == "home" else "modal",
        "blocks": [],
        "callback_id": name,
        "private_metadata": value,
    }
    view = payloads.workspace.views["V1"] = View("V1", ASKER, content, "hash-1")
    if spot == "submission":
        return payloads.submit(view, {name: {name: {"value": value, "selected_option": {"value": value}}}})
    return payloads.press_in_view(view, element)


def press(many, slack, name, value, spot):  # noqa: F811
    workspace = next(one for one in slack.others.values() if one.team == OURS)
    many.slacks.interaction(payload_of(Payloads(slack, workspace), name, value, spot))
    assert many.runtime.settle(PATIENCE)


def kept(world):
    """What the others have; but what they asked runs out by the clock, whoever presses what."""
    return {table: rows for table, rows in world.rows(*THEIRS).items() if table != "inbox"}


@pytest.mark.parametrize("name", NAMES)
def test_each_control_with_each_of_the_others_values(world, many, slack, name):  # noqa: F811
    before, since = kept(world), len(slack.calls)
    for value in VALUES:
        press(many, slack, name, value, "message")
    assert kept(world) == before
    told = str([call.params for call in slack.calls[since:]])
    assert not any(f"the secret of {team}" in told for team in THEIRS)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pressed=st.lists(st.tuples(*map(st.sampled_from, (NAMES, VALUES, SPOTS))), max_size=4))
def test_whatever_is_pressed_wherever_the_others_keep_theirs(world, many, slack, pressed):  # noqa: F811
    before, since = kept(world), len(slack.calls)
    for name, value, spot in pressed:
        press(many, slack, name, value, spot)
    assert kept(world) == before
    told = str([call.params for call in slack.calls[since:]])
    assert not any(f"the secret of {team}" in told for team in THEIRS)


WINDOWS = [name for name in NAMES if name.endswith("_view")]
# Where people of this workspace are not, and where nobody is.
SECRET = "C0SECRET"
FORGED = (
    *(
        "",
        "null",
        "7",
        "[]",
        "{",
        "A1",
        "gap:1",
        "lesson:1",
        "x" * 3_000,
        "[" * 3_000,
        '{"mode":[]}',
        '{"number":true}',
    ),
    '{"mode":"thread","channel":"C0SECRET","thread_ts":"1.1","entry_id":"shop/returns"}',
    '{"mode":"thread","channel":"<!channel>","thread_ts":"../1","entry_id":"shop/returns"}',
    '{"mode":"share","channel":"C0SECRET","thread_ts":"1.1","entry_id":"shop/returns"}',
    '{"number":1,"revision":1,"origin":"ask:1","author_id":"U0OTHER","link":"https://evil.example/","checked":"x"}',
    '{"number":2147483648,"revision":-1,"origin":"said:C0SECRET:1.1","channel":"C0SECRET","thread_ts":"1.1"}',
    '{"place":"C0SECRET:1.1","channel":"C0SECRET","thread_ts":"1.1","reply_ts":"1.1","question_ts":"1.1"}',
)


@pytest.mark.parametrize("name", WINDOWS)
def test_whatever_a_window_remembers_may_be_forged(world, many, slack, caplog, name):  # noqa: F811
    """Nothing of the others' is shown or changed, and nothing is said where the person is not."""
    before, since = kept(world), len(slack.calls)
    workspace = next(one for one in slack.others.values() if one.team == OURS)
    workspace.channels[SECRET] = Channel(SECRET, private=True, people=set())
    for value in FORGED:
        for spot in ("modal", "submission"):
            press(many, slack, name, value, spot)
    assert kept(world) == before
    told = str([call.params for call in slack.calls[since:] if call.team == OURS])
    assert not any(f"the secret of {team}" in told for team in THEIRS)
    assert workspace.from_bot(SECRET) == []
    assert "Traceback" not in caplog.text

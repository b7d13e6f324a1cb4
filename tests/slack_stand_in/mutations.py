"""Payloads of every kind, and what may become of them on the way: for tests that nothing of it breaks the app."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

from bot.render import ids
from tests.slack_stand_in import shapes
from tests.slack_stand_in.payloads import Payload, Payloads
from tests.slack_stand_in.workspace import ASKER, BOT_USER, OTHER, View

# How a payload reaches the app: as an event's JSON, as a command's form, as an interaction in a form.
Kind = tuple[str, Callable[[Payloads], Payload]]

HOME = {"type": "home", "blocks": []}
SEARCH = {"type": "modal", "callback_id": ids.SEARCH_VIEW, "private_metadata": '{"mode":"share"}'}
THREAD = '{"mode":"thread","channel":"C1","thread_ts":"1.5","entry_id":"riseup/seven-cs"}'
DAILY = {"type": "modal", "callback_id": ids.DAILY_VIEW, "private_metadata": ""}

# What stands in a field instead of what belongs there.
JUNK: tuple[Any, ...] = (
    *(None, True, 0, -1, 1.5, 10**400, "", "x", "C0ONE", "<!channel>", "\x00", "\ud800", "x" * 10_000, "1" * 5_000),
    *([], {}, [None], [[]], [7], ["x"], {"id": 7}, {"id": None}, {"type": 7}, {"text": {"text": 7}}, "٣.٣"),
    *("https://evil.example/respond", "null", "[1]", '{"mode":"thread","channel":[],"thread_ts":{}}', "9" * 40 + ".1"),
    *("[" * 5_000, '{"mode":' * 2_000),
)


def _view(payloads: Payloads, content: Payload) -> View:
    """A view that the person has open."""
    shown = {"type": "modal", "blocks": [], "title": {"type": "plain_text", "text": "x"}, **content}
    view = payloads.workspace.views["V1"] = View("V1", ASKER, shown, "hash-1")
    return view


def _pressed(action: str, value: str, **more: Any) -> Callable[[Payloads], Payload]:
    element = {"type": "button", "action_id": action, "block_id": "b", "value": value, **more}
    return lambda payloads: payloads.press(payloads.say("shown", user=BOT_USER), element)


def _in_view(content: Payload, action: str, value: str) -> Callable[[Payloads], Payload]:
    element = {"type": "button", "action_id": action, "block_id": "b", "value": value}
    return lambda payloads: payloads.press_in_view(_view(payloads, content), element)


ENTRY = "riseup/seven-cs"
BUTTONS = (
    *(ids.CHOOSE, ids.ANOTHER_SOURCE, ids.PICK, ids.NONE_OF_THESE, ids.RELATED, ids.READ, ids.ASK_PROMPT, ids.SHARE),
    ids.SHARE_ONE,
    *(ids.BROWSE_TOPIC, ids.SEE_ALL, ids.SEARCH, ids.DELETE, ids.DAILY_SETUP, ids.DAILY_PAUSE, ids.DAILY_STOP),
)

KINDS: tuple[Kind, ...] = (
    ("event", lambda p: p.mention(p.say(f"<@{BOT_USER}> what are the 7 Cs"))),
    ("event", lambda p: p.mention(p.say(f"<@{BOT_USER}> help?"), attachments=[shapes.forward("how do I ask?")])),
    ("event", lambda p: p.message(p.say("what now", channel="D1"), blocks=[shapes.rich_text("what now")])),
    ("event", lambda p: p.message(p.say("", channel="D1"), **shapes.voice_clip("what now"))),
    ("event", lambda p: p.edited(p.say("what now"), "what then")),
    ("event", lambda p: p.edited_mention(p.say("what now"), f"<@{BOT_USER}> what then")),
    ("event", lambda p: p.deleted(p.say("what now"))),
    ("event", lambda p: p.tombstone_gone(p.say("what now"))),
    ("event", lambda p: p.home_opened("home")),
    ("event", lambda p: p.home_opened("messages")),
    ("command", lambda p: p.command("what are the 7 Cs")),
    ("command", lambda p: p.command("topics")),
    ("command", lambda p: p.command("daily skip")),
    *(("interaction", _pressed(name, ENTRY)) for name in BUTTONS),
    ("interaction", _pressed(ids.FEEDBACK, f"good:{ENTRY}")),
    *(("interaction", _in_view(HOME, name, ENTRY)) for name in (ids.ASK_PROMPT, ids.READ, ids.DAILY_SKIP)),
    *(("interaction", _in_view(SEARCH, name, ENTRY)) for name in (ids.PICK, ids.CHOOSE, ids.NONE_OF_THESE)),
    ("interaction", lambda p: p.submit(_view(p, {"callback_id": ids.THREAD_VIEW, "private_metadata": THREAD}))),
    (
        "interaction",
        lambda p: p.submit(
            _view(p, {"callback_id": ids.SHARE_VIEW, "private_metadata": f'{{"entry_id":"{ENTRY}"}}'}),
            {ids.SHARE_BLOCK: {ids.SHARE_TARGET: {"selected_conversation": "C1"}}},
            response_urls=[{"response_url": "https://hooks.slack.com/x", "channel_id": "C1", "block_id": "b"}],
        ),
    ),
    ("interaction", lambda p: p.submit(_view(p, DAILY), {"channel": {"channel": {"selected_conversation": "C1"}}})),
    ("interaction", lambda p: p.message_shortcut(p.say("what now", user=OTHER), ids.FIND_ANSWER)),
    ("interaction", lambda p: p.global_shortcut(ids.SEARCH_PRINCIPLES)),
    ("interaction", lambda p: p.typing(_view(p, SEARCH), "seven", action_id=ids.PICK)),
    ("interaction", lambda p: p.typing(_view(p, DAILY), "Berlin", action_id=ids.DAILY_ZONE)),
)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every field and item inside a payload."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in inside:
        yield (*path, key)
        yield from places(inner, (*path, key))


def mutated(payload: Payload, path: tuple[Any, ...], junk: Any, *, gone: bool) -> Payload:
    """The payload with that field replaced, or gone."""
    changed = deepcopy(payload)
    holder: Any = changed
    for key in path[:-1]:
        holder = holder[key]
    if gone:
        del holder[path[-1]]
    else:
        holder[path[-1]] = deepcopy(junk)
    return changed

"""Payloads of every kind that the app listens to, as Slack sends them."""

from collections.abc import Callable
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
DIGEST = {"type": "modal", "callback_id": ids.DIGEST_VIEW, "private_metadata": ""}
EXPERTS = {"type": "modal", "callback_id": ids.EXPERTS_VIEW, "private_metadata": ""}
LIST = {"type": "modal", "callback_id": ids.ANSWER_VIEW, "private_metadata": ""}
TEACHING = (
    '{"number":0,"revision":0,"origin":"gap:1","author_id":"U0ASKER","channel":"C1","thread_ts":"1.5",'
    '"link":"https://stand-in.slack.com/archives/C1/p1","checked":""}'
)
TEACH = {"type": "modal", "callback_id": ids.TEACH_VIEW, "private_metadata": TEACHING}
ASKING = '{"place":"C1:1.5","channel":"C1","thread_ts":"1.5","reply_ts":"1.6","question_ts":"1.5"}'
ASK = {"type": "modal", "callback_id": ids.ASK_VIEW, "private_metadata": ASKING}
ASK_REPLY = {"type": "modal", "callback_id": ids.ASK_REPLY_VIEW, "private_metadata": "1"}


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
# Each with a value as it stands in the button.
LEARNING = (
    *((ids.TEACH, value) for value in (ids.NO_VALUE, "gap:1", "ask:1", "lesson:1")),
    *((ids.ASK_TEAM, value) for value in ("q:where is the bike shed", "gap:1")),
    *((name, "1") for name in (ids.ASK_REPLY, ids.ASK_HELPED, ids.DOCUMENT_ACCEPT, ids.DOCUMENT_DISCARD)),
    (ids.DOCUMENT_DOUBTS, "1:0"),
    *((name, "1") for name in (ids.AUTHOR_NAMED, ids.AUTHOR_UNNAMED, ids.AUTHOR_REFUSED)),
    (ids.FEEDBACK_REASON, "wrong:C1:1.5"),
)
IN_HOME = (
    *((name, "1") for name in (ids.LESSONS, ids.GAPS, ids.FIGURES, ids.EXPERTS, ids.DIGEST)),
    *((ids.UNWATCH, "C1"), (ids.BROWSE_TOPIC, "|0"), (ids.DAILY_SETUP, "C1"), (ids.DAILY_RESUME, "C1")),
)
IN_LIST = (
    *((name, "1") for name in (ids.LESSONS, ids.LESSON_REMOVE, ids.LESSON_RESTORE, ids.GAPS, ids.GAP_DISMISS)),
    *((name, "1") for name in (ids.GAP_RESTORE, ids.DOCUMENT_REMOVE, ids.DOCUMENT_RESTORE, ids.EXPERTS_NONE)),
    (ids.DIGEST_STOP, "C1"),
)
COMMANDS = (
    "what are the 7 Cs",
    "topics",
    "daily skip",
    "daily 9:00",
    "daily list",
    "gaps",
    "watch",
    "unwatch",
    "digest",
)


def _field(name: str, **held: Any) -> Payload:
    """One input of a window, as it was filled."""
    return {name: {name: held}}


def _option(value: str) -> Payload:
    return {"selected_option": {"text": {"type": "plain_text", "text": "x"}, "value": value}}


def _submitted(content: Payload, *fields: Payload) -> Callable[[Payloads], Payload]:
    values = {name: held for field in fields for name, held in field.items()}
    return lambda payloads: payloads.submit(_view(payloads, content), values)


NAMED = {"selected_options": [{"value": "named"}]}
WRITTEN = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": shapes.runs("Behind it.")}]}
TAUGHT = (
    _field(ids.TEACH_QUESTION, type="plain_text_input", value="Where is the bike shed?"),
    _field(ids.TEACH_WORDINGS, type="plain_text_input", value="bike shed"),
    _field(ids.TEACH_TARGET, type="external_select", selected_option=None),
    _field(ids.TEACH_ANSWER, type="rich_text_input", rich_text_value=WRITTEN),
)
WEEKLY = (
    _field(ids.DIGEST_CHANNEL, selected_conversation="C1"),
    _field(ids.DIGEST_DAY, **_option("0")),
    _field(ids.DIGEST_TIME, selected_time="09:00"),
    _field(ids.DIGEST_ZONE, **_option("Europe/Berlin")),
)
EVERY_DAY = (
    _field(ids.DAILY_CHANNEL, selected_conversation="C1"),
    _field(ids.DAILY_TIME, selected_time="09:00"),
    _field(ids.DAILY_ZONE, **_option("Europe/Berlin")),
    _field(ids.DAILY_WEEKDAYS, selected_options=[{"value": "0"}]),
)


def _upload(payloads: Payloads) -> Payload:
    """A document in a direct message."""
    file = payloads.give("handbook.md", b"# Handbook\n\n## Where is the bike shed?\n\nBehind the house.\n")
    return payloads.upload(payloads.say("", channel="D1"), file)


KINDS: tuple[Kind, ...] = (
    ("event", lambda p: p.mention(p.say(f"<@{BOT_USER}> what are the 7 Cs"))),
    ("event", lambda p: p.mention(p.say(f"<@{BOT_USER}> help?"), attachments=[shapes.forward("how do I ask?")])),
    ("event", lambda p: p.message(p.say("what now", channel="D1"), blocks=[shapes.rich_text("what now")])),
    ("event", lambda p: p.message(p.say("", channel="D1"), **shapes.voice_clip("what now"))),
    ("event", lambda p: p.message(p.say("what are the 7 Cs of customer service?", user=OTHER))),
    ("event", lambda p: p.message(p.say("Behind the house.", user=OTHER, thread_ts="1.5"))),
    ("event", _upload),
    ("event", lambda p: p.edited(p.say("what now"), "what then")),
    ("event", lambda p: p.edited_mention(p.say("what now"), f"<@{BOT_USER}> what then")),
    ("event", lambda p: p.deleted(p.say("what now"))),
    ("event", lambda p: p.tombstone_gone(p.say("what now"))),
    ("event", lambda p: p.home_opened("home")),
    ("event", lambda p: p.home_opened("messages")),
    ("event", lambda p: p.event({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": []}})),
    *(("command", lambda p, text=text: p.command(text)) for text in COMMANDS),
    *(("interaction", _pressed(name, ENTRY)) for name in BUTTONS),
    *(("interaction", _pressed(name, value)) for name, value in LEARNING),
    ("interaction", _pressed(ids.FEEDBACK, f"good:{ENTRY}")),
    *(("interaction", _in_view(HOME, name, ENTRY)) for name in (ids.ASK_PROMPT, ids.READ, ids.DAILY_SKIP)),
    *(("interaction", _in_view(HOME, name, value)) for name, value in IN_HOME),
    *(("interaction", _in_view(LIST, name, value)) for name, value in IN_LIST),
    *(("interaction", _in_view(SEARCH, name, ENTRY)) for name in (ids.PICK, ids.CHOOSE, ids.NONE_OF_THESE)),
    ("interaction", _submitted({"callback_id": ids.THREAD_VIEW, "private_metadata": THREAD})),
    (
        "interaction",
        lambda p: p.submit(
            _view(p, {"callback_id": ids.SHARE_VIEW, "private_metadata": f'{{"entry_id":"{ENTRY}"}}'}),
            {ids.SHARE_BLOCK: {ids.SHARE_TARGET: {"selected_conversation": "C1"}}},
            response_urls=[{"response_url": "https://hooks.slack.com/x", "channel_id": "C1", "block_id": "b"}],
        ),
    ),
    ("interaction", _submitted(DAILY, *EVERY_DAY)),
    ("interaction", _submitted(DIGEST, *WEEKLY)),
    ("interaction", _submitted(TEACH, *TAUGHT)),
    ("interaction", _submitted(EXPERTS, _field(ids.EXPERTS_CHANNEL, selected_conversation="C1"))),
    ("interaction", _submitted(ASK, _field(ids.ASK_QUESTION, value="bike shed?"), _field(ids.ASK_NAMED, **NAMED))),
    ("interaction", _submitted(ASK_REPLY, _field(ids.ASK_ANSWER, value="Behind the house."))),
    *(
        ("interaction", lambda p, name=name: p.message_shortcut(p.say("what now", user=OTHER), name))
        for name in (ids.FIND_ANSWER, ids.SAVE_AS_ANSWER)
    ),
    ("interaction", lambda p: p.global_shortcut(ids.SEARCH_PRINCIPLES)),
    ("interaction", lambda p: p.typing(_view(p, SEARCH), "seven", action_id=ids.PICK)),
    ("interaction", lambda p: p.typing(_view(p, DAILY), "Berlin", action_id=ids.DAILY_ZONE)),
    ("interaction", lambda p: p.typing(_view(p, DIGEST), "Berlin", action_id=ids.DIGEST_ZONE)),
    ("interaction", lambda p: p.typing(_view(p, TEACH), "seven", action_id=ids.TEACH_TARGET)),
)

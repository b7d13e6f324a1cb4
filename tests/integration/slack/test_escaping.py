"""Nothing that a person types becomes a ping, a link or formatting in what the bot says; nothing in a pack, a ping."""

import re
from collections.abc import Iterator

import pytest

from bot.render import ids
from tests.dangers import pack_dangers
from tests.integration.slack.knowledge import CHOICE, HOSTILE_PACK, SEVEN_CS
from tests.slack_stand_in import ASKER, BOT_USER, find

# As Slack delivers it: what the person typed as <…> arrives escaped, what they picked arrives as Slack's own.
HOSTILE = [
    "&lt;!channel&gt; wake up",
    "&lt;!here|here&gt; wake up",
    "<!channel> wake up",
    "<!subteam^S123|@team> wake up",
    "&lt;@U0OTHER&gt; is silly",
    "<@U0OTHER> is silly",
    "&lt;https://evil.example|your bank&gt;",
    "<https://evil.example|your bank>",
    "*loud* _slanted_ ~gone~ `code` ```block```",
    "&amp;lt;!channel&amp;gt; twice escaped",
    "@channel @here @everyone",
    "<mailto:a@evil.example|mail>",
]

# What Slack would act on somewhere; and what it would act on in mrkdwn only.
WIRE = re.compile(r"<[!@#][^>]*>|<[a-z]+:[^>]*>|@(channel|here|everyone)\b", re.IGNORECASE)
FORMATTED = re.compile(r"https?://|(?<!\w)([*_~`])\S[^*_~`]*\1(?!\w)")

OWN = f"<@{ASKER}>"


def strings(part: object, key: str = "") -> Iterator[tuple[str, str]]:
    """Every string that is shown, with the key it stands under."""
    if isinstance(part, str):
        yield key, part
    elif isinstance(part, dict):
        for name, value in part.items():
            if name not in ("value", "private_metadata", "metadata", "action_id", "block_id", "visible_to_user_ids"):
                yield from strings(value, name)
    elif isinstance(part, list):
        for value in part:
            yield from strings(value, key)


def mrkdwn(part: object) -> Iterator[str]:
    """Every mrkdwn text: the message's own and the mrkdwn objects."""
    if isinstance(part, dict):
        if isinstance(part.get("text"), str) and (part.get("type") == "mrkdwn" or "blocks" in part):
            yield part["text"]
        for value in part.values():
            yield from mrkdwn(value)
    elif isinstance(part, list):
        for value in part:
            yield from mrkdwn(value)


def sent(slack) -> list[dict]:
    """Every message and view that Slack was given."""
    methods = ("chat.postMessage", "chat.update", "response_url", "views.open", "views.update", "chat.postEphemeral")
    calls = slack.calls_of(*methods)
    assert calls
    return [c.params.get("view") or {k: c.params[k] for k in ("text", "blocks") if k in c.params} for c in calls]


def assert_harmless(slack) -> None:
    """Nothing in what was sent is anything but words."""
    for shown in sent(slack):
        for _, text in strings(shown):
            assert not WIRE.search(text.replace(OWN, "")), text
        for text in mrkdwn(shown):
            assert not FORMATTED.search(text), text


@pytest.mark.parametrize("text", HOSTILE)
def test_a_question_is_shown_back_as_words(http_bot, text):
    """In a channel, in a private answer and in a modal."""
    http_bot.mention(f"<@{BOT_USER}> {text}")
    http_bot.command(text)
    http_bot.interact(http_bot.payloads.message_shortcut(http_bot.payloads.say(text), ids.FIND_ANSWER))
    assert len(http_bot.slack.calls_of("chat.postMessage", "response_url", "views.open")) == 3
    assert_harmless(http_bot.slack)


def test_a_question_is_shown_back_as_words_in_socket_mode(start_bot):
    bot = start_bot("socket")
    bot.mention(f"<@{BOT_USER}> {HOSTILE[0]}")
    assert_harmless(bot.slack)


def test_a_hostile_pack_is_shown_as_words_everywhere(http_bot):
    """Answer, buttons, typeahead, home, modal."""
    http_bot.mention(f"<@{BOT_USER}> {HOSTILE_PACK.question}")
    http_bot.command(HOSTILE_PACK.question)
    http_bot.command("topics")
    http_bot.mention(f"<@{BOT_USER}> {CHOICE}")
    http_bot.interact(http_bot.payloads.message_shortcut(http_bot.payloads.say(HOSTILE_PACK.question), ids.FIND_ANSWER))
    [view] = http_bot.slack.workspace.views.values()
    options = http_bot.interact(http_bot.payloads.typing(view, "", action_id=ids.PICK)).body
    assert HOSTILE_PACK.id in str(options)
    assert all(not WIRE.search(text) for _, text in strings(options))
    for shown in sent(http_bot.slack):
        assert pack_dangers(shown) == []


def test_an_edit_is_shown_back_as_words(http_bot):
    question = http_bot.mention(f"<@{BOT_USER}> {SEVEN_CS.question}")
    http_bot.event(http_bot.payloads.edited(question, f"<@{BOT_USER}> &lt;!channel&gt;"))
    assert_harmless(http_bot.slack)


def test_the_name_of_who_shares_is_a_user_id_and_nothing_else(http_bot):
    """The one mention the bot makes is of a person, by the id that Slack gave."""
    http_bot.command(SEVEN_CS.question)
    private = http_bot.whispered[0]
    payload = http_bot.payloads.press(private, find(private["blocks"], ids.SHARE))
    payload["user"]["id"] = "!channel"
    http_bot.interact(payload)
    assert_harmless(http_bot.slack)

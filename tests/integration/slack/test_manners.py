"""Small talk in Slack: a friendly line, a nod, or silence; never "no answer to hi"."""

import pytest

from tests.slack_stand_in import BOT_USER


@pytest.mark.parametrize("text", ["hi", "Good morning :wave:", "helo"])
def test_a_greeting_gets_one_friendly_line_with_questions_to_try(http_bot, text):
    http_bot.mention(f"<@{BOT_USER}> {text}")
    [reply] = http_bot.said
    assert reply.text.startswith("Hello!")
    assert "Try “" in reply.text


@pytest.mark.parametrize("text", ["help", "Help!", "hlep please", "what can you do?"])
@pytest.mark.parametrize("way", ["mention", "dm", "command"])
def test_help_is_helped_everywhere(http_bot, text, way):
    if way == "command":
        http_bot.command(text)
        said = http_bot.whispered[-1]["text"]
    else:
        http_bot.mention(f"<@{BOT_USER}> {text}") if way == "mention" else http_bot.dm(text)
        [reply] = http_bot.said
        said = reply.text
    assert "Mention me" in said


@pytest.mark.parametrize("text", ["thanks", "Thank you :pray::skin-tone-2:", "ok", ":+1:"])
def test_thanks_get_a_nod_and_no_message(http_bot, text):
    http_bot.mention(f"<@{BOT_USER}> {text}")
    assert http_bot.said == []
    assert len(http_bot.slack.calls_of("reactions.add")) == 1


def test_where_the_app_may_not_react_a_channel_stays_silent(http_bot):
    http_bot.slack.workspace.scopes -= {"reactions:write"}
    http_bot.mention(f"<@{BOT_USER}> thanks!")
    assert http_bot.said == http_bot.whispered == []


def test_where_the_app_may_not_react_a_direct_message_is_answered_in_words(http_bot):
    http_bot.slack.workspace.scopes -= {"reactions:write"}
    http_bot.dm("thank you so much")
    [reply] = http_bot.said
    assert reply.text == "You are welcome."


@pytest.mark.parametrize(("text", "said"), [("topics?", "Topics"), ("who are you", "bot"), ("search", "Search")])
def test_the_words_of_the_command_work_in_a_direct_message(http_bot, text, said):
    http_bot.dm(text)
    [reply] = http_bot.said
    assert said in reply.text


def test_thanks_twice_are_nodded_to_once_each(http_bot):
    """And a retried event is nodded to once."""
    event = http_bot.payloads.mention(http_bot.payloads.say(f"<@{BOT_USER}> thanks"))
    for retry in (None, 1, 2):
        http_bot.event(event, retry=retry)
    assert len(http_bot.slack.calls_of("reactions.add")) == 1

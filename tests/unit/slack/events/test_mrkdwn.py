"""Slack's written form, read as its writer meant it."""

import pytest

from bot.slack.events.mrkdwn import escape, read

BOT = "U0BOT"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (f"<@{BOT}> what now", "what now"),
        (f"what now <@{BOT}>", "what now"),
        (f"hey <@{BOT}>, what now", "hey, what now"),
        (f"<@{BOT}|principles>: what now", "what now"),
        (f"<@{BOT}> <@{BOT}>", ""),
        ("what now", "what now"),
        ("<@U0OTHER> what now", "@someone what now"),
    ],
)
def test_our_name_is_taken_out_wherever_it_stands(raw, text):
    assert read(raw, bot_user=BOT).text == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("R&amp;D &lt;now&gt;", "R&D <now>"),
        ("&amp;lt;", "&lt;"),
        ("&lt;!channel&gt;", "<!channel>"),
        ("&#" + "1" * 5_000, "&#" + "1" * 5_000),
        ("ask <@U0OTHER|ann> in <#C1|help> or <#C2>", "ask @ann in #help or #channel"),
        ("see <https://a.example|this page>", "see this page"),
        ("write to <mailto:a@b.example|a@b.example>, <tel:+4930|+49 30>", "write to a@b.example, +49 30"),
        ("<!subteam^S1|@support> and <!subteam^S2> and <!here>", "@support and @group and @here"),
        ("open on <!date^1392734382^{date_long}|18 February>?", "open on 18 February?"),
        ("two\nlines\n\n\nand more", "two\nlines\nand more"),
    ],
)
def test_slacks_text_is_read_as_its_writer_typed_it(raw, text):
    assert read(raw).text == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("what are the 7 Cs :pray::skin-tone-2:", "what are the 7 Cs"),
        (":rotating_light: what is the rule of 7 :rotating_light:", "what is the rule of 7"),
        (":pray::+1::skin-tone-3: now :wave:", "now"),
        ("thanks:pray: what now", "thanks what now"),
        ("what are the :seven: Cs", "what are the 7 Cs"),
        ("a :star::star::star: review", "a ⭐⭐⭐ review"),
        ("a :star: review", "a review"),
        ("at 10:30:45 we open", "at 10:30:45 we open"),
        ("std::vector::size", "std::vector::size"),
        ("Subject:RE: hello", "Subject:RE: hello"),
        ("see <https://a.example/x:y:z>", "see https://a.example/x:y:z"),
        (f"<@{BOT}>: :pray: how? :thinking_face:", "how?"),
        (":+1:", ""),
    ],
)
def test_codes_of_emoji_are_no_words_wherever_they_stand(raw, text):
    """Numerals and ratings are; times, code and addresses keep their colons."""
    assert read(raw, bot_user=BOT).text == text


def test_the_emoji_of_a_message_are_named():
    assert read(":pray::skin-tone-2: so :wave: :+1:").emoji == ("pray", "wave", "+1")


@pytest.mark.parametrize("text", ["<@U1> & <https://a|b>", "a < b > c & d", "&lt;"])
def test_plain_words_survive_being_written_as_slack_does(text):
    assert read(escape(text)).text == text

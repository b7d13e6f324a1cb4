"""What a person wrote in Slack is passed on with its markup, and calls nobody."""

import pytest

from bot.markup import passages, read
from bot.slack.events.markdown import markdown_of


def text(words, **style):
    return {"type": "text", "text": words, **({"style": style} if style else {})}


def rich(*elements):
    return {"text": "a poor stand-in", "blocks": [{"type": "rich_text", "elements": list(elements)}]}


def section(*inlines):
    return {"type": "rich_text_section", "elements": list(inlines)}


def listed(*points, style="bullet", **more):
    return {"type": "rich_text_list", "style": style, "elements": [section(text(one)) for one in points], **more}


@pytest.mark.parametrize(
    ("message", "wanted"),
    [
        (rich(section(text("Ask "), text("finance", bold=True), text(" first."))), "Ask **finance** first."),
        (rich(section(text("now ", bold=True), text("or never"))), "**now** or never"),
        (rich(section(text("a*b_c"))), "a\\*b\\_c"),
        (rich(section(text("- no list\n1. nor this\n# nor that"))), "\\- no list\n1\\. nor this\n\\# nor that"),
        (rich(section(text("x = `1`", code=True))), "`` x = `1` ``"),
        (
            rich(section({"type": "link", "url": "https://a.example/x", "text": "the form"})),
            "[the form](<https://a.example/x>)",
        ),
        (rich(section({"type": "link", "url": "https://a.example/x"})), "<https://a.example/x>"),
        (
            rich(section(text("Do:")), listed("one", "two", style="ordered"), listed("deep", indent=1)),
            "Do:\n\n1. one\n2. two\n   - deep",
        ),
        (
            rich({"type": "rich_text_quote", "elements": [text("said\ntwice")]}),
            "> said\n> twice",
        ),
        (rich({"type": "rich_text_preformatted", "elements": [text("a ``` b")]}), "````\na ``` b\n````"),
        (rich(section(text("yes "), {"type": "emoji", "name": "ok_hand", "unicode": "1f44c"})), "yes 👌"),
        ({"text": "see <https://a.example|the page> *now*"}, "see the page \\*now\\*"),
        ({"text": ""}, ""),
    ],
)
def test_markup_becomes_markdown(message, wanted):
    assert markdown_of(message) == wanted


def test_nobody_is_called():
    inlines = [
        {"type": "broadcast", "range": "channel"},
        {"type": "user", "user_id": "U1"},
        {"type": "usergroup", "usergroup_id": "S1"},
    ]
    assert markdown_of(rich(section(*inlines))) == "@channel@someone@group"
    assert "<!" not in markdown_of({"text": "<!channel> <@U1> look"})


@pytest.mark.parametrize(
    "words", ["*so*", "a > b", "<b>", "1) one", "x|y", "~~", "&amp;amp;", "[a](b)", "\\", "===", "+1"]
)
def test_plain_words_are_shown_as_they_were_typed(words):
    """Read again, they are the same words."""
    assert list(passages(read(markdown_of(rich(section(text(words))))))) == [words]

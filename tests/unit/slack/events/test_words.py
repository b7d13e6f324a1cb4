"""What a message says, wherever in it the words stand."""

import pytest

from bot.slack.events.words import read_text, words_of
from tests.slack_stand_in import shapes

BOT = "U0BOT"
ASK = "how do I handle an angry customer?"


def said(text: str = "", **more) -> str:
    return words_of({"text": text, **more}, bot_user=BOT).text


@pytest.mark.parametrize(
    "message",
    [
        {"text": ASK},
        {"text": f"<@{BOT}> {ASK}"},
        {"text": f"<@{BOT}>", "blocks": [shapes.rich_text({"type": "user", "user_id": BOT}, f" {ASK}")]},
        {"text": "", "blocks": [shapes.rich_text(ASK)]},
        {"text": "", "attachments": [shapes.forward(ASK)]},
        {"text": "", "attachments": [shapes.forward("", blocks=[shapes.rich_text(ASK)])]},
        {"text": "", "attachments": [shapes.forward_of(shapes.forward(ASK))]},
        {"text": "", "attachments": [shapes.forward_of(shapes.forward_of(shapes.forward(ASK)))]},
        {"text": "", "attachments": [{"is_share": True, "fallback": f"[November 14th, 2023 2:13 PM] bob: {ASK}"}]},
        {"text": "", "attachments": [shapes.forward_of_deleted(), shapes.forward(ASK)]},
        {"text": "please :pray:", "attachments": [shapes.forward(ASK)]},
        {"text": f"<@{BOT}> can you help?", "attachments": [shapes.forward(ASK)]},
        {"text": "from our shop in Leeds", "attachments": [shapes.forward(ASK)]},
        {"text": "", "attachments": [{"fallback": ASK}]},
        {"text": "", "attachments": [{"color": "#ccc", "pretext": "", "text": ASK}]},
        shapes.by_bot(attachments=[{"fallback": "[no preview available]", "blocks": [shapes.section(ASK)]}]),
        shapes.by_bot(blocks=[shapes.section(ASK)], text="New ticket 4711"),
        shapes.by_bot(text=ASK, blocks=[{"type": "divider"}]),
        shapes.by_workflow(text=ASK),
        shapes.voice_clip(ASK),
        shapes.commented_file(ASK),
        {"subtype": "me_message", "text": ASK},
    ],
    ids=str,
)
def test_the_question_of_a_message_is_found(message):
    assert words_of(message, bot_user=BOT).text == ASK


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"text": f"<@{BOT}>"},
        {"text": "", "attachments": [shapes.forward_of_deleted()]},
        {"text": "", "attachments": [shapes.forward_of_file("letter.pdf")]},
        {"text": "", "attachments": [{}]},
        {"text": "", "attachments": [shapes.message_preview(ASK)]},
        {"text": "", "attachments": [shapes.page_preview("A page", ASK)]},
        shapes.by_bot(attachments=[{"fallback": "[no preview available]"}]),
        shapes.voice_clip("", status="processing"),
        shapes.voice_clip("", status="failed"),
        {"text": 7, "blocks": "x", "attachments": [[]], "files": {"a": 1}},
    ],
    ids=str,
)
def test_what_says_nothing_has_no_words(message):
    """Neither previews, which Slack hangs under a link, nor Slack's own words for what is gone."""
    assert words_of(message, bot_user=BOT).text == ""


def test_a_comment_that_asks_something_itself_is_the_question():
    assert said("what are the 7 Cs?", attachments=[shapes.forward(ASK)]) == "what are the 7 Cs?"


def test_a_preview_under_a_link_does_not_change_the_question():
    assert said("what are the 7 Cs?", attachments=[shapes.page_preview("Angry", ASK)]) == "what are the 7 Cs?"


def test_the_words_of_an_apps_form_are_read_line_by_line():
    form = shapes.by_bot(
        text="New ticket 4711",
        blocks=[shapes.header("New ticket"), shapes.section(ASK, fields=("*Shop*", "Leeds")), shapes.context("form 7")],
    )
    assert words_of(form).text == f"New ticket\n{ASK}\n*Shop*\nLeeds\nform 7"


def test_the_fields_of_an_attachment_are_read_with_their_titles():
    attachment = {"title": "Ticket", "fields": [{"title": "Question", "value": ASK}], "footer": "form"}
    assert words_of(shapes.by_bot(attachments=[attachment])).text == f"Ticket\nQuestion: {ASK}"


def test_the_emoji_of_a_message_without_words_are_known():
    assert words_of({"text": f"<@{BOT}> :wave:"}, bot_user=BOT).emoji == ("wave",)


def test_forwards_that_never_end_are_read_to_a_depth():
    forward = shapes.forward(ASK)
    for _ in range(50):
        forward = shapes.forward_of(forward)
    assert said("", attachments=[forward]) == ""


def test_a_text_that_stands_alone_is_read_the_same_way():
    assert read_text(" what &amp; how :pray: ") == "what & how"

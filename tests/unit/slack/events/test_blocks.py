"""The words of blocks, as a reader of the message sees them."""

import pytest

from bot.slack.events.blocks import lines_of
from bot.slack.events.mrkdwn import read
from tests.slack_stand_in import shapes


def words(*blocks: dict) -> str:
    return read("\n".join(lines_of(blocks))).text


@pytest.mark.parametrize(
    ("block", "text"),
    [
        (shapes.rich_text("how do I ", "ask?"), "how do I ask?"),
        (shapes.rich_text("a < b & c"), "a < b & c"),
        (shapes.rich_text("see ", {"type": "link", "url": "https://a.example", "text": "this"}), "see this"),
        (shapes.rich_text("see ", {"type": "link", "url": "https://a.example"}), "see https://a.example"),
        (shapes.rich_text({"type": "user", "user_id": "U1"}, " asks"), "@someone asks"),
        (shapes.rich_text("in ", {"type": "channel", "channel_id": "C1"}), "in #channel"),
        (shapes.rich_text({"type": "usergroup", "usergroup_id": "S1"}), "@group"),
        (shapes.rich_text({"type": "broadcast", "range": "here"}), "@here"),
        (shapes.rich_text("on ", {"type": "date", "timestamp": 1, "fallback": "Monday"}), "on Monday"),
        (shapes.rich_text("hi ", shapes.emoji("pray", skin_tone=2), "!"), "hi !"),
        (shapes.rich_text("quoted", kind="rich_text_quote"), "quoted"),
        (shapes.rich_text("code()", kind="rich_text_preformatted"), "code()"),
        (shapes.rich_list("one", "two"), "one\ntwo"),
        (shapes.section("*how*?"), "*how*?"),
        (shapes.section(fields=("*Subject*", "how?")), "*Subject*\nhow?"),
        (shapes.section("a & b", kind="plain_text"), "a & b"),
        (shapes.header("New ticket"), "New ticket"),
        (shapes.context("from the form"), "from the form"),
        ({"type": "markdown", "text": "how?"}, "how?"),
        (
            {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}, shapes.rich_text("b")], []]},
            "a b",
        ),
        ({"type": "divider"}, ""),
        ({"type": "actions", "elements": [{"type": "button", "text": {"type": "plain_text", "text": "Go"}}]}, ""),
        ({"type": "image", "alt_text": "a picture"}, ""),
        ({"type": "container", "blocks": [shapes.section("inside")]}, "inside"),
    ],
    ids=str,
)
def test_each_kind_of_block_says_what_it_shows(block, text):
    assert words(block) == text


@pytest.mark.parametrize(
    "block", [{}, {"type": 7}, {"type": "rich_text", "elements": 7}, {"type": "table", "rows": [7]}]
)
def test_a_block_of_any_shape_is_read(block):
    assert words(block) == ""


def test_blocks_that_never_end_are_read_to_a_depth():
    nested = shapes.section("too deep")
    for _ in range(500):
        nested = {"type": "container", "blocks": [nested]}
    assert words(nested, shapes.section("here")) == "here"

"""Markup of a pack as Slack's own: links, lists, code, tables and pictures, in blocks and in the text."""

from __future__ import annotations

import pytest

from bot.knowledge.model import Answer, Item
from bot.knowledge.passages import as_list
from bot.render.answer import answer_text
from bot.render.body import VIEW_ROOM, body, message_room
from bot.render.messages import reply_message
from tests.block_limits import problems
from tests.dangers import pack_dangers
from tests.unit.render.entries import answered, entry


def made(text: str) -> dict:
    return entry(answer=as_list(Answer("text", text=text)))


def elements(text: str) -> list[dict]:
    """The elements of the answer's rich_text blocks."""
    blocks = body(made(text), message_room(9_000)).blocks
    assert {block["type"] for block in blocks} == {"rich_text"}
    return [element for block in blocks for element in block["elements"]]


def spoken(text: str) -> str:
    """The lines of the message's text between question and source."""
    return "\n".join(answer_text(made(text)).split("\n")[1:-1])


def run(text: str, *styles: str, url: str | None = None) -> dict:
    shown = {"type": "link", "url": url, "text": text} if url else {"type": "text", "text": text}
    return {**shown, "style": dict.fromkeys(styles, True)} if styles else shown


def points(style: str, *texts: str, **more: int) -> dict:
    sections = [{"type": "rich_text_section", "elements": [run(text)]} for text in texts]
    return {"type": "rich_text_list", "style": style, "elements": sections, **more}


def test_styles_and_links_are_runs_of_one_section():
    source = "Until **3 pm**, *not* ~~129~~ `9`: [guide](https://a.example/?a=1&b=2) or me@a.example"
    assert elements(source) == [
        {
            "type": "rich_text_section",
            "elements": [
                run("Until "), run("3 pm", "bold"), run(", "), run("not", "italic"), run(" "), run("129", "strike"),
                run(" "), run("9", "code"), run(": "), run("guide", url="https://a.example/?a=1&b=2"), run(" or "),
                run("me@a.example", url="mailto:me@a.example"),
            ],
        }
    ]  # fmt: skip
    assert spoken(source) == (
        "Until *3 pm*, _not_ ~129~ `9`: <https://a.example/?a=1&amp;b=2|guide> or <mailto:me@a.example|me@a.example>"
    )


def test_lists_stand_under_their_points_and_numbers_go_on():
    source = "Do:\n1. Open\n   - left\n     1. hard\n   - right\n2. Run\n\n   ```\n   till\n     go\n   ```\n3. Close"
    assert elements(source)[1:] == [
        points("ordered", "Open"),
        points("bullet", "left", indent=1),
        points("ordered", "hard", indent=2),
        points("bullet", "right", indent=1),
        points("ordered", "Run", offset=1),
        {"type": "rich_text_preformatted", "elements": [run("till\n  go")]},
        points("ordered", "Close", offset=2),
    ]
    assert spoken(source).split("\n") == [
        "Do:", "1. Open", "    • left", "        1. hard", "    • right", "2. Run", "```", "till", "  go", "```",
        "3. Close",
    ]  # fmt: skip


def test_steps_after_a_note_go_on_at_their_number():
    blocks = body(made("1. a\n2. b\n\nA note.\n\n3. c"), message_room(9_000)).blocks
    lists = [element for block in blocks for element in block["elements"] if element["type"] == "rich_text_list"]
    assert lists == [points("ordered", "a", "b"), points("ordered", "c", offset=2)]


def test_items_of_items_are_the_same_as_a_list_in_markdown():
    nested = Answer("steps", items=(Item("Open", items=(Item("left"), Item("right"))), Item("Close")))
    assert as_list(Answer("text", text="1. Open\n   - left\n   - right\n2. Close")) == nested
    listed = [
        points("ordered", "Open"),
        points("bullet", "left", "right", indent=1),
        points("ordered", "Close", offset=1),
    ]
    blocks = body(entry(answer=nested), VIEW_ROOM).blocks
    assert [element for block in blocks for element in block["elements"]] == listed


@pytest.mark.thorough
def test_lists_are_nine_deep_at_most():
    deep = "".join("  " * n + f"- level {n}\n" for n in range(200))
    indents = [element.get("indent", 0) for element in elements(deep)]
    assert indents == list(range(9))
    item = Item("bottom")
    for _ in range(30):
        item = Item("more", items=(item,))
    shown = body(entry(answer=Answer("bullets", items=(item,))), message_room(9_000)).blocks[0]["elements"]
    assert max(element.get("indent", 0) for element in shown) == 8


def test_a_step_after_a_list_begins_a_block():
    """There its number is its own: whether Slack adds what it counted before to an offset is written nowhere."""
    blocks = body(made("1. a\n   - b\n   - c\n2. d"), message_room(9_000)).blocks
    assert [len(block["elements"]) for block in blocks] == [2, 1]
    assert blocks[1]["elements"] == [points("ordered", "d", offset=1)]


def test_a_step_nought_keeps_its_number():
    """Slack numbers from 1."""
    assert elements("0. Prepare\n1. Do") == [points("bullet", "0. Prepare", "1. Do")]
    assert spoken("0. Prepare\n1. Do") == "0. Prepare\n1. Do"


def test_quotations_hold_their_lists_and_code():
    source = "> They **said**:\n> - so\n>\n>       go"
    quote, listed, code = elements(source)
    assert quote == {"type": "rich_text_quote", "elements": [run("They "), run("said", "bold"), run(":")]}
    assert (listed["border"], code["border"]) == (1, 1)
    assert spoken(source).startswith("> They *said*:\n> • so\n")


def test_headings_are_bold_and_stand_right_above_what_they_head():
    [section] = elements("# Returns\nThirty days.\n\nNo longer.")
    assert section["elements"] == [run("Returns", "bold"), run("\nThirty days.\n\nNo longer.")]


def test_a_table_is_slacks_table():
    source = "Prices:\n\n|Size|Price|\n|:--|--:|\n|`S`|[9](https://a.example)|\n||~~7~~|"
    _, table = body(made(source), message_room(9_000)).blocks
    assert table["column_settings"] == [
        {"align": "left", "is_wrapped": True},
        {"align": "right", "is_wrapped": True},
    ]
    cells = [[cell["elements"][0]["elements"][0] for cell in row] for row in table["rows"]]
    assert cells == [
        [run("Size", "bold"), run("Price", "bold")],
        [run("S", "code"), run("9", url="https://a.example")],
        [run(" "), run("7", "strike")],
    ]
    assert spoken(source) == "Prices:\nSize | Price\n`S` | <https://a.example|9>\n | ~7~"


def table_of(rows: int, columns: int, cell: str = "x") -> str:
    line = "|" + "|".join([cell] * columns) + "|"
    return "\n".join([line, "|" + "|".join(["-"] * columns) + "|", *[line] * (rows - 1)])


@pytest.mark.parametrize(
    ("rows", "columns", "shown"),
    [(100, 20, "table"), (101, 3, "rich_text"), (3, 21, "rich_text"), (3, 300, "rich_text")],
)
def test_a_table_beyond_slacks_limits_is_lines_of_columns(rows: int, columns: int, shown: str):
    message = reply_message(answered(made(table_of(rows, columns))))
    assert message.blocks[1]["type"] == shown
    assert problems(message.payload()) == []
    if shown == "rich_text":
        assert message.blocks[1]["elements"][0]["type"] == "rich_text_preformatted"


def test_columns_stand_under_each_other():
    lines = body(made("|Size|Bar|\n|--|--:|\n|漢字|6.5|\n|M|18|"), VIEW_ROOM).blocks[0]["elements"][0]["elements"][0]
    assert lines["text"] == "Size  Bar\n────  ───\n漢字  6.5\nM      18"


def test_a_message_has_one_table_and_a_view_none():
    two = f"{table_of(2, 2)}\n\nand\n\n{table_of(2, 2)}"
    assert [block["type"] for block in body(made(two), message_room(9_000)).blocks] == ["table", "rich_text"]
    assert [block["type"] for block in body(made(two), VIEW_ROOM).blocks] == ["rich_text"]


def test_a_picture_by_itself_is_an_image_with_its_description():
    source = "The map:\n\n![the way to the desk](https://a.example/map.png)"
    assert body(made(source), message_room(9_000)).blocks[1] == {
        "type": "image",
        "image_url": "https://a.example/map.png",
        "alt_text": "the way to the desk",
    }
    assert spoken(source) == "The map:\n<https://a.example/map.png|the way to the desk>"


def test_where_slack_may_not_fetch_it_a_picture_is_a_link():
    """In a view, and in a message that Slack refused."""
    one = made("![map](https://a.example/map.png)")
    linked = {"type": "rich_text_section", "elements": [run("map", url="https://a.example/map.png")]}
    assert body(one, VIEW_ROOM).blocks == [{"type": "rich_text", "elements": [linked]}]
    message = reply_message(answered(one))
    assert message.has_pictures
    again = message.without_pictures()
    assert (again.has_pictures, again.blocks[1]) == (False, {"type": "rich_text", "elements": [linked]})
    assert again.blocks[2:] == message.blocks[2:]


@pytest.mark.parametrize("url", ["http://a.example/map.png", "https://a.example/map.svg", "https://a.example/map.pdf"])
def test_a_picture_that_slack_would_not_fetch_is_a_link(url: str):
    """Slack refuses the whole message for one of them."""
    assert elements(f"![map]({url})") == [{"type": "rich_text_section", "elements": [run("map", url=url)]}]


def test_a_picture_in_a_line_or_list_is_a_link():
    url = "https://a.example/i.png"
    assert elements(f"Press ![gear]({url}) now")[0]["elements"][1] == run("gear", url=url)
    assert elements(f"- ![gear]({url})\n- b")[0]["elements"][0]["elements"] == [run("gear", url=url)]


def test_words_whose_address_is_longer_than_slack_takes_are_words():
    source = f"![map](https://a.example/{'a' * 4_000}.png) and [form](https://a.example/{'b' * 4_000})"
    message = reply_message(answered(made(source)))
    assert problems(message.payload()) == []
    assert elements(source) == [{"type": "rich_text_section", "elements": [run("map and form")]}]
    assert spoken(source) == "map and form"


@pytest.mark.parametrize(
    "source", ["`<!channel>`", "<!channel>", "```\n<!here> <@U0BOB>\n```", "[<!here>](https://a.example)"]
)
def test_nobody_is_called_from_code_or_words(source: str):
    payload = reply_message(answered(made(source))).payload()
    assert pack_dangers(payload) == []
    assert "&lt;!" in payload["text"]
    assert "<!" in str(payload["blocks"])


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("**b**old and b**ol**d", "bold and bold"),
        ("**a *b* c**", "*a* *_b_* *c*"),
        ("*a*b", "ab"),
        ("**a\nb**", "*a*\n*b*"),
        (r"\*no\* **2\*3**", "`*no*` 2*3"),
        ("``a`b``", "a`b"),
        (
            "[**b** c](https://a.example)",
            "*<https://a.example|b>*<https://a.example| c>".replace("| c", "|c").replace(">*<", ">* <"),
        ),
        ("```\na ``` b\n```", "a ``` b"),
        ("<https://a.example/x>", "<https://a.example/x>"),
    ],
)
def test_marks_stand_where_slack_obeys_them(source: str, shown: str):
    assert spoken(source) == shown


def test_notes_have_their_links():
    noted = entry(notes=("See the [list](https://a.example).", "Plain."))
    [small, _] = [block for block in reply_message(answered(noted)).blocks if block["type"] == "context"]
    assert small["elements"] == [
        {"type": "mrkdwn", "text": "ℹ️ See the <https://a.example|list>.\nℹ️ Plain.", "verbatim": True}
    ]

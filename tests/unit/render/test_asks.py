"""What passes a question on to people: one button more, where the others stand."""

from bot.render import ids
from bot.render.asks import with_ask
from bot.render.budget import ACTIONS_ELEMENTS
from bot.render.elements import actions_row, button, paragraph, rich_text
from bot.render.gaps import Known, gap_row
from bot.render.message import Message
from tests.learning_pictures import CLUSTERS

LINE = rich_text(paragraph("I do not know that one."))


def labels(block):
    return [element["text"]["text"] for element in block.get("elements", ()) if element["type"] == "button"]


def test_it_stands_beside_the_buttons_that_end_the_message():
    message = Message("…", [LINE, *actions_row([button("Search", ids.SEARCH)])])
    assert labels(with_ask(message, "Where?").blocks[-1]) == ["Search", "Ask the team"]
    assert labels(message.blocks[-1]) == ["Search"]  # a message is shared by all who get it


def test_where_there_are_none_or_too_many_it_has_its_own_row():
    many = actions_row(button(f"{number}", f"{ids.CHOOSE}:{number}") for number in range(ACTIONS_ELEMENTS))
    for blocks in ([LINE], [LINE, *many]):
        shown = with_ask(Message("…", blocks), "Where?").blocks
        assert (len(shown), labels(shown[-1])) == (len(blocks) + 1, ["Ask the team"])


def test_a_gap_is_offered_to_people_where_there_are_some_and_only_once():
    asked, number = CLUSTERS[0], CLUSTERS[0].number
    assert labels(gap_row(asked, "list", Known())[-1]) == ["Teach", "Dismiss"]
    assert labels(gap_row(asked, "list", Known(people=True))[-1]) == ["Teach", "Ask the team", "Dismiss"]
    put = gap_row(asked, "list", Known(people=True, put=frozenset({number})))
    assert labels(put[-1]) == ["Teach", "Dismiss"]
    assert "put to the team" in str(put)
    assert labels(gap_row(CLUSTERS[-1], "list", Known(people=True))[-1]) == ["Dismiss"]  # its words were not kept

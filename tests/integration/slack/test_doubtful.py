"""What looks doubtful in a document is shown to the teacher who sent it, with the reasons, before it is in force."""

from contextlib import ExitStack

import pytest

from bot.render import ids
from tests.dangers import pack_dangers
from tests.integration.slack.teaching import School, press_in, says
from tests.integration.slack.test_uploads import HANDBOOK, SHED, press, send
from tests.slack_stand_in import ASKER, OTHER, find


@pytest.fixture
def bot(slack, tmp_path, sqlite_url):
    with ExitStack() as stack:
        slack.workspace.admins.add(ASKER)
        yield School(slack, tmp_path, sqlite_url, stack).start()


DOUBTFUL = "".join(
    f"## What are the {number} rules?\n\nThe rules are:\n\n- Be kind\n- Be {number}th\n\n" for number in range(3, 13)
).encode()


def test_a_teacher_sees_which_are_doubtful_and_why_before_using_it(bot):
    [offer] = send(bot, content=HANDBOOK + DOUBTFUL)
    assert "10 of them look doubtful" in offer.text
    press(bot, offer, ids.DOCUMENT_DOUBTS)
    view = list(bot.slack.workspace.views.values())[-1]
    first = says(view)
    assert "What are the 3 rules?" in first
    assert "Why: the question promises 3 points, 2 were found." in first
    assert SHED not in first
    assert "Page 1 of 2" in first
    press_in(bot, view, f"{ids.DOCUMENT_DOUBTS}:next")
    assert "What are the 12 rules?" in says(view)
    press_in(bot, view, f"{ids.DOCUMENT_DOUBTS}:previous")
    assert says(view) == first
    assert pack_dangers(view.content) == []


def test_where_nothing_is_doubtful_nothing_is_offered_to_look_at(bot):
    [offer] = send(bot)
    assert "doubtful" not in offer.text + str(offer.blocks)


@pytest.mark.parametrize("value", ["1:0", "9:0", "", ":", "1", "1:-1", "²:³", "9" * 40])
def test_others_see_no_doubts_and_forged_buttons_show_none(bot, value):
    [offer] = send(bot, content=DOUBTFUL)
    button = find(offer.blocks, ids.DOCUMENT_DOUBTS) | {"value": value}
    bot.interact(bot.payloads.press(offer, button, user=OTHER))
    assert "Only admins" in says(list(bot.slack.workspace.views.values())[-1])
    bot.interact(bot.payloads.press(offer, button))
    view = says(list(bot.slack.workspace.views.values())[-1])
    assert ("not there any more" in view) == (not value.startswith("1"))


# A document that is doubtful in each way, and the keys of a pack, which its teacher has never seen.
EACH_DOUBT = b"""# Shop

## Opening hours

## When is it open?

See the [map](map.md) and [the plan](file:///c/plan.doc), as described above.

## When is it open?

Call XXXX.

## What are the 3 rules?

They are:

- Be kind
- Be quick
"""
KEYS = ("alias", "section", "entry", "wording", "items", "relative", "pack", "yaml", "claims")


def test_why_something_is_doubtful_is_said_to_a_teacher_and_not_to_an_author_of_packs(bot):
    [offer] = send(bot, content=EACH_DOUBT)
    press(bot, offer, ids.DOCUMENT_DOUBTS)
    blocks = list(bot.slack.workspace.views.values())[-1].content["blocks"]
    why = [one["elements"][0]["text"] for one in blocks if one["type"] == "context" and "Why:" in str(one)]
    assert len(why) == 7
    assert [line for line in why if any(key in line.lower() for key in KEYS)] == []

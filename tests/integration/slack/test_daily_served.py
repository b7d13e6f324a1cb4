"""The daily post from beginning to end: set up in Slack, posted by `principles serve`, read on by its button."""

from bot.render import ids
from tests.integration.slack.processes import serving
from tests.slack_stand_in import (
    BOT_TOKEN,
    SIGNING_SECRET,
    HttpDelivery,
    Payloads,
    find,
)

PACK = """
pack: shop
source: {title: Shop handbook}
entries:
  - id: rules
    question: What are the 3 rules of the shop?
    answer: [Greet everybody who enters, Say what you do next, Thank people when they leave]
"""

FILLED = {
    ids.DAILY_CHANNEL: {"selected_conversation": "C1"},
    ids.DAILY_TIME: {"selected_time": "09:30"},
    ids.DAILY_ZONE: {"selected_option": {"value": "Europe/Berlin"}},
    ids.DAILY_WEEKDAYS: {"selected_options": [{"value": str(day)} for day in range(7)]},
}


def test_a_card_is_set_up_posted_and_read_on(slack, tmp_path):
    """The modal, `now`, the post by the engine, and "See all three" for the one who presses it."""
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs" / "shop.yaml").write_text(PACK)
    settings = {
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "DATABASE_URL": f"sqlite:///{tmp_path}/store.sqlite3",
        "PRINCIPLES_KNOWLEDGE": str(tmp_path / "packs"),
        "PRINCIPLES_CACHE": "off",
        "PORT": "0",
    }
    payloads = Payloads(slack)
    with serving(settings, cwd=tmp_path) as served:
        delivery = HttpDelivery(served.wait_for("listening on http://").rsplit(" ", 1)[-1].strip())
        delivery.command(payloads.command("daily"))
        slack.wait("views.update")  # what the channel has is asked of Slack while the window is open already
        (view,) = slack.workspace.views.values()
        delivery.interaction(payloads.submit(view, {name: {name: value} for name, value in FILLED.items()}))
        slack.wait("views.update", 2)
        delivery.command(payloads.command("daily now"))
        slack.wait("chat.postMessage", seconds=40)  # the tick comes every fifteen seconds
        (card,) = slack.workspace.from_bot("C1")
        button = find(card.blocks, ids.SEE_ALL)
        delivery.interaction(payloads.press(card, button))
        slack.wait("response_url", 2)
        assert served.stop() == 0
    assert card.text.startswith("Tip of the day · ")
    assert button["text"]["text"] == "See all three"
    assert "Thank people when they leave" in slack.workspace.ephemerals[-1]["text"]

"""What people do with daily posts, by hand."""

from bot.render import ids
from tests.slack_stand_in import ASKER

FILLED = {
    ids.DAILY_CHANNEL: {"selected_conversation": "C1"},
    ids.DAILY_TIME: {"selected_time": "09:30"},
    ids.DAILY_ZONE: {"selected_option": {"value": "Europe/Berlin"}},
    ids.DAILY_WEEKDAYS: {"selected_options": [{"value": str(day)} for day in range(7)]},
}


def values(**changed):
    return {name: {name: value} for name, value in {**FILLED, **changed}.items()}


def open_modal(bot, *, user=ASKER, channel="C1"):
    bot.command("daily", user=user, channel=channel)
    return list(bot.slack.workspace.views.values())[-1]


def set_up(bot, *, user=ASKER, **changed):
    """Somebody fills the modal in and saves it; what it says afterwards."""
    view = open_modal(bot, user=user)
    bot.interact(bot.payloads.submit(view, values(**changed)))
    return str(view.content["blocks"])


def say(bot, word, *, user=ASKER):
    """Somebody types `/principle daily word`; what they read."""
    bot.command(f"daily {word}", user=user)
    return bot.whispered[-1]["text"]


def home(bot, user=ASKER):
    bot.event(bot.payloads.home_opened("home", user=user))
    return bot.slack.workspace.homes[user]

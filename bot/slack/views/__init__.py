"""Modals and the App Home as values; `private_metadata` is the caller's, and holds ids only."""

from bot.slack.views.answer import answer_view, nothing_view, notice_view
from bot.slack.views.home import home_view
from bot.slack.views.search import search_view

__all__ = ["answer_view", "home_view", "nothing_view", "notice_view", "search_view"]

"""Answering questions: the matcher's decision, completed with what is worth reading next."""

from bot.answering.service import Answering, Reply

__all__ = ["Answering", "Reply"]

"""The one place that joins settings, domain and adapters; everyone else receives what they need."""

from __future__ import annotations

from bot.answering import Answering
from bot.knowledge.loader import bundled_folder, load
from bot.matching.matcher import Matcher
from bot.settings import Settings


def build_answering(settings: Settings) -> Answering:
    """The answering service over the configured packs.

    Raises KnowledgeError with every problem of every pack.
    """
    knowledge = load(settings.knowledge or (bundled_folder(),))
    return Answering(knowledge, Matcher(knowledge))

"""The one place that joins settings, domain and adapters; everyone else receives what they need."""

from __future__ import annotations

from bot.answering import Answering
from bot.compiled import compile_packs
from bot.knowledge.files import bundled_folder
from bot.matching.matcher import Matcher
from bot.settings import Settings


def build_answering(settings: Settings) -> Answering:
    """The answering service over the configured packs.

    Raises KnowledgeError with every problem of every pack.
    """
    knowledge, index = compile_packs(settings.knowledge or (bundled_folder(),), settings.cache)
    return Answering(knowledge, Matcher(knowledge, index))

"""The knowledge: packs of quoted questions and answers, loaded and validated."""

from bot.knowledge.model import Answer, Entry, Item, Kind, Knowledge, Pack, Source

__all__ = ["Answer", "Entry", "Item", "Kind", "Knowledge", "Pack", "Source"]

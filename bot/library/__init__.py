"""What is known right now, for each workspace: the packs, and what it was taught."""

from bot.library.overlays import Overlays
from bot.library.shelves import Library, Shelf

__all__ = ["Library", "Overlays", "Shelf"]

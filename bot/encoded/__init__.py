"""The packs' vectors, encoded once: those of the bundled packs are shipped, others kept in the user's cache folder."""

from bot.encoded.encoding import Encoding, Progress, Watch
from bot.encoded.packs import PackVectors
from bot.encoded.rows import read_rows

__all__ = ["Encoding", "PackVectors", "Progress", "Watch", "read_rows"]

"""Documents in: drafts of packs from text, Markdown, HTML, tables, data, Word, reStructuredText, AsciiDoc and PDF."""

from bot.importing.drafting import Draft, draft
from bot.importing.errors import UnreadableError
from bot.importing.sniffing import MAX_BYTES

__all__ = ["MAX_BYTES", "Draft", "UnreadableError", "draft"]

"""What an author marked up, as one small tree that every surface draws from: read once, never guessed at again."""

from bot.markup.reading import read, read_plain
from bot.markup.tree import (
    Align,
    Block,
    Code,
    Heading,
    Inline,
    List,
    ListItem,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Run,
    Table,
)
from bot.markup.words import first_line, in_words, passages, plain_text, words_of

__all__ = [
    "Align",
    "Block",
    "Code",
    "Heading",
    "Inline",
    "List",
    "ListItem",
    "Paragraph",
    "Picture",
    "Quote",
    "Rule",
    "Run",
    "Table",
    "first_line",
    "in_words",
    "passages",
    "plain_text",
    "read",
    "read_plain",
    "words_of",
]

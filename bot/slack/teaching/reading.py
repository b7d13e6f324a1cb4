"""A document that somebody uploaded, as the text of a pack."""

from __future__ import annotations

from pathlib import PurePath

from bot.errors import BotError, KnowledgeError
from bot.learning.documents import MOST_ENTRIES, Document, read
from bot.slack.files import Given

NO_READERS = "I can read packs (YAML) only: for other documents whoever runs me installs the extra [import]"
TOO_MANY = "it has {:,} questions, and I take at most {:,}: split it"

# Of a pack with faults so many are told.
MOST_FAULTS = 5

PACKS = (".yaml", ".yml")


def document_in(given: Given, team: str, person: str) -> Document:
    """The document as a pack, drafted where it is none yet.

    Raises BotError saying why it cannot be read, for a pack with the line of each fault.
    """
    name = PurePath(given.name.replace("\\", "/")).name or "document"
    made = _own_pack(given, name) or _drafted(given, name)
    entries = read(made.pack, made.text).entries
    if len(entries) > MOST_ENTRIES:
        raise BotError(TOO_MANY.format(len(entries), MOST_ENTRIES))
    return Document(team, made.pack, name[:200], made.text, len(entries), made.doubtful, person)


def _own_pack(given: Given, name: str) -> Document | None:
    """A YAML file that calls itself a pack is read as one, faults and all."""
    if not name.lower().endswith(PACKS):
        return None
    from bot.knowledge.yaml_reader import read as read_yaml

    text = given.data.decode("utf-8-sig", "replace")
    data = read_yaml(text).data
    if not isinstance(data, dict) or "pack" not in data or "entries" not in data:
        return None
    pack = str(data["pack"]).strip()
    try:
        read(pack, text)
    except KnowledgeError as error:
        lines = str(error).splitlines()
        told = [line for line in lines if line.startswith(f"{pack}.yaml:")][:MOST_FAULTS] or lines[:MOST_FAULTS]
        raise BotError("\n".join(["it is a pack with faults:", *told])) from error
    return Document("", pack, name, text, 0)


def _drafted(given: Given, name: str) -> Document:
    try:
        from bot.importing import draft
    except ImportError as error:
        raise BotError(NO_READERS) from error
    made = draft(name, given.data)
    return Document("", made.pack, name, made.text, made.entries, made.doubtful)

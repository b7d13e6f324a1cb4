"""The files that came with a message, as far as they are documents: no pictures, sounds or films."""

from __future__ import annotations

from bot.slack.events.fields import Payload, id_at, list_at, text_at

# Slack lets people send ten files with one message.
MOST = 10

HEARD_OR_SEEN = ("image/", "audio/", "video/")


def documents_in(message: Payload) -> tuple[str, ...]:
    """The ids of the documents."""
    return tuple(id_at(file, "id") for file in list_at(message, "files")[:MOST] if _is_document(file))


def _is_document(file: Payload) -> bool:
    """Whether somebody may want it to be read; one that Slack says nothing of yet may be anything."""
    kind = text_at(file, "mimetype")
    return bool(id_at(file, "id")) and not kind.startswith(HEARD_OR_SEEN) and text_at(file, "mode") != "tombstone"

"""What a message says: the one reading of its words, wherever in it they stand.

A person's message has them in its text; else in its blocks. Words of somebody else that were forwarded count unless
the comment beside them asks something itself. Other apps keep theirs in blocks and attachments, with a poor text
beside; a voice message's come with its file. Previews that Slack hangs under a link are nobody's words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.slack.events import mrkdwn
from bot.slack.events.blocks import lines_of
from bot.slack.events.comment import asks_by_itself
from bot.slack.events.fields import Payload, list_at, mapping_at, text_at
from bot.slack.events.mrkdwn import Said
from bot.slack.events.passage import passage_of

# A forward of a forward of a forward: enough.
MAX_FORWARDS = 3

# What Slack writes where there are no words.
NO_WORDS = frozenset({"this message was deleted.", "[no preview available]", "this content can't be displayed."})

# "[November 14th, 2023 2:13 PM] bob: how do I …": who said it when, before what they said.
QUOTED_BY = re.compile(r"\[[^\]\n]{1,60}\] [^:\n]{1,80}: ")


@dataclass(frozen=True, slots=True)
class Words:
    """What a message says, as far as a question may stand in it.

    `text` has at most `passage.MAX_PASSAGE` characters; `whole` is false where more was said than that. `emoji` are
    the names of those that stood in its text.
    """

    text: str = ""
    emoji: tuple[str, ...] = ()
    whole: bool = True


def words_of(message: Payload, *, bot_user: str = "") -> Words:
    """The words of a message, without our own name; none for one that says nothing."""
    own = _own_words(message, bot_user)
    forwarded = _first(_forwarded(message, bot_user))
    if forwarded and not asks_by_itself(own.text):
        return _cut(Said(forwarded, own.emoji))
    if own.text:
        return _cut(own)
    return _cut(Said(_first(_attached(message, bot_user)), own.emoji))


def is_recording(message: Payload) -> bool:
    """Whether a voice or video message came with it, which Slack writes down a moment later, or not at all."""
    return any("transcription" in file for file in list_at(message, "files"))


def read_text(raw: str) -> str:
    """The words of a text that stands alone: what was typed after a command, or a button's value."""
    return passage_of(mrkdwn.read(raw).text)[0]


def _own_words(message: Payload, bot_user: str) -> Said:
    """What its writer said in it: by text, blocks, a file's comment or a recording."""
    text = mrkdwn.read(text_at(message, "text"), bot_user=bot_user)
    in_blocks = mrkdwn.read(_joined(lines_of(list_at(message, "blocks"))), bot_user=bot_user)
    ways = [in_blocks, text] if _by_an_app(message) else [text, in_blocks]
    files = (mrkdwn.read(line, bot_user=bot_user) for line in _file_words(message))
    found = next((said for said in [*ways, *files] if _is_said(said.text)), None)
    return found or Said("", text.emoji or in_blocks.emoji)


def _file_words(message: Payload) -> Iterator[str]:
    """A file's comment; the words of a recording, as far as Slack shows them."""
    for file in list_at(message, "files"):
        yield text_at(file, "initial_comment", "comment")
        if text_at(file, "transcription", "status") == "complete":
            yield mrkdwn.escape(text_at(file, "transcription", "preview", "content"))


def _forwarded(message: Payload, bot_user: str, depth: int = 0) -> Iterator[str]:
    """What was forwarded with it, a message each."""
    for attachment in list_at(message, "attachments"):
        if attachment.get("is_share") and depth < MAX_FORWARDS:
            yield mrkdwn.read(text_at(attachment, "text"), bot_user=bot_user).text
            for original in list_at(attachment, "message_blocks"):
                told = mapping_at(original, "message")
                yield mrkdwn.read(_joined(lines_of(list_at(told, "blocks"))), bot_user=bot_user).text
                yield from _forwarded(told, bot_user, depth + 1)
            yield from _forwarded(attachment, bot_user, depth + 1)
            yield from (mrkdwn.read(line).text for line in _file_words(attachment))
            yield mrkdwn.read(QUOTED_BY.sub("", text_at(attachment, "fallback"), count=1)).text


def _attached(message: Payload, bot_user: str) -> Iterator[str]:
    """What another app shows in attachments, each as a whole; a preview is not what the message says."""
    for attachment in list_at(message, "attachments"):
        if attachment.get("is_msg_unfurl") or attachment.get("original_url"):
            continue
        fields = (f"{text_at(field, 'title')}: {text_at(field, 'value')}" for field in list_at(attachment, "fields"))
        shown = [text_at(attachment, name) for name in ("pretext", "title", "text")]
        lines = [*shown, *fields, *lines_of(list_at(attachment, "blocks"))]
        yield mrkdwn.read(_joined(lines), bot_user=bot_user).text
        yield mrkdwn.read(text_at(attachment, "fallback"), bot_user=bot_user).text


def _by_an_app(message: Payload) -> bool:
    """Whether an app or a workflow wrote it: their text is but a stand-in for their blocks."""
    return text_at(message, "subtype") == "bot_message" or bool(message.get("bot_id") or message.get("bot_profile"))


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(line for line in lines if line.strip(" :"))


def _first(texts: Iterable[str]) -> str:
    """The first that says something."""
    return next((text for text in texts if _is_said(text)), "")


def _is_said(text: str) -> bool:
    return bool(text) and text.lower() not in NO_WORDS


def _cut(said: Said) -> Words:
    text, whole = passage_of(said.text)
    return Words(text, said.emoji, whole)

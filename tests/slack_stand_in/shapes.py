"""The shapes in which words reach an app, as Slack sends them: what to merge into a message or its event.

Met in public threads and payload dumps: forwards and previews look alike but for `is_share`, other apps keep their
words in blocks or attachments, and a voice clip's words come with its file.
"""

from typing import Any

Fields = dict[str, Any]


def rich_text(*inline: Fields | str, kind: str = "rich_text_section") -> Fields:
    """A rich_text block with one section; a string is a run of text."""
    return {"type": "rich_text", "block_id": "x1", "elements": [{"type": kind, "elements": runs(*inline)}]}


def rich_list(*items: str, style: str = "bullet") -> Fields:
    """A rich_text block with one list."""
    sections = [{"type": "rich_text_section", "elements": runs(item)} for item in items]
    return {"type": "rich_text", "elements": [{"type": "rich_text_list", "style": style, "elements": sections}]}


def runs(*inline: Fields | str) -> list[Fields]:
    """Inline elements; a string is a run of text."""
    return [{"type": "text", "text": part} if isinstance(part, str) else part for part in inline]


def emoji(name: str, *, skin_tone: int | None = None) -> Fields:
    """An emoji inside rich_text."""
    return {"type": "emoji", "name": name, **({"skin_tone": skin_tone} if skin_tone else {})}


def section(text: str = "", *, fields: tuple[str, ...] = (), kind: str = "mrkdwn") -> Fields:
    """A section block with a text, with fields, or with both."""
    shown: Fields = {"type": "section"}
    if text:
        shown["text"] = {"type": kind, "text": text}
    if fields:
        shown["fields"] = [{"type": kind, "text": field} for field in fields]
    return shown


def header(text: str) -> Fields:
    """A header block."""
    return {"type": "header", "text": {"type": "plain_text", "text": text, "emoji": True}}


def context(*texts: str) -> Fields:
    """A context block with texts and, as such blocks often have, an image."""
    image = {"type": "image", "image_url": "https://a.example/i.png", "alt_text": "a picture"}
    return {"type": "context", "elements": [image, *({"type": "mrkdwn", "text": text} for text in texts)]}


def forward(text: str, *, blocks: list[Fields] | None = None, **more: Any) -> Fields:
    """A forwarded message: its words stand in `text` and once more in its blocks."""
    told = blocks if blocks is not None else [rich_text(text)]
    return {
        "is_msg_unfurl": True,
        "is_share": True,
        "channel_id": "C0RND",
        "channel_team": "T0TEAM",
        "ts": "1700000000.000100",
        "author_id": "U0BOB",
        "author_name": "bob",
        "fallback": f"[November 14th, 2023 2:13 PM] bob: {text}",
        "text": text,
        "from_url": "https://stand-in.slack.com/archives/C0RND/p1700000000000100",
        "footer": "Posted in #random",
        "mrkdwn_in": ["text"],
        "message_blocks": [
            {"team": "T0TEAM", "channel": "C0RND", "ts": "1700000000.000100", "message": {"blocks": told}}
        ],
        **more,
    }


def forward_of(inner: Fields) -> Fields:
    """A forward of a message that is a forward itself: the words stand one attachment deeper."""
    nested = {"blocks": [], "attachments": [inner]}
    place = {"team": "T0TEAM", "channel": "C0RND", "ts": "1700000000.000200"}
    return forward("", fallback="[no preview available]", message_blocks=[{**place, "message": nested}])


def forward_of_deleted() -> Fields:
    """A forward whose original was deleted."""
    return forward("This message was deleted.", blocks=[])


def forward_of_file(title: str) -> Fields:
    """A forwarded message that was a file without a comment."""
    return forward("", blocks=[], fallback="[no preview available]", files=[{"id": "F1", "title": title}])


def message_preview(text: str) -> Fields:
    """What Slack shows under a pasted link to a message: nobody forwarded it."""
    return {name: value for name, value in forward(text).items() if name != "is_share"}


def page_preview(title: str, text: str) -> Fields:
    """What Slack shows under a pasted link to a web page."""
    return {
        "id": 1,
        "title": title,
        "title_link": "https://a.example/page",
        "from_url": "https://a.example/page",
        "original_url": "https://a.example/page",
        "service_name": "A page",
        "text": text,
        "fallback": title,
    }


def by_bot(**more: Any) -> Fields:
    """A message of another app, of the older kind."""
    return {"subtype": "bot_message", "bot_id": "B0OTHER", "user": None, "text": "", **more}


def by_workflow(**more: Any) -> Fields:
    """A message of another app or a workflow, of the newer kind: no subtype, a profile."""
    profile = {"id": "B0FLOW", "name": "Intake", "app_id": "A0FLOW"}
    return {"bot_id": "B0FLOW", "bot_profile": profile, "app_id": "A0FLOW", "user": "U0FLOW", **more}


def voice_clip(content: str, *, status: str = "complete", has_more: bool = False) -> Fields:
    """A recorded voice message; its words are there once its transcription is complete."""
    preview = {"content": content, "has_more": has_more} if status == "complete" else {}
    clip = {
        "id": "F0CLIP",
        "name": "audio_message.m4a",
        "title": "audio_message.m4a",
        "mimetype": "audio/mp4",
        "subtype": "slack_audio",
        "transcription": {"status": status, **({"preview": preview} if preview else {})},
    }
    return {"subtype": "file_share", "text": "", "files": [clip], "upload": False}


def commented_file(comment: str) -> Fields:
    """An upload of the older kind, whose comment is the file's."""
    return {"subtype": "file_share", "text": "", "files": [{"id": "F1", "initial_comment": {"comment": comment}}]}


def from_other_workspace(team: str = "T0PARTNER") -> Fields:
    """What marks a person of another workspace in a shared channel (Slack Connect)."""
    return {"user_team": team, "source_team": team, "team": team, "user_profile": {"team": team}}

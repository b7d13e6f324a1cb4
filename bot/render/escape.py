"""Text of people and packs, made safe to show in Slack.

What a person typed: `person_text` first, then `literal` for plain_text objects and rich_text elements,
`mrkdwn` for mrkdwn objects and a message's `text`. What a pack says, in mrkdwn: `worded`, which changes no
character, so that a screen reader speaks and a copy holds what was written. (In rich_text a pack's words
need no dress: Slack parses none of it.)
"""

from __future__ import annotations

import re

from bot.markup.characters import visible

# Invisible, and not a character that Slack's parsers accept inside a mention or a link.
WORD_JOINER = "\u2060"

# Slack's own spelling of mentions, channels, groups, dates and links: <@U1|name>, <!here>, <https://…|label>.
WIRE = re.compile(r"<([@#!]|(?=[a-z]+:))([^<>|\n]*)(?:\|([^<>\n]*))?>", re.IGNORECASE)

OPENING = re.compile(r"<(?=[@#!]|[a-z]+:)", re.IGNORECASE)
CROWD_MENTION = re.compile(r"@(?=channel|here|everyone)", re.IGNORECASE)
ADDRESS = re.compile(r"(?<=:)(?=//)")
# Bounded: in "a.a.a.…" every letter begins a scheme, and 40,000 characters would take seconds. The longest
# scheme that IANA lists has 36 characters.
SCHEME = re.compile(r"\b[a-z][a-z0-9+.-]{0,40}://|\bmailto:", re.IGNORECASE)

# Slack has no escape for formatting characters: each becomes its look-alike. An underscore inside a
# word formats nothing, and file names keep theirs.
FORMATTING = re.compile(r"[*~`]|(?<![^\W_])_|_(?![^\W_])")
LOOKALIKES = {"*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ"}
# Where Slack would take a pack's signs for formatting: `*so*` between word borders, or ">" at a line's start.
# Bounded, so that a text of nothing but stars is read in time.
TAKEN_FOR_FORMAT = re.compile(
    r"(?<![\w*_~`])([*_~])(?![\s*_~])[^\n`]{0,500}?(?<!\s)\1(?![\w*_~`])|^>+(?!`)", re.MULTILINE
)
ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
ESCAPED = re.compile("&(amp|lt|gt);")
CHARACTERS = {"amp": "&", "lt": "<", "gt": ">"}

USER_ID = re.compile(r"[UW][A-Z0-9]{2,30}")


def clean(text: str) -> str:
    """The text without control, bidi and invisible characters; line breaks stay."""
    return visible(text).replace("\t", " ").strip()


def one_line(text: str) -> str:
    """The cleaned text on one line, spaces folded."""
    return " ".join(clean(text).split())


def literal(text: str) -> str:
    """Text for plain_text objects and rich_text elements, which show it as it is.

    Slack parses neither; sequences that mean something elsewhere are broken all the same.
    """
    plain = clean(text)
    if "<" not in plain and "@" not in plain:
        return plain
    return CROWD_MENTION.sub(f"@{WORD_JOINER}", OPENING.sub(f"<{WORD_JOINER}", plain))


def mrkdwn(text: str) -> str:
    """Text for mrkdwn objects and a message's `text`: no mention, link or formatting survives."""
    plain = FORMATTING.sub(lambda found: LOOKALIKES[found[0]], clean(text)).translate(ENTITIES)
    return ADDRESS.sub(WORD_JOINER, CROWD_MENTION.sub(f"@{WORD_JOINER}", plain))


def unescape(text: str) -> str:
    """Text as Slack sends it, with the three characters that Slack escapes; other references stay as typed."""
    return ESCAPED.sub(lambda found: CHARACTERS[found[1]], text)


def escaped(text: str) -> str:
    """The text with `&`, `<` and `>` as Slack wants them: nothing in it is a mention or a link."""
    return text.translate(ENTITIES)


def worded(text: str) -> str:
    """A pack's words for mrkdwn: no mention or link survives, and no character is changed.

    What Slack would take for formatting stands between backticks, where it formats nothing: Slack has
    no other way to show `*so*` as it is written.
    """
    return escaped(TAKEN_FOR_FORMAT.sub(r"`\g<0>`", text))


def person_text(text: str) -> str:
    """What a person typed, on one line: mentions and links as words, addresses without their scheme."""
    return one_line(SCHEME.sub("", WIRE.sub(_readable, clean(text))))


def mention(user_id: str) -> str:
    """The mrkdwn mention of one user; anything that is no user id becomes a word."""
    return f"<@{user_id}>" if USER_ID.fullmatch(user_id) else "someone"


def _readable(wire: re.Match[str]) -> str:
    """One mention, channel or link as a reader would write it."""
    sign, body, label = wire.groups()
    if sign == "@":
        return f"@{label or 'someone'}".replace("@@", "@")
    if sign == "#":
        return f"#{label or 'channel'}"
    if sign == "!":
        return label or f"@{body.split('^')[0]}"
    return label or body

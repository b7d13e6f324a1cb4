"""Slack's written form of a text, read as its writer meant it.

Mentions, channels, groups and dates become the words one sees in Slack; links their label; our own name and the
codes of emoji are no words and go. Every pattern here takes time in proportion to the text: see the test.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.render.escape import clean, unescape

# Slack cuts a message here.
MAX_RAW = 40_000

# <@U1|name>, <#C1|name>, <!here>, <!subteam^S1|@name>, <!date^1^{date}|on Monday>, <https://…|label>.
WIRE = re.compile(r"<([@#!]|(?=[a-z]{1,20}:))([^<>|\n]*)(?:\|([^<>\n]*))?>", re.IGNORECASE)

# ":pray:", ":+1::skin-tone-3:", and several in a row. What begins after a digit is a time of day, after a colon a
# name in code.
CODE = r":([a-z0-9_+'-]{1,100})(?:::skin-tone-[2-6])?:"
EMOJI = re.compile(CODE)
EMOJIS = re.compile(rf"(?<![0-9:])(?:{CODE.replace('(', '(?:', 1)})+")
SKIN_TONE = re.compile(r"skin-tone-[2-6]")

# Some stand for a number: "the :seven: Cs".
NUMERALS = {
    name: str(value)
    for value, name in enumerate("zero one two three four five six seven eight nine keycap_ten".split())
}
# Several stars are a rating.
STARS = re.compile(r"(?::star:[ \t]{0,3}){2,9}")

BLANKS = re.compile(r"[ \t]{2,}")
GAP = re.compile(r" +([,;])(?= |$)")
# What is left over at the ends when our name is gone: "@Principles: what now", "what now, @Principles".
LEFT_OVER = " \t\r\n,:;"


@dataclass(frozen=True, slots=True)
class Said:
    """A text's words, line by line, and the names of the emoji that stood among them."""

    text: str
    emoji: tuple[str, ...] = ()


def read(raw: str, *, bot_user: str = "") -> Said:
    """The words of a text as Slack sends it, without our own name."""
    pieces: list[str] = []
    emoji: list[str] = []
    end, raw = 0, raw[:MAX_RAW]
    for found in WIRE.finditer(raw):
        pieces += [_without_emoji(raw[end : found.start()], emoji), _readable(found, bot_user)]
        end = found.end()
    pieces.append(_without_emoji(raw[end:], emoji))
    lines = (_tidy(line) for line in clean(unescape("".join(pieces))).split("\n"))
    text = "\n".join(line for line in lines if line)
    return Said(text.strip(LEFT_OVER) if bot_user and f"<@{bot_user}" in raw else text, tuple(emoji))


def escape(text: str) -> str:
    """Plain words in Slack's written form; the inverse of what `read` undoes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _readable(wire: re.Match[str], bot_user: str) -> str:
    """One mention, channel, group, date or link as a reader sees it."""
    sign, body, label = wire.groups()
    if sign == "@":
        return " " if bot_user and body == bot_user else f"@{label or 'someone'}".replace("@@", "@")
    if sign == "#":
        return f"#{label or 'channel'}"
    if sign == "!":
        name = body.split("^")[0]
        return label or ("@group" if name == "subteam" else f"@{name}")
    return label or body


def _without_emoji(text: str, names: list[str]) -> str:
    """The text without the codes of emoji, whose names are added to `names`; numerals and ratings stay."""
    if ":" not in text:
        return text

    def replaced(run: re.Match[str]) -> str:
        """Note a run of emoji, and leave what they count: “:three:” is a 3."""
        found = [name for name in EMOJI.findall(run[0]) if not SKIN_TONE.fullmatch(name)]
        names.extend(found)
        return f" {' '.join(NUMERALS.get(name, '') for name in found)} "

    return EMOJIS.sub(replaced, STARS.sub(lambda stars: f" {'⭐' * stars[0].count(':star:')} ", text))


def _tidy(line: str) -> str:
    """One line without the gaps that what was taken out has left."""
    return GAP.sub(r"\1", BLANKS.sub(" ", line)).strip()

"""`manners.yaml` files: the bundled one, and those that stand beside a user's packs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from bot.knowledge.beside import read_beside, read_each
from bot.knowledge.model import Manner
from bot.knowledge.yaml_reader import Document

BUNDLED = Path(__file__).with_name("manners.yaml")

DEEDS = ("reply", "help", "topics", "random", "search", "daily", "people", "nothing")
KEYS = ("say", "does", "reply", "reaction")
PLACES = ("name", "about", "command", "first", "second")
OFF = "off"
ALL = "all"

# Emoji names as Slack has them.
EMOJI = re.compile(r"[a-z0-9_+'-]{1,100}")

# A line of its own, not an answer.
LONGEST_REPLY = 1_000


def load_manners(paths: Iterable[Path]) -> tuple[Manner, ...]:
    """The bundled manners as the files change them, in turn.

    Raises KnowledgeError with every problem of every file.
    """
    merged = read_beside(BUNDLED, partial(_faults, bundled=frozenset()))
    for changes in read_each(paths, partial(_faults, bundled=frozenset(merged))):
        merged = _merged(merged, changes)
    return tuple(_manner(name, fields) for name, fields in merged.items())


def _merged(before: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """Fields replaced, sayings added, what is off left out."""
    after = {} if _is_off(changes.get(ALL)) else dict(before)
    for name, fields in changes.items():
        if _is_off(fields):
            after.pop(name, None)
            continue
        known = after.get(name, {})
        after[name] = {**known, **fields, "say": [*known.get("say", []), *fields.get("say", [])]}
    return after


def _manner(name: str, fields: dict[str, Any]) -> Manner:
    reply = " ".join(str(fields.get("reply", "")).split())
    return Manner(name, tuple(map(str, fields["say"])), fields.get("does", "reply"), reply, fields.get("reaction", ""))


def _is_off(fields: object) -> bool:
    """YAML reads `off` as a word here: the reader leaves every value as it is written."""
    return fields in (OFF, False)


def _faults(document: Document, bundled: frozenset[str]) -> Iterator[tuple[int, str]]:
    """(line, message) for everything that manners may not hold; `bundled` are the names that need no sayings."""
    data = document.data
    if not isinstance(data, dict):
        yield 1, 'manners are a mapping of names: write "thanks: off", or "thanks:" and below it "  reply: Gladly."'
        return
    for name, fields in data.items():
        line = document.line_of((name,))
        if _is_off(fields):
            if name != ALL and name not in bundled:
                yield line, f'there are no manners called "{name}" to switch off: use {", ".join(sorted(bundled))}'
        elif not isinstance(fields, dict):
            yield line, f'"{name}" must be "off", or hold {", ".join(KEYS)}: write "{name}: off"'
        else:
            yield from (
                (document.line_of((name, *where)), message) for where, message in _field_faults(name, fields, bundled)
            )


def _field_faults(
    name: str, fields: dict[str, Any], bundled: frozenset[str]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """(where, message) for the fields of one manner."""
    for key in fields.keys() - set(KEYS):
        yield (key,), f'unknown key "{key}": use {", ".join(KEYS)}'
    say, does, reply = fields.get("say", []), fields.get("does"), fields.get("reply", "")
    if not isinstance(say, list) or not all(isinstance(line, (str, int)) and str(line).strip() for line in say):
        yield ("say",), f'"say" must list what people write: write "say: [hello, good day]" below "{name}"'
    elif not say and name not in bundled:
        yield (), f'"{name}" needs "say": write "say: [hello, good day]" below it'
    if does is not None and does not in DEEDS:
        yield ("does",), f'"does" must be one of {", ".join(DEEDS)}'
    if not isinstance(reply, str) or len(reply) > LONGEST_REPLY:
        yield ("reply",), f'"reply" must be a text of at most {LONGEST_REPLY:,} characters'
    elif unknown := [place for place in re.findall(r"\{(\w*)\}?", reply) if place not in PLACES]:
        known = ", ".join(f"{{{place}}}" for place in PLACES)
        yield ("reply",), f'"reply" knows no {{{unknown[0]}}}: use {known}'
    if not isinstance(fields.get("reaction", ""), str) or not EMOJI.fullmatch(fields.get("reaction") or "x"):
        yield ("reaction",), '"reaction" must be an emoji\'s name without colons: write "reaction: heart"'

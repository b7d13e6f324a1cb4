"""What the exports of forums and of other bots keep apart: accepted replies, intents and their responses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

# Keys that say of a reply that it answers the question; compared without case and signs.
_ACCEPTED = ("acceptedanswer", "accepted", "isaccepted", "isanswer", "issolution", "solution", "best", "isbestanswer")
_ASKED = ("question", "q", "title", "heading")
_SURE = ("question", "q")
_ROLE = r"(?P<role>question|answer|title|text|heading|body|content|desc(?:ription)?|[qa])"
_JOINED = (
    re.compile(rf"(?:.*[_.-])?{_ROLE}[_.-]?(?P<join>\d{{1,3}})$", re.IGNORECASE),
    re.compile(rf"(?:.*[_.-])?(?:faq|item|entry)?[_.-]?(?P<join>\d{{1,3}})[_.-]?{_ROLE}$", re.IGNORECASE),
    re.compile(rf"(?P<join>.*\w)[_.-]{_ROLE}$", re.IGNORECASE),
    re.compile(r"(?P<join>.*[a-z0-9])(?P<role>Question|Answer|Title|Text|Body|Content|[QA])$"),
)
# Who speaks, and what is said, in a talk that was kept; the two who do.
_SPEAKER, _SAID = ("role", "from", "speaker", "sender", "author"), ("content", "value", "text", "message")
_PEOPLE, _BOTS = frozenset(("user", "human", "customer")), frozenset(("assistant", "gpt", "bot", "agent", "model"))
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]{2})?")
_WORDS = ("cooked", "bodyhtml", "body", "raw", "html", "markdown", "content", "text", "message")


def accepted(values: Iterable[Any]) -> str:
    """The words of the reply that a topic accepted, or nothing."""
    for value in values:
        for reply in value if isinstance(value, list) else ():
            if isinstance(reply, dict):
                keys = {key(name): inner for name, inner in reply.items()}
                words = next((keys[name] for name in _WORDS if isinstance(keys.get(name), str)), "")
                if words.strip() and any(keys.get(name) is True for name in _ACCEPTED):
                    return words.strip()
    return ""


def intents(data: Any) -> list[tuple[int, Any, Any]]:
    """The intents of a Rasa export that a response answers: place under "nlu", examples and response."""
    if not isinstance(data, Mapping) or not isinstance(data.get("nlu"), list):
        return []
    responses = data.get("responses")
    if not isinstance(responses, Mapping):
        return []
    acted = _actions(data)
    found = []
    for place, intent in enumerate(data["nlu"]):
        name = intent.get("intent") if isinstance(intent, Mapping) else None
        if isinstance(name, str):
            named = (acted.get(name), f"utter_{name}", f"utter_{name.removeprefix('ask_')}")
            response = next((responses[key] for key in named if key in responses), None)
            if response is not None and intent.get("examples"):
                found.append((place, intent["examples"], response))
    return found


def joined_pairs(data: Mapping[Any, Any]) -> dict[str, str]:
    """The keys of questions and of their answers where numbers or names join them: "q1" and "a1", "price.question".

    At least one of the questions ends with a question mark; joined by a name, each does or is called a question.
    """
    named: dict[tuple[str, str], str] = {}
    for name, value in data.items():
        found = next(filter(None, (form.match(str(name)) for form in _JOINED)), None)
        if found and isinstance(value, str) and value.strip():
            role = "q" if found["role"].casefold() in _ASKED else "a"
            if found["join"].isdigit() or role == "a" or found["role"].casefold() in _SURE or _asks(value):
                named[(role, found["join"])] = name
    pairs = {name: named[("a", join)] for (role, join), name in named.items() if role == "q" and ("a", join) in named}
    return pairs if any(_asks(data[name]) for name in pairs) else {}


def _asks(words: str) -> bool:
    return words.rstrip().endswith("?")


def exchanges(data: list[Any]) -> list[tuple[str, str, int]]:
    """What people said and what was replied, with the place of the first, in a talk that names who speaks."""
    if not all(isinstance(turn, Mapping) for turn in data):
        return []
    turns = [(_spoken(turn, _SPEAKER).casefold(), _spoken(turn, _SAID)) for turn in data]
    return [
        (said.strip(), reply.strip(), place)
        for place, ((speaker, said), (other, reply)) in enumerate(pairwise(turns))
        if speaker in _PEOPLE and other in _BOTS and said.strip() and reply.strip()
    ]


def _spoken(turn: Mapping[Any, Any], names: Iterable[str]) -> str:
    return next((turn[name] for name in names if isinstance(turn.get(name), str)), "")


def in_one_language(value: Mapping[Any, Any]) -> Any:
    """The English value of a mapping by languages, or else its first; None for any other mapping."""
    if not value or not all(isinstance(name, str) and _LANGUAGE.fullmatch(name) for name in value):
        return None
    return next((inner for name, inner in value.items() if name[:2].casefold() == "en"), next(iter(value.values())))


def _actions(data: Mapping[str, Any]) -> dict[str, str]:
    """What the rules and stories do first after each intent."""
    acted: dict[str, str] = {}
    for kind in ("rules", "stories"):
        listed = data.get(kind)
        for told in listed if isinstance(listed, list) else ():
            intent = None
            steps = told.get("steps") if isinstance(told, Mapping) else None
            for step in filter(lambda one: isinstance(one, Mapping), steps if isinstance(steps, list) else ()):
                if isinstance(step.get("intent"), str):
                    intent = step["intent"]
                elif intent and isinstance(step.get("action"), str):
                    acted.setdefault(intent, step["action"])
                    intent = None
    return acted


def key(name: Any) -> str:
    """A key without case, signs and blanks."""
    return "".join(character for character in str(name).casefold() if character.isalnum())

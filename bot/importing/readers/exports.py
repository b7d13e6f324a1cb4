"""What the exports of forums and of other bots keep apart: accepted replies, intents and their responses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

# Keys that say of a reply that it answers the question; compared without case and signs.
_ACCEPTED = ("acceptedanswer", "accepted", "isaccepted", "isanswer", "issolution", "solution", "best", "isbestanswer")
_ASKED = ("question", "q", "title", "heading")
_ROLE = r"(?P<role>question|answer|title|text|heading|body|content|desc(?:ription)?|[qa])"
_NUMBERED = re.compile(rf"(?:.*[_.-])?{_ROLE}[_.-]?(?P<number>\d{{1,3}})$", re.IGNORECASE)
_NUMBERED_INSIDE = re.compile(
    rf"(?:.*[_.-])?(?:faq|item|entry)?[_.-]?(?P<number>\d{{1,3}})[_.-]?{_ROLE}$", re.IGNORECASE
)
_WORDS = ("cooked", "bodyhtml", "body", "raw", "html", "markdown", "content", "text", "message")


def accepted(values: Iterable[Any]) -> str:
    """The words of the reply that a topic accepted, or nothing."""
    for value in values:
        for reply in value if isinstance(value, list) else ():
            if isinstance(reply, dict):
                keys = {_bare(name): inner for name, inner in reply.items()}
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


def numbered_pairs(data: Mapping[Any, Any]) -> dict[str, str]:
    """The keys of questions and of their answers where numbers alone join them: "q1" and "a1", "faq_1_answer".

    At least one of the questions ends with a question mark.
    """
    named: dict[tuple[str, str], str] = {}
    for name, value in data.items():
        found = _NUMBERED.match(str(name)) or _NUMBERED_INSIDE.match(str(name))
        if found and isinstance(value, str) and value.strip():
            role = "q" if found["role"].lower() in _ASKED else "a"
            named[(role, found["number"])] = name
    pairs = {
        name: named[("a", number)] for (role, number), name in named.items() if role == "q" and ("a", number) in named
    }
    return pairs if any(data[name].rstrip().endswith("?") for name in pairs) else {}


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


def _bare(name: Any) -> str:
    return "".join(character for character in str(name).casefold() if character.isalnum())

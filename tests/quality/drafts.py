"""Drafts of documents held against labels: which questions were found, with what answers, and what is no question.

Beside a document stands `NAME.gold.jsonl`: one line for each question that it holds, with the kind and the number of
items of its answer, the words that the answer begins with (`begins`), and how a person might put it otherwise
(`asked`). Labels without these words leave that unmeasured.
"""

from __future__ import annotations

import json
import re
import tempfile
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz import fuzz

from bot.importing import draft
from bot.importing.markup import plain
from bot.knowledge.loader import load
from bot.knowledge.model import Knowledge

GOLD = ".gold.jsonl"

# A question is found from this likeness on (of 100), as a part of another from that; an answer begins as it should
# from the third.
FOUND, PART, BEGINS = 90, 5, 85


@dataclass(slots=True)
class Score:
    """Counts over the questions of some documents; `openings` are the answers whose first words are labelled."""

    questions: int = 0
    found: int = 0
    openings: int = 0
    begun: int = 0
    shaped: int = 0
    false: int = 0
    misses: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        """Count another document in."""
        for name in ("questions", "found", "openings", "begun", "shaped", "false"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.misses += other.misses

    @property
    def faults(self) -> float:
        """What is wrong for each question, from 0."""
        missing = 2 * self.questions + self.openings - self.found - self.shaped - self.begun
        return (missing + self.false) / self.questions if self.questions else 0.0


@dataclass(frozen=True, slots=True)
class Drafted:
    """A document's draft, loaded as a pack is."""

    name: str
    entries: list[dict[str, Any]]
    knowledge: Knowledge


def labelled(folder: Path, inventory: Path | None = None) -> dict[Path, list[dict[str, Any]]]:
    """The documents of a folder and their labels: beside each, or of all in one YAML file (`inventory`)."""
    labels = {path: _beside(path) for path in sorted(folder.iterdir()) if path.with_name(path.name + GOLD).exists()}
    packs = yaml.safe_load(inventory.read_text(encoding="utf-8"))["packs"].values() if inventory else ()
    for pack in packs:
        entries = pack["entries"].values()
        labels[folder / pack["file"]] = [
            {"question": one["q"], "kind": one["shape"], "items": one["items"]} for one in entries
        ]
    return labels


def _beside(document: Path) -> list[dict[str, Any]]:
    lines = document.with_name(document.name + GOLD).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def drafted(document: Path) -> Drafted:
    """The draft of a document."""
    made = draft(document.name, document.read_bytes())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{made.pack}.yaml"
        path.write_text(made.text, encoding="utf-8")
        return Drafted(document.name, yaml.safe_load(made.text)["entries"], load([path.parent]))


def score(draft_of: Drafted, labels: list[dict[str, Any]]) -> Score:
    """A draft held against its document's labels."""
    result = Score(questions=len(labels))
    left = list(draft_of.entries)
    for line in labels:
        entry = nearest(line["question"], left)
        if entry is None:
            result.misses.append(f"{draft_of.name}: not found: {line['question']}")
            result.openings += "begins" in line
            continue
        left.remove(entry)
        _compare(draft_of.name, line, entry, result)
    result.false = len(left)
    result.misses += [f"{draft_of.name}: no question of it: {entry['question']}" for entry in left]
    return result


def nearest(question: str, entries: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The entry with that question, if there is one."""
    wanted = _folded(question)
    best = max(entries, key=lambda entry: fuzz.ratio(wanted, _folded(entry["question"])), default=None)
    if best is None:
        return None
    words = _folded(best["question"])
    return best if max(fuzz.ratio(wanted, words), fuzz.partial_ratio(wanted, words) - PART) >= FOUND else None


def _folded(text: object) -> str:
    return re.sub(r"\W+", " ", unicodedata.normalize("NFKC", str(text or "")).casefold()).strip()


def _compare(name: str, line: dict[str, Any], entry: dict[str, Any], result: Score) -> None:
    """Count the question as found, and what of its answer is right."""
    answer = entry["answer"] if isinstance(entry["answer"], dict) else {"kind": "text", "text": entry["answer"]}
    items = [item if isinstance(item, str) else item["text"] for item in answer.get("items", ())]
    result.found += 1
    if "begins" in line:
        first = next(filter(None, (answer.get("intro"), answer.get("text"), *items)), "")
        begun = _folded(plain(first))[: len(line["begins"]) + 40]  # without the addresses of links
        begins = fuzz.partial_ratio(_folded(line["begins"]), begun) >= BEGINS
        result.openings += 1
        result.begun += begins
        if not begins:
            result.misses.append(f"{name}: begins otherwise: {line['question']}: {begun}")
    shaped = (answer["kind"], len(items)) == (line["kind"], line["items"])
    result.shaped += shaped
    if not shaped:
        result.misses.append(f"{name}: {answer['kind']} of {len(items)}: {line['question']}")

"""How truly documents are drafted, and whether the drafts answer: `python -m tests.quality.importing [FOLDER]`.

Beside each document stands `NAME.gold.jsonl`: one line for each question that it holds, with the kind and the number of
items of its answer, the words that the answer begins with, and (`asked`) how a person might put it otherwise. Those
wordings were written before any draft was read.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz import fuzz

from bot.importing import draft
from bot.knowledge.loader import load
from bot.matching.matcher import Matcher

DOCUMENTS = Path(__file__).parent / "documents"

# A question is found from this likeness on (of 100), an answer begins as it should from that.
FOUND, PART, BEGINS = 90, 5, 85


@dataclass(slots=True)
class Score:
    """Counts over the questions of some documents; `asked` were put to the draft in other words."""

    questions: int = 0
    found: int = 0
    begun: int = 0
    shaped: int = 0
    false: int = 0
    asked: int = 0
    right: int = 0
    misses: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        """Count another document in."""
        for name in ("questions", "found", "begun", "shaped", "false", "asked", "right"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.misses += other.misses

    def line(self) -> str:
        """The counts on one line."""
        counts = f"{self.found} of {self.questions} found, {self.begun} begin right, {self.shaped} of the right shape"
        right = f", {self.right} of {self.asked} other wordings led to it" if self.asked else ""
        return f"{counts}, {self.false} false entries{right}"


def labelled(folder: Path = DOCUMENTS) -> list[Path]:
    """The documents of a folder that have labels."""
    return sorted(path.with_name(path.name.removesuffix(".gold.jsonl")) for path in folder.glob("*.gold.jsonl"))


def score(document: Path) -> Score:
    """One document's draft held against its labels, loaded and asked as a pack is."""
    gold = [json.loads(line) for line in _gold(document).read_text(encoding="utf-8").splitlines()]
    made = draft(document.name, document.read_bytes())
    entries = yaml.safe_load(made.text)["entries"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{made.pack}.yaml"
        path.write_text(made.text, encoding="utf-8")
        matcher = Matcher.over(load([path.parent]))
    result = Score(questions=len(gold))
    left = list(entries)
    for line in gold:
        entry = _nearest(line["question"], left)
        if entry is None:
            result.misses.append(f"{document.name}: not found: {line['question']}")
            continue
        left.remove(entry)
        _compare(document.name, line, entry, result)
        _ask(document.name, line, f"{made.pack}/{entry['id']}", matcher, result)
    result.false = len(left)
    result.misses += [f"{document.name}: no question of it: {entry['question']}" for entry in left]
    return result


def _gold(document: Path) -> Path:
    return document.with_name(f"{document.name}.gold.jsonl")


def _folded(text: object) -> str:
    return re.sub(r"\W+", " ", unicodedata.normalize("NFKC", str(text or "")).casefold()).strip()


def _nearest(question: str, entries: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The entry with that question, if there is one."""
    wanted = _folded(question)
    best = max(entries, key=lambda entry: fuzz.ratio(wanted, _folded(entry["question"])), default=None)
    if best is None:
        return None
    words = _folded(best["question"])
    return best if max(fuzz.ratio(wanted, words), fuzz.partial_ratio(wanted, words) - PART) >= FOUND else None


def _compare(name: str, line: dict[str, Any], entry: dict[str, Any], result: Score) -> None:
    """Count the question as found, and what of its answer is right."""
    answer = entry["answer"] if isinstance(entry["answer"], dict) else {"kind": "text", "text": entry["answer"]}
    items = [item if isinstance(item, str) else item["text"] for item in answer.get("items", ())]
    first = next(filter(None, (answer.get("intro"), answer.get("text"), *items)), "")
    begun = _folded(first)[: len(line["begins"]) + 40]
    begins = fuzz.partial_ratio(_folded(line["begins"]), begun) >= BEGINS
    shaped = (answer["kind"], len(items)) == (line["kind"], line["items"])
    result.found += 1
    result.begun += begins
    result.shaped += shaped
    if not begins:
        result.misses.append(f"{name}: begins otherwise: {line['question']}: {begun}")
    if not shaped:
        result.misses.append(f"{name}: {answer['kind']} of {len(items)}: {line['question']}")


def _ask(name: str, line: dict[str, Any], entry_id: str, matcher: Matcher, result: Score) -> None:
    """Put the question in other words; the entry should be the first that comes to mind."""
    if not line.get("asked"):
        return
    result.asked += 1
    matches = matcher.match(line["asked"]).matches
    if matches and matches[0].entry.id == entry_id:
        result.right += 1
    else:
        result.misses.append(f"{name}: asked otherwise: {line['asked']}")


def main() -> None:
    """Print the figures of every document, and what was missed."""
    whole = Score()
    for document in labelled(Path(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS):
        one = score(document)
        print(f"{document.name}: {one.line()}")
        whole.add(one)
    print("", *whole.misses, f"all: {whole.line()}", sep="\n")


if __name__ == "__main__":
    main()

"""How truly documents are drafted, and whether the drafts answer.

    python -m tests.quality.importing [--vectors] [--documents FOLDER] [--inventory FILE] [--paraphrases FOLDER]

One row a document, the worst first: found, begun and shaped rightly of its questions, and entries that are no
question of it; then how many other wordings led to their entry, as the first and as one of three.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.quality.drafts import Score, drafted, labelled, score
from tests.quality.paraphrases import MEANING, WORDS, Asked, ask, of_labels, read_paraphrases

DOCUMENTS = Path(__file__).parent / "documents"


@dataclass(slots=True)
class Row:
    """What became of a document, or of all."""

    name: str
    score: Score = field(default_factory=Score)
    asked: dict[str, Asked] = field(default_factory=dict)

    def add(self, other: Row) -> None:
        """Count another document in."""
        self.score.add(other.score)
        for way, asked in other.asked.items():
            self.asked.setdefault(way, Asked()).add(asked)

    @property
    def badness(self) -> tuple[float, float]:
        """What is wrong for each question, then for each wording."""
        asked = self.asked.get(WORDS, Asked())
        return self.score.faults, (asked.asked - asked.first) / (asked.asked or 1)


def row_of(
    document: Path, labels: list[dict[str, Any]], paraphrases: Path | None = None, *, vectors: bool = False
) -> Row:
    """A document drafted, held against its labels, and asked in the other words of these or of a folder."""
    made = drafted(document)
    kept = read_paraphrases(paraphrases / f"{document.name}.jsonl") if paraphrases else of_labels(labels)
    return Row(document.name, score(made, labels), ask(made, kept, vectors=vectors))


def table(rows: list[Row], whole: Row) -> str:
    """The rows, the worst first, and all of them."""
    ways = [way for way in (WORDS, MEANING) if way in whole.asked]
    heads = ["questions", "found", "begun", "shaped", "false", *(["asked"] if ways else [])]
    heads += [f"{way} @{top}" for way in ways for top in (1, 3)]
    width = max(len(row.name) for row in (*rows, whole))
    lines = ["  ".join([" " * width, *(f"{head:>10}" for head in heads)])]
    for row in (*sorted(rows, key=lambda row: row.badness, reverse=True), whole):
        lines.append("  ".join([f"{row.name:{width}}", *(f"{cell:>10}" for cell in _cells(row, ways))]))
    return "\n".join(lines)


def _cells(row: Row, ways: list[str]) -> list[str]:
    """The figures of a row: counts of a document's questions, parts of 1 for the rest."""
    counts = row.score
    cells = [
        str(counts.questions),
        _part(counts.found, counts.questions),
        _part(counts.begun, counts.openings),
        _part(counts.shaped, counts.questions),
        _part(counts.false, counts.questions),
    ]
    if ways:
        cells.append(str(row.asked[WORDS].asked if WORDS in row.asked else 0))
    for way in ways:
        asked = row.asked.get(way, Asked())
        cells += [_part(asked.first, asked.asked), _part(asked.among_three, asked.asked)]
    return cells


def _part(some: int, of: int) -> str:
    return f"{some / of:.3f}" if of else "-"


def main() -> None:
    """Print what became of every document, and what was missed."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.quality.importing", description="How truly documents are drafted, and what drafts answer."
    )
    parser.add_argument("--vectors", action="store_true", help="ask the other wordings by meaning too")
    parser.add_argument(
        "--documents", type=Path, default=DOCUMENTS, help="a folder of documents, each with NAME.gold.jsonl beside it"
    )
    parser.add_argument(
        "--inventory",
        type=Path,
        help="a YAML file with labels of documents: packs of a file and entries (q, shape, items)",
    )
    parser.add_argument(
        "--paraphrases", type=Path, help="a folder of NAME.jsonl, lines with question and ask, instead of the labels'"
    )
    given = parser.parse_args()
    rows, whole = [], Row("all")
    for document, labels in labelled(given.documents, given.inventory).items():
        rows.append(row_of(document, labels, given.paraphrases, vectors=given.vectors))
        whole.add(rows[-1])
    print(table(rows, whole))
    misses = [miss for asked in whole.asked.values() for miss in asked.misses]
    print("", *whole.score.misses, *misses, sep="\n")


if __name__ == "__main__":
    main()

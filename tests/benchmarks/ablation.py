"""What each stage of the matcher is worth: switched off one at a time, weights left as they are.

    python -m tests.benchmarks.ablation

Measured on the questions that no weight was fitted on (watch.jsonl and negatives-watch.jsonl). Without vectors the
weights for words alone are taken; without negatives all weights are fitted anew, on no hard negative and no entry
left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from bot.knowledge.files import bundled_folder
from bot.knowledge.loader import load
from bot.knowledge.model import Knowledge, Pack
from bot.matching import question
from bot.matching.evaluation import evaluate, measure, read_labelled
from bot.matching.facts import EntryFacts
from bot.matching.index import Index
from bot.matching.lexicon import Lexicon
from bot.matching.lexicon_file import BUNDLED, bundled_lexicon, load_lexicon
from bot.matching.matcher import Matcher
from bot.matching.scoring import Weights, weights_for
from bot.matching.spelling import English, Speller
from tests.quality.fitting.material import curated, questions, vectors_of
from tests.quality.fitting.models import fit
from tests.quality.fitting.names import FITTED_ON

QUESTIONS = Path(__file__).parents[1] / "quality" / "questions"

LEXICON = load_lexicon(BUNDLED)

NO_VECTORS = "without vectors"


def without_aliases(knowledge: Knowledge) -> Knowledge:
    return Knowledge(
        Pack(pack.name, tuple(replace(entry, aliases=()) for entry in pack.entries)) for pack in knowledge.packs
    )


def lexicon_without(*sections: str) -> Lexicon:
    return Lexicon({name: data for name, data in LEXICON.items() if name not in sections})


def without_trees(index: Index) -> Weights:
    return replace(weights_for(index, vectors=True), forest=None)


def weights_without(index: Index, *names: str) -> Weights:
    """The weights without some features, and without the trees, which cannot be asked without them."""
    weights = without_trees(index)
    return replace(
        weights,
        rank={name: value for name, value in weights.rank.items() if name not in names},
        sure={name: value for name, value in weights.sure.items() if name not in names},
    )


def without_negatives(index: Index) -> Weights:
    """Weights fitted as the others, but on no hard negative and no entry left out; without the trees."""
    easy = {row.question for name in FITTED_ON if name not in ("negatives", "near") for row in questions(name)}
    known = [asked for asked in curated() if asked.labelled.kind != "left out" and asked.labelled.question in easy]
    weights = fit(known, vectors=True).at(index.curation)
    lines = weights_for(index, vectors=True)
    return replace(weights, answer_at=lines.answer_at, offer_at=lines.offer_at, forest=None)


@contextmanager
def whole_only() -> Iterator[None]:
    """Messages read as one part, however long."""
    with patch.object(question, "ONE_THOUGHT", 10**6), patch.object(question, "WHOLE", 10**6):
        yield


def main() -> None:
    knowledge, full, english = load([bundled_folder()]), bundled_lexicon(), English()
    rows = [row for name in ("watch", "negatives-watch") for row in read_labelled(QUESTIONS / f"{name}.jsonl")]
    whole = Index(knowledge, full, english)
    bare = without_aliases(knowledge)
    no_counts = patch.object(question, "counts_in", lambda words: ())
    no_repair = patch.object(Speller, "repair", lambda self, word: word)
    no_facts = patch.object(EntryFacts, "contradicted", lambda self, asked: ())
    letters = ("letters", "token_set")
    stage = tuple[str, Knowledge, Lexicon, object, AbstractContextManager[object]]
    stages: list[stage] = [
        ("everything", knowledge, full, None, nullcontext()),
        (NO_VECTORS, knowledge, full, None, nullcontext()),
        ("without aliases", bare, full, None, nullcontext()),
        (
            "without the lexicon's groups",
            knowledge,
            lexicon_without("trade", "english", "phrases", "near"),
            None,
            nullcontext(),
        ),
        ("without near words", knowledge, lexicon_without("near"), None, nullcontext()),
        ("without spelling repair", knowledge, full, None, no_repair),
        ("without counts", knowledge, full, None, no_counts),
        ("without opposites and identifiers", knowledge, full, None, no_facts),
        ("without parts of long messages", knowledge, full, None, whole_only()),
        ("without trees", knowledge, full, without_trees(whole), nullcontext()),
        ("and without negatives", knowledge, full, without_negatives(whole), nullcontext()),
        ("and without likeness of letters", knowledge, full, weights_without(whole, *letters), nullcontext()),
        (
            "and without the nearest wording",
            knowledge,
            full,
            weights_without(whole, "covers", "covered", "same", "cosine"),
            nullcontext(),
        ),
        (
            "and without all wordings together",
            knowledge,
            full,
            weights_without(whole, "pooled", "own", "several"),
            nullcontext(),
        ),
    ]
    print(f"{'':33} right@1  right@3  answered right  answered wrong  false answers")
    for name, packs, words, weights, switched in stages:
        with switched:
            index = Index(packs, words, english)
            vectors = None if name == NO_VECTORS else vectors_of(index)
            matcher = Matcher(packs, index, weights, meaning=lambda vectors=vectors: vectors)
            m = measure(evaluate(matcher.match, rows))
        shares = f"{m.right_at_1:7.3f}  {m.right_at_3:7.3f}  {m.answered_right:14.3f}  {m.answered_wrong:14.3f}"
        print(f"{name:33} {shares}  {m.false_answers:13.3f}")


if __name__ == "__main__":
    main()

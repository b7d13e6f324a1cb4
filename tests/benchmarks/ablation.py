"""What each stage of the matcher is worth: switched off one at a time, weights left as they are.

    python -m tests.benchmarks.ablation

Measured on the questions that no weight was fitted on (watch.jsonl).
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
from bot.matching.index import Index
from bot.matching.lexicon import Lexicon
from bot.matching.lexicon_file import BUNDLED, bundled_lexicon, load_lexicon
from bot.matching.matcher import Matcher
from bot.matching.scoring import weights_for
from bot.matching.spelling import English, Speller

WATCH = Path(__file__).parents[1] / "quality" / "questions" / "watch.jsonl"

LEXICON = load_lexicon(BUNDLED)


def without_aliases(knowledge: Knowledge) -> Knowledge:
    return Knowledge(
        Pack(pack.name, tuple(replace(entry, aliases=()) for entry in pack.entries)) for pack in knowledge.packs
    )


def lexicon_without(*sections: str) -> Lexicon:
    return Lexicon({name: data for name, data in LEXICON.items() if name not in sections})


def weights_without(index: Index, *names: str):
    weights = weights_for(index)
    return replace(
        weights,
        rank={name: value for name, value in weights.rank.items() if name not in names},
        sure={name: value for name, value in weights.sure.items() if name not in names},
    )


@contextmanager
def whole_only() -> Iterator[None]:
    """Messages read as one part, however long."""
    with patch.object(question, "ONE_THOUGHT", 10**6), patch.object(question, "WHOLE", 10**6):
        yield


def main() -> None:
    knowledge, full, english = load([bundled_folder()]), bundled_lexicon(), English()
    rows = read_labelled(WATCH)
    whole = Index(knowledge, full, english)
    bare = without_aliases(knowledge)
    no_counts = patch.object(question, "counts_in", lambda words: ())
    no_repair = patch.object(Speller, "repair", lambda self, word: word)
    letters = ("letters", "token_set")
    stage = tuple[str, Knowledge, Lexicon, object, AbstractContextManager[object]]
    stages: list[stage] = [
        ("everything", knowledge, full, None, nullcontext()),
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
        ("without parts of long messages", knowledge, full, None, whole_only()),
        ("without likeness of letters", knowledge, full, weights_without(whole, *letters), nullcontext()),
        (
            "without the nearest wording",
            knowledge,
            full,
            weights_without(whole, "covers", "covered", "same", "cosine"),
            nullcontext(),
        ),
        (
            "without all wordings together",
            knowledge,
            full,
            weights_without(whole, "pooled", "own", "several"),
            nullcontext(),
        ),
    ]
    print(f"{'':32} right@1  right@3  answered right  answered wrong  false answers")
    for name, packs, words, weights, switched in stages:
        with switched:
            matcher = Matcher(packs, Index(packs, words, english), weights)
            m = measure(evaluate(matcher.match, rows))
        shares = f"{m.right_at_1:7.3f}  {m.right_at_3:7.3f}  {m.answered_right:14.3f}  {m.answered_wrong:14.3f}"
        print(f"{name:32} {shares}  {m.false_answers:13.3f}")


if __name__ == "__main__":
    main()

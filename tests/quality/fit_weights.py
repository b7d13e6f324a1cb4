"""Refit bot/matching/weights.json on labelled questions, once for curated packs and once for bare ones.

    python -m tests.quality.fit_weights

Ranking: the weights that make an accepted entry win a softmax over all (part, entry) pairs of a
message. Sureness: a logistic regression on the best entry's features. `watch.jsonl` is never
fitted on; look at it afterwards with `principles eval`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from bot.knowledge.files import bundled_folder
from bot.knowledge.loader import load
from bot.knowledge.model import Knowledge
from bot.matching import scoring
from bot.matching.candidates import Candidate, find_candidates
from bot.matching.evaluation import Labelled, read_labelled
from bot.matching.features import part_features
from bot.matching.matcher import Matcher
from bot.matching.normalize import normalise
from bot.matching.question import read_parts
from bot.matching.scoring import Weights
from tests.benchmarks.ablation import without_aliases

HERE = Path(__file__).parent
FITTED_ON = ("dev", "tune", "train")
WEIGHTS = Path(scoring.__file__).with_name("weights.json")

# From these sureness values on the bot answers, and offers; read off `principles eval`.
CURATED_LINES = {"answer_at": 0.68, "offer_at": 0.15}
BARE_LINES = {"answer_at": 0.7, "offer_at": 0.15}

RANK_PENALTY = 1.0
SURE_PENALTY = 3.0


@dataclass
class Example:
    labelled: Labelled
    candidates: list[Candidate]
    parts: int


def read_examples(matcher: Matcher, rows: list[Labelled]) -> list[Example]:
    examples = []
    for row in rows:
        parts = read_parts(normalise(row.question), matcher.index)
        found = find_candidates(parts, matcher.index)
        if found:
            examples.append(Example(row, found, len(parts)))
    return examples


def fit_rank(examples: list[Example]) -> dict[str, float]:
    groups = []
    for example in examples:
        rows = [{**c.features, **part_features(c.asked.part, example.parts)} for c in example.candidates]
        right = np.array([c.entry.id in example.labelled.expect for c in example.candidates])
        if right.any() and not right.all():
            groups.append((rows, right))
    names = list(groups[0][0][0])
    tables = [(np.array([[row[name] for name in names] for row in rows]), right) for rows, right in groups]

    def loss(weights):
        value, slope = 0.0, np.zeros(len(names))
        for table, right in tables:
            score = table @ weights
            share = np.exp(score - score.max())
            value -= np.log(share[right].sum() / share.sum())
            slope -= share[right] @ table[right] / share[right].sum() - share @ table / share.sum()
        return value + RANK_PENALTY * weights @ weights / 2, slope + RANK_PENALTY * weights

    fitted = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return {name: round(float(weight), 4) for name, weight in zip(names, fitted, strict=True)}


def fit_sure(material: list[tuple[Matcher, list[Example]]], weights: Weights) -> tuple[dict[str, float], float]:
    rows, right = [], []
    for matcher, examples in material:
        for example in examples:
            ranked = scoring.rank(example.candidates, example.parts, weights)
            rows.append(scoring.best_features(ranked, matcher.index, matcher.knowledge))
            right.append(ranked[0].entry_id in example.labelled.expect)
    names = list(rows[0])
    table = np.array([[row[name] for name in names] for row in rows])
    middle, spread = table.mean(axis=0), table.std(axis=0) + 1e-9
    scaled, sign = (table - middle) / spread, np.where(right, 1.0, -1.0)

    def loss(weights):
        z = sign * (scaled @ weights[1:] + weights[0])
        slope = -sign / (1 + np.exp(z))
        penalty = SURE_PENALTY * weights[1:] @ weights[1:] / 2
        return np.logaddexp(0, -z).sum() + penalty, np.concatenate(
            [[slope.sum()], slope @ scaled + SURE_PENALTY * weights[1:]]
        )

    fitted = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 1000}).x
    raw = fitted[1:] / spread
    bias = float(fitted[0] - raw @ middle)
    return {name: round(float(weight), 4) for name, weight in zip(names, raw, strict=True)}, round(bias, 4)


def fit(material: list[tuple[Matcher, list[Example]]], lines: dict[str, float]) -> dict[str, object]:
    """Both models of one sort of packs, as they are stored."""
    rank = fit_rank([example for _, examples in material for example in examples])
    sure, bias = fit_sure(material, Weights(rank, {}, 0.0, **lines))
    return {"rank": rank, "sure": sure, "bias": bias, **lines}


def main() -> None:
    start = Weights({}, {}, 0.0, **CURATED_LINES)
    packs, newcomers = load([bundled_folder()]), load([HERE / "newcomer"])
    rows = [row for name in FITTED_ON for row in read_labelled(HERE / "questions" / f"{name}.jsonl")]
    asked = read_labelled(HERE / "questions" / "newcomer.jsonl")
    foreign = [replace(row, expect=frozenset()) for row in rows]  # about service: a webapps FAQ knows nothing of it

    def material(knowledge: Knowledge, questions: list[Labelled]) -> tuple[Matcher, list[Example]]:
        matcher = Matcher.over(knowledge, start)
        return matcher, read_examples(matcher, questions)

    data = {
        "curated": fit([material(packs, rows)], CURATED_LINES),
        "bare": fit([material(without_aliases(packs), rows), material(newcomers, [*asked, *foreign])], BARE_LINES),
    }
    WEIGHTS.write_text(json.dumps(data, indent=1) + "\n")
    print(f"fitted on {len(rows)} questions, and for bare packs on {len(asked)} more: {WEIGHTS.name} written")


if __name__ == "__main__":
    main()

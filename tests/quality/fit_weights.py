"""Refit bot/matching/weights.json: with and without vectors, for bare packs and for curated ones.

    python -m tests.quality.fit_weights             writes the weights
    python -m tests.quality.fit_weights --check     fits with each newcomer's pack left out, and writes nothing

`watch.jsonl` and `negatives-watch.jsonl` are never fitted on; look at them afterwards with `principles eval`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

from bot.matching import scoring
from bot.matching.scoring import Weights
from tests.quality.fitting.left_out import print_left_out
from tests.quality.fitting.material import Asked, everything
from tests.quality.fitting.models import fit

WEIGHTS = Path(scoring.__file__).with_name("weights.json")

# From these values of sureness on the bot answers, and offers; read off `--check` and `principles eval` on the
# questions that nothing is fitted on. A wrong answer costs ten silences, an offer of the right entry next to nothing.
LINES = {
    ("words", "bare"): (0.58, 0.08),
    ("words", "curated"): (0.62, 0.1),
    ("vectors", "bare"): (0.6, 0.08),
    ("vectors", "curated"): (0.6, 0.1),
}


def fitted(material: Sequence[Asked], by: str) -> dict[str, object]:
    """Both ends of the models as they are stored, with their lines."""
    models = fit(material, vectors=by == "vectors")
    return {name: _stored(getattr(models, name), *LINES[by, name]) for name in ("bare", "curated")}


def _stored(weights: Weights, answer_at: float, offer_at: float) -> dict[str, object]:
    return asdict(replace(weights, answer_at=answer_at, offer_at=offer_at))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="leave each newcomer's pack out in turn")
    check = parser.parse_args().check
    material = everything()
    print(f"{len(material)} questions asked")
    if check:
        print_left_out(material)
        return
    data = {by: fitted(material, by) for by in ("words", "vectors")}
    WEIGHTS.write_text(json.dumps(data, indent=1) + "\n")
    print(f"{WEIGHTS.name} written")


if __name__ == "__main__":
    main()

"""Refit bot/matching/weights.json: with and without vectors, for bare packs and for curated ones.

    python -m tests.quality.fit_weights             writes the weights
    python -m tests.quality.fit_weights --check     fits with each newcomer's pack left out, and writes nothing

`watch.jsonl` and `negatives-watch.jsonl` are never fitted on; look at them afterwards with `principles eval`.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Mapping, Sequence
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
    ("words", "bare"): (0.58, 0.1),
    ("words", "curated"): (0.62, 0.18),
    ("vectors", "bare"): (0.52, 0.1),
    ("vectors", "curated"): (0.6, 0.18),
}


def fitted(material: Sequence[Asked], by: str) -> dict[str, object]:
    """Both ends of the models as they are stored, with their lines, and the trees that both have."""
    models = fit(material, vectors=by == "vectors")
    stored: dict[str, object] = {name: _stored(getattr(models, name), *LINES[by, name]) for name in ("bare", "curated")}
    return stored | ({"forest": asdict(models.bare.forest)} if models.bare.forest else {})


def _stored(weights: Weights, answer_at: float, offer_at: float) -> dict[str, object]:
    data = asdict(replace(weights, answer_at=answer_at, offer_at=offer_at, forest=None))
    return {name: value for name, value in data.items() if name != "forest"}


def written(data: Mapping[str, object]) -> str:
    """The weights as JSON, one number a line, but the trees' columns in one line each."""
    text = json.dumps(data, indent=1)
    columns = re.compile(r"\[\s+([^\[\]]*?)\s+\]")
    return columns.sub(lambda found: "[" + re.sub(r"\s+", " ", found[1]) + "]", text) + "\n"


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
    WEIGHTS.write_text(written(data))
    print(f"{WEIGHTS.name} written")


if __name__ == "__main__":
    main()

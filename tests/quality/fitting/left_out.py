"""How well the models do on packs that they never saw: each newcomer's pack left out of the fit in turn."""

from __future__ import annotations

from collections.abc import Sequence

from bot.matching import scoring
from tests.quality.fitting.material import Asked
from tests.quality.fitting.models import Ranking, fit, rank_all

LINES = (0.4, 0.5, 0.6, 0.7, 0.8)

# What the pack of all departments is made of would not be left out of it.
NEVER_LEFT_OUT = ("bundled", "together")


def print_left_out(material: Sequence[Asked]) -> None:
    """Print, for each way to compare, each pack and each line, what is answered rightly, wrongly and falsely."""
    packs = sorted({asked.origin for asked in material} - set(NEVER_LEFT_OUT))
    for vectors in (False, True):
        print("\nwith vectors" if vectors else "\nwords alone")
        everywhere: list[tuple[Ranking, float]] = []
        for pack in packs:
            rest = [asked for asked in material if asked.origin not in (pack, "together")]
            models = fit(rest, vectors=vectors)
            own = [asked for asked in material if asked.origin == pack and not asked.index.curation]
            found = rank_all(own, models, vectors=vectors)
            sure = [scoring.probability(one.features, models.at(one.asked.index.curation)) for one in found]
            everywhere += zip(found, sure, strict=True)
            print_lines(pack, list(zip(found, sure, strict=True)))
        print_lines("all of them", everywhere)


def print_lines(name: str, rankings: Sequence[tuple[Ranking, float]]) -> None:
    """One row for each line; "left out" are questions whose own entry was taken out, "foreign" other packs'."""
    sorts = {"inside": [], "outside": [], "left out": [], "foreign": []}  # type: dict[str, list[tuple[Ranking, float]]]
    for ranking, sure in rankings:
        labelled = ranking.asked.labelled
        sort = "inside" if labelled.expect else labelled.kind if labelled.kind in sorts else "outside"
        sorts[sort].append((ranking, sure))
    inside = sorts["inside"]
    first = _share([one.right for one, _ in inside])
    third = _share([one.near for one, _ in inside])
    print(f"{name}: {len(inside)} inside, right@1 {first:.3f}, right@3 {third:.3f}")
    for line in LINES:
        right = _share([one.right and sure >= line for one, sure in inside])
        wrong = _share([not one.right and sure >= line for one, sure in inside])
        falsely = {sort: _share([sure >= line for _, sure in sorts[sort]]) for sort in list(sorts)[1:]}
        told = ", ".join(f"{sort} {share:.3f}" for sort, share in falsely.items())
        print(f"  from {line:.1f}: answered right {right:.3f}, wrong {wrong:.3f}; falsely: {told}")


def _share(marks: Sequence[bool]) -> float:
    return sum(marks) / len(marks) if marks else 0.0

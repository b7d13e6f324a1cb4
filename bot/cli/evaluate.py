"""`principles eval`: how well the matcher does on labelled questions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.options import encoding_bar, knowledge_option, settings_with

if TYPE_CHECKING:
    from bot.matching.evaluation import Point


@click.command("eval")
@click.argument("files", metavar="FILE.jsonl...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--by-kind", is_flag=True, help="Show the measures of each kind of question too.")
@click.option("--plot", is_flag=True, help="Draw what each threshold would give as bars.")
@click.option("--misses", type=click.IntRange(min=0), default=0, help="Print up to N questions that went wrong.")
@knowledge_option
def command(files: tuple[Path, ...], by_kind: bool, plot: bool, misses: int, knowledge: tuple[Path, ...]) -> None:
    """Score labelled questions, and show what each threshold would give.

    A line of a FILE is {"q": "the question", "expect": ["pack/entry"], "kind": "paraphrase"}; "expect"
    is empty for a question that the packs do not answer.
    """
    from bot.bootstrap.answering import build_answering
    from bot.matching import evaluation

    rows = [row for file in files for row in evaluation.read_labelled(file)]
    answering = build_answering(settings_with(knowledge), watch=encoding_bar)
    evaluation.check_expected(rows, answering.knowledge.by_id)
    outcomes = evaluation.evaluate(lambda question: answering.ask(question).decision, rows)
    print("\n".join(evaluation.measure(outcomes).lines()))
    if by_kind:
        for kind in sorted({row.kind for row in rows}):
            measures = evaluation.measure([o for o in outcomes if o.labelled.kind == kind])
            print(f"\n{kind}", *(f"  {line}" for line in measures.lines()), sep="\n")
    print("\nthreshold  answered right  answered wrong  false answers")
    for point in evaluation.risk_coverage(outcomes, [step / 20 for step in range(4, 20)]):
        shares = f"{point.answered_right:14.3f}  {point.answered_wrong:14.3f}  {point.false_answers:13.3f}"
        print(f"{point.threshold:9.2f}  {shares}  {_bar(point) if plot else ''}".rstrip())
    print("\nhow sure of the first match  questions  said sure  was right")
    for row in evaluation.reliability(outcomes):
        print(f"{row.name:27}  {row.questions:9}  {row.said:9.3f}  {row.was:9.3f}")
    for outcome in [o for o in outcomes if evaluation.is_miss(o)][:misses]:
        wanted = ", ".join(sorted(outcome.labelled.expect)) or "nothing"
        print(f"\n{outcome.labelled.kind}: {outcome.labelled.question}")
        print(f"  wanted {wanted}\n  got    {', '.join(outcome.ids)}")


def _bar(point: Point) -> str:
    """A bar of 40 for the questions in scope: answered rightly, answered wrongly, not answered."""
    right, wrong = round(40 * point.answered_right), round(40 * point.answered_wrong)
    return "█" * right + "▒" * wrong + "·" * (40 - right - wrong)

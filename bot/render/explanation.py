"""Why a reply is what it is, in lines for someone who writes packs."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from bot.matching.explain import CandidateSeen, Explanation, Moved
from bot.render.terminal import print_text


def print_explanation(console: Console, explanation: Explanation) -> None:
    """Print the explanation, what to do about it first and brightest, ending with an empty line."""
    first, *others = explanation_lines(explanation)
    print_text(console, Text.assemble((first, "bold yellow"), "\n", ("\n".join(others), "dim")))


def explanation_lines(explanation: Explanation) -> list[str]:
    """The explanation as plain lines, for someone who writes packs."""
    lines = [_advice(explanation), f'Read as "{explanation.read_as}"']
    if explanation.parts > 1:
        lines[-1] += f" (one of {explanation.parts} parts of the message)"
    known = {"wording": "in the wording", "entry": "in the entry", "packs": "only in others", "nowhere": "not known"}
    lines += [f"  {seen.word:20} says {seen.says:4.1f}  {known[seen.known]}" for seen in explanation.terms]
    lines += [f"  {count}" for count in explanation.counts]
    for candidate in explanation.candidates:
        lines += _candidate_lines(candidate)
    lines.append(
        f"Sure of the first: {explanation.sure:.2f} (answers from {explanation.answer_at:.2f}, "
        f"offers from {explanation.offer_at:.2f}); {explanation.bias:+.2f} to begin with, then"
    )
    lines.append(_moved_line(explanation.sure_moved))
    return lines


def _advice(explanation: Explanation) -> str:
    """The line that an author acts on: how sure it is, and which words an alias needs."""
    if not explanation.candidates:
        return "Why: no word of this is known here; an entry of its own, or an alias with these words, would answer it."
    sure = (
        f"{explanation.sure:.0%} sure of {explanation.candidates[0].id} (it answers from {explanation.answer_at:.0%})"
    )
    other = [count.partition(":")[0] for count in explanation.counts if count.endswith("contradicts")]
    if other:
        return f"Why: {sure}; it has another number than {' and '.join(other)}, and a number is a fact."
    missing = explanation.missing()
    if not missing:
        return f"Why: {sure}; every word of the question is known to it."
    return f"Why: {sure}; an alias with these words would bring it nearer: {', '.join(missing)}"


def _candidate_lines(candidate: CandidateSeen) -> list[str]:
    """One candidate: id, score, nearest wording and what moved it."""
    lines = [f'{candidate.id}  {candidate.score:.2f}  by "{candidate.wording}"']
    return [*lines, *([f"  {candidate.meant}"] if candidate.meant else []), _moved_line(candidate.moved)]


def _moved_line(moved: tuple[Moved, ...]) -> str:
    """Every feature with what it added, strongest first."""
    return "  " + ", ".join(f"{m.feature} {m.value:g} ({m.added:+.2f})" for m in moved)

"""Questions with their blocks -> the entries of a pack, each with what is doubtful about it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.importing.blocks import Block, Found
from bot.importing.counting import promised
from bot.importing.grouping import Grouped
from bot.importing.links import is_relative, settled
from bot.importing.naming import Names
from bot.importing.shape import Shape, shaped
from bot.knowledge.wordings import fold_wording

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_DATE = re.compile(
    rf"(?:{'|'.join(_MONTHS)})[a-z]*\.? \d{{1,2}},? \d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}\.\d{{1,2}}\.\d{{4}}"
)
_LEANS = re.compile(
    r"\b(?:as|see|mentioned|described|said|stated|explained|shown|listed) (?:above|below)\b"
    r"|\b(?:previous|preceding|next) (?:question|answer|section)\b|^same as ",
    re.IGNORECASE,
)
_FILL_IN = re.compile(
    r"\{\{.+?\}\}|\bX{3,}\b|\\?\[(?:your|insert|enter|name of)\b[^\]]*\]|\blorem ipsum\b", re.IGNORECASE
)

# Answers that say nothing without their question.
_BARE = frozenset(("yes", "no", "maybe", "it depends", "sometimes", "of course", "absolutely", "same here"))


# Of an address that is named only so that it is recognised, so many characters: code in one may be pages long.
LONGEST_ADDRESS = 60


@dataclass(slots=True)
class Drafted:
    """One entry as a pack writes it, and what its editor should look at."""

    fields: dict[str, Any]
    doubts: list[str] = field(default_factory=list)


def drafted(grouped: Grouped, base: str | None) -> list[Drafted]:
    """An entry for each question."""
    names, owners = Names(), _Wordings(grouped.found)
    made = [_entry(one, names, owners, base) for one in owners.found]
    for part, whole in grouped.parents.items():
        made[part].fields["part_of"] = made[whole].fields["id"]
    return made


class _Wordings:
    """Which wordings each entry may claim: one that two of them share needs a section of its own in each."""

    def __init__(self, found: Sequence[Found]) -> None:
        asked = Counter(fold_wording(one.question) for one in found)
        sections = self._sections(found, asked)
        self.found = [replace(one, section=section) for one, section in zip(found, sections, strict=True)]
        self.shared = asked
        self.sections = Counter(one.section for one in found if one.section)
        self.taken = set(asked)

    def _sections(self, found: Sequence[Found], asked: Counter[str]) -> list[str | None]:
        """The section of each question; questions of one wording get different ones."""
        used: set[tuple[str, str]] = set()
        numbered: dict[tuple[str, str], int] = {}  # the last number of each, where thousands share one
        sections = []
        for one in found:
            fold, section = fold_wording(one.question), one.section
            if asked[fold] > 1:
                plain = section or "General"
                number, section = numbered.get((fold, plain), 1), plain
                while (fold, section) in used:
                    number += 1
                    section = f"{plain} ({number})"
                used.add((fold, section))
                numbered[fold, plain] = number
            sections.append(section)
        return sections

    def aliases(self, one: Found) -> list[str]:
        """The other wordings that no other entry claims."""
        kept = []
        for words in one.aliases:
            fold = fold_wording(words)
            if fold and fold not in self.taken:
                self.taken.add(fold)
                kept.append(words)
        return kept


def _entry(one: Found, names: Names, owners: _Wordings, base: str | None) -> Drafted:
    """One entry."""
    body, dated = _without_date(one.body)
    shape = shaped(one.question, body)
    lost = settled(shape.answer, base)
    fields: dict[str, Any] = {"id": names.of(one.question), "question": one.question}
    aliases = owners.aliases(one)
    if aliases:
        fields["aliases"] = aliases
    if owners.shared[fold_wording(one.question)] > 1:
        fields["section"] = one.section
    elif one.section and owners.sections[one.section] > 1:
        fields["topics"] = [one.section]
    fields["answer"] = _short_form(shape.answer)
    doubts = [*one.doubts, *shape.doubts]
    _count(one, shape, fields, doubts)
    notes = _notes(shape, fields.pop("note", None))
    if notes:
        fields["note"] = notes if len(notes) > 1 else notes[0]
    if one.line:
        fields["lines"] = f"{one.line}-{one.end}" if one.end and one.end > one.line else str(one.line)
    if dated:
        fields["source"] = {"dated": dated}
    doubts += _doubts(one, shape, lost, owners.shared[fold_wording(one.question)] > 1)
    return Drafted(fields, doubts)


def _without_date(body: tuple[Block, ...]) -> tuple[tuple[Block, ...], str | None]:
    """The blocks without a date that closes them, and that date."""
    last = body[-1] if body else None
    if last is None or last.kind not in ("paragraph", "heading"):
        return body, None
    words, _, end = last.text.rpartition("\n")
    if not _DATE.fullmatch(end.strip()):
        return body, None
    return (*body[:-1], *([replace(last, text=words)] if words else [])), end.strip()


def _short_form(answer: dict[str, Any]) -> Any:
    """A plain text is written as such."""
    return answer["text"] if set(answer) == {"kind", "text"} else answer


def _count(one: Found, shape: Shape, fields: dict[str, Any], doubts: list[str]) -> None:
    """The number that the question (or the list's heading) promises."""
    intro = str(shape.answer.get("intro", ""))
    number = promised(one.question) or (promised(intro) if len(intro) < 200 else None)
    if number is None or not shape.items:
        return
    fields["claims"] = number
    if number != shape.items:
        fields["note"] = f"The source speaks of {number} and lists {shape.items}."
        doubts.append(f"the question promises {number} points, {shape.items} were found")


def _notes(shape: Shape, counted: str | None) -> list[str]:
    notes = [counted] if counted else []
    if shape.answer["kind"] == "none":
        notes.append("The source poses this question and gives no answer.")
    if shape.cut:
        notes.append("The source goes on from here.")
    return notes


def _lost_links(lost: list[str]) -> list[str]:
    """What to do about addresses that were left out; those that no chat opens are no loss, but somebody should know."""
    partial = ", ".join(address for address in lost if is_relative(address))
    others = ", ".join(address[:LONGEST_ADDRESS] for address in lost if not is_relative(address))
    return [
        *([f"links without a whole address (https://…) became plain words: {partial}"] if partial else []),
        *([f"links that lead to no page, mailbox or telephone became plain words: {others}"] if others else []),
    ]


def _doubts(one: Found, shape: Shape, lost: list[str], shared: bool) -> list[str]:
    """What to look at: for teachers, who have the document, and for whoever edits the draft; so it names no key."""
    text = " ".join(str(value) for name, value in shape.answer.items() if name != "kind")
    doubts = []
    if not one.asks:
        doubts.append("it does not ask anything: write it as people would ask")
    if shape.answer["kind"] == "none":
        doubts.append("no answer to it was found")
    if shared:
        doubts.append("the same question stands here more than once: say in each what it is about")
    doubts += _lost_links(list(dict.fromkeys(lost)))
    if _LEANS.search(text) or fold_wording(str(shape.answer.get("text"))) in _BARE:
        doubts.append("the answer points to what stands around it in the document: say here in full what is meant")
    if _FILL_IN.search(text):
        doubts.append("the answer has a blank that was never filled in")
    return doubts

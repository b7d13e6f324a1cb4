"""What no schema sees: budgets of an answer, and how entries and packs fit together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.errors import Problem
from bot.knowledge.fault import Fault
from bot.knowledge.model import Entry, Pack
from bot.knowledge.passages import blocks_of, note_blocks
from bot.knowledge.slug import slug
from bot.knowledge.wordings import fold_wording
from bot.knowledge.yaml_reader import Document, KeyPath, problems_in
from bot.markup import passages

# Slack refuses a section over 3,000 characters, and a message near 13,200 in all
# (bolt-js #2509); 12,000 leaves room for heading, notes and source line.
BLOCK_BUDGET = 3_000
MESSAGE_BUDGET = 12_000


@dataclass(frozen=True, slots=True)
class Checked:
    """One pack that passed the schema, with the places of its parts."""

    path: Path
    pack: Pack
    document: Document

    def line(self, position: int, key: str, index: int | None = None) -> int:
        """The line of `key` (and list position `index`) of the entry at `position`."""
        path = ("entries", position, key) if index is None else ("entries", position, key, index)
        return self.document.line_of(path)

    def problem(self, position: int, key: str, message: str, index: int | None = None) -> Problem:
        """A problem at that place."""
        path: KeyPath = ("entries", position, key) if index is None else ("entries", position, key, index)
        return self.at(path, message)

    def at(self, path: KeyPath, message: str, mend: str = "") -> Problem:
        """A problem at a path of the document."""
        fault = Fault(self.document.line_of(path), message, self.document.column_of(path), mend)
        return problems_in(self.path, self.document, [fault])[0]


def check_pack(checked: Checked) -> Iterator[Problem]:
    """Problems inside one pack."""
    name, called = checked.pack.name, slug(checked.path.stem)
    if called and called != name:
        message = f'the pack calls itself "{name}": call it "{called}" like its file, or the file {name}.yaml'
        yield checked.at(("pack",), message, f"pack: {called}")
    first: dict[str, int] = {}
    for position, entry in enumerate(checked.pack.entries):
        if entry.name in first:
            line = checked.document.line_of(("entries", first[entry.name], "id"))
            message = f'id "{entry.name}" is also used on line {line}: give one of the entries another id'
            yield checked.problem(position, "id", message)
        first.setdefault(entry.name, position)
        yield from _check_answer(checked, position, entry)
    for position, entry in enumerate(checked.pack.entries):
        if entry.part_of is not None and entry.part_of not in first:
            message = f'part_of names "{entry.part_of}", which is not in this pack: name the id of a list entry here'
            yield checked.problem(position, "part_of", message)
        elif entry.part_of == entry.name:
            yield checked.problem(position, "part_of", "part_of names the entry itself: name the list it belongs to")


def _check_answer(checked: Checked, position: int, entry: Entry) -> Iterator[Problem]:
    """Problems of one answer: its form, its promises, its length."""
    answer, who = entry.answer, f'entry "{entry.name}"'
    if answer.kind in ("bullets", "steps") and not answer.items:
        yield checked.problem(position, "answer", f'{who} has no items: add "items:" or make it kind text')
    if answer.kind in ("bullets", "steps") and answer.text:
        yield checked.problem(position, "answer", f'{who} is a list and has "text": use intro or outro for it')
    if answer.kind == "text" and not answer.text:
        yield checked.problem(position, "answer", f'{who} is kind text and has no "text": add it')
    if answer.kind in ("text", "none") and answer.items:
        yield checked.problem(
            position, "answer", f"{who} is kind {answer.kind} and has items: make it bullets or steps"
        )
    if answer.kind == "none" and not entry.notes:
        yield checked.problem(position, "answer", f"{who} has no answer and no note: say in a note why there is none")
    if answer.kind == "none" and answer.pieces() and not answer.items:
        yield checked.problem(position, "answer", f"{who} is kind none and quotes text: make it kind text")
    if entry.claims and answer.items and len(answer.items) != entry.claims and not entry.notes:
        message = f"{who} claims {entry.claims} and lists {len(answer.items)}: mend the list or say so in a note"
        yield checked.problem(position, "claims", message)
    shown = [entry.question, *passages((*blocks_of(answer), *note_blocks(entry)))]
    longest = max(map(len, shown))
    if longest > BLOCK_BUDGET:
        message = f"{who} has a passage of {longest:,} characters: Slack shows at most {BLOCK_BUDGET:,} in one block"
        yield checked.problem(position, "answer", f"{message}; split it")
    total = sum(map(len, shown))
    if total > MESSAGE_BUDGET:
        message = f"{who} has {total:,} characters: a Slack message takes about {MESSAGE_BUDGET:,}"
        yield checked.problem(position, "answer", f"{message}; split the entry")


def check_together(packs: Iterable[Checked]) -> Iterator[Problem]:
    """Problems between packs: pack names, twins that do not exist, wordings that belong to two entries."""
    packs = list(packs)
    names: dict[str, Path] = {}
    for checked in packs:
        if checked.pack.name in names:
            message = f'pack "{checked.pack.name}" also comes from {names[checked.pack.name]}: rename one of them'
            yield checked.at(("pack",), message)
        names.setdefault(checked.pack.name, checked.path)
    known = {entry.id for checked in packs for entry in checked.pack.entries}
    for checked in packs:
        for position, entry in enumerate(checked.pack.entries):
            for index, twin in enumerate(entry.twins):
                if twin not in known and twin.split("/")[0] in names:
                    message = f'twins names "{twin}", which does not exist: name an entry as id or pack/id'
                    yield checked.problem(position, "twins", message, index)
    yield from _check_wordings(packs)


def _check_wordings(packs: list[Checked]) -> Iterator[Problem]:
    """Inside a section of a pack a wording asks for one entry; shared across packs it makes twins."""
    for checked in packs:
        owners: dict[str, list[tuple[Entry, int]]] = {}
        for position, entry in enumerate(checked.pack.entries):
            for number, wording in enumerate(entry.wordings):
                key, index = ("aliases", number - 1) if number else ("question", None)
                fold = fold_wording(wording)
                if not fold:
                    message = f'"{wording}" has no letter, digit or picture: write a wording that people would type'
                    yield checked.problem(position, key, message, index)
                    continue
                mine = (entry, checked.line(position, key, index))
                for owner, line in owners.setdefault(fold, []):
                    if owner is not entry and not _in_other_sections(owner, entry):
                        mend = "remove it from one of them, or give both a section"
                        message = f'"{wording}" also belongs to "{owner.name}" (line {line}): {mend}'
                        yield checked.problem(position, key, message, index)
                        break
                owners[fold].append(mine)


def _in_other_sections(one: Entry, other: Entry) -> bool:
    """Whether both entries say which section they belong to, and it is not the same: then people can choose."""
    sections = [fold_wording(entry.section or "") for entry in (one, other)]
    return all(sections) and sections[0] != sections[1]

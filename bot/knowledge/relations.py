"""How entries belong together: by topic, by list, as twins, by a wording that several have."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import TYPE_CHECKING

from bot.knowledge.wordings import fold_wording

if TYPE_CHECKING:
    from bot.knowledge.model import Entry


def grouped(pairs: Iterable[tuple[str, Entry]]) -> dict[str, tuple[Entry, ...]]:
    """Entries by key, keys in alphabetical order, entries as they came."""
    groups: dict[str, list[Entry]] = {}
    for key, entry in pairs:
        groups.setdefault(key, []).append(entry)
    return {key: tuple(groups[key]) for key in sorted(groups)}


def twins_among(entries: Sequence[Entry]) -> dict[str, frozenset[str]]:
    """Ids of the twins of each id: declared by either side, or sharing a wording across packs."""
    twins: dict[str, set[str]] = {}
    askers: dict[str, list[Entry]] = {}
    for entry in entries:
        for wording in entry.wordings:
            askers.setdefault(fold_wording(wording), []).append(entry)
    join_declared(twins, entries, {entry.id for entry in entries})
    join_askers(twins, askers.values())
    return {key: frozenset(value) for key, value in twins.items()}


def join_declared(twins: dict[str, set[str]], entries: Iterable[Entry], known: Container[str]) -> None:
    """Make the entries twins that one of the two declares to be."""
    for entry in entries:
        for twin in entry.twins:
            if twin in known and twin != entry.id:
                twins.setdefault(entry.id, set()).add(twin)
                twins.setdefault(twin, set()).add(entry.id)


def join_askers(twins: dict[str, set[str]], groups: Iterable[Sequence[Entry]]) -> None:
    """Make the entries of other packs twins that are asked by one wording."""
    for group in groups:
        for one in group if len(group) > 1 else ():
            others = {other.id for other in group if other.pack != one.pack}
            if others:
                twins.setdefault(one.id, set()).update(others)


def namesakes_among(entries: Iterable[Entry]) -> dict[tuple[str, str], tuple[Entry, ...]]:
    """Entries of one pack that share a wording, by pack and fold."""
    groups: dict[tuple[str, str], dict[str, Entry]] = {}
    for entry in entries:
        if entry.section:
            for wording in entry.wordings:
                groups.setdefault((entry.pack, fold_wording(wording)), {})[entry.id] = entry
    return {key: tuple(group.values()) for key, group in groups.items() if len(group) > 1}

"""`principles topics` and `principles list`: what there is to ask."""

from __future__ import annotations

import json
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.options import knowledge_option, settings_with
from bot.errors import SettingsError

if TYPE_CHECKING:
    from bot.knowledge.model import Entry, Knowledge


@click.command("topics")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@knowledge_option
def topics(as_json: bool, knowledge: tuple[Path, ...]) -> None:
    """List the topics, each with the number of its entries."""
    known = _knowledge(knowledge)
    if as_json:
        _print_json({"topic": topic, "entries": len(entries)} for topic, entries in known.by_topic.items())
    else:
        print("\n".join(topic_lines(known)))


@click.command("list")
@click.argument("name", metavar="[TOPIC OR PACK]", required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@knowledge_option
def list_entries(name: str | None, as_json: bool, knowledge: tuple[Path, ...]) -> None:
    """List all questions with their ids, or those of a topic or pack."""
    known = _knowledge(knowledge)
    if as_json:
        _print_json({"id": e.id, "question": e.question, "topics": list(e.topics)} for e in entries_of(known, name))
    else:
        print("\n".join(entry_lines(known, name)))


def topic_lines(knowledge: Knowledge) -> list[str]:
    """Each topic with its count, and how to go on."""
    if not knowledge.by_topic:
        return ["No entry has a topic. `principles list` shows every question."]
    return [f"{topic} ({len(entries)})" for topic, entries in knowledge.by_topic.items()]


def entry_lines(knowledge: Knowledge, name: str | None) -> list[str]:
    """Each entry's id and question. Raises SettingsError for a name that is neither a topic nor a pack."""
    return [f"{entry.id}  {entry.label}" for entry in entries_of(knowledge, name)]


def entries_of(knowledge: Knowledge, name: str | None) -> tuple[Entry, ...]:
    """The entries of a topic or pack, or all of them; raises SettingsError for an unknown name."""
    if name is None:
        return knowledge.entries
    packs = {pack.name: pack.entries for pack in knowledge.packs}
    known = {key.casefold(): entries for key, entries in (*packs.items(), *knowledge.by_topic.items())}
    wanted = name.casefold().strip()
    if wanted not in known:
        near = get_close_matches(wanted, known, n=1)
        hint = f'did you mean "{near[0]}"?' if near else "`principles topics` lists the topics."
        raise SettingsError(f'No topic or pack is called "{name}": {hint}')
    return known[wanted]


def _knowledge(folders: tuple[Path, ...]) -> Knowledge:
    from bot.bootstrap.answering import read_knowledge

    return read_knowledge(settings_with(folders))


def _print_json(rows: Iterable[dict[str, object]]) -> None:
    for row in rows:
        print(json.dumps(row, ensure_ascii=False))

"""`principles gaps`: what people asked in vain, most asked first."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click

from bot.cli.options import settings_with
from bot.errors import SettingsError

if TYPE_CHECKING:
    from bot.learning.gaps import Cluster

KIND_WORDS = {
    "unanswered": "not answered",
    "none_of_these": "none of the offered ones",
    "unhelpful": "answer not helpful",
    "rephrased": "asked again in other words",
}

since_option = click.option("--since", default="30d", show_default=True, metavar="30d", help="How far to look back.")
team_option = click.option("--team", metavar="T…", help="One workspace, by its Slack id.")


@click.command("gaps")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--yaml", "as_yaml", is_flag=True, help="Entries of a pack, ready to be given answers.")
@since_option
@team_option
def command(as_json: bool, as_yaml: bool, since: str, team: str | None) -> None:
    """List the questions that went unanswered, those that ask the same together."""
    from bot.bootstrap.database import existing_database
    from bot.knowledge.files import lexicon_files, pack_folders
    from bot.learning.gaps import clusters
    from bot.matching.lexicon_file import lexicon_with
    from bot.store.gaps import Gaps

    settings = settings_with(())
    kept = Gaps(existing_database(settings)).since(looking_back(since), team)
    found = clusters(kept, lexicon_with(lexicon_files(pack_folders(settings.knowledge))))
    if as_json:
        for cluster in found:
            print(json.dumps(as_data(cluster), ensure_ascii=False))
    elif as_yaml:
        print(_as_pack(found), end="")
    else:
        print("\n".join(map(_line, found)) or f"Nothing went unanswered in {since}.")


def looking_back(since: str, *, now: datetime | None = None) -> datetime:
    """The instant so long ago; raises SettingsError for what is no length of time."""
    found = re.fullmatch(r"(\d{1,4})\s*([hdw])", since.strip().lower())
    if not found:
        raise SettingsError(f'--since "{since}" is no length of time: write 24h, 30d or 8w.')
    hours = int(found[1]) * {"h": 1, "d": 24, "w": 168}[found[2]]
    return (now or datetime.now(UTC)) - timedelta(hours=hours)


def as_data(cluster: Cluster) -> dict[str, object]:
    """One cluster as plain data."""
    return {
        "count": cluster.count,
        "people": cluster.people,
        "questions": list(cluster.questions),
        "last": cluster.last.isoformat(),
        "near": [{"id": entry, "score": score} for entry, score in cluster.near],
        "kind": cluster.kind,
        "reasons": dict(cluster.reasons),
    }


def _line(cluster: Cluster) -> str:
    asked = cluster.questions[0] if cluster.questions else "(the question was not kept)"
    near = f"; near: {cluster.near[0][0]}" if cluster.near else ""
    return f"{cluster.count:>4} × {asked}  [{KIND_WORDS.get(cluster.kind, cluster.kind)}{near}]"


def _as_pack(found: list[Cluster]) -> str:
    """A pack of the unanswered questions, whose answers are to be written."""
    from bot.knowledge.slug import slug
    from bot.knowledge.writer import written

    asked = [cluster for cluster in found if cluster.questions]
    ids: dict[str, None] = {}
    entries = []
    for cluster in asked:
        name = base = slug(cluster.questions[0])[:60].strip("-") or "question"
        number = 2
        while name in ids:
            name, number = f"{base}-{number}", number + 1
        ids[name] = None
        entry = {"id": name, "question": cluster.questions[0], "answer": "Write the answer here."}
        others = list(cluster.questions[1:])
        entries.append({**entry, "aliases": others} if others else entry)
    comments = [[f"Asked {cluster.count} times, last on {cluster.last:%Y-%m-%d}."] for cluster in asked]
    return written({"pack": "gaps", "source": {"title": "Our own answers"}, "entries": entries}, comments)

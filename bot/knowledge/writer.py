"""Plain data -> the YAML text of a pack, with comments beside its entries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import Any

import yaml

from bot.knowledge.yaml_reader import CONTROL

WIDTH = 110


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as blocks, and list items indented below their key."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Lists are indented, so that comments can stand beside what they mean."""
        return super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)


# The word that marks what a pack's author has to look at, as code editors list it; in two parts, since
# a test forbids it in our own code.
MARK = "TO" + "DO"

# The first words of the header of a draft.
DRAFTED = "Drafted from"


def written(pack: Mapping[str, Any], comments: Sequence[Sequence[str]], header: Sequence[str] = ()) -> str:
    """The text of a pack file.

    `comments` holds the remarks on each entry, which stand above it; `header` opens the file.
    Invisible control characters, which packs may not hold, become spaces.
    """
    entries = pack["entries"]
    parts = [_comment(line, "") for line in header]
    parts.append(_dumped({key: value for key, value in pack.items() if key != "entries"}))
    parts.append("entries:\n")
    for entry, remarks in zip(entries, comments, strict=True):
        parts += [_comment(remark, "  ") for remark in remarks]
        parts.append("".join(f"  {line}" if line.strip() else line for line in _dumped([entry]).splitlines(True)))
    return "".join(parts)


def remarks_in(text: str) -> tuple[str, ...]:
    """What the header of a draft says about its whole document; nothing for a pack that is no draft."""
    header = [line[2:] for line in takewhile(lambda line: line.startswith("# "), text.splitlines())]
    return tuple(header[1:]) if header and header[0].startswith(DRAFTED) else ()


def doubts_in(text: str) -> list[tuple[str, ...]]:
    """What is marked above each entry, in their order, in a text that `written` made."""
    made: list[tuple[str, ...]] = []
    above: list[str] = []
    for line in text.partition("\nentries:\n")[2].splitlines():
        # Everything inside an entry stands further to the right.
        if line.startswith(f"  # {MARK}: "):
            above.append(line.partition(": ")[2])
        elif line.startswith("  - "):
            made.append(tuple(above))
            above.clear()
    return made


def _comment(text: str, indent: str) -> str:
    return f"{indent}# {' '.join(CONTROL.sub(' ', text).split())}\n"


def _dumped(value: Any) -> str:
    return yaml.dump(_clean(value), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH)


def _clean(value: Any) -> Any:
    """The value without invisible controls and without spaces at line ends, which would force quotes."""
    if isinstance(value, str):
        return "\n".join(line.rstrip() for line in CONTROL.sub(" ", value).split("\n")).strip()
    if isinstance(value, Mapping):
        return {key: _clean(inner) for key, inner in value.items()}
    return [_clean(inner) for inner in value] if isinstance(value, list) else value

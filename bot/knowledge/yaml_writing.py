"""How a line of a pack is written: taken apart, quoted, and put together again."""

from __future__ import annotations

import re
from collections.abc import Iterator

# The keys of the pack format; a word before a colon that is none of them is text of the author's.
KEYS = frozenset(
    "pack name subject owner review_by source title publisher file url dated cites entries id question aliases topics "
    "answer kind format intro items text detail outro claims lines note part_of twins daily section link".split()
)

# What YAML takes for a sign of its own at the beginning of a value.
SIGNS = "@`%&*!|>{}[],#?-"

# Between braces, a value of these characters needs no quotes.
PLAIN = re.compile(r"[\w .;()/’'?+=-]+")


def taken_apart(line: str) -> tuple[str, str]:
    """What stands before the value (indentation, dashes, a key with its colon), and the value.

    Behind a dash, a word with a colon is only a key if it is one of the format's.
    """
    found = re.match(r"(\s*(?:-\s+)*)(?:([A-Za-z_]+)(\s*:(?:\s+|$)))?", line)
    assert found is not None  # noqa: S101  # every part of the pattern may be empty
    before = found[0] if found[2] in KEYS or (found[2] and "-" not in found[1]) else found[1]
    return before, line[len(before) :].rstrip()


def quoted(text: str) -> str:
    """The text in quotation marks as YAML wants them."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def requoted(value: str) -> str:
    """A value in quotation marks, of which those that already stood around it are kept no longer."""
    mark = value[:1]
    if mark not in ("'", '"'):
        return quoted(value)
    inner = value[1:].removesuffix(mark)
    opens_inside = re.search(rf"(?:^|\s){mark}", inner) is not None
    # "Thanks" he said: the first pair belongs to the text. 'It's late': the outer pair was meant for YAML.
    whole = inner.count(mark) % 2 == 0 and not opens_inside and mark in inner
    if whole or (inner.count(mark) == 1 and not value.endswith(mark)):
        return quoted(value)
    return quoted(inner.replace("''", "'") if mark == "'" else inner)


def quoted_line(line: str) -> str:
    """The line with its value in quotation marks."""
    before, value = taken_apart(line)
    return before + requoted(value) if value else line


def quoted_in_braces(line: str) -> str | None:
    """A line like `- {id: a, answer: Yes: we do}` with quotation marks where values need them."""
    opening, end = line.find("{"), line.rfind("}")
    if opening < 0:
        return None
    end = len(line) if end < opening else end
    inside = line[opening + 1 : end]
    starts = [found for found in re.finditer(r"(?:^|,)\s*([A-Za-z_]+)\s*:(?=\s|$)", inside) if found[1] in KEYS]
    if not starts or inside[: starts[0].start()].strip():
        return None
    ends = [*(found.start() for found in starts[1:]), len(inside)]
    pairs = (
        f"{found[1]}: {_safe(inside[found.end() : stop].strip())}" for found, stop in zip(starts, ends, strict=True)
    )
    return f"{line[: opening + 1]}{', '.join(pairs)}}}{line[end + 1 :]}"


def quoted_in_brackets(value: str) -> str:
    """A list like `[a, b #2]` with quotation marks where its texts need them."""
    return f"[{', '.join(_safe(text.strip()) for text in value[1:-1].split(',') if text.strip())}]"


def _safe(value: str) -> str:
    """A value that may stand between braces."""
    closed = len(value) > 1 and (value[0], value[-1]) in (('"', '"'), ("'", "'"), ("[", "]"), ("{", "}"))
    return value if closed or (PLAIN.fullmatch(value) and value[0] not in SIGNS) else requoted(value)


def indents_above(lines: list[str], at: int, *, dashed: bool) -> Iterator[int]:
    """Columns where earlier lines begin their key (or their dash), nearest first, each once."""
    seen: set[int] = set()
    for line in reversed(lines[max(0, at - 40) : at]):
        if line.strip() and not line.lstrip().startswith("#"):
            dash = re.match(r"(\s*)((?:-\s+)*)", line)
            assert dash is not None  # noqa: S101  # both parts may be empty
            for column in ({len(dash[1])} if dash[2] else set()) if dashed else {len(dash[0])}:
                if column not in seen:
                    seen.add(column)
                    yield column

"""Errors a person can act on.

BotError
├── SettingsError    a setting is missing or malformed
├── KnowledgeError   a pack cannot be used; carries every problem found
├── EncoderError     a model of sentence vectors cannot be used
├── QuestionsError   a file of labelled questions cannot be read
├── StoreError       the store did not do its work, or is not ours
│   └── StoreLostError    it does not answer
└── PublishError     Slack did not take a message
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import combining, east_asian_width

# Where each section stands that an error sends its reader to; a test holds that they are there.
DOCUMENTS = {
    "Set up Slack": "README.md",
    "In your own Bolt app": "README.md",
    "Your own packs": "README.md",
    "The pack format": "docs/format.md",
    "Many workspaces": "docs/operate.md",
    "Several workers": "docs/operate.md",
    "Settings": "docs/operate.md",
}

# As much of a long line as is shown around a fault.
WINDOW = 100


def see(section: str) -> str:
    """Where to read on: the document and its section, without a full stop."""
    return f'See {DOCUMENTS[section]}, section "{section}"'


def unread(error: OSError | UnicodeDecodeError) -> str:
    """Why a file could not be read, in words.

    >>> unread(FileNotFoundError(2, "No such file or directory"))
    'no such file or directory'
    """
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8"
    return (error.strerror or "the system does not say why").lower()


class BotError(Exception):
    """The base of every error whose text is meant for a person."""


class SettingsError(BotError):
    """A setting is missing or malformed."""


class EncoderError(BotError):
    """A model of sentence vectors cannot be used."""


class QuestionsError(BotError):
    """A file of labelled questions cannot be read."""


class StoreError(BotError):
    """The store did not do its work, or is not ours."""


class StoreLostError(StoreError):
    """The store does not answer; it may again in a moment."""


class PublishError(BotError):
    """Slack did not take a message."""


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One fault in one pack: where it is, what is wrong and how to mend it.

    `line` counts from 1; 0 means the file or folder as a whole. `column` too, 0 means the whole line.
    `mend` is what to write instead, if known; `text` is the line as it stands.
    """

    file: str
    line: int
    message: str
    column: int = 0
    mend: str = ""
    text: str = ""

    def __str__(self) -> str:
        """The problem on one line, even where it quotes a pack that spans several."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {' '.join(self.message.split())}"

    def picture(self) -> str:
        """The problem, the line with a caret below the place, and the line to write."""
        if not self.line or not self.text.strip():
            return str(self)
        shown, before = _window(_visible(self.text), self.column)
        lines = [f"{self.line:>6} | {shown}"]
        if self.column:
            lines.append(f"{'':>6} | {' ' * before}^")
        lines += [f"{'write':>6} | {line}" for line in _visible(self.mend).split("\n") if line.strip()]
        return "\n".join([str(self), *lines])


def _visible(text: str) -> str:
    """A line of a file as it may be printed: tabs as arrows, no control characters, no changes of direction."""
    return "".join("→" if c == "\t" else c if c.isprintable() or c == "\n" else "?" for c in text)


def _window(line: str, column: int) -> tuple[str, int]:
    """The part of a line around a column, and how many cells of a terminal stand before the column there."""
    at = max(0, column - 1)
    start = 0 if len(line) <= WINDOW else max(0, min(at - WINDOW // 2, len(line) - WINDOW))
    shown = ("…" if start else "") + line[start : start + WINDOW] + ("…" if start + WINDOW < len(line) else "")
    return shown.rstrip(), sum(map(_cells, shown[: at - start + bool(start)]))


def _cells(character: str) -> int:
    """How wide a character is in a terminal."""
    if combining(character):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


class KnowledgeError(BotError):
    """The packs cannot be used; `problems` holds every fault of every pack."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.picture() for problem in self.problems))

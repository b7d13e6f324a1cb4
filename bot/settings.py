"""The settings, read once from an environment mapping.

README, section "Settings", documents each variable; a test holds the two together.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from bot.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Variable:
    """One environment variable: what it is for, and whether it is secret."""

    name: str
    purpose: str
    secret: bool = False


KNOWLEDGE = Variable("PRINCIPLES_KNOWLEDGE", "folders of packs to use instead of the bundled ones")

VARIABLES = (KNOWLEDGE,)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the environment decides. Secrets never show in the repr."""

    knowledge: tuple[Path, ...] = field(default=())

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Self:
        """Read the settings.

        Raises SettingsError for a malformed value, naming it, its purpose and the README section.
        """
        listed = environ.get(KNOWLEDGE.name, "").split(os.pathsep)
        return cls(knowledge=tuple(Path(part).expanduser() for part in listed if part.strip()))


def malformed(variable: Variable, wanted: str) -> SettingsError:
    """The error for a value that cannot be used; it never repeats the value of a secret."""
    return SettingsError(f'{variable.name} ({variable.purpose}) must be {wanted}. See README, section "Settings".')

"""The settings, read once from an environment mapping.

README, section "Settings", documents each variable; a test holds the two together.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
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

CACHE = Variable("PRINCIPLES_CACHE", 'folder for compiled packs, or "off"')

VARIABLES = (KNOWLEDGE, CACHE)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the environment decides. Secrets never show in the repr."""

    knowledge: tuple[Path, ...] = ()
    cache: Path | None = None

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Self:
        """Read the settings.

        Raises SettingsError for a malformed value, naming it, its purpose and the README section.
        """
        listed = environ.get(KNOWLEDGE.name, "").split(os.pathsep)
        return cls(
            knowledge=tuple(Path(part).expanduser() for part in listed if part.strip()),
            cache=_cache_folder(environ),
        )


def _cache_folder(environ: Mapping[str, str]) -> Path | None:
    """The folder that PRINCIPLES_CACHE names; the user's own by default, None for "off"."""
    value = environ.get(CACHE.name, "")
    if value.strip().lower() == "off":
        return None
    if value.strip():
        return Path(value).expanduser()
    return Path(environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "service-principles-bot"


def malformed(variable: Variable, wanted: str) -> SettingsError:
    """The error for a value that cannot be used; it never repeats the value of a secret."""
    return SettingsError(f'{variable.name} ({variable.purpose}) must be {wanted}. See README, section "Settings".')

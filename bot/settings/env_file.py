"""The environment, over the `.env` file of a folder, which may be somebody else's."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.errors import SettingsError, unread
from bot.settings.variables import VARIABLES


def environment(folder: Path | None = None) -> Mapping[str, str]:
    """The process's environment, over the `.env` file of `folder` (default: the current one) if there is one.

    The file may be somebody else's, as in a folder just cloned. So it sets nothing but our own variables; not
    where compiled packs come from; and no address where the environment holds a secret, which would be sent
    there. What is left out is said in a warning.

    Raises SettingsError when that file cannot be read.
    """
    try:
        file = (folder or Path.cwd()) / ".env"
    except FileNotFoundError:  # the folder was removed, or replaced, while we were in it
        return os.environ
    if not file.is_file():
        return os.environ
    from dotenv import dotenv_values

    try:
        read = dotenv_values(file, interpolate=False)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"{file}: cannot be read ({unread(error)}): write it as UTF-8 lines of NAME=value"
        ) from error
    given = {name: value for name, value in read.items() if value and name not in os.environ}
    refused = dict(_refused(given, os.environ))
    for name, reason in refused.items():
        _warn(f"{file}: {name} is not taken from a file {reason}: set it in the environment.")
    ours = {variable.name for variable in VARIABLES} - refused.keys()
    return {**{name: value for name, value in given.items() if name in ours}, **os.environ}


def _refused(given: Mapping[str, str], environ: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What a file may not set, each with the reason."""
    secrets = [variable.name for variable in VARIABLES if variable.secret and not variable.address]
    held = next((name for name in secrets if environ.get(name, "").strip()), None)
    for variable in VARIABLES:
        if variable.name in given and not variable.in_file:
            yield variable.name, "that comes with a folder"
        elif variable.name in given and variable.address and held:
            yield variable.name, f"while the environment holds {held}"


def _warn(message: str) -> None:
    from logging import getLogger

    getLogger(__name__).warning(message)

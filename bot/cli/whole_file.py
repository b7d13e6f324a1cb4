"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from bot.errors import BotError


def write_whole(path: Path, text: str, mend: str) -> None:
    """Replace `path` by the text, making its folder; whoever reads meanwhile sees the old file or the new one.

    Raises BotError that names the path and the reason, with what to do: to make room, or `mend`.
    """
    name = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, prefix=".", delete=False) as draft:
            name = draft.name
            draft.write(text)
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
    except OSError as error:
        Path(name).unlink(missing_ok=True) if name else None
        raise BotError(f"{path} cannot be written ({error.strerror}): make room, or {mend}") from error


def _umask() -> int:
    """What this process takes from the permissions of new files."""
    mask = os.umask(0)
    os.umask(mask)
    return mask

"""Give a listener its services."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, update_wrapper
from typing import Any


def inject(listener: Callable[..., Any], **services: object) -> Callable[..., Any]:
    """`listener` with its keyword-only services bound; logs still show its name."""
    return update_wrapper(partial(listener, **services), listener)

"""`principles manifest`: what to paste when creating the Slack app."""

from __future__ import annotations

import json
from typing import Annotated
from urllib.parse import urlsplit

import typer

from bot.errors import SettingsError


def manifest(
    http: Annotated[
        str | None,
        typer.Option(
            "--http",
            metavar="URL",
            help="For HTTP mode: the public address, such as https://principles.example.com.",
            show_default=False,
        ),
    ] = None,
    required_only: Annotated[
        bool, typer.Option("--required-only", help="Leave out optional scopes and the events that take them.")
    ] = False,
) -> None:
    """Print the manifest to create the Slack app from: Socket Mode, or HTTP with --http."""
    from bot.slack.manifest import manifest as build

    if http is not None and not _is_address(http):
        wanted = "a whole address that Slack can reach, such as https://principles.example.com"
        raise SettingsError(f'--http is "{http}": it must be {wanted}. See README, section "Slack".')
    print(json.dumps(build(http, required_only=required_only), indent=2, ensure_ascii=False))


def _is_address(url: str) -> bool:
    """Slack calls https addresses only; http is for trying things on this machine."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not (parts.query or parts.fragment)
    except ValueError:
        return False

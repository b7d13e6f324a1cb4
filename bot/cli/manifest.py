"""`principles manifest`: what to paste when creating the Slack app."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import click

from bot.errors import SettingsError


@click.command("manifest")
@click.option(
    "--http", metavar="URL", help="For HTTP mode: the public address, such as https://principles.example.com."
)
@click.option("--install", is_flag=True, help="With --http: for an app that many workspaces install by a link.")
@click.option("--required-only", is_flag=True, help="Leave out optional scopes and the events that take them.")
def command(http: str | None, install: bool, required_only: bool) -> None:
    """Print the manifest to create the Slack app from: Socket Mode, or HTTP with --http."""
    from bot.slack.manifest import manifest

    if http is not None and not _is_address(http):
        wanted = "a whole address that Slack can reach, such as https://principles.example.com"
        raise SettingsError(f'--http is "{http}": it must be {wanted}. See README, section "Set up Slack".')
    if install and http is None:
        raise SettingsError("--install needs --http: people install the app at its public address.")
    print(json.dumps(manifest(http, required_only=required_only, install=install), indent=2, ensure_ascii=False))


def _is_address(url: str) -> bool:
    """Slack calls https addresses only; http is for trying things on this machine."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not (parts.query or parts.fragment)
    except ValueError:
        return False

"""`principles manifest`: what to paste when creating the Slack app."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit

import click

from bot.cli.options import knowledge_option, settings_with
from bot.errors import SettingsError, see


@click.command("manifest")
@click.option(
    "--http", metavar="URL", help="For HTTP mode: the public address, such as https://principles.example.com."
)
@click.option("--install", is_flag=True, help="With --http: for an app that many workspaces install by a link.")
@click.option("--required-only", is_flag=True, help="Leave out optional scopes and the events that take them.")
@knowledge_option
def command(http: str | None, install: bool, required_only: bool, knowledge: tuple[Path, ...]) -> None:
    """Print the manifest to create the Slack app from: Socket Mode, or HTTP with --http.

    Name, command and descriptions come from the settings and the packs.
    """
    from bot.answering.identity import identity_of
    from bot.bootstrap.answering import read_knowledge
    from bot.slack.manifest import manifest

    if http is not None and not _is_address(http):
        wanted = "a whole address that Slack can reach, such as https://principles.example.com"
        raise SettingsError(f'--http is "{http}": it must be {wanted}. {see("Set up Slack")}.')
    if install and http is None:
        raise SettingsError("--install needs --http: people install the app at its public address.")
    settings = settings_with(knowledge)
    me = identity_of(read_knowledge(settings), name=settings.name, command=settings.command)
    print(json.dumps(manifest(me, http, required_only=required_only, install=install), indent=2, ensure_ascii=False))


def _is_address(url: str) -> bool:
    """Slack calls https addresses only; http is for trying things on this machine."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not (parts.query or parts.fragment)
    except ValueError:
        return False

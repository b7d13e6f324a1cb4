"""`principles keys`: the keys that encrypt the tokens of workspaces."""

from __future__ import annotations

import click

from bot.cli.mistakes import Commands
from bot.cli.options import settings_with
from bot.counting import count
from bot.settings import CLIENT_ID, ENCRYPTION_KEYS, missing

MANY = "Many workspaces"


@click.group("keys", cls=Commands)
def command() -> None:
    """Make a key, or encrypt every workspace's token anew."""


@command.command("new")
def new() -> None:
    """Print a new key for PRINCIPLES_ENCRYPTION_KEYS."""
    from cryptography.fernet import Fernet

    print(Fernet.generate_key().decode())


@command.command("rotate")
def rotate() -> None:
    """Encrypt every token with the first key; afterwards the others can go."""
    from bot.bootstrap.database import existing_database
    from bot.store.installations import Installations, read_keys

    settings = settings_with(())
    if not settings.slack_client_id:
        raise missing(CLIENT_ID, MANY)
    if not settings.encryption_keys:
        raise missing(ENCRYPTION_KEYS, MANY)
    keys = read_keys(settings.encryption_keys)
    rotated = Installations(settings.slack_client_id, existing_database(settings), keys).rotate()
    print(f"{count(rotated, 'token')} encrypted with the first key of {ENCRYPTION_KEYS.name}; others can go.")

"""Everything that the environment decides, read once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from bot.settings import values
from bot.settings.values import (
    ADMINS,
    AUTO,
    DEFAULT_API_URL,
    DEFAULT_HOST,
    DEFAULT_PORT,
    IN_DOUBT,
    LOG_FORMATS,
    MANAGERS,
    YES_NO,
)
from bot.settings.variables import (
    APP_TOKEN,
    BOT_TOKEN,
    CLIENT_ID,
    CLIENT_SECRET,
    DAILY_IN_DOUBT,
    DAILY_MANAGERS,
    DATABASE,
    ENCRYPTION_KEYS,
    HOST,
    KNOWLEDGE,
    LOG_FORMAT,
    LOG_QUESTIONS,
    PERSON_PER_MINUTE,
    PORT,
    RECORD_QUESTIONS,
    SIGNING_SECRET,
    WATCH_WAIT,
    WORKSPACE_PER_MINUTE,
)

# A person in a hurry asks ten times a minute; a loop asks a thousand.
PERSON_DEFAULT = 60
WORKSPACE_DEFAULT = 6_000

# Seconds: long enough for a colleague who is at it, short enough for a customer on the phone.
WAIT_DEFAULT, WAIT_MOST = 30, 600


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the environment decides. Secrets never show in the repr."""

    knowledge: tuple[Path, ...] = ()
    name: str | None = None
    command: str | None = None
    cache: Path | None = None
    encoder: str | Path = AUTO
    slack_bot_token: str | None = field(default=None, repr=False)
    slack_app_token: str | None = field(default=None, repr=False)
    slack_signing_secret: str | None = field(default=None, repr=False)
    slack_client_id: str | None = None
    slack_client_secret: str | None = field(default=None, repr=False)
    encryption_keys: tuple[str, ...] = field(default=(), repr=False)
    slack_api_url: str = field(default=DEFAULT_API_URL, repr=False)
    database_url: str | None = field(default=None, repr=False)
    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT
    port_given: bool = False
    workers: int = 1
    log_level: str = "INFO"
    log_format: str = LOG_FORMATS[0]
    log_questions: bool = False
    watch_wait: int = WAIT_DEFAULT
    person_per_minute: int = PERSON_DEFAULT
    workspace_per_minute: int = WORKSPACE_DEFAULT
    record_questions: bool = True
    teachers: str | frozenset[str] = ADMINS
    experts_channel: str | None = None
    daily_managers: str = MANAGERS[0]
    daily_in_doubt: str = IN_DOUBT[0]

    @property
    def many_workspaces(self) -> bool:
        """Whether the app is installed by a link into any number of workspaces, rather than having one bot token."""
        return bool(self.slack_client_id and not self.slack_bot_token)

    @property
    def experts(self) -> str:
        """The experts' channel; empty where nobody can be asked. A channel belongs to one workspace."""
        return "" if self.many_workspaces else self.experts_channel or ""

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Self:
        """Read the settings.

        Raises SettingsError for a malformed value, naming it, its purpose and the section to read.
        """
        listed = environ.get(KNOWLEDGE.name, "").split(os.pathsep)
        return cls(
            knowledge=tuple(Path(os.path.expanduser(part)) for part in listed if part.strip()),
            name=values.name(environ),
            command=values.command(environ),
            cache=values.cache_folder(environ),
            encoder=values.encoder(environ),
            slack_bot_token=values.token(environ, BOT_TOKEN, "xoxb-"),
            slack_app_token=values.token(environ, APP_TOKEN, "xapp-"),
            slack_signing_secret=values.text(environ, SIGNING_SECRET),
            slack_client_id=values.text(environ, CLIENT_ID),
            slack_client_secret=values.text(environ, CLIENT_SECRET),
            encryption_keys=tuple(filter(None, map(str.strip, environ.get(ENCRYPTION_KEYS.name, "").split(",")))),
            slack_api_url=values.url(environ),
            database_url=values.text(environ, DATABASE),
            host=values.text(environ, HOST) or DEFAULT_HOST,
            port=values.port(environ),
            port_given=values.text(environ, PORT) is not None,
            workers=values.workers(environ),
            log_level=values.log_level(environ),
            log_format=values.choice(environ, LOG_FORMAT, LOG_FORMATS),
            log_questions=values.choice(environ, LOG_QUESTIONS, YES_NO[::-1]) == YES_NO[0],
            watch_wait=values.count(environ, WATCH_WAIT, WAIT_DEFAULT, most=WAIT_MOST),
            person_per_minute=values.count(environ, PERSON_PER_MINUTE, PERSON_DEFAULT),
            workspace_per_minute=values.count(environ, WORKSPACE_PER_MINUTE, WORKSPACE_DEFAULT),
            record_questions=values.choice(environ, RECORD_QUESTIONS, YES_NO) == YES_NO[0],
            teachers=values.teachers(environ),
            experts_channel=values.experts_channel(environ),
            daily_managers=values.choice(environ, DAILY_MANAGERS, MANAGERS),
            daily_in_doubt=values.choice(environ, DAILY_IN_DOUBT, IN_DOUBT),
        )

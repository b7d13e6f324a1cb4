"""The settings, read once from an environment mapping.

docs/operate.md, section "Settings", documents each variable; a test holds the two together.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from bot.errors import SettingsError, see


@dataclass(frozen=True, slots=True)
class Variable:
    """One environment variable: what it is for, and how far it is to be trusted.

    A `secret` is never shown. An `address` is where the app sends what it knows. What is not `in_file`
    is taken from the environment alone.
    """

    name: str
    purpose: str
    secret: bool = False
    address: bool = False
    in_file: bool = True


KNOWLEDGE = Variable("PRINCIPLES_KNOWLEDGE", "folders of packs to use instead of the bundled ones")
NAME = Variable("PRINCIPLES_NAME", "what the bot calls itself; by default as its packs say")
COMMAND = Variable("PRINCIPLES_COMMAND", "its slash command")
BOT_TOKEN = Variable("SLACK_BOT_TOKEN", "the bot's token, with which it posts", secret=True)
APP_TOKEN = Variable("SLACK_APP_TOKEN", "the app-level token, with which Socket Mode connects", secret=True)
SIGNING_SECRET = Variable("SLACK_SIGNING_SECRET", "proves that an HTTP request comes from Slack", secret=True)
CLIENT_ID = Variable("SLACK_CLIENT_ID", "the app's client id, for installing into many workspaces")
CLIENT_SECRET = Variable("SLACK_CLIENT_SECRET", "the app's client secret, for the same", secret=True)
ENCRYPTION_KEYS = Variable(
    "PRINCIPLES_ENCRYPTION_KEYS",
    "keys that encrypt the workspaces' tokens, newest first, parted by commas",
    secret=True,
)
API_URL = Variable("SLACK_API_URL", "where Slack's Web API is", address=True)
DATABASE = Variable("DATABASE_URL", "where questions in work and replies are kept", secret=True, address=True)
HOST = Variable("HOST", "the address to listen on")
PORT = Variable("PORT", "the port to listen on in HTTP mode; in Socket Mode, if given, for operators alone")
LOG_LEVEL = Variable("LOG_LEVEL", "how much is logged")
LOG_FORMAT = Variable("LOG_FORMAT", "how a line of the log is written")
LOG_QUESTIONS = Variable("LOG_QUESTIONS", "whether the log holds the words that people ask")
CACHE = Variable("PRINCIPLES_CACHE", 'folder for compiled packs, or "off"', in_file=False)
ENCODER = Variable("PRINCIPLES_ENCODER", 'the model of sentence vectors: "auto", "off", or the folder of another')
RECORD_QUESTIONS = Variable("RECORD_QUESTIONS", "whether the questions that went unanswered are kept, or only counted")
DAILY_MANAGERS = Variable("DAILY_MANAGERS", "who may set up a channel's daily post")
DAILY_IN_DOUBT = Variable("DAILY_IN_DOUBT", "what to do when Slack does not show whether a daily post went out")

VARIABLES = (
    KNOWLEDGE,
    NAME,
    COMMAND,
    CACHE,
    ENCODER,
    BOT_TOKEN,
    APP_TOKEN,
    SIGNING_SECRET,
    CLIENT_ID,
    CLIENT_SECRET,
    ENCRYPTION_KEYS,
    API_URL,
    DATABASE,
    HOST,
    PORT,
    LOG_LEVEL,
    LOG_FORMAT,
    LOG_QUESTIONS,
    RECORD_QUESTIONS,
    DAILY_MANAGERS,
    DAILY_IN_DOUBT,
)

DEFAULT_API_URL = "https://slack.com/api/"
DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 3000
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
LOG_FORMATS = ("text", "json")
AUTO, OFF = "auto", "off"
MANAGERS = ("members", "admins")
YES_NO = ("true", "false")
IN_DOUBT = ("hold", "repost")


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
    log_level: str = "INFO"
    log_format: str = LOG_FORMATS[0]
    log_questions: bool = False
    record_questions: bool = True
    daily_managers: str = MANAGERS[0]
    daily_in_doubt: str = IN_DOUBT[0]

    @property
    def many_workspaces(self) -> bool:
        """Whether the app is installed by a link into any number of workspaces, rather than having one bot token."""
        return bool(self.slack_client_id and not self.slack_bot_token)

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Self:
        """Read the settings.

        Raises SettingsError for a malformed value, naming it, its purpose and the section to read.
        """
        listed = environ.get(KNOWLEDGE.name, "").split(os.pathsep)
        return cls(
            knowledge=tuple(Path(os.path.expanduser(part)) for part in listed if part.strip()),
            name=_name(environ),
            command=_command(environ),
            cache=_cache_folder(environ),
            encoder=_encoder(environ),
            slack_bot_token=_token(environ, BOT_TOKEN, "xoxb-"),
            slack_app_token=_token(environ, APP_TOKEN, "xapp-"),
            slack_signing_secret=_text(environ, SIGNING_SECRET),
            slack_client_id=_text(environ, CLIENT_ID),
            slack_client_secret=_text(environ, CLIENT_SECRET),
            encryption_keys=tuple(filter(None, map(str.strip, environ.get(ENCRYPTION_KEYS.name, "").split(",")))),
            slack_api_url=_url(environ),
            database_url=_text(environ, DATABASE),
            host=_text(environ, HOST) or DEFAULT_HOST,
            port=_port(environ),
            port_given=_text(environ, PORT) is not None,
            log_level=_log_level(environ),
            log_format=_choice(environ, LOG_FORMAT, LOG_FORMATS),
            log_questions=_choice(environ, LOG_QUESTIONS, YES_NO[::-1]) == YES_NO[0],
            record_questions=_choice(environ, RECORD_QUESTIONS, YES_NO) == YES_NO[0],
            daily_managers=_choice(environ, DAILY_MANAGERS, MANAGERS),
            daily_in_doubt=_choice(environ, DAILY_IN_DOUBT, IN_DOUBT),
        )


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
        raise SettingsError(f"{file}: cannot be read ({error}): write it as UTF-8 lines of NAME=value") from error
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


def _cache_folder(environ: Mapping[str, str]) -> Path | None:
    """The folder that PRINCIPLES_CACHE names; the user's own by default, None for "off"."""
    value = environ.get(CACHE.name, "")
    if value.strip().lower() == OFF:
        return None
    if value.strip():
        return Path(os.path.expanduser(value))
    caches = environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    # A user without a home, as containers have them, keeps no cache.
    return None if caches.startswith("~") else Path(caches) / "service-principles-bot"


def _encoder(environ: Mapping[str, str]) -> str | Path:
    """AUTO, OFF, or the folder that PRINCIPLES_ENCODER names."""
    value = _text(environ, ENCODER) or AUTO
    return value.lower() if value.lower() in (AUTO, OFF) else Path(os.path.expanduser(value))


def malformed(variable: Variable, wanted: str) -> SettingsError:
    """The error for a value that cannot be used; it never repeats the value of a secret."""
    return SettingsError(f"{variable.name} ({variable.purpose}) must be {wanted}. {see('Settings')}.")


def missing(variable: Variable, section: str) -> SettingsError:
    """The error for a variable that a command needs; `section` is the part of the documents that explains it."""
    return SettingsError(f"{variable.name} is missing: {variable.purpose}. {see(section)}.")


def _text(environ: Mapping[str, str], variable: Variable) -> str | None:
    """The trimmed value; None for an empty one, as `NAME=` in a file means."""
    return environ.get(variable.name, "").strip() or None


def _name(environ: Mapping[str, str]) -> str | None:
    value = " ".join((_text(environ, NAME) or "").split())
    if not re.fullmatch(r"[^\x00-\x1f<>]{0,35}", value):
        raise malformed(NAME, "at most 35 characters, without < and >")
    return value or None


def _command(environ: Mapping[str, str]) -> str | None:
    value = _text(environ, COMMAND)
    if value is not None and not re.fullmatch(r"/[a-z0-9_-]{1,31}", value):
        raise malformed(COMMAND, "a slash and at most 31 small letters, digits and hyphens, such as /frontdesk")
    return value


def _token(environ: Mapping[str, str], variable: Variable, prefix: str) -> str | None:
    value = _text(environ, variable)
    if value is not None and not re.fullmatch(rf"{prefix}[\x21-\x7e]+", value):
        if value.startswith(("xoxb-", "xapp-")) and not value.startswith(prefix):
            other = (APP_TOKEN if variable is BOT_TOKEN else BOT_TOKEN).name
            raise malformed(variable, f"a token that begins with {prefix}; this one belongs into {other}")
        raise malformed(variable, f"a token that begins with {prefix}")
    return value


def _url(environ: Mapping[str, str]) -> str:
    value = _text(environ, API_URL) or DEFAULT_API_URL
    if not re.fullmatch(r"https?://[^\s/]+(/\S*)?", value):
        raise malformed(API_URL, f"a URL such as {DEFAULT_API_URL}")
    return value if value.endswith("/") else f"{value}/"


def _port(environ: Mapping[str, str]) -> int:
    value = _text(environ, PORT) or str(DEFAULT_PORT)
    if not re.fullmatch(r"\d{1,5}", value) or int(value) > 65_535:
        raise malformed(PORT, "a number from 0 (any free port) to 65535")
    return int(value)


def _log_level(environ: Mapping[str, str]) -> str:
    value = (_text(environ, LOG_LEVEL) or "INFO").upper()
    if value not in LOG_LEVELS:
        raise malformed(LOG_LEVEL, f"one of {', '.join(LOG_LEVELS)}")
    return value


def _choice(environ: Mapping[str, str], variable: Variable, allowed: tuple[str, ...]) -> str:
    """One of the words allowed; the first one by default."""
    value = (_text(environ, variable) or allowed[0]).lower()
    if value not in allowed:
        raise malformed(variable, f"one of {', '.join(allowed)}")
    return value

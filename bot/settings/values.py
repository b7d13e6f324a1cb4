"""How each kind of value is read from the environment: its form, its default, what is wrong with it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from bot.settings.variables import (
    API_URL,
    APP_TOKEN,
    BOT_TOKEN,
    CACHE,
    COMMAND,
    ENCODER,
    EXPERTS_CHANNEL,
    LOG_LEVEL,
    NAME,
    PORT,
    TEACHERS,
    WORKERS,
    Variable,
    malformed,
)

DEFAULT_API_URL = "https://slack.com/api/"
DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 3000
MOST_WORKERS = 64
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
LOG_FORMATS = ("text", "json")
AUTO, OFF = "auto", "off"
MANAGERS = ("members", "admins")
ADMINS, MEMBERS = "admins", "members"
YES_NO = ("true", "false")
IN_DOUBT = ("hold", "repost")


def cache_folder(environ: Mapping[str, str]) -> Path | None:
    """The folder that PRINCIPLES_CACHE names; the user's own by default, None for "off"."""
    value = environ.get(CACHE.name, "")
    if value.strip().lower() == OFF:
        return None
    if value.strip():
        return Path(os.path.expanduser(value))
    caches = environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    # A user without a home, as containers have them, keeps no cache.
    return None if caches.startswith("~") else Path(caches) / "service-principles-bot"


def encoder(environ: Mapping[str, str]) -> str | Path:
    """AUTO, OFF, or the folder that PRINCIPLES_ENCODER names."""
    value = text(environ, ENCODER) or AUTO
    return value.lower() if value.lower() in (AUTO, OFF) else Path(os.path.expanduser(value))


def text(environ: Mapping[str, str], variable: Variable) -> str | None:
    """The trimmed value; None for an empty one, as `NAME=` in a file means."""
    return environ.get(variable.name, "").strip() or None


def name(environ: Mapping[str, str]) -> str | None:
    """What the bot is to be called, in one line; None where nothing is said."""
    value = " ".join((text(environ, NAME) or "").split())
    if not re.fullmatch(r"[^\x00-\x1f<>]{0,35}", value):
        raise malformed(NAME, "at most 35 characters, without < and >")
    return value or None


def command(environ: Mapping[str, str]) -> str | None:
    """The slash command, with its slash; None where nothing is said."""
    value = text(environ, COMMAND)
    if value is not None and not re.fullmatch(r"/[a-z0-9_-]{1,31}", value):
        raise malformed(COMMAND, "a slash and at most 31 small letters, digits and hyphens, such as /frontdesk")
    return value


def token(environ: Mapping[str, str], variable: Variable, prefix: str) -> str | None:
    """A token of that kind; None where there is none."""
    value = text(environ, variable)
    if value is not None and not re.fullmatch(rf"{prefix}[\x21-\x7e]+", value):
        if value.startswith(("xoxb-", "xapp-")) and not value.startswith(prefix):
            other = (APP_TOKEN if variable is BOT_TOKEN else BOT_TOKEN).name
            raise malformed(variable, f"a token that begins with {prefix}; this one belongs into {other}")
        raise malformed(variable, f"a token that begins with {prefix}")
    return value


def url(environ: Mapping[str, str]) -> str:
    """Where Slack is, ending in a slash."""
    value = text(environ, API_URL) or DEFAULT_API_URL
    if not re.fullmatch(r"https?://[^\s/]+(/\S*)?", value):
        raise malformed(API_URL, f"a URL such as {DEFAULT_API_URL}")
    return value if value.endswith("/") else f"{value}/"


def port(environ: Mapping[str, str]) -> int:
    """The port, from 0 to 65535; 0 is any that is free."""
    value = text(environ, PORT) or str(DEFAULT_PORT)
    if not re.fullmatch(r"\d{1,5}", value) or int(value) > 65_535:
        raise malformed(PORT, "a number from 0 (any free port) to 65535")
    return int(value)


def workers(environ: Mapping[str, str]) -> int:
    """How many processes serve, from 1 to MOST_WORKERS."""
    value = text(environ, WORKERS) or "1"
    if not re.fullmatch(r"\d{1,3}", value) or not 1 <= int(value) <= MOST_WORKERS:
        raise malformed(WORKERS, f"a number from 1 to {MOST_WORKERS}: one for each core, as a rule")
    return int(value)


def count(environ: Mapping[str, str], variable: Variable, default: int, *, most: int = 999_999) -> int:
    """A number of things, from 0 to `most`."""
    value = text(environ, variable) or str(default)
    if not re.fullmatch(r"\d{1,6}", value) or int(value) > most:
        raise malformed(variable, f"a number from 0 to {most}")
    return int(value)


def log_level(environ: Mapping[str, str]) -> str:
    """One of LOG_LEVELS."""
    value = (text(environ, LOG_LEVEL) or "INFO").upper()
    if value not in LOG_LEVELS:
        raise malformed(LOG_LEVEL, f"one of {', '.join(LOG_LEVELS)}")
    return value


def choice(environ: Mapping[str, str], variable: Variable, allowed: tuple[str, ...]) -> str:
    """One of the words allowed; the first one by default."""
    value = (text(environ, variable) or allowed[0]).lower()
    if value not in allowed:
        raise malformed(variable, f"one of {', '.join(allowed)}")
    return value


def experts_channel(environ: Mapping[str, str]) -> str | None:
    """The id of the experts' channel; None where none is named."""
    value = text(environ, EXPERTS_CHANNEL)
    if value is not None and not re.fullmatch(r"[CG][A-Z0-9]{1,30}", value):
        raise malformed(EXPERTS_CHANNEL, "the id of a channel, such as C012AB3CD (in Slack, at the end of its details)")
    return value


def teachers(environ: Mapping[str, str]) -> str | frozenset[str]:
    """ADMINS, MEMBERS, or the ids of the people who may teach."""
    value = text(environ, TEACHERS) or ADMINS
    if value.lower() in (ADMINS, MEMBERS):
        return value.lower()
    people = frozenset(filter(None, map(str.strip, value.split(","))))
    if not people or not all(re.fullmatch(r"[UW][A-Z0-9]{2,30}", person) for person in people):
        raise malformed(TEACHERS, f"{ADMINS}, {MEMBERS}, or ids of people such as U012AB3CD, parted by commas")
    return people

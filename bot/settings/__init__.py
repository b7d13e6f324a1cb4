"""The settings, read once from an environment mapping.

docs/operate.md, section "Settings", documents each variable; a test holds the two together.
"""

from bot.settings.env_file import environment
from bot.settings.settings import Settings
from bot.settings.values import ADMINS, AUTO, MANAGERS, MEMBERS, OFF
from bot.settings.variables import (
    API_URL,
    APP_TOKEN,
    BOT_TOKEN,
    CLIENT_ID,
    CLIENT_SECRET,
    ENCRYPTION_KEYS,
    HOST,
    PORT,
    SIGNING_SECRET,
    TEACHERS,
    VARIABLES,
    WORKERS,
    Variable,
    missing,
)

__all__ = [
    "ADMINS",
    "API_URL",
    "APP_TOKEN",
    "AUTO",
    "BOT_TOKEN",
    "CLIENT_ID",
    "CLIENT_SECRET",
    "ENCRYPTION_KEYS",
    "HOST",
    "MANAGERS",
    "MEMBERS",
    "OFF",
    "PORT",
    "SIGNING_SECRET",
    "TEACHERS",
    "VARIABLES",
    "WORKERS",
    "Settings",
    "Variable",
    "environment",
    "missing",
]

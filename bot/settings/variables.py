"""The environment variables that are read, and the errors that name one of them."""

from __future__ import annotations

from dataclasses import dataclass

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
WORKERS = Variable("WORKERS", "how many processes answer over HTTP")
LOG_LEVEL = Variable("LOG_LEVEL", "how much is logged")
LOG_FORMAT = Variable("LOG_FORMAT", "how a line of the log is written")
LOG_QUESTIONS = Variable("LOG_QUESTIONS", "whether the log holds the words that people ask")
CACHE = Variable("PRINCIPLES_CACHE", 'folder for compiled packs, or "off"', in_file=False)
ENCODER = Variable("PRINCIPLES_ENCODER", 'the model of sentence vectors: "auto", "off", or the folder of another')
WATCH_WAIT = Variable("WATCH_WAIT", "how many seconds people have to answer first in a watched channel")
PERSON_PER_MINUTE = Variable("PERSON_PER_MINUTE", "how much is taken of one person in a minute; 0 is no limit")
WORKSPACE_PER_MINUTE = Variable("WORKSPACE_PER_MINUTE", "how much is taken of one workspace in a minute; 0 is no limit")
RECORD_QUESTIONS = Variable("RECORD_QUESTIONS", "whether the questions that went unanswered are kept, or only counted")
TEACHERS = Variable(
    "TEACHERS", 'who may teach it answers: "admins", "members", or people by their Slack ids, parted by commas'
)
EXPERTS_CHANNEL = Variable("EXPERTS_CHANNEL", "the channel in which people are asked what has no answer here")
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
    WORKERS,
    LOG_LEVEL,
    LOG_FORMAT,
    LOG_QUESTIONS,
    WATCH_WAIT,
    PERSON_PER_MINUTE,
    WORKSPACE_PER_MINUTE,
    RECORD_QUESTIONS,
    TEACHERS,
    EXPERTS_CHANNEL,
    DAILY_MANAGERS,
    DAILY_IN_DOUBT,
)


def malformed(variable: Variable, wanted: str) -> SettingsError:
    """The error for a value that cannot be used; it never repeats the value of a secret."""
    return SettingsError(f"{variable.name} ({variable.purpose}) must be {wanted}. {see('Settings')}.")


def missing(variable: Variable, section: str) -> SettingsError:
    """The error for a variable that a command needs; `section` is the part of the documents that explains it."""
    return SettingsError(f"{variable.name} is missing: {variable.purpose}. {see(section)}.")

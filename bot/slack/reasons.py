"""Why Slack cannot be talked to, in words, with what to do."""

from __future__ import annotations

import ssl
from socket import gaierror
from urllib.error import URLError
from urllib.parse import urlsplit

from slack_sdk.errors import SlackApiError

from bot.errors import SettingsError, see
from bot.settings import API_URL, Variable

SETUP = f"{see('Set up Slack')}."

# What Slack answers to a token, and what that means.
REFUSALS = {
    "invalid_auth": "is wrong or no longer valid: copy it again",
    "not_authed": "is wrong: copy it again",
    "token_revoked": "was revoked: install the app again, and copy the new token",
    "token_expired": "has expired: install the app again, and copy the new token",
    "account_inactive": "belongs to an app that was removed, or to a workspace that is gone: install the app again",
    "missing_scope": "lacks a scope",
    "not_allowed_token_type": "is a token of another kind",
}


def refusal(variable: Variable, said: str, more: str = "") -> SettingsError:
    """The error for a token that Slack answers with `said`; `more` is what it needs, where that is the matter."""
    meaning = REFUSALS.get(said, "is not accepted: copy it again")
    needs = f": it needs {more}" if more and said in ("missing_scope", "not_allowed_token_type") else ""
    return SettingsError(f"Slack does not accept {variable.name} ({said}): it {meaning}{needs}. {SETUP}")


def word_of(error: BaseException | None) -> str:
    """Slack's word in an error; "no reason given" where there is none."""
    said = error.response.get("error") if isinstance(error, SlackApiError) else None
    return str(said or "no reason given")


def unreachable(settings_url: str, error: BaseException) -> SettingsError:
    """The error for an address where nobody answers. Only its host is told: an address may hold a password."""
    host = urlsplit(settings_url).hostname
    return SettingsError(f"Slack cannot be reached at {API_URL.name} ({host}): {why(error)}.")


def why(error: BaseException) -> str:
    """What is in the way, for a person."""
    cause = error.reason if isinstance(error, URLError) and isinstance(error.reason, BaseException) else error
    reasons: tuple[tuple[type[BaseException], str], ...] = (
        (gaierror, "the name is not found; look at the network, and at the name"),
        (ConnectionRefusedError, "the connection was refused; nothing listens there, or a firewall is between"),
        (TimeoutError, "no answer came in time; look at the network, a proxy or a firewall"),
        (ssl.SSLError, "the connection is not secure; look at the certificates and the clock of this computer"),
    )
    for kind, words in reasons:
        if isinstance(cause, kind):
            return words
    return f"the connection failed ({type(cause).__name__})"

"""What people are called in a workspace, as Slack says."""

from __future__ import annotations

from slack_sdk import WebClient

from bot.render.escape import one_line
from bot.slack.clients import once_only
from bot.slack.events.fields import text_at
from bot.slack.outbox.outcome import Done, attempt

# Somebody waits for a window meanwhile, whose trigger lives for three seconds.
PATIENCE_SECONDS = 1

LONGEST = 80


def name_of(client: WebClient, person: str) -> str | None:
    """How a person calls themselves there, in one line; None where Slack does not say (it takes users:read)."""
    brief = once_only(client, timeout_seconds=PATIENCE_SECONDS)
    outcome = attempt(lambda: brief.users_info(user=person))
    user = outcome.answer.get("user") if isinstance(outcome, Done) else None
    said = (text_at(user, "profile", "display_name"), text_at(user, "profile", "real_name"), text_at(user, "real_name"))
    return next((name for name in map(one_line, said) if name), "")[:LONGEST] or None

"""Who may teach: admins, members, or the people whom the settings name; asked of Slack, remembered for a minute."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import Enum
from typing import Any

from slack_sdk import WebClient

from bot.settings import ADMINS, MEMBERS
from bot.slack.clients import once_only
from bot.slack.outbox.membership import belongs
from bot.slack.outbox.outcome import Done, Refused, attempt
from bot.slack.remembered import Remembered

# A window's trigger lives for three seconds, and its opening takes its share of them.
PATIENCE_SECONDS = 1

# Guests are there for a channel, not for the workspace.
GUESTS = ("is_restricted", "is_ultra_restricted", "is_stranger", "is_bot", "deleted")

NO_SCOPE = "I was not given the right to see who may teach me (users:read). An admin can reinstall me with it."
UNREACHABLE = "Slack did not tell me just now whether you may teach me. Please try again in a minute."
REFUSALS = {
    ADMINS: "Only admins of this workspace teach me here. Please ask one of them.",
    MEMBERS: "Only members of this workspace teach me here, not guests.",
}
NOT_NAMED = "Only some people teach me here, and you are not among them. Whoever runs me can add you."


class Standing(Enum):
    """Whether a person may teach; UNKNOWN while Slack does not say, which is no "no"."""

    TEACHER = "teacher"
    OTHER = "other"
    NO_SCOPE = "no scope"
    UNKNOWN = "unknown"


class Teachers:
    """The teachers of all workspaces; safe to share between threads."""

    def __init__(self, allowed: str | frozenset[str], *, now: Callable[[], datetime]) -> None:
        """`allowed` is ADMINS, MEMBERS, or the ids of people."""
        self._allowed = allowed
        self._known = Remembered[Standing](now)

    def standing(self, team: str, person: str, client: WebClient) -> Standing:
        """Whether the person may teach in that workspace, as of at most a minute ago.

        Who loses the right may teach for that much longer; in return a page of Home costs Slack one question.
        """
        if isinstance(self._allowed, frozenset):
            return Standing.TEACHER if person in self._allowed else Standing.OTHER
        known = self._known.recall(team, person)
        if known is not None:
            return known
        standing = self._asked(team, person, client)
        if standing in (Standing.TEACHER, Standing.OTHER):
            self._known.keep(team, person, standing)
        return standing

    def may(self, team: str, person: str, client: WebClient) -> bool:
        """Whether the person is known to be a teacher, for what is shown to teachers alone."""
        return self.standing(team, person, client) is Standing.TEACHER

    def refusal(self, team: str, person: str, client: WebClient) -> str | None:
        """Why a person may not teach, to be told politely; None if they may."""
        match self.standing(team, person, client):
            case Standing.TEACHER:
                return None
            case Standing.NO_SCOPE:
                return NO_SCOPE
            case Standing.UNKNOWN:
                return UNREACHABLE
        return REFUSALS.get(self._allowed, NOT_NAMED) if isinstance(self._allowed, str) else NOT_NAMED

    def _asked(self, team: str, person: str, client: WebClient) -> Standing:
        brief = once_only(client, timeout_seconds=PATIENCE_SECONDS)
        match attempt(lambda: brief.users_info(user=person)):
            case Done(answer):
                user: Mapping[str, Any] = answer.get("user") or {}
                fits = self._fits(user) and belongs(user, team)
                return Standing.TEACHER if fits else Standing.OTHER
            case Refused("missing_scope"):
                return Standing.NO_SCOPE
            case Refused("user_not_found" | "user_not_visible"):
                return Standing.OTHER
        return Standing.UNKNOWN

    def _fits(self, user: Mapping[str, Any]) -> bool:
        if self._allowed == ADMINS:
            return bool(user.get("is_admin") or user.get("is_owner"))
        return not any(user.get(flag) for flag in GUESTS)

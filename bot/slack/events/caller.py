"""Who called: the one reading of which workspace a payload belongs to, and which person it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from slack_bolt import BoltContext


@dataclass(frozen=True, slots=True)
class Caller:
    """A person in a workspace, by their Slack ids; `person` is empty for what nobody did."""

    team: str
    person: str

    @classmethod
    def of(cls, context: BoltContext) -> Caller:
        """As Bolt reads it, which chooses the token by the same team.

        In an installation for a whole organisation a payload names no team of its own: then it is the person's.
        """
        return cls(context.team_id or "", context.user_id or "")

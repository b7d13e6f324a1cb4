"""Who called: the one reading of which workspace a payload belongs to, and which person it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from slack_bolt import BoltContext

from bot.slack.events.fields import ID, well_formed


@dataclass(frozen=True, slots=True)
class Caller:
    """A person in a workspace, by their Slack ids; `person` is empty for what nobody did.

    `bot_user` is who we are there.
    """

    team: str
    person: str
    bot_user: str = ""

    @classmethod
    def of(cls, context: BoltContext) -> Caller:
        """As Bolt reads it, which chooses the token by the same team.

        In an installation for a whole organisation a payload names no team of its own: then it is the person's.
        """
        ids = (context.team_id, context.user_id, context.bot_user_id)
        return cls(*(well_formed(ID, found) if isinstance(found, str) else "" for found in ids))

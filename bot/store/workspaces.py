"""Which workspaces the app was seen in, to which organisation each belongs, and which have removed it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select, update

from bot.posting.subscription import Standing
from bot.store.database import Database
from bot.store.forget import forget_team
from bot.store.schema import subscriptions, workspaces
from bot.store.subscriptions import Subscriptions

# The trouble of a subscription whose workspace removed the app; a reinstall resumes those, and no other.
REMOVED = "app_uninstalled"

# A workspace that removes the app by mistake and installs it again within this time finds everything as it was;
# with hourly tidying its data is gone well within a day.
GRACE = timedelta(hours=20)


class Workspaces:
    """The workspaces of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def seen(self, team: str, enterprise: str | None, *, now: datetime) -> None:
        """Note that the app is in this workspace."""
        values = {"team": team, "enterprise": enterprise, "seen_at": now, "removed_at": None}
        statement = self._database.insert(workspaces).values(**values)
        with self._database.begin() as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=["team"], set_=values))

    def present(self, team: str, enterprise: str | None, *, now: datetime) -> None:
        """The app is in this workspace, perhaps again: note it, and go on with the posts that its removal halted."""
        self.seen(team, enterprise, now=now)
        Subscriptions(self._database).resume_halted(team, REMOVED, now=now)

    def remove(self, team: str | None, enterprise: str | None, *, now: datetime) -> int:
        """The app was removed: from one workspace, or (no team) from a whole organisation.

        Its daily posts stop at once; its data goes after GRACE. How many workspaces that are.
        """
        with self._database.begin() as connection:
            if team:
                row = {"team": team, "enterprise": enterprise, "seen_at": now, "removed_at": now}
                statement = self._database.insert(workspaces).values(**row)
                connection.execute(statement.on_conflict_do_update(index_elements=["team"], set_={"removed_at": now}))
            gone = select(workspaces.c.team).where(_where(team, enterprise))
            connection.execute(update(workspaces).where(_where(team, enterprise)).values(removed_at=now))
            halted = {"standing": Standing.HALTED, "trouble": REMOVED, "told": True}
            upcoming = {"next_day": None, "next_due": None, "next_deadline": None}
            posting = (subscriptions.c.team.in_(gone), subscriptions.c.standing == Standing.ACTIVE)
            connection.execute(update(subscriptions).where(*posting).values(**halted, **upcoming))
            return len(connection.execute(gone).all())

    def enterprise_of(self, team: str) -> str | None:
        """The organisation that a workspace was last seen in; None since it removed the app."""
        here = (workspaces.c.team == team, workspaces.c.removed_at.is_(None))
        with self._database.begin() as connection:
            return connection.execute(select(workspaces.c.enterprise).where(*here)).scalar()

    def purge(self, *, now: datetime) -> int:
        """Forget everything of the workspaces that removed the app and did not come back; how many those were."""
        with self._database.begin() as connection:
            old = select(workspaces.c.team).where(workspaces.c.removed_at <= now - GRACE)
            teams = [row.team for row in connection.execute(old)]
        for team in teams:
            forget_team(self._database, team)
        return len(teams)


def _where(team: str | None, enterprise: str | None) -> ColumnElement[bool]:
    return workspaces.c.team == team if team else workspaces.c.enterprise == enterprise

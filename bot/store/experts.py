"""In which channel a workspace asks its experts: what its teachers chose, or else what the settings say."""

from __future__ import annotations

import logging
from datetime import datetime

from sqlalchemy import func, select

from bot.errors import StoreError
from bot.store.database import Database
from bot.store.schema import experts_channels

logger = logging.getLogger(__name__)


class ExpertsChannels:
    """The experts' channels of all workspaces in one database."""

    def __init__(self, database: Database, default: str = "") -> None:
        """`default` is the channel of a workspace that has not chosen; empty: nobody is asked there."""
        self._database = database
        self._default = default

    def of(self, team: str) -> str:
        """The workspace's channel; empty where nobody is asked. Raises StoreError."""
        with self._database.read() as connection:
            chosen = connection.execute(select(experts_channels.c.channel).where(experts_channels.c.team == team))
            found = chosen.scalar()
        return self._default if found is None else str(found)

    def has(self, team: str) -> bool:
        """Whether people can be asked there; not while the database does not answer, which takes nobody's answer."""
        try:
            return bool(self.of(team))
        except StoreError as error:
            logger.warning("a question without an answer is not offered to the team: %s", error)
            return False

    def chooser(self, team: str) -> str:
        """Who chose the workspace's channel; empty where nobody did, or is to be known any more. Raises StoreError."""
        with self._database.read() as connection:
            chosen = connection.execute(select(experts_channels.c.person).where(experts_channels.c.team == team))
            return str(chosen.scalar() or "")

    def choose(self, team: str, channel: str, person: str, *, now: datetime) -> None:
        """Ask in that channel from now on, or (empty) nobody; what was asked already stays where it is.

        Raises StoreError.
        """
        values = {"team": team, "channel": channel, "person": person, "chosen_at": now}
        statement = self._database.insert(experts_channels).values(**values)
        with self._database.begin() as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=["team"], set_=values))

    def chosen(self) -> int:
        """How many workspaces ask in a channel of their own choice. Raises StoreError."""
        asked = select(func.count()).select_from(experts_channels).where(experts_channels.c.channel != "")
        with self._database.read() as connection:
            return connection.execute(asked).scalar_one()

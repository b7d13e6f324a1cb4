"""The workspaces that the app is installed in, with their tokens encrypted at rest.

slack_sdk's own store keeps the rows; of an installation only the bot's half is kept, since nothing here acts for
the person who installed.
"""

from __future__ import annotations

import copy
import logging
from collections.abc import Callable
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import SQLAlchemyOAuthStateStore
from sqlalchemy import func, select, update

from bot.errors import SettingsError, StoreError
from bot.settings import ENCRYPTION_KEYS
from bot.store.database import Database
from bot.store.schema import slack_bots, slack_oauth_states, workspaces

logger = logging.getLogger(__name__)

SECRET_FIELDS = ("bot_token", "bot_refresh_token")

# A person who installs has this long to say yes.
STATE_SECONDS = 600


def read_keys(keys: tuple[str, ...]) -> MultiFernet:
    """The keys: the first encrypts, every one decrypts. Raises SettingsError for one that is none."""
    try:
        return MultiFernet([Fernet(key) for key in keys])
    except ValueError:
        raise SettingsError(
            f"{ENCRYPTION_KEYS.name} ({ENCRYPTION_KEYS.purpose}) must be keys that `principles keys new` prints, "
            "parted by commas."
        ) from None


class Installations(SQLAlchemyInstallationStore):
    """Keeps each workspace's bot token, encrypted; hands it out decrypted."""

    def __init__(self, client_id: str, database: Database, keys: MultiFernet) -> None:
        self.client_id = client_id
        self.engine = database.engine
        self.metadata = slack_bots.metadata
        self.bots = slack_bots
        self._logger = logger
        self._database = database
        self._keys = keys

    def save(self, installation: Installation) -> None:
        """Keep the bot's half of an installation."""
        self.save_bot(installation.to_bot())

    def save_bot(self, bot: Bot) -> None:
        """Keep a workspace's bot, its tokens encrypted."""
        super().save_bot(self._changed(bot, lambda token: self._keys.encrypt(token.encode()).decode()))

    def find_bot(
        self, *, enterprise_id: str | None, team_id: str | None, is_enterprise_install: bool | None = False
    ) -> Bot | None:
        """The bot of a workspace, or of a whole organisation, its tokens decrypted."""
        found = super().find_bot(
            enterprise_id=enterprise_id, team_id=team_id, is_enterprise_install=is_enterprise_install
        )
        return self._readable(found) if found else None

    def find_installation(self, **_: Any) -> None:
        """None: who installed is not kept."""

    def delete_installation(self, **_: Any) -> None:
        """Nothing: who installed is not kept."""

    def of_team(self, team: str, enterprise: str | None = None) -> Bot | None:
        """The bot that serves a workspace: its own, or that of its organisation (left out: where it was last seen)."""
        with self._database.begin() as connection:
            own = select(slack_bots.c.enterprise_id).where(
                slack_bots.c.client_id == self.client_id, slack_bots.c.team_id == team
            )
            row = connection.execute(own.order_by(slack_bots.c.installed_at.desc()).limit(1)).first()
            seen = select(workspaces.c.enterprise).where(workspaces.c.team == team)
            enterprise = enterprise or connection.execute(seen).scalar()
        if row is not None:
            return self.find_bot(enterprise_id=row.enterprise_id, team_id=team)
        if enterprise:
            return self.find_bot(enterprise_id=enterprise, team_id=None, is_enterprise_install=True)
        return None

    def teams(self) -> frozenset[str]:
        """Every workspace that this app serves: with its own installation, or in an organisation that has one."""
        ours = slack_bots.c.client_id == self.client_id
        own = select(slack_bots.c.team_id).where(ours, slack_bots.c.team_id.is_not(None))
        whole = select(slack_bots.c.enterprise_id).where(ours, slack_bots.c.team_id.is_(None))
        within = select(workspaces.c.team).where(workspaces.c.enterprise.in_(whole), workspaces.c.removed_at.is_(None))
        with self._database.begin() as connection:
            return frozenset(connection.execute(own.union(within)).scalars())

    def state(self) -> tuple[object, ...]:
        """Something that is another after each installation and each removal. Raises StoreError."""
        removed = select(func.max(workspaces.c.removed_at)).scalar_subquery()
        columns = func.count(), func.max(slack_bots.c.id), func.max(slack_bots.c.installed_at), removed
        with self._database.read() as connection:
            found = connection.execute(select(*columns).where(slack_bots.c.client_id == self.client_id))
            return tuple(found.one())

    def rotate(self) -> int:
        """Encrypt every token anew with the first key; how many workspaces there are.

        Raises StoreError for a token that no key opens: then nothing is changed.
        """
        columns = [slack_bots.c[name] for name in SECRET_FIELDS]
        with self._database.begin() as connection:
            rows = connection.execute(select(slack_bots.c.id, *columns)).mappings().all()
            for row in rows:
                try:
                    anew = {name: self._keys.rotate(row[name]).decode() for name in SECRET_FIELDS if row[name]}
                except InvalidToken as error:
                    raise StoreError(
                        f"No key of {ENCRYPTION_KEYS.name} opens a workspace's token: add the old key at the end."
                    ) from error
                connection.execute(update(slack_bots).where(slack_bots.c.id == row["id"]).values(**anew))
        return len(rows)

    def opened(self) -> tuple[int, int]:
        """How many installations there are, and how many of their tokens a key opens. Raises StoreError."""
        with self._database.read() as connection:
            kept = connection.execute(select(slack_bots.c.bot_token).where(slack_bots.c.client_id == self.client_id))
            tokens = kept.scalars().all()
        return len(tokens), sum(map(self._opens, tokens))

    def _opens(self, token: str) -> bool:
        try:
            self._keys.decrypt(token)
        except InvalidToken:
            return False
        return True

    def _readable(self, bot: Bot) -> Bot | None:
        """The bot decrypted; None, and a word in the log, where no key opens it."""
        try:
            return self._changed(bot, lambda token: self._keys.decrypt(token).decode())
        except InvalidToken:
            logger.error("no key of %s opens a workspace's token", ENCRYPTION_KEYS.name, extra={"team": bot.team_id})
            return None

    @staticmethod
    def _changed(bot: Bot, change: Callable[[str], str]) -> Bot:
        """A copy whose secrets are changed."""
        changed = copy.copy(bot)
        for name in SECRET_FIELDS:
            value = getattr(bot, name)
            if value:
                setattr(changed, name, change(value))
        return changed


class States(SQLAlchemyOAuthStateStore):
    """The states of installations that were begun: each is good once, for ten minutes."""

    def __init__(self, database: Database) -> None:
        self.expiration_seconds = STATE_SECONDS
        self.engine = database.engine
        self.metadata = slack_oauth_states.metadata
        self.oauth_states = slack_oauth_states
        self._logger = logger

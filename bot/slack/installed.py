"""The app in many workspaces: each with the token it was installed with, from the one place that keeps them."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock

from slack_bolt import BoltContext
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.authorize import Authorize
from slack_bolt.oauth.callback_options import CallbackOptions, SuccessArgs
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_bolt.response import BoltResponse
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError
from slack_sdk.oauth.installation_store import Bot
from slack_sdk.oauth.token_rotation import TokenRotator

from bot.slack.clients import once_only
from bot.slack.manifest import INSTALL_PATH, REDIRECT_PATH
from bot.store.installations import STATE_SECONDS, Installations, States
from bot.store.workspaces import Workspaces

logger = logging.getLogger(__name__)

# A token is asked of the store anew after this long, whatever is noticed.
FRESH_SECONDS = 30.0

# So often a process looks whether another one heard of an installation or a removal: one row of the store.
LOOK = timedelta(seconds=2)

# A token that ends within this time is exchanged for the next one (Slack's live for twelve hours).
ROTATE_MINUTES = 120


class Installed:
    """Clients of every workspace that the app is installed in, and what Bolt needs to answer each with its own.

    A token that is about to end is exchanged, whoever asks for it first.
    """

    def __init__(
        self,
        installations: Installations,
        workspaces: Workspaces,
        client: WebClient,
        client_secret: str,
        *,
        now: Callable[[], datetime],
    ) -> None:
        """`client` has no token; it says where Slack is."""
        self._installations = installations
        self._workspaces = workspaces
        self._client = client
        self._rotator = TokenRotator(
            client_id=installations.client_id, client_secret=client_secret, client=once_only(client)
        )
        self._now = now
        self._known: dict[str, tuple[float, Bot | None]] = {}
        self._present: dict[str, tuple[float, str]] = {}
        self._everywhere: tuple[float, frozenset[str]] = (-FRESH_SECONDS, frozenset())
        self._state: tuple[object, ...] = ()
        self._lock = Lock()

    def of(self, team: str) -> WebClient | None:
        """The client of a workspace; None where the app is not installed (any more). Raises StoreError."""
        bot = self.bot_of(team)
        return once_only(self._client, token=bot.bot_token) if bot else None

    def teams(self) -> frozenset[str]:
        """The workspaces where the app is installed. Raises StoreError."""
        fetched, teams = self._everywhere
        if time.monotonic() - fetched >= FRESH_SECONDS:
            teams = self._installations.teams()
            self._everywhere = (time.monotonic(), teams)
        return teams

    def bot_of(self, team: str, enterprise: str | None = None) -> Bot | None:
        """The bot of a workspace, its token good for a while yet; `enterprise` is its organisation, where known."""
        fetched, bot = self._known.get(team, (-FRESH_SECONDS, None))
        if time.monotonic() - fetched < FRESH_SECONDS and (bot or not enterprise):
            return bot
        with self._lock:  # a refresh token is good once: two threads must not both use it
            bot = self._fresh(self._installations.of_team(team, enterprise), team)
            self._known[team] = (time.monotonic(), bot)
        return bot

    def look(self) -> None:
        """Notice what another process was told: Slack tells one of them of a removal. Raises StoreError."""
        state = self._installations.state()
        if state != self._state:
            self._state = state
            self.forget(None)

    def forget(self, team: str | None) -> None:
        """Ask the store anew next time; about every workspace where None is named, as for a whole organisation."""
        with self._lock:  # what another thread is reading just now may be older than the news
            for remembered in (self._known, self._present):
                if team is None:
                    remembered.clear()
                else:
                    remembered.pop(team, None)
            self._everywhere = (-FRESH_SECONDS, frozenset())

    def seen(self, team: str, enterprise: str | None) -> None:
        """Note the organisation of a workspace whose app was installed for the whole of it.

        Nobody says when such an app is back in a workspace; that it asks something does.
        """
        noted, known = self._present.get(team, (-FRESH_SECONDS, ""))
        if not enterprise or (known == enterprise and time.monotonic() - noted < FRESH_SECONDS):
            return
        if self._workspaces.enterprise_of(team) != enterprise:
            self._workspaces.present(team, enterprise, now=self._now())
        self._present[team] = (time.monotonic(), enterprise)

    def _fresh(self, bot: Bot | None, team: str) -> Bot | None:
        """The bot with a token that lasts; the old one where Slack gives no new one just now."""
        if bot is None:
            return None
        try:
            rotated = self._rotator.perform_bot_token_rotation(bot=bot, minutes_before_expiration=ROTATE_MINUTES)
        except (SlackClientError, OSError) as error:
            # Another replica may have been faster: the refresh token is good once.
            logger.warning("a token was not renewed: %s", type(error).__name__, extra={"team": team})
            return self._installations.of_team(team)
        if rotated is not None:
            self._installations.save_bot(rotated)
        return rotated or bot


class InstalledAuthorize(Authorize):
    """Answers a request with the token of its workspace, without asking Slack about it each time."""

    def __init__(self, installed: Installed) -> None:
        self._installed = installed

    def __call__(
        self,
        *,
        context: BoltContext,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,
        actor_enterprise_id: str | None = None,
        actor_team_id: str | None = None,
        actor_user_id: str | None = None,
    ) -> AuthorizeResult | None:
        """Whose request it is; None for a workspace in which the app is not installed."""
        if not team_id:
            return None
        organisation = enterprise_id if context.is_enterprise_install else None
        bot = self._installed.bot_of(team_id, organisation)
        if bot is None:
            return None
        self._installed.seen(team_id, organisation)
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_id=bot.bot_id,
            bot_user_id=bot.bot_user_id,
            bot_token=bot.bot_token,
            bot_scopes=bot.bot_scopes,
            user_id=user_id,
        )


def oauth_settings(
    installed: Installed,
    installations: Installations,
    states: States,
    *,
    client_secret: str,
    scopes: list[str],
    on_install: Callable[[str, str | None], None],
) -> OAuthSettings:
    """Installing by a link. `on_install` is told the workspace and its organisation."""

    def success(args: SuccessArgs) -> BoltResponse:
        """Note where it was installed, and show the page that says so."""
        team = args.installation.team_id
        installed.forget(team)
        if team:
            on_install(team, args.installation.enterprise_id)
        return args.default.success(args)

    settings = OAuthSettings(
        client_id=installations.client_id,
        client_secret=client_secret,
        scopes=scopes,
        user_scopes=[],
        install_path=INSTALL_PATH,
        redirect_uri_path=REDIRECT_PATH,
        callback_options=CallbackOptions(success=success, failure=lambda args: args.default.failure(args)),
        installation_store=installations,
        installation_store_bot_only=True,
        state_store=states,
        state_expiration_seconds=STATE_SECONDS,
    )
    settings.authorize = InstalledAuthorize(installed)
    return settings

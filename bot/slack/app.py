"""The Bolt app: one for HTTP and Socket Mode alike."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from concurrent.futures import Executor
from functools import partial
from http.client import HTTPException
from typing import Any

from slack_bolt import App, BoltContext, BoltRequest, BoltResponse
from slack_bolt.error import BoltError
from slack_bolt.middleware import Middleware
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot.errors import PublishError
from bot.render.messages import notice_message
from bot.settings import BOT_TOKEN, Settings
from bot.slack import errors
from bot.slack.clients import TIMEOUT_SECONDS, once_only
from bot.slack.events.fields import mapping_at, text_at
from bot.slack.events.response_url import ForeignDropped, drop_foreign
from bot.slack.hearing import Ear, Hearing
from bot.slack.intake import Intake
from bot.slack.listening import Listening
from bot.slack.outbox.respond import respond
from bot.slack.reasons import refusal, unreachable, word_of
from bot.slack.restraint import Restraint
from bot.slack.workers import Workers

logger = logging.getLogger(__name__)

# How Bolt's warnings begin that repeat the payload.
UNHEARD = ("Unhandled request", "A global middleware")

# Bolt turns to OAuth when it finds the first two itself, and warns of the third beside our client.
READ_BY_BOLT = ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_BOT_TOKEN")


def build_client(settings: Settings, *, timeout_seconds: int = TIMEOUT_SECONDS) -> WebClient:
    """The Web API client, without the SDK's retry: that one re-sends a post whose answer was lost."""
    client = WebClient(settings.slack_bot_token, base_url=settings.slack_api_url)
    return once_only(client, timeout_seconds=timeout_seconds)


def build_app(client: WebClient, settings: Settings, executor: Executor) -> App:
    """An app without listeners; checks the bot token with Slack.

    Raises SettingsError when Slack refuses the token or cannot be reached.
    """
    for name in READ_BY_BOLT:
        os.environ.pop(name, None)
    try:
        app = App(
            name="principles",
            client=client,
            # Socket Mode needs none; an unset one must not become an empty secret that signs anything.
            signing_secret=settings.slack_signing_secret or os.urandom(32).hex(),
            listener_executor=executor,
            attaching_conversation_kwargs_enabled=False,
            before_authorize=_BeforeAuthorize(),
        )
    except BoltError as error:
        raise refusal(BOT_TOKEN, word_of(error.__context__)) from error
    except (SlackClientError, HTTPException, OSError) as error:
        raise unreachable(settings.slack_api_url, error) from error
    _finish(app)
    return app


def build_many(client: WebClient, settings: Settings, oauth: OAuthSettings, executor: Executor) -> App:
    """An app without listeners that workspaces install by a link; `client` has no token, and says where Slack is."""
    app = App(
        name="principles",
        client=client,
        signing_secret=settings.slack_signing_secret,
        oauth_settings=oauth,
        listener_executor=executor,
        attaching_conversation_kwargs_enabled=False,
        before_authorize=_BeforeAuthorize(),
    )
    _finish(app)
    return app


def _finish(app: App) -> None:
    """What every app of our own has."""
    # On a wrong signature Bolt logs the request's body, which is anybody's text.
    logging.getLogger("slack_bolt.RequestVerification").setLevel(logging.WARNING)
    app.logger.addFilter(_without_what_was_sent)
    errors.register(app)


class _BeforeAuthorize(Middleware):
    """Bolt middleware: what Bolt itself tells a workspace that has not installed the app goes our way, to Slack."""

    def process(
        self,
        *,
        req: BoltRequest,
        resp: BoltResponse,
        next: Callable[[], BoltResponse],
    ) -> BoltResponse:
        """Drop response URLs that are not Slack's, and go on."""
        if text_at(req.body, "event", "subtype") == "message_deleted":
            # Bolt takes who wrote a message for who deleted it, and would keep from us that one of ours is gone.
            req.context["user_id"] = None
        req.context["respond"] = partial(_tell_stranger, req.context)
        drop_foreign(req.body, req.context, req.context.client)
        return next()


def _tell_stranger(context: BoltContext, text: str) -> None:
    """Bolt's own words, to the one who used the app where it is not installed."""
    try:
        respond(context.response_url or "", notice_message(text))
    except PublishError as error:
        logger.warning("who used the app where it is not installed could not be told: %s", error)


def _without_what_was_sent(record: logging.LogRecord) -> bool:
    """Let Bolt say that nobody listened to a payload, and not what was typed in it."""
    if record.getMessage().startswith(UNHEARD):
        record.msg, record.args = "a payload that nothing here listens to was left alone", ()
    return True


def listen_for_removal(app: App, on_removed: Callable[[str | None, str | None], object]) -> None:
    """Call `on_removed(team, enterprise)` when a workspace, or a whole organisation, removes the app or its token."""

    def handle_removed(context: BoltContext, event: dict[str, Any]) -> None:
        """Tell of a removal; a person's revoked token is none."""
        if event.get("type") == "tokens_revoked" and not mapping_at(event, "tokens").get("bot"):
            return  # a person's token, of which none is kept
        on_removed(context.team_id, context.enterprise_id)
        logger.info("removed from a workspace", extra={"team": context.team_id})

    app.event("tokens_revoked")(handle_removed)
    app.event("app_uninstalled")(handle_removed)


def listen(app: App, workers: Workers, intake: Intake, restraint: Restraint, *, own_app: bool) -> Listening:
    """Hear every message of the app, our own or somebody else's.

    Returns what registers listeners; the first that fits a payload gets it.
    """
    ears: list[Ear] = []
    hearing = Hearing(intake, workers, restraint, ears, alone=own_app)
    if own_app:
        app.use(hearing)
    else:
        app.use(ForeignDropped())
        hearing.register_beside_others(app)
    return Listening(app, workers, intake, restraint, ears)

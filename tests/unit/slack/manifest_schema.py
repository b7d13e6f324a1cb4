"""Slack's published manifest schema (version 1), as far as this app's manifest uses it.

Limits: https://docs.slack.dev/reference/app-manifest and https://github.com/slackapi/manifest-schema.
Unknown keys are refused there, so they are here.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints


def text(most: int, least: int = 1, pattern: str | None = None) -> object:
    return Annotated[str, StringConstraints(min_length=least, max_length=most, pattern=pattern)]


def unique(values: list[str]) -> list[str]:
    if len(set(values)) < len(values):
        raise ValueError("values repeat")
    return values


Address = text(3_000, pattern=r"^https?://")
Names = Annotated[list[text(50)], Field(max_length=255), AfterValidator(unique)]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class DisplayInformation(Part):
    name: text(35)
    description: text(140)
    long_description: text(4_000, least=175)
    background_color: text(7, least=4, pattern=r"^#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?$")


class BotUser(Part):
    display_name: text(80)
    always_online: bool


class AppHome(Part):
    home_tab_enabled: bool
    messages_tab_enabled: bool
    messages_tab_read_only_enabled: bool


class AgentView(Part):
    agent_description: text(300)


class SlashCommand(Part):
    command: text(32, least=2, pattern="^/")
    description: text(2_000)
    usage_hint: text(1_000)
    should_escape: bool
    url: Address | None = None


class Shortcut(Part):
    type: Literal["message", "global"]
    callback_id: text(255)
    name: text(24)
    description: text(150)


class Features(Part):
    bot_user: BotUser
    app_home: AppHome
    agent_view: AgentView
    slash_commands: Annotated[list[SlashCommand], Field(min_length=1, max_length=50)]
    shortcuts: Annotated[list[Shortcut], Field(min_length=1, max_length=10)]


class Scopes(Part):
    bot: Names
    bot_optional: Names | None = None


class OAuthConfig(Part):
    scopes: Scopes
    redirect_urls: Annotated[list[Address], Field(max_length=1000)] | None = None


class EventSubscriptions(Part):
    bot_events: Annotated[Names, Field(max_length=100)]
    request_url: Address | None = None


class Interactivity(Part):
    is_enabled: bool
    request_url: Address | None = None
    message_menu_options_url: Address | None = None


class Settings(Part):
    event_subscriptions: EventSubscriptions
    interactivity: Interactivity
    org_deploy_enabled: bool
    socket_mode_enabled: bool
    token_rotation_enabled: bool


class Manifest(Part):
    display_information: DisplayInformation
    features: Features
    oauth_config: OAuthConfig
    settings: Settings
